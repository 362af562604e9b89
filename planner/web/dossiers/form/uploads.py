"""What people paste or send: bounded, and read from a file of our own whose name they never choose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpRequest

from planner.errors import BadInput
from planner.web.configuration import SENT

MOST_BYTES = 2_000_000
"""Of a file; a request of more than the settings allow never comes here."""
ZIPPED = b"PK\x03\x04"


def pasted_or_sent(request: HttpRequest, text: str, file: str) -> tuple[bytes, str] | None:
    """The bytes of the file, else of the text, with the end of a name that fits them; None where there is neither.

    Raises:
        BadInput: it is too large.
    """
    sent = request.FILES.get(file)
    if sent is None:
        pasted = request.POST.get(text, "").strip()
        return (pasted.encode(), _ending(pasted.encode(), "")) if pasted else None
    if (sent.size or 0) > MOST_BYTES:
        raise BadInput("bring.large", most=MOST_BYTES // 1_000_000)
    data = sent.read(MOST_BYTES + 1)
    return (data, _ending(data, sent.name or "")) if data else None


def _ending(data: bytes, name: str) -> str:
    """Whether it is a workbook, data, or a table."""
    if data.startswith(ZIPPED) or name.lower().endswith((".xlsx", ".xlsm")):
        return ".xlsx"
    first = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if name.lower().endswith((".yaml", ".yml", ".json")) or first in (b"{", b"["):
        return ".yaml"
    line = next((each for each in data.splitlines() if each.strip() and not each.lstrip().startswith(b"#")), b"")
    keyed = b":" in line and not any(sign in line.partition(b":")[0] for sign in (b",", b";", b"\t"))
    return ".yaml" if keyed else ".csv"


@contextmanager
def in_a_file(data: bytes, ending: str) -> Iterator[Path]:
    """A file of it, for as long as it is read."""
    with TemporaryDirectory(prefix=SENT, dir=Path(settings.DESK)) as folder:
        path = Path(folder) / f"sent{ending}"
        path.write_bytes(data)
        yield path

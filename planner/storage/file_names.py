"""Names of files out of ids that may hold anything: safe on every system, each once, the same for the same ids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from planner.domain.fingerprint import sha256

LONGEST = 60
DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))}


def names(ids: Iterable[str], reserved: Collection[str] = ()) -> dict[str, str]:
    """A name without suffix for each id. What had to be changed, is `reserved`, or differs from another id in its case
    alone, ends in a part of the id's SHA-256.
    """
    ids = list(ids)
    usual = {name: _plain(name) for name in ids}
    taken = Counter(plain.casefold() for plain in usual.values())
    found = {
        name: plain if _keeps(name, plain, taken, reserved) else _add_mark(name, 8) for name, plain in usual.items()
    }
    taken = Counter(name.casefold() for name in found.values())
    return {name: _add_mark(name, 64) if taken[chosen.casefold()] > 1 else chosen for name, chosen in found.items()}


def _keeps(name: str, plain: str, taken: Counter[str], reserved: Collection[str]) -> bool:
    fixed = plain.casefold()
    return name == plain and taken[fixed] == 1 and fixed not in reserved and not _is_device(plain)


def _add_mark(name: str, length: int) -> str:
    return f"{_plain(name) or 'id'}-{sha256(name)[:length]}"


def _plain(name: str) -> str:
    """Letters without accents, digits, dots and dashes; nothing at either end that a system would drop or hide."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip(".-_")[:LONGEST].rstrip(".-_")
    return plain.replace(".", "-") if _is_device(plain) else plain


def _is_device(name: str) -> bool:
    """Whether some systems take the name for a device, whatever it ends in."""
    return name.casefold().partition(".")[0] in DEVICES

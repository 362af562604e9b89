"""What has been answered goes to disk at once, a line an answer, so that a run that is killed can go on.

`log.jsonl` in the folder `.planner-stress` begins with a line that says what it belongs to; every further line is one
answer, whole or not there: a last line that was torn is dropped. When all is written, `done.json` takes its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from planner.domain.status import Status
from planner.errors import BadInput
from planner.storage.files import keep
from planner.storage.output import folder_target, refusal, write
from planner.study.stress.outcome import Outcome

SCHEMA = "planner/stress-log/1"
FOLDER, LOG, DONE = ".planner-stress", "log.jsonl", "done.json"
Packed = list[Any]


class Log:
    """The log of a folder of results, for inputs and settings with this fingerprint."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder, self.fingerprint = folder_target(folder), fingerprint
        self.path = self.folder / FOLDER / LOG
        self._file: BinaryIO | None = None

    @property
    def exists(self) -> bool:
        """Whether a run has written here, finished or not."""
        return self.path.exists() or (self.folder / FOLDER / DONE).exists()

    def complete(self, names: Iterable[str], lang: str) -> bool:
        """Whether a finished run of the same inputs wrote files of these names, and they are as it wrote them."""
        data = _json(self.folder / FOLDER / DONE)
        files = data.get("files")
        if not isinstance(files, dict) or data != {**self._state(lang), "files": files}:
            return False
        return set(names) <= set(files) and all(_digest(self.folder / name) == digest for name, digest in files.items())

    def begin(self, *, again: bool) -> None:
        """Make the log ready to be read and added to; one of other inputs begins anew.

        Raises:
            BadInput: a run has written here and `again` is not asked for; or the folder cannot be written.
        """
        if self.exists and not again:
            raise BadInput("stress.exists", file=str(self.folder))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            (self.path.parent / DONE).unlink(missing_ok=True)
            kept = self._whole_bytes()
            self._file = self.path.open("r+b" if kept else "wb")
            self._file.truncate(kept)
            self._file.seek(kept)
            if not kept:
                self.append({"schema": SCHEMA, "fingerprint": self.fingerprint})
        except OSError as error:
            raise refusal(self.path, error) from None

    def _whole_bytes(self) -> int:
        """Bytes of the log that are whole, none where it belongs to other inputs."""
        kept = 0
        for line, entry in self._lines():
            if entry is None or (not kept and entry.get("fingerprint") != self.fingerprint):
                break
            kept += len(line)
        return kept

    def _lines(self) -> Iterator[tuple[bytes, dict[str, Any] | None]]:
        if self.path.exists():
            with self.path.open("rb") as file:
                for line in file:
                    yield line, _entry(line)

    def answers(self) -> Iterator[dict[str, Any]]:
        """What the log holds, one answer after the other, after `begin`."""
        for _, entry in islice(self._lines(), 1, None):
            if entry is not None:
                yield entry

    def clear(self, lang: str) -> None:
        """Remove what a finished run of other inputs, or in another language, wrote here and nobody has changed."""
        data = _json(self.folder / FOLDER / DONE)
        files = data.get("files")
        if not isinstance(files, dict) or data == {**self._state(lang), "files": files}:
            return
        for name, digest in files.items():
            path = self.folder / name
            keep(path)
            if path.name == name and digest is not None and _digest(path) == digest:
                path.unlink()

    def forget(self) -> None:
        """Remove what an earlier run has answered, finished or not."""
        for name in (LOG, DONE):
            (self.folder / FOLDER / name).unlink(missing_ok=True)

    def append(self, entry: dict[str, Any]) -> None:
        """Add an answer; it is out of this process when the call returns."""
        assert self._file is not None, "begun"
        try:
            self._file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
            self._file.flush()
        except OSError as error:
            raise refusal(self.path, error) from None

    def _state(self, lang: str) -> dict[str, Any]:
        return {"schema": SCHEMA, "fingerprint": self.fingerprint, "lang": lang}

    def end(self, names: Iterable[str], lang: str) -> None:
        """All files, by these names in the folder, are written: the log gives way to their digests."""
        files = {name: _digest(self.folder / name) for name in sorted(names)}
        data = {**self._state(lang), "files": files}
        write(self.path.parent / DONE, json.dumps(data, indent=1) + "\n")
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _entry(line: bytes) -> dict[str, Any] | None:
    """The data of a whole line."""
    if not line.endswith(b"\n"):
        return None
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _digest(path: Path) -> str | None:
    """SHA-256 of a file; None where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(outcome: Outcome) -> Packed:
    """An outcome as a line has it: its fields, in order."""
    return [
        outcome.status, outcome.on_time, outcome.duration, outcome.award, outcome.day, outcome.cost,
        list(outcome.offerings), outcome.failed, list(outcome.lost),
    ]  # fmt: skip


def unpack(values: Packed) -> Outcome:
    """The outcome that `pack` made such values of."""
    status, on_time, duration, award, day, cost, offerings, failed, lost = values
    return Outcome(Status(status), on_time, duration, award, day, cost, tuple(offerings), failed, tuple(lost))

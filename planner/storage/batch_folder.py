"""The folder of a batch: the documents of each learner, whole or not there, and enough to go on after an interruption.

`batch.json` says that the folder is a batch's, and with which day. The JSON document of a learner is written after the
learner's other documents, and carries the fingerprint of all that they were made from, and their SHA-256. What is not
whole yet stands in `.planner-batch`, which is gone in the end. Files that no batch made are never touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.errors import BadInput
from planner.storage.files import keep
from planner.storage.output import folder_target, refusal, write

SCHEMA = "planner/batch/1"
STATE, PARTS, SUMMARY = "batch.json", ".planner-batch", ("summary.csv", "summary.xlsx")
RESERVED = ("batch", "summary")
"""Names that no learner's documents can have."""
Data = dict[str, Any]


class BatchFolder:
    """A folder by its path; `state` is what an earlier batch left in `batch.json`, empty without one."""

    def __init__(self, path: Path) -> None:
        self.path = folder_target(path)
        self.state = self._state()

    def _state(self) -> Data:
        path = self.path / STATE
        if not path.exists():
            return {}
        data = _json(path)
        if data.get("schema") != SCHEMA:
            raise BadInput("batch.not_ours", file=str(path))
        return data

    def begin(self, state: str, names: Collection[str], suffixes: Collection[str], *, again: bool) -> None:
        """Make the folder ready, `state` being the text of `batch.json`. With `again`, documents of an earlier batch
        may be there and are replaced.

        Raises:
            BadInput: there is an earlier batch without `again`, or a file that no batch made, or that was
                read for this one, stands in the way.
        """
        if self.state and not again:
            raise BadInput("batch.exists", file=str(self.path))
        for name in names:
            self._refuse_others(name, suffixes)
            for suffix in ("json", *suffixes):
                keep(self.path / f"{name}.{suffix}")
        for name in (STATE, *SUMMARY):
            keep(self.path / name)
        if not self.state:
            for other in SUMMARY:
                self._refuse(self.path / other)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._clear_parts()
            for name in SUMMARY:
                (self.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise refusal(self.path, error) from None
        self.write(STATE, state)

    def _refuse_others(self, name: str, suffixes: Collection[str]) -> None:
        """A JSON document says itself that a batch made it; others may also come from an interrupted one."""
        path = self.path / f"{name}.json"
        if path.exists() and _read_mark(path) is None:
            raise BadInput("batch.not_ours", file=str(path))
        for suffix in suffixes if not self.state else ():
            self._refuse(self.path / f"{name}.{suffix}")

    def _refuse(self, path: Path) -> None:
        if path.exists():
            raise BadInput("batch.not_ours", file=str(path))

    def complete(self, name: str, fingerprint: str) -> Data | None:
        """The JSON document of a learner, if it and the others are there as they were written, for this fingerprint."""
        path = self.path / f"{name}.json"
        made = _read_mark(path) if path.is_file() else None
        if made is None or made.get("fingerprint") != fingerprint:
            return None
        digests = made.get("documents")
        if not isinstance(digests, dict):
            return None
        for file, digest in digests.items():
            if not (self.path / file).is_file() or _digest((self.path / file).read_bytes()) != digest:
                return None
        return _json(path)

    def write_documents(
        self, name: str, documents: Mapping[str, bytes], fingerprint: str, suffixes: Iterable[str]
    ) -> Data:
        """The documents of a learner by their suffix; of other `suffixes`, nothing stays from an earlier batch.

        Returned is what the JSON document, to be written after them, carries as `meta.batch`.
        """
        for suffix in suffixes:
            if suffix not in documents:
                (self.path / f"{name}.{suffix}").unlink(missing_ok=True)
        for suffix, content in documents.items():
            self.write(f"{name}.{suffix}", content)
        digests = {f"{name}.{suffix}": _digest(content) for suffix, content in documents.items()}
        return {"fingerprint": fingerprint, "documents": digests}

    def write(self, name: str, content: str | bytes) -> None:
        """A file of the folder, whole."""
        parts = self.path / PARTS
        try:
            parts.mkdir(exist_ok=True)
        except OSError as error:
            raise refusal(parts, error) from None
        write(self.path / name, content, by=parts)

    def end(self) -> None:
        """Leave nothing but what was asked for."""
        self._clear_parts()

    def clear(self, names: Collection[str]) -> None:
        """Remove what a batch wrote for learners other than these, and nobody has changed since."""
        for other in self.find_left_over(names):
            path = self.path / other
            documents = (_read_mark(path) or {}).get("documents")
            found = documents.items() if isinstance(documents, dict) else ()
            for file, digest in (*found, (other, _digest(path.read_bytes()))):
                told = self.path / file
                if told.stem == path.stem and told.parent == self.path and told.is_file():
                    keep(told)
                    if _digest(told.read_bytes()) == digest:
                        told.unlink()

    def find_left_over(self, names: Collection[str]) -> list[str]:
        """JSON documents that a batch made, of learners other than these."""
        others = (path for path in sorted(self.path.glob("*.json")) if path.stem not in names and path.name != STATE)
        return [path.name for path in others if _read_mark(path) is not None]

    def _clear_parts(self) -> None:
        parts = self.path / PARTS
        if parts.is_dir():
            for path in parts.iterdir():
                path.unlink()
            parts.rmdir()


def _read_mark(path: Path) -> Data | None:
    """What a batch wrote about its JSON document; None of any other file."""
    meta = _json(path).get("meta")
    made = meta.get("batch") if isinstance(meta, dict) else None
    return made if isinstance(made, dict) else None


def _json(path: Path) -> Data:
    """The data of a JSON file; nothing where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

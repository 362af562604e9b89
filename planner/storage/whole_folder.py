"""A folder that is there whole, or as it was: made beside its place, which it then takes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.text import Key
from planner.errors import BadInput
from planner.storage import files
from planner.storage.output import folder_target, refusal, target
from planner.storage.unfinished import unfinished


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which then stands in the place of the other; if anything is raised, nothing happened.

    Raises:
        BadInput: it cannot be written.
    """
    folder = target(folder)
    try:
        with unfinished(Path(tempfile.mkdtemp(prefix=".planner-", dir=folder.parent))) as made:
            yield made
            made.chmod(0o755)
            _replace(folder, made)
    except OSError as error:
        raise refusal(folder, error) from None


def _replace(folder: Path, made: Path) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=".planner-", dir=folder.parent)) / "old"
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def check(folder: Path, names: Collection[str], *, overwrite: bool) -> None:
    """Whether the folder may be written: it is not there, or empty; or it holds nothing but files of these names, and
    they may be replaced.

    Raises:
        BadInput: it may not, or its parent is not there.
    """
    found = folder_target(folder)
    if not found.parent.is_dir():
        raise BadInput("file.write", file=str(folder), why=Key("write.missing"))
    there = sorted(path.name for path in found.iterdir()) if found.exists() else []
    strange = [name for name in there if name not in names]
    if strange:
        raise BadInput("folder.strange", file=str(folder), value=strange[0])
    if there and not overwrite:
        raise BadInput("folder.full", file=str(folder))
    for name in there:
        files.keep(found / name)

"""Programmes by their ids: those that ship, and those in the folders that somebody adds. An id is never a path."""

from __future__ import annotations

import os
from pathlib import Path

from planner.errors import BadInput
from planner.storage import hints

FILE_NAME = "programme.yaml"


def instances_folder() -> Path:
    """Where the shipped programmes are: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent.parent / "instances"
    return inside if inside.is_dir() else inside.parent.parent / "instances"


class Registry:
    """Finds the file of a programme by its id, which is the name of its folder in one of `folders`. Where two folders
    have an id, the first has it.
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = folders

    def add(self, folder: Path) -> None:
        """Know the programmes of one more folder."""
        if folder not in self.folders:
            self.folders = (*self.folders, folder)

    def ids(self) -> list[str]:
        """All ids, in order."""
        return sorted({path.parent.name for folder in self.folders for path in folder.glob(f"*/{FILE_NAME}")})

    def path(self, name: str) -> Path | None:
        """The file of a programme; None where no programme has this id."""
        paths = (folder / name / FILE_NAME for folder in self.folders if name in _names(folder))
        return next((path for path in paths if path.is_file()), None)

    def file(self, name: str) -> Path:
        """The file of a programme.

        Raises:
            BadInput: listing the known ids.
        """
        path = self.path(name)
        if path is None:
            raise BadInput("programme.unknown_id", name=name, known=hints.near(name, self.ids()))
        return path


def _names(folder: Path) -> list[str]:
    """What the folder holds: names alone, since a server asks for each page."""
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208


KNOWN = Registry(instances_folder())
"""What commands and services know unless they are given another; a server adds its own folders."""

"""The folder of public files: `bacp/*.json` and `gbacp/*.dzn`; the user gives it, the files are never ours."""

from __future__ import annotations

import re
from pathlib import Path

import click

from benchmarks.public.answers import Problem

SUFFIXES = {"bacp": ".json", "gbacp": ".dzn"}
SAMPLES = Path(__file__).parent / "samples"
"""Small instances of our own, for a quick run and for tests."""


def problems(folder: Path, family: str, work: Path) -> tuple[Problem, ...]:
    """The instances of a family, small files first; our own files of them go into `work`.

    Raises:
        click.UsageError: the folder has none.
    """
    inside = folder / family
    found = sorted(inside.glob(f"*{SUFFIXES[family]}"), key=lambda path: (path.stat().st_size, path.name))
    if not found:
        raise click.UsageError(
            f"{folder} has no public files of {family}: {inside}/*{SUFFIXES[family]} is expected. "
            "Name the folder that holds bacp and gbacp, or choose other parts with --only."
        )
    names = [re.sub(r"-gbac$", "", path.stem) for path in found]
    return tuple(Problem(family, name, path, work / family / name) for name, path in zip(names, found, strict=True))


def families(folder: Path) -> tuple[str, ...]:
    """The families of which the folder has files."""
    return tuple(name for name, suffix in SUFFIXES.items() if any((folder / name).glob(f"*{suffix}")))

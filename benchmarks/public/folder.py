"""The folder of public files: `bacp/*.json` and `gbacp/*.dzn`; the user gives it, the files are never ours."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click

from benchmarks.public import records
from benchmarks.public.answers import Problem
from benchmarks.public.records import Record

SUFFIXES = {"bacp": ".json", "gbacp": ".dzn"}
SAMPLES = Path(__file__).parent / "samples"
"""Small instances of our own, for a quick run and for tests."""


def problems(folder: Path, family: str, work: Path, names: Sequence[str] = ()) -> tuple[Problem, ...]:
    """The instances of a family, small files first, only those of these names if there are any; our own files of them
    go into `work`.

    Raises:
        click.UsageError: the folder has none.
    """
    inside, suffix = folder / family, SUFFIXES[family]
    found = sorted(inside.glob(f"*{suffix}"), key=lambda path: (path.stat().st_size, path.name))
    if not found:
        raise click.UsageError(
            f"{folder} has no public files of {family}: {inside}/*{suffix} is expected. "
            "Name the folder that holds bacp and gbacp, or choose other parts with --only."
        )
    known = records.load()
    every = [(re.sub(r"-gbac$", "", path.stem), path) for path in found]
    return tuple(
        Problem(family, name, path, work / family / name, known.get((family, name)) or _own(path))
        for name, path in every
        if not names or name in names
    )


def _own(path: Path) -> Record | None:
    """The optimum that the file has itself."""
    try:
        value = json.loads(path.read_text(encoding="utf-8")).get("optimum") if path.suffix == ".json" else None
    except (ValueError, AttributeError) as error:
        raise click.ClickException(f"{path} is no instance of bacp: {error!r}") from None
    return None if value is None else Record(Fraction(value), True, "the instance file")


def families(folder: Path) -> tuple[str, ...]:
    """The families of which the folder has files."""
    return tuple(name for name, suffix in SUFFIXES.items() if any((folder / name).glob(f"*{suffix}")))

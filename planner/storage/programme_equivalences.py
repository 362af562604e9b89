"""Which units of other programmes count as units of this one: each said once, and with what says so."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.programme import Equivalence
from planner.errors import read_each
from planner.storage import hints
from planner.storage import schema_programme as stated
from planner.storage.dates import Path
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.validation import Source


def equivalences(source: Source, file: ProgrammeFile, names: Collection[str]) -> tuple[Equivalence, ...]:
    """The table of a programme whose units have the codes and aliases `names`."""
    codes = [unit.code for unit in file.units]
    seen = set()

    def read(item: tuple[int, stated.Equivalence]) -> Equivalence:
        number, entry = item
        path: Path = ("equivalences", number)
        other, unit, counts_as = entry.programme, entry.unit, entry.counts_as
        if entry.source is None and entry.assumption is None:
            raise source.error("programme.origin", path)
        if unit in names:
            raise source.error("programme.own_equivalence", (*path, "unit"), value=unit)
        if (other, unit) in seen:
            raise source.error("programme.twice", (*path, "unit"), value=unit)
        seen.add((other, unit))
        counted = read_each(
            enumerate(counts_as), lambda item: _counted(source, (*path, "counts_as"), item, counts_as, codes)
        )
        return Equivalence(other, unit, tuple(counted), entry.assumption)

    return tuple(read_each(enumerate(file.equivalences), read))


def _counted(source: Source, path: Path, item: tuple[int, str], codes: list[str], known: list[str]) -> str:
    """An item of the list of units that one counts as: a code of the programme, once."""
    place, code = item
    if code not in known:
        raise source.error("unit.unknown", (*path, place), value=code, known=hints.near(code, known))
    if code in codes[:place]:
        raise source.error("programme.twice", (*path, place), value=code)
    return code

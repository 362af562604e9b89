"""Which units of other programmes count as units of this one: each said once, and with what says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from planner.domain.programme import Equivalence
from planner.storage import hints
from planner.storage.dates import Path
from planner.storage.validation import Source


def equivalences(source: Source, data: dict[str, Any], names: Collection[str]) -> Iterable[Equivalence]:
    """The table of a programme whose units have the codes and aliases `names`."""
    codes = [unit["code"] for unit in data["units"]]
    seen = set()
    for number, entry in enumerate(data.get("equivalences", ())):
        path: Path = ("equivalences", number)
        other, unit, counts_as = entry.get("programme"), entry["unit"], entry["counts_as"]
        if entry.get("source") is None and entry.get("assumption") is None:
            raise source.error("programme.origin", path)
        if unit in names:
            raise source.error("programme.own_equivalence", (*path, "unit"), value=unit)
        if (other, unit) in seen:
            raise source.error("programme.twice", (*path, "unit"), value=unit)
        seen.add((other, unit))
        for place, code in enumerate(counts_as):
            if code not in codes:
                known = hints.near(code, codes)
                raise source.error("unit.unknown", (*path, "counts_as", place), value=code, known=known)
            if code in counts_as[:place]:
                raise source.error("programme.twice", (*path, "counts_as", place), value=code)
        yield Equivalence(other, unit, tuple(counts_as), entry.get("assumption"))

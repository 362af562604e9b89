"""What a programme's file asks for: units that are needed, of which no more than some count, and of which only one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from planner.domain.credits import exact
from planner.domain.programme import Requirement, Unit
from planner.domain.regulation import Limit, OneOf, Track
from planner.errors import read_each
from planner.storage import schema_regulation as stated
from planner.storage.dates import Path
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.schema_types import spelled
from planner.storage.validation import Source

if TYPE_CHECKING:
    from planner.domain.credits import Worth


class KnownUnits(Protocol):
    """The units of the file."""

    @property
    def units(self) -> Mapping[str, Unit]:
        """Units by their code."""

    def codes(self, path: Path, codes: Sequence[str]) -> tuple[str, ...]:
        """Codes at a place of the file: units that are studied, each once."""


class Requirements:
    """Reads these parts; each raises `BadInput` with all that does not fit in it."""

    def __init__(self, source: Source, file: ProgrammeFile, known: KnownUnits) -> None:
        self.source, self.file, self.known = source, file, known

    @cached_property
    def needed(self) -> tuple[Requirement, ...]:
        """What the award asks for."""
        items = [(path, entry) for path, entry in self._entries() if entry.at_most is None and entry.one_of is None]
        found = read_each(items, lambda item: self._requirement(*item, item[1].id))
        read_each(zip((path for path, _ in items), found, strict=True), lambda one: self._alone(found, *one))
        return tuple(found)

    def _alone(self, found: Sequence[Requirement], path: Path, rule: Requirement) -> None:
        """One that shares its units with no other is known by its name, and asks for none that another asks for too."""
        others = [other for other in found if other is not rule]
        if not rule.share and rule.id in [other.id for other in others]:
            raise self.source.error("programme.twice", (*path, "id"), value=rule.id)
        asked = {unit for other in others if other.kind == "all" for unit in other.units}
        both = asked.intersection(rule.units) if rule.kind == "all" and not rule.share else ()
        if both:
            raise self.source.error("programme.shared", path, value=min(both))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Of what no more than so much counts towards the award."""
        return tuple(read_each([item for item in self._entries() if item[1].at_most is not None], self._limit))

    @cached_property
    def one_of(self) -> tuple[OneOf, ...]:
        """Groups of which one track is taken as a whole."""
        items = [item for item in self._entries() if item[1].at_most is None and item[1].one_of is not None]
        return tuple(read_each(items, self._one_of))

    def exclusive(self) -> tuple[tuple[str, ...], ...]:
        """Groups of units of which only one is ever taken."""
        return tuple(read_each(enumerate(self.file.exclusive), lambda item: self._codes("exclusive", *item)))

    def _entries(self) -> list[tuple[Path, stated.Requirement]]:
        return [(("requirements", number), entry) for number, entry in enumerate(self.file.requirements)]

    def _codes(self, name: str, number: int, codes: Sequence[str]) -> tuple[str, ...]:
        return self.known.codes((name, number), codes)

    def _one_of(self, item: tuple[Path, stated.Requirement]) -> OneOf:
        path, entry = item
        self._shared(path, entry)
        if any(value is not None for value in (entry.all_of, entry.of, entry.k, entry.credits)):
            raise self.source.error("programme.requirement", path)
        names = [track.id for track in entry.one_of or () if isinstance(track, stated.Track)]
        if twice := next(
            (name for place, name in enumerate(names) if name is not None and name in names[:place]), None
        ):
            raise self.source.error("programme.twice", (*path, "one_of"), value=twice)
        tracks = read_each(enumerate(entry.one_of or ()), lambda one: self._track((*path, "one_of"), entry.id, *one))
        return OneOf(entry.id, spelled(entry.title), tuple(tracks), entry.assumption)

    def _track(self, path: Path, group: str, number: int, entry: stated.Track | list[stated.TrackRequirement]) -> Track:
        path = (*path, number)
        if isinstance(entry, list):
            entry = stated.Track(requirements=entry)
        else:
            path = (*path, "requirements")
        name = entry.id or f"{group}-{number + 1}"
        rules = read_each(
            enumerate(entry.requirements),
            lambda one: self._requirement((*path, one[0]), one[1], one[1].id or f"{name}-{one[0] + 1}"),
        )
        return Track(name, spelled(entry.title), tuple(rules))

    def _requirement(self, path: Path, entry: stated.Requirement | stated.TrackRequirement, name: str) -> Requirement:
        given = {"all": entry.all_of, "count": entry.k, "credits": entry.credits}
        kinds = [kind for kind, value in given.items() if value is not None]
        if len(kinds) != 1 or (kinds[0] != "all") != (entry.of is not None):
            raise self.source.error("programme.requirement", path)
        kind = kinds[0]
        units = self.known.codes((*path, "all_of" if kind == "all" else "of"), entry.all_of or entry.of or [])
        need = len(units) if kind == "all" else (entry.k if kind == "count" else exact(entry.credits)) or 0
        worth = self._worth(path, units) if kind == "credits" else len(units)
        if need > worth:
            raise self.source.error("programme.too_much", path)
        share = entry.share if isinstance(entry, stated.Requirement) else True
        return Requirement(name, kind, units, need, spelled(entry.title), entry.assumption, share)

    def _shared(self, path: Path, entry: stated.Requirement) -> None:
        """Limits and groups of tracks say nothing of sharing."""
        if not entry.share:
            raise self.source.error("programme.share", (*path, "share"))

    def _limit(self, item: tuple[Path, stated.Requirement]) -> Limit:
        path, entry = item
        self._shared(path, entry)
        most = entry.at_most if isinstance(entry.at_most, stated.AtMost) else stated.AtMost(units=entry.at_most)
        values = {"count": most.units, "credits": exact(most.credits)}
        kinds = [kind for kind, value in values.items() if value is not None]
        others = (entry.all_of, entry.k, entry.credits, entry.one_of)
        if len(kinds) != 1 or entry.of is None or any(value is not None for value in others):
            raise self.source.error("programme.requirement", path)
        units = self.known.codes((*path, "of"), entry.of)
        if kinds[0] == "credits":
            self._worth(path, units)
        return Limit(entry.id, kinds[0], units, values[kinds[0]] or 0, spelled(entry.title), entry.assumption)

    def _worth(self, path: Path, units: Sequence[str]) -> Worth:
        """The credits of all these units."""
        values = {unit: self.known.units[unit].credits for unit in units}
        for unit, value in values.items():
            if value is None:
                raise self.source.error("programme.credits_unknown", path, value=unit)
        return sum(value or 0 for value in values.values())

"""What an offer takes from the programmes that it names: units, choices, prerequisites, bounds, today's periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from planner.domain.brief import BOUNDS
from planner.domain.offer import Choice
from planner.domain.offering import EVENING, OfferingPattern
from planner.domain.programme import Programme
from planner.domain.text import Text
from planner.errors import Gathering, read_each
from planner.storage import programmes
from planner.storage.dates import Path
from planner.storage.validation import Source

if TYPE_CHECKING:
    from planner.domain.credits import Worth


def load(source: Source, path: Path, name: str, beside: FilePath | None) -> Programme:
    """A programme by id or path.

    Raises:
        BadInput: it is not there; or it has no evening classes, which are what an offer moves, or such that do not
            run every year, or whose hours are known already; its terms have other bounds, each its own; or a unit of it
            fills its term.
    """
    found = programmes.load_named(source, path, name, beside=beside)
    evening = [pattern for pattern in found.patterns if pattern.modality == EVENING]
    if not evening:
        raise source.error("offer.no_evening", path, value=found.id)
    if len({*found.load.max_units}) > 1 or len({*found.load.max_credits}) > 1:
        raise source.error("offer.load", path, value=found.id)

    def check(pattern: OfferingPattern) -> None:
        if pattern.sessions:
            raise source.error("offer.timetable", path, value=found.id)
        if pattern.years != "every":
            raise source.error("offer.years", path, programme=found.id, value=pattern.unit)

    read_each(evening, check)
    alone = next((code for code, unit in found.units.items() if unit.alone), None)
    if alone is not None:
        raise source.error("offer.alone", path, programme=found.id, value=alone)
    return found


def bounds(programme: Programme) -> dict[str, Worth | None]:
    """Its bounds on a term of evening classes."""
    load = programme.load
    units, credits = load.max_units[0], load.max_credits[0]
    most = load.max_evening_units if units is None else min(load.max_evening_units, units)
    values = (load.min_units, most, load.min_credits, credits)
    return dict(zip(BOUNDS, values, strict=True))


def periods(programme: Programme, unit: str) -> tuple[str, ...]:
    """Periods in which evening classes of the unit run."""
    found = (p.period for p in programme.patterns if p.unit == unit and p.modality == EVENING)
    return tuple(dict.fromkeys(found))


class Read:
    """The programmes of the curricula, by their places in the file's list, read together."""

    def __init__(self, source: Source, data: Mapping[str, Any], found: Mapping[int, Programme]) -> None:
        self.source, self.found = source, found
        self.own = {entry["code"]: entry for entry in data.get("units", ())}
        self._parts = dict(read_each(found.items(), lambda item: (item[0], self._read(*item))))

    def codes(self) -> Iterator[str]:
        """Every unit that a curriculum takes from its programme, perhaps more than once."""
        for units, choices in self._parts.values():
            yield from units
            for choice in choices:
                yield from choice.units

    def parts(self, number: int) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        """Compulsory units and choices of a curriculum."""
        return self._parts[number]

    def _read(self, number: int, programme: Programme) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        units: list[str] = []
        choices: list[Choice] = []
        gathering, path = Gathering(), ("curricula", number, "programme")
        for rule in programme.requirements:
            if rule.kind == "credits":
                gathering.found.append(
                    self.source.error("offer.by_credits", path, programme=programme.id, value=rule.id)
                )
            elif rule.kind == "all":
                units += rule.units
            else:
                choices.append(Choice(rule.units, int(rule.need)))
        limiting = [*(limit.id for limit in programme.limits), *(group.id for group in programme.one_of)]
        limiting += [", ".join(group) for group in programme.exclusive]
        gathering.found += [
            self.source.error("offer.limited", path, programme=programme.id, value=value) for value in limiting
        ]
        codes = Counter([*units, *(unit for choice in choices for unit in choice.units)])
        gathering.found += [
            self.source.error("offer.shared", path, programme=programme.id, value=code)
            for code, count in codes.items()
            if count > 1
        ]
        gathering.end()
        return tuple(units), tuple(choices)

    def _having(self, code: str) -> Iterator[tuple[int, Programme]]:
        for number, programme in self.found.items():
            if code in programme.units:
                yield number, programme

    def title(self, code: str) -> Text:
        """The title in the first programme that has the unit, else its code."""
        return next((programme.units[code].title for _, programme in self._having(code)), code)

    def credits(self, code: str) -> Worth | None:
        """The credits that all programmes give that give any; None where none does.

        Raises:
            BadInput: they do not agree.
        """
        known: dict[Worth, str] = {}
        for number, programme in self._having(code):
            value = programme.units[code].credits
            if value is not None:
                self._agree("offer.credits_differ", number, code, known, value, programme.id)
        return next(iter(known), None)

    def today(self, code: str) -> tuple[str, ...]:
        """Its periods in the programmes that run it.

        Raises:
            BadInput: they do not agree.
        """
        known: dict[tuple[str, ...], str] = {}
        for number, programme in self._having(code):
            value = periods(programme, code)
            if value:
                self._agree("offer.today_differs", number, code, known, value, programme.id)
        return next(iter(known), ())

    def _agree(self, key: str, number: int, code: str, known: dict[Any, str], value: Any, programme: str) -> None:
        known.setdefault(value, programme)
        if len(known) > 1:
            values = {"value": code, "one": next(iter(known.values())), "other": programme}
            raise self.source.error(key, ("curricula", number, "programme"), **values)

    def precedences(self) -> list[tuple[str, str]]:
        """(before, after) of all programmes.

        Raises:
            BadInput: a prerequisite that one of several units meets, or that may run at the same time.
        """

        def pairs(item: tuple[int, Programme]) -> list[tuple[str, str]]:
            number, programme = item
            for rule in programme.prerequisites:
                if any(clause.together or len(clause.names) > 1 or clause.credits for clause in rule.clauses):
                    values = {"programme": programme.id, "value": rule.unit}
                    raise self.source.error("offer.prerequisite", ("curricula", number, "programme"), **values)
            return [(each.units[0], rule.unit) for rule in programme.prerequisites for each in rule.clauses]

        return [pair for found in read_each(self.found.items(), pairs) for pair in found]

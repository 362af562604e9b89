"""A learner out of the data of a file, each key checked against the others and the programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar, Span
from planner.domain.case import LONGEST_PLAN_YEARS
from planner.domain.credits import exact
from planner.domain.learner import WORKDAYS, Cap, Experience, Learner, Migration, Pin
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering, read_each
from planner.storage import dates, payers, wishes
from planner.storage import schema_learner as stated
from planner.storage.chances import chances
from planner.storage.dates import Path
from planner.storage.programme_prices import cents
from planner.storage.schema_learner import (
    AcquiredUnit,
    Availability,
    CapByTerm,
    CreditsByTerm,
    LearnerFile,
    MoneyByYear,
    TermAvailability,
)
from planner.storage.schema_programme import Window
from planner.storage.shapes import keys_of
from planner.storage.units import named_unit
from planner.storage.validation import Source

if TYPE_CHECKING:
    from planner.domain.credits import Worth

PLAIN = tuple(each.name for each in fields(Learner) if each.name in keys_of(LearnerFile))
"""Keys that a learner has under their own names, as they stand in the file unless they are read in another way."""
CAPS = {
    "evening_cap": "max_units_per_term",
    "daytime_cap": "max_daytime_units_per_term",
    "least_units": "min_units_per_term",
    "most_units": "max_total_units_per_term",
    "least_credits": "min_credits_per_term",
    "most_credits": "max_credits_per_term",
}
"""Numbers for all terms, or by term, with their keys."""


def pathway(data: Mapping[str, Any], programme: Programme) -> str:
    """The pathway of a learner's data: unless it says otherwise the only one of the programme, else the usual one."""
    only = next(iter(programme.pathways)) if len(programme.pathways) == 1 else None
    return str(data.get("pathway", only or keys_of(LearnerFile)["pathway"].default))


class Reader:
    """Builds a learner; every method raises `BadInput` with all that does not fit the programme, or the other keys.

    Keys that the schema has `refused` are not there; what depends on one that must be is refused for the same reason.
    """

    def __init__(
        self, source: Source, file: LearnerFile, programme: Programme, migration: Migration | None,
        refused: Mapping[str, BadInput],
    ) -> None:  # fmt: skip
        self.source, self.file, self.programme = source, file, programme
        self.migration, self.refused = migration, refused
        self.calendar: Calendar = programme.calendar

    def learner(self, name: str) -> Learner:
        """The learner, all defaults filled in."""
        file, available, said = self.file, self.file.availability or Availability(), self.file.experience
        gathering = Gathering()
        read = gathering.read
        values: dict[str, Any] = {key: getattr(file, key, None) for key in PLAIN}
        values |= {
            "id": file.id or name,
            "programme": self.programme.id,
            "start": read(lambda: self.start),
            **(read(self._payers) or {}),
            "pathway": pathway(self.source.data, self.programme),
            "acquired": read(lambda: self.acquired),
            "experience": None if said is None else Experience(said.months, said.in_sector, said.working),
            "windows": read(self._windows),
            **{name: read(partial(self._cap, key)) for name, key in CAPS.items()},
            "evenings": WORKDAYS if available.evenings is None else tuple(available.evenings),
            "evenings_by_term": read(lambda: self._by_term(available, "evenings")),
            "days": WORKDAYS if available.days is None else tuple(available.days),
            "days_by_term": read(lambda: self._by_term(available, "days")),
            "minimise": read(self._minimise),
            "deadline": read(lambda: self.deadline),
            "pins": read(self._pins),
            "avoid": read(self._avoid),
            "budget": read(self._budget),
            "data": self.source.data,
            "read_from": self._read_from(),
            "migration": self.migration,
            "terms": read(self._terms),
            "goal": read(lambda: wishes.goal(self.source, self.programme, file.goal)),
            "extra": read(lambda: wishes.beyond(self.source, self.programme, file.extra)),
            "waive": read(lambda: wishes.waivers(self.source, self.programme, file.waive)),
            "pause": read(self._pause),
            "chances": read(lambda: chances(self.source, file.chances, self._unit)),
        }
        gathering.end()
        return Learner(**values)

    def _payers(self) -> dict[str, Any]:
        """Who pays for what."""
        gathering = Gathering()
        paid = gathering.read(lambda: payers.fundings(self.source, self.programme, self.file.funding))
        budgets = gathering.read(lambda: payers.budgets(self.source, self.programme, self.file.payer_budgets))
        gathering.end()
        return {
            "funding": paid.rest, "shares": paid.shares, "alone": paid.alone, "payers": paid.payers,
            "payer_budgets": budgets,
        }  # fmt: skip

    def _read_from(self) -> str:
        """What the learner's fingerprint is made of."""
        given = repr(sorted(self.source.data.items(), key=lambda item: item[0]))
        return given + (repr(self.migration) if self.migration else "")

    def _unit(self, path: tuple[str | int, ...], name: str, *, course: bool = True) -> str:
        return named_unit(self.source, self.programme, path, name, course=course)

    @cached_property
    def start(self) -> int:
        """The first term."""
        if "start" in self.refused:
            raise self.refused["start"]
        return self._term(("start",), self.file.start)

    @cached_property
    def acquired(self) -> dict[str, str | None]:
        """Units with how they were validated."""
        found: dict[str, str | None] = {}

        def read(item: tuple[int, str | AcquiredUnit]) -> None:
            number, entry = item
            name, how = (entry, None) if isinstance(entry, str) else (entry.unit, entry.by)
            code = self._unit(("acquired", number), name, course=False)
            if code in found:
                raise self.source.error("acquired.twice", ("acquired", number), value=name)
            found[code] = how

        read_each(enumerate(self.file.acquired), read)
        return found

    def _windows(self) -> tuple[Span, ...]:
        def read(item: tuple[int, Window]) -> Span:
            number, window = item
            return dates.span(self.source, ("internship_windows", number), {"from": window.from_, "to": window.to})

        return tuple(read_each(enumerate(self.file.internship_windows), read))

    def _term(self, path: tuple[str | int, ...], name: str) -> int:
        return dates.term(self.source, path, name, self.programme)

    def _cap(self, key: str) -> Cap[Worth]:
        given: float | CapByTerm | CreditsByTerm | None = getattr(self.file, key)
        if not isinstance(given, (CapByTerm, CreditsByTerm)):
            return Cap(exact(given))
        entries = given.terms.items()
        terms = read_each(entries, lambda entry: (self._term((key, "terms", entry[0]), entry[0]), exact(entry[1])))
        return Cap(exact(given.default), dict(terms))

    def _budget(self) -> Cap[int]:
        """Cents for each academic year; years are named as people do, 2019-2020."""
        key, currency = "max_cost_per_year", self.programme.currency
        given = self.file.max_cost_per_year
        if not isinstance(given, MoneyByYear):
            return Cap(cents(self.source, (key,), given, currency))
        gathering = Gathering()
        found = gathering.read(lambda: read_each(given.years.items(), self._year_budget))
        usual = gathering.read(lambda: cents(self.source, (key, "default"), given.default, currency))
        gathering.end()
        return Cap(usual, {year: most for year, most in found if most is not None})

    def _year_budget(self, entry: tuple[str, float]) -> tuple[int, int | None]:
        name, amount = entry
        path = ("max_cost_per_year", "years", name)
        year = int(name.partition("-")[0])
        near = min(max(year, FIRST_YEAR), LAST_YEAR)
        if near != year or name not in (self.calendar.year_name(year), str(year)):
            raise self.source.error("year.unknown", path, value=name, example=self.calendar.year_name(near))
        return year, cents(self.source, path, amount, self.programme.currency)

    def _by_term(self, available: Availability, key: str) -> dict[int, tuple[str, ...]]:
        def read(entry: tuple[str, TermAvailability]) -> tuple[int, list[str] | None]:
            return self._term(("availability", "terms", entry[0]), entry[0]), getattr(entry[1], key)

        named = read_each(available.terms.items(), read)
        return {term: tuple(days) for term, days in named if days is not None}

    def _minimise(self) -> tuple[str, ...]:
        names = self.file.minimise

        def read(item: tuple[int, str]) -> str:
            number, name = item
            if name in names[:number]:
                raise self.source.error("minimise.twice", ("minimise", number), value=name)
            return name

        return tuple(read_each(enumerate(names), read))

    @cached_property
    def deadline(self) -> int | None:
        """The last term in which the award may be."""
        name = self.file.deadline
        if name is None:
            return None
        term = self._term(("deadline",), name)
        if term < self.start:
            raise self.source.error("deadline.before_start", ("deadline",), value=name, start=self.file.start)
        return term

    def _terms(self) -> int | None:
        """The length of the plan, which no deadline may cut."""
        terms = self.file.terms
        longest = LONGEST_PLAN_YEARS * self.calendar.size
        if terms is not None and terms > longest:
            raise self.source.error("terms.too_many", ("terms",), value=terms, most=longest)
        limit = self.deadline
        if terms is not None and limit is not None and limit < self.start + terms - 1:
            last = self.calendar.term(self.start + terms - 1).name
            raise self.source.error("terms.deadline", ("terms",), value=terms, last=last, deadline=self.file.deadline)
        return terms

    def _pins(self) -> tuple[Pin, ...]:
        found: dict[str, Pin] = {}
        read_each(enumerate(self.file.pins), lambda item: self._pin(*item, found))
        return tuple(found.values())

    def _pin(self, number: int, entry: stated.Pin, found: dict[str, Pin]) -> None:
        """Put a pin with those `found` before."""
        path, gathering = ("pins", number), Gathering()
        unit = gathering.read(lambda: self._read_unit((*path, "unit"), entry.unit))
        term = gathering.read(lambda: self._pin_term((*path, "term"), entry.term))
        gathering.end()
        pin = found.setdefault(unit, Pin(unit, term, entry.modality))
        if pin.term != term and not self._together(unit, pin.term, term):
            raise self.source.error("pin.twice", path, value=unit)
        if pin.modality not in (None, modality := entry.modality or pin.modality):
            raise self.source.error("pin.modalities", path, value=unit)
        found[unit] = pin._replace(modality=modality)

    def _read_unit(self, path: Path, name: str) -> str:
        unit = self._unit(path, name)
        if unit in self.acquired:
            raise self.source.error("pin.acquired", path, value=unit)
        return unit

    def _pin_term(self, path: Path, name: str) -> int:
        term = self._term(path, name)
        if not 0 <= term - self.start < LONGEST_PLAN_YEARS * self.calendar.size:
            raise self.source.error("pin.outside", path, value=name, start=self.file.start)
        return term

    def _together(self, unit: str, one: int, other: int) -> bool:
        """Whether an offering of the unit runs in both terms, as an annual unit does."""
        offerings = self.programme.offerings(one // self.calendar.size)
        return any(o.unit == unit and one in o.terms and other in o.terms for o in offerings)

    def _avoid(self) -> tuple[str, ...]:
        names = enumerate(self.file.avoid)
        return tuple(read_each(names, lambda item: self._unit(("avoid", item[0]), item[1])))

    def _pause(self) -> tuple[int, ...]:
        """Terms by their indices; one before the start says nothing."""
        names = enumerate(self.file.pause)
        terms = set(read_each(names, lambda item: self._term(("pause", item[0]), item[1])))
        return tuple(sorted(term for term in terms if term >= self.start))

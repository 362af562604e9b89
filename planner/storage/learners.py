"""Learners from YAML files, with `--set key=value` over them, checked against their programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.learner import WORKDAYS, Cap, Experience, Learner, Migration, Pin
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage import dates, files, payers, programmes, wishes, yaml_reader
from planner.storage.changes import apply
from planner.storage.programme_prices import cents
from planner.storage.units import named_unit
from planner.storage.validation import Source, validate


def load(
    path: Path | str, changes: tuple[str, ...] = (), *, programme: str | None = None, timetable: Path | None = None
) -> Case:
    """The case of a learner file. `changes` are `key=value` over it; `programme` replaces the one that it names, into
    which the learner then migrates.

    Raises:
        BadInput: naming file, line or key.
    """
    given, named = read(path, changes, programme=programme)
    return case(given, Path(path).stem, named=named, beside=Path(path).parent, timetable=timetable)


def read(path: Path | str, changes: tuple[str, ...] = (), *, programme: str | None = None) -> tuple[Source, Any]:
    """The data of a learner file with what is set over it, not checked yet, and the programme that the file names.

    Raises:
        BadInput: the file cannot be read, or a change has not the form `key=value`.
    """
    text = files.read_text(Path(path))
    data = yaml_reader.parse(text, str(path))
    if not isinstance(data, dict):
        raise BadInput("schema.mapping", file=str(path))
    named = data.get("programme")
    for change in changes:
        apply(data, change)
    if programme is not None:
        data["programme"] = programme
    over = {change.partition("=")[0].rstrip("+").partition(".")[0].strip() for change in changes}
    over |= {"programme"} if programme is not None else set()
    return Source(data, str(path), text, over), named


def case(
    source: Source, name: str, *, named: Any = None, beside: Path | None = None, timetable: Path | None = None,
    find: Callable[..., Programme] = programmes.load,
) -> Case:  # fmt: skip
    """The case of a learner's data; `name` stands in for a missing `id`. `named` is the programme that the units of the
    data belong to, where it is not the one to follow; `find` loads programmes, for who has many learners of the same.
    """
    data = validate(source, "learner")
    programme = _programme(source, data["programme"], beside, timetable, find)
    migration = None
    if isinstance(named, str) and named != data["programme"]:
        old = _programme(Source(data, source.file, source.text), named, beside, find=find)
        if old.id != programme.id:
            from planner.storage.migration import migrated

            source, migration = migrated(source, old, programme)
    return Case(programme, _Reader(source, source.data, programme, migration).learner(name))


def pathway(data: Mapping[str, Any], programme: Programme) -> str:
    """The pathway of a learner's data: unless it says otherwise the only one of the programme, else evenings."""
    only = next(iter(programme.pathways)) if len(programme.pathways) == 1 else "evening"
    return str(data.get("pathway", only))


def programme_of(source: Source, beside: Path | None = None, timetable: Path | None = None) -> Programme:
    """The programme that a learner's data names, whatever else the data holds.

    Raises:
        BadInput: it names none, or one that is not there.
    """
    name = source.data.get("programme")
    if not isinstance(name, str):
        name = validate(source, "learner")["programme"]
    return _programme(source, name, beside, timetable)


def _programme(
    source: Source, name: str, beside: Path | None, timetable: Path | None = None,
    find: Callable[..., Programme] = programmes.load,
) -> Programme:  # fmt: skip
    try:
        return find(name, beside=beside, timetable=timetable)
    except BadInput as error:
        if error.file is None:
            raise source.error(error.key, ("programme",), **error.values) from None
        raise


def changed(before: Case, changes: Mapping[str, Any]) -> Case:
    """The case with top-level keys of the learner's data replaced, read and checked like a file.

    Raises:
        BadInput: a value does not fit.
    """
    data = {**before.learner.data, **changes}
    source = Source(data, before.learner.id, None, set(changes))
    reader = _Reader(source, validate(source, "learner"), before.programme, before.learner.migration)
    return replace(before, learner=reader.learner(before.learner.id))


class _Reader:
    """Builds a learner; every method raises `BadInput` at the place that does not fit the programme."""

    def __init__(
        self, source: Source, data: dict[str, Any], programme: Programme, migration: Migration | None = None
    ) -> None:
        self.source, self.data, self.programme, self.migration = source, data, programme, migration
        self.calendar: Calendar = programme.calendar
        self.start = self._term(("start",), data["start"])

    def learner(self, name: str) -> Learner:
        """The learner, all defaults filled in."""
        data, available = self.data, self.data.get("availability") or {}
        said = data.get("experience")
        evenings = available.get("evenings")
        days = available.get("days")
        paid = payers.fundings(self.source, self.programme)
        return Learner(
            data.get("id") or name, self.programme.id, self.start, pathway(data, self.programme), paid.rest,
            self._acquired(), Experience(**said) if said is not None else None, self._windows(),
            self._cap("max_units_per_term"), self._cap("max_daytime_units_per_term"),
            WORKDAYS if evenings is None else tuple(evenings), self._by_term(available, "evenings"),
            WORKDAYS if days is None else tuple(days), self._by_term(available, "days"), data.get("order", "prefer"),
            self._minimise(), self._deadline(), self._pins(), self._avoid(), self._budget(),
            data.get("fictional", False), data,
            repr(sorted(data.items(), key=lambda item: item[0])) + (repr(self.migration) if self.migration else ""),
            self.migration, paid.shares, payers.budgets(self.source, self.programme),
            self._cap("min_units_per_term"), self._cap("max_total_units_per_term"),
            self._cap("min_credits_per_term"), self._cap("max_credits_per_term"), self._terms(),
            paid.alone, paid.payers, *wishes.read(self.source, self.programme),
        )  # fmt: skip

    def _unit(self, path: tuple[str | int, ...], name: str, *, course: bool = True) -> str:
        return named_unit(self.source, self.programme, path, name, course=course)

    def _acquired(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for number, entry in enumerate(self.data.get("acquired") or ()):
            name, how = (entry, None) if isinstance(entry, str) else (entry["unit"], entry.get("by"))
            code = self._unit(("acquired", number), name, course=False)
            if code in found:
                raise self.source.error("acquired.twice", ("acquired", number), value=name)
            found[code] = how
        return found

    def _windows(self) -> tuple[Any, ...]:
        entries = self.data.get("internship_windows") or ()
        return tuple(dates.span(self.source, ("internship_windows", n), entry) for n, entry in enumerate(entries))

    def _term(self, path: tuple[str | int, ...], name: str) -> int:
        return dates.term(self.source, path, name, self.programme)

    def _cap(self, key: str) -> Cap:
        given = self.data.get(key)
        if not isinstance(given, dict):
            return Cap(given)
        terms = {self._term((key, "terms", name), name): cap for name, cap in given.get("terms", {}).items()}
        return Cap(given.get("default"), terms)

    def _budget(self) -> Cap:
        """Cents for each academic year; years are named as people do, 2019-2020."""
        key = "max_cost_per_year"
        given = self.data.get(key)
        if not isinstance(given, dict):
            return Cap(cents(self.source, (key,), given, self.programme.currency))
        found: dict[int, int] = {}
        for name, amount in given.get("years", {}).items():
            path = (key, "years", name)
            year = int(name.partition("-")[0])
            near = min(max(year, FIRST_YEAR), LAST_YEAR)
            if near != year or name not in (self.calendar.year_name(year), str(year)):
                raise self.source.error("year.unknown", path, value=name, example=self.calendar.year_name(near))
            most = cents(self.source, path, amount, self.programme.currency)
            if most is not None:
                found[year] = most
        usual = cents(self.source, (key, "default"), given.get("default"), self.programme.currency)
        return Cap(usual, found)

    def _by_term(self, available: dict[str, Any], key: str) -> dict[int, tuple[str, ...]]:
        entries = (available.get("terms") or {}).items()
        named = [(self._term(("availability", "terms", name), name), entry.get(key)) for name, entry in entries]
        return {term: tuple(days) for term, days in named if days is not None}

    def _minimise(self) -> tuple[str, ...]:
        names = self.data.get("minimise") or []
        for number, name in enumerate(names):
            if name in names[:number]:
                raise self.source.error("minimise.twice", ("minimise", number), value=name)
        return tuple(names)

    def _deadline(self) -> int | None:
        name = self.data.get("deadline")
        if name is None:
            return None
        term = self._term(("deadline",), name)
        if term < self.start:
            raise self.source.error("deadline.before_start", ("deadline",), value=name, start=self.data["start"])
        return term

    def _terms(self) -> int | None:
        """The length of the plan, which no deadline may cut."""
        terms: int | None = self.data.get("terms")
        longest = LONGEST_PLAN_YEARS * self.calendar.size
        if terms is not None and terms > longest:
            raise self.source.error("terms.too_many", ("terms",), value=terms, most=longest)
        limit = self._deadline()
        if terms is not None and limit is not None and limit < self.start + terms - 1:
            last = self.calendar.term(self.start + terms - 1).name
            raise self.source.error(
                "terms.deadline", ("terms",), value=terms, last=last, deadline=self.data["deadline"]
            )
        return terms

    def _pins(self) -> tuple[Pin, ...]:
        found: dict[str, Pin] = {}
        for number, entry in enumerate(self.data.get("pins") or ()):
            path = ("pins", number)
            unit = self._unit((*path, "unit"), entry["unit"])
            term = self._term((*path, "term"), entry["term"])
            if not 0 <= term - self.start < LONGEST_PLAN_YEARS * self.calendar.size:
                raise self.source.error("pin.outside", (*path, "term"), value=entry["term"], start=self.data["start"])
            if unit in self._acquired():
                raise self.source.error("pin.acquired", (*path, "unit"), value=unit)
            pin = found.setdefault(unit, Pin(unit, term, entry.get("modality")))
            if pin.term != term and not self._together(unit, pin.term, term):
                raise self.source.error("pin.twice", path, value=unit)
            if pin.modality not in (None, modality := entry.get("modality") or pin.modality):
                raise self.source.error("pin.modalities", path, value=unit)
            found[unit] = pin._replace(modality=modality)
        return tuple(found.values())

    def _together(self, unit: str, one: int, other: int) -> bool:
        """Whether an offering of the unit runs in both terms, as an annual unit does."""
        offerings = self.programme.offerings(one // self.calendar.size)
        return any(o.unit == unit and one in o.terms and other in o.terms for o in offerings)

    def _avoid(self) -> tuple[str, ...]:
        return tuple(self._unit(("avoid", n), name) for n, name in enumerate(self.data.get("avoid") or ()))

"""A programme's parts from the validated data of its file, each checked against the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from planner.domain.calendar import Calendar, Span
from planner.domain.credits import exact
from planner.domain.offering import Cycle, OfferingPattern
from planner.domain.programme import Award, ExperienceRule, Load, Pathway, Programme
from planner.errors import Gathering, read_each
from planner.storage import dates, free_units, programme_calendar, programme_prices
from planner.storage import schema_programme as stated
from planner.storage.chances import chances
from planner.storage.dates import Path
from planner.storage.programme_units import Units
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.schema_types import assumed, spelled
from planner.storage.validation import Source

SHOWN = ("code", "vintage", "school", "fictional", "documents", "assumptions", "notes", "blocks", "workload")


class Parts:
    """Reads one file's data; every method raises `BadInput` with all that does not fit in its part, or in those that it
    needs.
    """

    def __init__(self, source: Source, file: ProgrammeFile) -> None:
        self.source, self.file = source, file
        self.of_units = Units(source, file)
        self.assumptions = {entry.id for entry in file.assumptions}
        self.documents = {entry.id for entry in file.documents}

    @cached_property
    def windows(self) -> dict[str, Span]:
        """The internship windows of the pathways that have one."""
        given = {name: rule.internship_window for name, rule in self.file.pathways.items()}

        def read(item: tuple[str, stated.SourcedWindow]) -> tuple[str, Span]:
            name, window = item
            days = {"from": window.from_, "to": window.to}
            return name, dates.span(self.source, ("pathways", name, "internship_window"), days)

        return dict(read_each([(name, window) for name, window in given.items() if window], read))

    @cached_property
    def calendar(self) -> Calendar:
        """The academic year."""
        found = programme_calendar.calendar(self.source, self.file.calendar, tuple(self.windows.values()))
        return free_units.with_terms(found, self.file)

    def programme(self, path: str, read_from: str) -> Programme:
        """The whole, complete and cross-checked."""
        file, of_units, gathering = self.file, self.of_units, Gathering()
        read = gathering.read
        with gathering:
            self._check_origins(self.source.data)
        units = read(lambda: of_units.units) or {}
        aliases = {alias: unit.code for unit in units.values() for alias in unit.aliases}
        tariffs = read(lambda: programme_prices.tariffs(self.source, file)) or []
        found = Programme(
            id=file.id,
            title=spelled(file.title),
            short_title=spelled(file.short_title),
            currency=file.currency,
            timezone=read(lambda: programme_calendar.timezone(self.source, file.timezone)),
            units=units,
            requirements=read(lambda: of_units.requirements),
            prerequisites=read(of_units.prerequisites),
            certificates=read(of_units.certificates),
            calendar=read(lambda: self.calendar),
            patterns=read(self._patterns),
            pathways=read(self._pathways),
            load=read(self._load),
            award=read(self._award),
            fundings={entry.id: spelled(entry.title) for entry in file.fundings},
            own=programme_prices.own(file),
            tariffs={(tariff.modality, tariff.funding): tariff for tariff in tariffs},
            fees=read(lambda: programme_prices.fees(self.source, file)),
            later_prices=assumed(file.later_prices),
            about={key: self.source.data.get(key) for key in SHOWN},
            path=path,
            read_from=read_from,
            aliases=aliases,
            limits=read(lambda: of_units.asked.limits),
            one_of=read(lambda: of_units.asked.one_of),
            exclusive=read(of_units.asked.exclusive),
            chances=read(lambda: chances(self.source, file.chances, of_units.course)),
            equivalences=read(lambda: of_units.equivalences({*units, *aliases})),
        )
        gathering.end()
        return found

    def _check_origins(self, data: dict[str, Any]) -> None:
        """Every source names a listed document, every assumption a listed one."""
        gathering = Gathering()
        for path, key, value in _texts(data, ()):
            with gathering:
                if key == "source" or key.endswith("_source"):
                    if value.partition(":")[0] not in self.documents:
                        raise self.source.error("programme.document", (*path, key), value=value.partition(":")[0])
                elif (key == "assumption" or key.endswith("_assumption")) and value not in self.assumptions:
                    raise self.source.error("programme.assumption", (*path, key), value=value)
        gathering.end()

    def _patterns(self) -> tuple[OfferingPattern, ...]:
        found = read_each(enumerate(self.file.offerings), self._offering)
        return (
            *(pattern for patterns in found for pattern in patterns),
            *free_units.patterns(self.calendar, self.file),
        )

    def _offering(self, item: tuple[int, stated.OfferingPattern]) -> list[OfferingPattern]:
        number, entry = item
        path: Path = ("offerings", number)
        gathering, (period, modality) = Gathering(), (entry.period, entry.modality)
        with gathering:
            if self.calendar.period(period, modality) is None:
                raise self.source.error("programme.period", (*path, "period"), value=period)
        units = gathering.read(lambda: self.of_units.codes((*path, "units"), entry.units))
        gathering.end()
        stated, assumption = entry.years, entry.assumption
        years = stated if isinstance(stated, str) else Cycle(stated.every, stated.from_)
        names = {unit: f"{unit}-*-{period}-{modality}" for unit in units}
        return [OfferingPattern(name, unit, period, modality, years, assumption) for unit, name in names.items()]

    def _positions(self, path: Path, terms: list[str] | None) -> tuple[int, ...] | None:
        if terms is None:
            return None
        known = [pattern.id for pattern in self.calendar.patterns]
        for term in terms:
            if term not in known:
                values = {"programme": self.file.id, "known": ", ".join(known), "example": known[0]}
                raise self.source.error("term.unknown", path, value=term, **values)
        return tuple(known.index(term) for term in terms)

    def _pathways(self) -> dict[str, Pathway]:
        return dict(read_each(self.file.pathways.items(), self._pathway))

    def _pathway(self, item: tuple[str, stated.PathwayRule]) -> tuple[str, Pathway]:
        name, rule = item
        positions = self._positions(("pathways", name, "report_terms"), rule.report_terms)
        return name, Pathway(
            tuple(rule.modalities), self.windows.get(name), assumed(rule.internship_window), positions,
            tuple(spelled(text) for text in rule.admission), rule.assumption,
        )  # fmt: skip

    def _load(self) -> Load:
        load, gathering = self.file.load, Gathering()
        units, credits = (gathering.read(partial(self._by_position, key)) for key in ("max_units", "max_credits"))
        gathering.end()
        return Load(
            load.max_evening_units, load.recommended_units, load.min_units, units, exact(load.min_credits), credits,
            load.assumption, assumed(load.evenings_per_unit),
        )  # fmt: skip

    def _by_position(self, key: str) -> tuple[Any, ...]:
        """A bound on the terms of each position: the same for all, or those of the terms that the file names."""
        given: float | dict[str, float] | None = getattr(self.file.load, key)
        if not isinstance(given, dict):
            return (exact(given),) * self.calendar.size
        read_each(given, lambda name: self._positions(("load", key, name), [name]))
        return tuple(exact(given.get(pattern.id)) for pattern in self.calendar.patterns)

    def _award(self) -> Award:
        award, gathering, experience = self.file.award, Gathering(), {}
        for number, entry in enumerate(award.experience):
            with gathering:
                self._kind(("award", "experience", number, "unit"), entry.unit, "experience")
            experience[entry.in_sector] = ExperienceRule(
                entry.months, entry.internship_months, entry.unit, entry.assumption
            )
        report = award.report.unit if award.report else None
        workshop = award.workshop.unit if award.workshop else None
        for kind, unit in (("report", report), ("workshop", workshop)):
            with gathering:
                self._kind(("award", kind, "unit"), unit, kind)
        terms = award.report.daytime_terms if award.report else None
        positions = gathering.read(lambda: self._positions(("award", "report", "daytime_terms"), terms))
        gathering.end()
        facts = {
            "accrual": award.accrual, "internship": award.internship, "report": award.report,
            "workshop": award.workshop, "tuition": award.tuition,
        }  # fmt: skip
        named = {key: assumption for key, fact in facts.items() if (assumption := assumed(fact))}
        return Award(experience, report, workshop, positions, exact(award.announced_credits), named)

    def _kind(self, path: Path, code: str | None, kind: str) -> None:
        if code is not None and (code not in self.of_units.units or self.of_units.units[code].kind != kind):
            raise self.source.error("programme.kind", path, value=code, kind=kind)


def _texts(node: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Place, key and value of every text under a key, at any depth."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str) and isinstance(step, str):
            yield path, step, value
        elif isinstance(value, (dict, list)):
            yield from _texts(value, (*path, step))

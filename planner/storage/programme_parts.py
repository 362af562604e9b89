"""A programme's parts from the validated data of its file, each checked against the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from planner.domain.calendar import Calendar, Span
from planner.domain.offering import OfferingPattern
from planner.domain.programme import (
    Award,
    Certificate,
    Clause,
    ExperienceRule,
    Load,
    Pathway,
    Prerequisite,
    Programme,
    Requirement,
    Unit,
)
from planner.errors import Gathering, read_each
from planner.storage import dates, hints, programme_calendar, programme_equivalences, programme_prices
from planner.storage.dates import Path
from planner.storage.validation import Source

SHOWN = ("code", "vintage", "school", "fictional", "documents", "assumptions", "notes", "blocks", "workload")


class Parts:
    """Reads one file's data; every method raises `BadInput` with all that does not fit in its part, or in those that it
    needs.
    """

    def __init__(self, source: Source, data: dict[str, Any]) -> None:
        self.source, self.data = source, data
        self.assumptions = {entry["id"] for entry in data.get("assumptions", ())}
        self.documents = {entry["id"] for entry in data.get("documents", ())}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by their code; where one stands twice nobody knows which others were meant."""
        self._check_names()
        return {entry["code"]: _unit(entry) for entry in self.data["units"]}

    @cached_property
    def courses(self) -> set[str]:
        """Codes of the units that are studied."""
        return {code for code, unit in self.units.items() if unit.kind == "course"}

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the award asks for."""
        return tuple(read_each(enumerate(self.data["requirements"]), self._requirement))

    @cached_property
    def windows(self) -> dict[str, Span]:
        """The internship windows of the pathways that have one."""
        return self._windows()

    @cached_property
    def calendar(self) -> Calendar:
        """The academic year."""
        return programme_calendar.calendar(self.source, self.data["calendar"], tuple(self.windows.values()))

    def programme(self, path: str, read_from: str) -> Programme:
        """The whole, complete and cross-checked."""
        data, gathering = self.data, Gathering()
        read = gathering.read
        with gathering:
            self._check_origins(data)
        units = read(lambda: self.units) or {}
        aliases = {alias: unit.code for unit in units.values() for alias in unit.aliases}
        tariffs = read(lambda: programme_prices.tariffs(self.source, data)) or []
        found = Programme(
            id=data["id"],
            title=data["title"],
            short_title=data["short_title"],
            currency=data.get("currency", "EUR"),
            timezone=read(lambda: programme_calendar.timezone(self.source, data)),
            units=units,
            requirements=read(lambda: self.requirements),
            prerequisites=read(self._prerequisites),
            certificates=read(self._certificates),
            calendar=read(lambda: self.calendar),
            patterns=read(self._patterns),
            pathways=read(self._pathways),
            load=self._load(),
            award=read(self._award),
            fundings={entry["id"]: entry["title"] for entry in data.get("fundings", ())},
            own=programme_prices.own(data),
            tariffs={(tariff.modality, tariff.funding): tariff for tariff in tariffs},
            fees=read(lambda: programme_prices.fees(self.source, data)),
            later_prices=(data.get("later_prices") or {}).get("assumption"),
            about={key: data.get(key) for key in SHOWN},
            path=path,
            read_from=read_from,
            aliases=aliases,
            equivalences=read(lambda: programme_equivalences.equivalences(self.source, data, {*units, *aliases})),
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

    def _check_names(self) -> None:
        """No code or alias twice."""
        names: set[str] = set()

        def check(item: tuple[int, dict[str, Any]]) -> None:
            number, entry = item
            for name in (entry["code"], *entry.get("aliases", ())):
                if name in names:
                    raise self.source.error("programme.twice", ("units", number), value=name)
                names.add(name)

        read_each(enumerate(self.data["units"]), check)

    def _codes(self, path: Path, codes: Sequence[str]) -> tuple[str, ...]:
        def read(item: tuple[int, str]) -> str:
            number, code = item
            if code not in self.courses:
                known = hints.near(code, sorted(self.courses))
                raise self.source.error("unit.unknown", (*path, number), value=code, known=known)
            if code in codes[:number]:
                raise self.source.error("programme.twice", (*path, number), value=code)
            return code

        return tuple(read_each(enumerate(codes), read))

    def _requirement(self, item: tuple[int, dict[str, Any]]) -> Requirement:
        number, entry = item
        path: Path = ("requirements", number)
        given = [key for key in ("all_of", "k", "credits") if entry.get(key) is not None]
        if len(given) != 1 or (given[0] != "all_of") != (entry.get("of") is not None):
            raise self.source.error("programme.requirement", path)
        key = "all_of" if given[0] == "all_of" else "of"
        units = self._codes((*path, key), entry[key])
        kind = {"all_of": "all", "k": "count", "credits": "credits"}[given[0]]
        need = len(units) if kind == "all" else entry[given[0]]
        values = [self.units[unit].credits for unit in units]
        if kind == "credits" and None in values:
            unit = units[values.index(None)]
            raise self.source.error("programme.credits_unknown", path, value=unit)
        if need > (sum(value or 0 for value in values) if kind == "credits" else len(units)):
            raise self.source.error("programme.too_much", path)
        return Requirement(entry["id"], kind, units, need, entry.get("title"), entry.get("assumption"))

    def _prerequisites(self) -> tuple[Prerequisite, ...]:
        return tuple(read_each(enumerate(self.data.get("prerequisites", ())), self._prerequisite))

    def _prerequisite(self, item: tuple[int, dict[str, Any]]) -> Prerequisite:
        number, entry = item
        path: Path = ("prerequisites", number)
        gathering, clauses = Gathering(), []
        with gathering:
            self._codes((*path, "unit"), [entry["unit"]])
        for key in ("after", "together"):
            for place, named in enumerate(entry.get(key, ())):
                with gathering:
                    units = self._codes((*path, key, place), [named] if isinstance(named, str) else named["any"])
                    if entry["unit"] in units:
                        raise self.source.error("programme.own_prerequisite", path, value=entry["unit"])
                    clauses.append(Clause(units, key == "together"))
        gathering.end()
        return Prerequisite(entry["unit"], tuple(clauses), entry.get("assumption"))

    def _certificates(self) -> tuple[Certificate, ...]:
        entries: Sequence[dict[str, Any]] = self.data.get("certificates", ())
        gathering = Gathering()
        with gathering:
            firsts = [n for n, entry in enumerate(entries) if entry.get("recommended_first")]
            if len(firsts) > 1:
                raise self.source.error("programme.one_first", ("certificates", firsts[1], "recommended_first"))
        found = gathering.read(lambda: read_each(enumerate(entries), self._certificate))
        gathering.end()
        return tuple(found)

    def _certificate(self, item: tuple[int, dict[str, Any]]) -> Certificate:
        number, entry = item
        path: Path = ("certificates", number, "units")
        units = self._codes(path, entry["units"])
        compulsory = {unit for rule in self.requirements if rule.kind == "all" for unit in rule.units}

        def check(item: tuple[int, str]) -> None:
            place, unit = item
            if unit not in compulsory:
                raise self.source.error("programme.certificate", (*path, place), value=unit)

        read_each(enumerate(units), check)
        first = entry.get("recommended_first", False)
        return Certificate(entry["id"], entry["title"], units, first, entry.get("assumption"))

    def _patterns(self) -> tuple[OfferingPattern, ...]:
        found = read_each(enumerate(self.data["offerings"]), self._offering)
        return tuple(pattern for patterns in found for pattern in patterns)

    def _offering(self, item: tuple[int, dict[str, Any]]) -> list[OfferingPattern]:
        number, entry = item
        path: Path = ("offerings", number)
        gathering, (period, modality) = Gathering(), (entry["period"], entry["modality"])
        with gathering:
            if self.calendar.period(period, modality) is None:
                raise self.source.error("programme.period", (*path, "period"), value=period)
        units = gathering.read(lambda: self._codes((*path, "units"), entry["units"]))
        gathering.end()
        years, assumption = entry.get("years", "every"), entry.get("assumption")
        names = {unit: f"{unit}-*-{period}-{modality}" for unit in units}
        return [OfferingPattern(name, unit, period, modality, years, assumption) for unit, name in names.items()]

    def _positions(self, path: Path, terms: list[str] | None) -> tuple[int, ...] | None:
        if terms is None:
            return None
        known = [pattern.id for pattern in self.calendar.patterns]
        for term in terms:
            if term not in known:
                values = {"programme": self.data["id"], "known": ", ".join(known), "example": known[0]}
                raise self.source.error("term.unknown", path, value=term, **values)
        return tuple(known.index(term) for term in terms)

    def _windows(self) -> dict[str, Span]:
        given = {name: rule.get("internship_window") for name, rule in self.data["pathways"].items()}
        stated = [(name, window) for name, window in given.items() if window]

        def read(item: tuple[str, dict[str, Any]]) -> tuple[str, Span]:
            name, window = item
            return name, dates.span(self.source, ("pathways", name, "internship_window"), window)

        return dict(read_each(stated, read))

    def _pathways(self) -> dict[str, Pathway]:
        return dict(read_each(self.data["pathways"].items(), self._pathway))

    def _pathway(self, item: tuple[str, dict[str, Any]]) -> tuple[str, Pathway]:
        name, rule = item
        given = rule.get("internship_window")
        positions = self._positions(("pathways", name, "report_terms"), rule.get("report_terms"))
        return name, Pathway(
            tuple(rule["modalities"]), self.windows.get(name), given.get("assumption") if given else None, positions,
            tuple(rule.get("admission", ())), rule.get("assumption"),
        )  # fmt: skip

    def _load(self) -> Load:
        data = self.data.get("load") or {}
        return Load(
            data.get("max_evening_units", 3), data.get("recommended_units"), data.get("min_units"),
            data.get("max_units"), data.get("min_credits"), data.get("max_credits"), data.get("assumption"),
            (data.get("evenings_per_unit") or {}).get("assumption"),
        )  # fmt: skip

    def _award(self) -> Award:
        data, gathering = self.data.get("award") or {}, Gathering()
        experience = {}
        for number, entry in enumerate(data.get("experience", ())):
            with gathering:
                self._kind(("award", "experience", number, "unit"), entry.get("unit"), "experience")
            experience[entry["in_sector"]] = ExperienceRule(
                entry["months"], entry.get("internship_months", 0), entry.get("unit"), entry.get("assumption")
            )
        report, workshop = data.get("report") or {}, data.get("workshop") or {}
        for kind, part in (("report", report), ("workshop", workshop)):
            with gathering:
                self._kind(("award", kind, "unit"), part.get("unit"), kind)
        days = ("award", "report", "daytime_terms")
        positions = gathering.read(lambda: self._positions(days, report.get("daytime_terms")))
        gathering.end()
        named = {
            key: (data.get(key) or {}).get("assumption")
            for key in ("accrual", "internship", "report", "workshop", "tuition")
        }
        return Award(
            experience, report.get("unit"), workshop.get("unit"), positions, data.get("announced_credits"),
            {key: value for key, value in named.items() if value},
        )  # fmt: skip

    def _kind(self, path: Path, code: str | None, kind: str) -> None:
        if code is not None and (code not in self.units or self.units[code].kind != kind):
            raise self.source.error("programme.kind", path, value=code, kind=kind)


def _unit(entry: dict[str, Any]) -> Unit:
    origin = (entry.get("assumption"), entry.get("credits_assumption"))
    return Unit(
        entry["code"], entry["title"], entry.get("credits"), entry.get("hours"), entry.get("kind", "course"),
        entry.get("block"), tuple(entry.get("aliases", ())), tuple(name for name in origin if name),
    )  # fmt: skip


def _texts(node: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Place, key and value of every text under a key, at any depth."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str) and isinstance(step, str):
            yield path, step, value
        elif isinstance(value, (dict, list)):
            yield from _texts(value, (*path, step))

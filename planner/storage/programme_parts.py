"""A programme's parts from the validated data of its file, each checked against the others."""

from __future__ import annotations

from collections.abc import Iterable
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
from planner.storage import dates, hints, programme_calendar, programme_equivalences, programme_prices
from planner.storage.dates import Path
from planner.storage.validation import Source

SHOWN = ("code", "vintage", "school", "fictional", "documents", "assumptions", "notes", "blocks", "workload")


class Parts:
    """Reads one file's data; every method raises `BadInput` at the place that does not fit."""

    def __init__(self, source: Source, data: dict[str, Any]) -> None:
        self.source, self.data = source, data
        self.assumptions = {entry["id"] for entry in data.get("assumptions", ())}
        self.documents = {entry["id"] for entry in data.get("documents", ())}
        self._check_origins(data, ())
        self.units = self._units()
        self.courses = {code for code, unit in self.units.items() if unit.kind == "course"}

    def programme(self, path: str, read_from: str) -> Programme:
        """The whole, complete and cross-checked."""
        data, requirements = self.data, tuple(self._requirements())
        windows = self._windows()
        calendar = programme_calendar.calendar(self.source, data["calendar"], tuple(windows.values()))
        aliases = {alias: unit.code for unit in self.units.values() for alias in unit.aliases}
        tariffs = programme_prices.tariffs(self.source, data)
        return Programme(
            id=data["id"],
            title=data["title"],
            short_title=data["short_title"],
            currency=data.get("currency", "EUR"),
            timezone=programme_calendar.timezone(self.source, data),
            units=self.units,
            requirements=requirements,
            prerequisites=tuple(self._prerequisites()),
            certificates=tuple(self._certificates(requirements)),
            calendar=calendar,
            patterns=tuple(self._offerings(calendar)),
            pathways={
                name: self._pathway(name, rule, calendar, windows.get(name)) for name, rule in data["pathways"].items()
            },
            load=self._load(),
            award=self._award(calendar),
            fundings={entry["id"]: entry["title"] for entry in data.get("fundings", ())},
            own=programme_prices.own(data),
            tariffs={(tariff.modality, tariff.funding): tariff for tariff in tariffs},
            fees=tuple(programme_prices.fees(self.source, data)),
            later_prices=(data.get("later_prices") or {}).get("assumption"),
            about={key: data.get(key) for key in SHOWN},
            path=path,
            read_from=read_from,
            aliases=aliases,
            equivalences=tuple(programme_equivalences.equivalences(self.source, data, {*self.units, *aliases})),
        )

    def _check_origins(self, node: Any, path: Path) -> None:
        """Every source names a listed document, every assumption a listed one."""
        if isinstance(node, dict):
            for key, value in node.items():
                if isinstance(value, str) and (key == "source" or key.endswith("_source")):
                    if value.partition(":")[0] not in self.documents:
                        raise self.source.error("programme.document", (*path, key), value=value.partition(":")[0])
                elif isinstance(value, str) and (key == "assumption" or key.endswith("_assumption")):
                    if value not in self.assumptions:
                        raise self.source.error("programme.assumption", (*path, key), value=value)
                elif isinstance(value, (dict, list)):
                    self._check_origins(value, (*path, key))
        elif isinstance(node, list):
            for number, value in enumerate(node):
                if isinstance(value, (dict, list)):
                    self._check_origins(value, (*path, number))

    def _units(self) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        names: set[str] = set()
        for number, entry in enumerate(self.data["units"]):
            for name in (entry["code"], *entry.get("aliases", ())):
                if name in names:
                    raise self.source.error("programme.twice", ("units", number), value=name)
                names.add(name)
            origin = (entry.get("assumption"), entry.get("credits_assumption"))
            found[entry["code"]] = Unit(
                entry["code"], entry["title"], entry.get("credits"), entry.get("hours"), entry.get("kind", "course"),
                entry.get("block"), tuple(entry.get("aliases", ())), tuple(name for name in origin if name),
            )  # fmt: skip
        return found

    def _codes(self, path: Path, codes: Iterable[str]) -> tuple[str, ...]:
        found: list[str] = []
        for number, code in enumerate(codes):
            if code not in self.courses:
                known = hints.near(code, sorted(self.courses))
                raise self.source.error("unit.unknown", (*path, number), value=code, known=known)
            if code in found:
                raise self.source.error("programme.twice", (*path, number), value=code)
            found.append(code)
        return tuple(found)

    def _requirements(self) -> Iterable[Requirement]:
        for number, entry in enumerate(self.data["requirements"]):
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
            yield Requirement(entry["id"], kind, units, need, entry.get("title"), entry.get("assumption"))

    def _prerequisites(self) -> Iterable[Prerequisite]:
        for number, entry in enumerate(self.data.get("prerequisites", ())):
            path: Path = ("prerequisites", number)
            self._codes((*path, "unit"), [entry["unit"]])
            clauses = []
            for key in ("after", "together"):
                for place, item in enumerate(entry.get(key, ())):
                    units = self._codes((*path, key, place), [item] if isinstance(item, str) else item["any"])
                    if entry["unit"] in units:
                        raise self.source.error("programme.own_prerequisite", path, value=entry["unit"])
                    clauses.append(Clause(units, key == "together"))
            yield Prerequisite(entry["unit"], tuple(clauses), entry.get("assumption"))

    def _certificates(self, requirements: tuple[Requirement, ...]) -> Iterable[Certificate]:
        compulsory = {unit for rule in requirements if rule.kind == "all" for unit in rule.units}
        firsts = [n for n, entry in enumerate(self.data.get("certificates", ())) if entry.get("recommended_first")]
        if len(firsts) > 1:
            raise self.source.error("programme.one_first", ("certificates", firsts[1], "recommended_first"))
        for number, entry in enumerate(self.data.get("certificates", ())):
            units = self._codes(("certificates", number, "units"), entry["units"])
            for place, unit in enumerate(units):
                if unit not in compulsory:
                    raise self.source.error(
                        "programme.certificate", ("certificates", number, "units", place), value=unit
                    )
            first = entry.get("recommended_first", False)
            yield Certificate(entry["id"], entry["title"], units, first, entry.get("assumption"))

    def _offerings(self, calendar: Calendar) -> Iterable[OfferingPattern]:
        for number, entry in enumerate(self.data["offerings"]):
            path: Path = ("offerings", number)
            if calendar.period(entry["period"], entry["modality"]) is None:
                raise self.source.error("programme.period", (*path, "period"), value=entry["period"])
            for unit in self._codes((*path, "units"), entry["units"]):
                name = f"{unit}-*-{entry['period']}-{entry['modality']}"
                years, assumption = entry.get("years", "every"), entry.get("assumption")
                yield OfferingPattern(name, unit, entry["period"], entry["modality"], years, assumption)

    def _positions(self, path: Path, terms: list[str] | None, calendar: Calendar) -> tuple[int, ...] | None:
        if terms is None:
            return None
        known = [pattern.id for pattern in calendar.patterns]
        for term in terms:
            if term not in known:
                values = {"programme": self.data["id"], "known": ", ".join(known), "example": known[0]}
                raise self.source.error("term.unknown", path, value=term, **values)
        return tuple(known.index(term) for term in terms)

    def _windows(self) -> dict[str, Span]:
        """The internship windows of the pathways that have one."""
        given = {name: rule.get("internship_window") for name, rule in self.data["pathways"].items()}
        return {
            name: dates.span(self.source, ("pathways", name, "internship_window"), window)
            for name, window in given.items()
            if window
        }

    def _pathway(self, name: str, rule: dict[str, Any], calendar: Calendar, window: Span | None) -> Pathway:
        given = rule.get("internship_window")
        positions = self._positions(("pathways", name, "report_terms"), rule.get("report_terms"), calendar)
        return Pathway(
            tuple(rule["modalities"]), window, given.get("assumption") if given else None, positions,
            tuple(rule.get("admission", ())), rule.get("assumption"),
        )  # fmt: skip

    def _load(self) -> Load:
        data = self.data.get("load") or {}
        return Load(
            data.get("max_evening_units", 3), data.get("recommended_units"), data.get("min_units"),
            data.get("max_units"), data.get("min_credits"), data.get("max_credits"), data.get("assumption"),
            (data.get("evenings_per_unit") or {}).get("assumption"),
        )  # fmt: skip

    def _award(self, calendar: Calendar) -> Award:
        data = self.data.get("award") or {}
        experience = {}
        for number, entry in enumerate(data.get("experience", ())):
            self._kind(("award", "experience", number, "unit"), entry.get("unit"), "experience")
            experience[entry["in_sector"]] = ExperienceRule(
                entry["months"], entry.get("internship_months", 0), entry.get("unit"), entry.get("assumption")
            )
        report, workshop = data.get("report") or {}, data.get("workshop") or {}
        self._kind(("award", "report", "unit"), report.get("unit"), "report")
        self._kind(("award", "workshop", "unit"), workshop.get("unit"), "workshop")
        positions = self._positions(("award", "report", "daytime_terms"), report.get("daytime_terms"), calendar)
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

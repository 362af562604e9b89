"""Offers from YAML files, cross-checked with the programmes that they name; one clear message for what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from planner.domain.brief import BOUNDS, Brief, BriefCurriculum, BriefUnit, CalendarTerm, Unwanted, Weights
from planner.domain.offer import Choice, Place
from planner.domain.programme import Programme
from planner.storage import files, offer_checks, offer_programmes, yaml_reader
from planner.storage.dates import Path
from planner.storage.offer_places import Places
from planner.storage.validation import Source, validate


def load(path: FilePath) -> Brief:
    """The brief of a file; programmes that it names by a relative path count from its folder too.

    Raises:
        BadInput: naming file, line and key.
    """
    text = files.read_text(path)
    return read(Source(yaml_reader.parse(text, str(path)), str(path), text), path.parent)


def read(source: Source, beside: FilePath | None = None) -> Brief:
    """The brief of a file's data."""
    return _Reader(source, validate(source, "offer"), beside).brief()


class _Reader:
    """Builds a brief; every method raises `BadInput` at the place that does not fit."""

    def __init__(self, source: Source, data: dict[str, Any], beside: FilePath | None) -> None:
        self.source, self.data, self.places = source, data, Places(source, data)
        self.programmes = dict(self._programmes(beside))
        self.read = offer_programmes.Read(source, data, self.programmes)

    def brief(self) -> Brief:
        """The whole, complete and cross-checked."""
        data, places = self.data, self.places
        units = {unit.code: unit for unit in self._units()}
        curricula = tuple(self._curricula(units))
        weights = Weights(**(data.get("weights") or {}))
        offer_checks.credits(self.source, curricula, units, weights)
        calendar = data.get("calendar") or {}
        return Brief(
            id=data["id"],
            title=data.get("title") or data["id"],
            terms=places.terms,
            units=units,
            curricula=curricula,
            year=places.year,
            annual=places.annual,
            titles=self._titles(),
            precedences=tuple(self._precedences(units)),
            unwanted=tuple(self._unwanted(units)),
            weights=weights,
            fixed=self.fixed,
            first_year=calendar.get("year"),
            calendar=tuple(self._calendar(calendar)),
            assumptions=tuple(data.get("assumptions", ())),
            file=self.source.file,
            read_from=self.source.text or repr(data),
        )

    def _programmes(self, beside: FilePath | None) -> Iterator[tuple[int, Programme]]:
        for number, entry in enumerate(self.data["curricula"]):
            path: Path = ("curricula", number)
            if (entry.get("programme") is None) == (entry.get("units") is None and not entry.get("choices")):
                raise self.source.error("offer.programme_or_units", path)
            if entry.get("programme") is not None:
                found = offer_programmes.load(self.source, (*path, "programme"), entry["programme"], beside)
                names = tuple(term.id for term in found.calendar.patterns)
                if names != self.places.year:
                    values = {"programme": found.id, "known": ", ".join(names)}
                    raise self.source.error("offer.year", ("year",) if self.places.year else ("terms",), **values)
                yield number, found

    def _titles(self) -> tuple[Any, ...]:
        titles = tuple(self.data.get("term_titles", ()))
        if titles and len(titles) != self.places.terms:
            raise self.source.error("offer.titles", ("term_titles",), given=len(titles), terms=self.places.terms)
        return titles

    def _units(self) -> Iterator[BriefUnit]:
        given: list[dict[str, Any]] = self.data.get("units", [])
        entries = {entry["code"]: number for number, entry in enumerate(given)}
        offer_checks.distinct(self.source, ("units",), [entry["code"] for entry in given])
        codes = dict.fromkeys([*self.read.codes(), *entries])
        self.places.check_fixed(codes)
        self.fixed: dict[str, tuple[Place, ...]] = {}
        for code in codes:
            number = entries.get(code)
            path: Path = ("curricula",) if number is None else ("units", number)
            yield self._unit(path, code, {} if number is None else given[number])

    def _unit(self, path: Path, code: str, entry: dict[str, Any]) -> BriefUnit:
        said = entry.get("today")
        today = self.read.today(code) if said is None else (said,)
        for name in today:
            self.places.of(path if said is None else (*path, "today"), name)
        free = self.places.open(path, entry, today)
        places = self.places.fixed(code, free)
        if places != free:
            self.fixed[code] = free
        credits = entry["credits"] if entry.get("credits") is not None else self.read.credits(code)
        title = entry.get("title") or self.read.title(code)
        return BriefUnit(code, title, credits, places, today, self._assumption(path, entry))

    def _assumption(self, path: Path, entry: dict[str, Any]) -> str | None:
        """The id of an assumption of the file."""
        name: str | None = entry.get("assumption")
        if name is not None and name not in {each["id"] for each in self.data.get("assumptions", ())}:
            raise self.source.error("programme.assumption", (*path, "assumption"), value=name)
        return name

    def _curricula(self, units: dict[str, BriefUnit]) -> Iterator[BriefCurriculum]:
        names: list[str] = []
        for number, entry in enumerate(self.data["curricula"]):
            path: Path = ("curricula", number)
            programme = self.programmes.get(number)
            name = entry.get("id") or (programme.id if programme else None)
            if name is None:
                raise self.source.error("offer.no_id", path)
            names.append(name)
            own, choices = self.read.parts(number) if programme else self._own(path, entry, units)
            own, choices = self._taken(path, entry, own, choices)
            bounds = self._bounds(path, entry, programme)
            title = entry.get("title") or (programme.title if programme else name)
            yield BriefCurriculum(name, title, own, choices, **bounds, programme=programme)
        offer_checks.distinct(self.source, ("curricula",), names)

    def _own(
        self, path: Path, entry: dict[str, Any], units: dict[str, BriefUnit]
    ) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        """Units and choices of a curriculum that no programme gives."""
        own = entry.get("units") or []
        groups: list[tuple[Path, list[str]]] = [(("units",), own)]
        groups += [(("choices", n, "of"), each["of"]) for n, each in enumerate(entry.get("choices", ()))]
        seen: set[str] = set()
        for where, codes in groups:
            for place, code in enumerate(codes):
                offer_checks.known(self.source, (*path, *where, place), code, units)
                if code in seen:
                    raise self.source.error("programme.twice", (*path, *where, place), value=code)
                seen.add(code)
        for n, each in enumerate(entry.get("choices", ())):
            if each["take"] > len(each["of"]):
                raise self.source.error("programme.too_much", (*path, "choices", n, "take"))
        return tuple(own), tuple(Choice(tuple(each["of"]), each["take"]) for each in entry.get("choices", ()))

    def _taken(
        self, path: Path, entry: dict[str, Any], own: tuple[str, ...], choices: tuple[Choice, ...]
    ) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        """The same with the units of `take` taken: compulsory here, and fewer left to choose."""
        taken = entry.get("take") or []
        open_to_choice = [unit for choice in choices for unit in choice.units]
        for place, code in enumerate(taken):
            offer_checks.known(self.source, (*path, "take", place), code, open_to_choice)
        offer_checks.distinct(self.source, (*path, "take"), taken)
        left: list[Choice] = []
        for choice in choices:
            number = sum(unit in taken for unit in choice.units)
            if number > choice.take:
                raise self.source.error("programme.too_much", (*path, "take"))
            if number < choice.take:
                left.append(Choice(tuple(u for u in choice.units if u not in taken), choice.take - number))
        return (*own, *taken), tuple(left)

    def _bounds(self, path: Path, entry: dict[str, Any], programme: Programme | None) -> dict[str, int | None]:
        """Its own bounds, else those of the file, else those of its programme."""
        below = offer_programmes.bounds(programme) if programme else {}
        found: dict[str, int | None] = {}
        for key in BOUNDS:
            given = (entry.get(key), self.data.get(key), below.get(key))
            found[key] = next((value for value in given if value is not None), None)
        for least, most in (BOUNDS[:2], BOUNDS[2:]):
            low, high = found[least], found[most]
            if low is not None and high is not None and low > high:
                own = entry.get(least) is not None or entry.get(most) is not None
                where: Path = (*path, least if entry.get(least) is not None else most) if own else (least,)
                raise self.source.error("offer.bounds", where, least=low, most=high)
        return found

    def _precedences(self, units: dict[str, BriefUnit]) -> list[tuple[str, str]]:
        """(before, after), those of the programmes first, each once; no unit waits for itself."""
        pairs: dict[tuple[str, str], Path] = dict.fromkeys(self.read.precedences(), ("curricula",))
        for number, entry in enumerate(self.data.get("prerequisites", ())):
            path: Path = ("prerequisites", number)
            offer_checks.known(self.source, (*path, "unit"), entry["unit"], units)
            for place, code in enumerate(entry["after"]):
                offer_checks.known(self.source, (*path, "after", place), code, units)
                pairs.setdefault((code, entry["unit"]), path)
        offer_checks.no_cycle(self.source, pairs)
        return list(pairs)

    def _unwanted(self, units: dict[str, BriefUnit]) -> Iterator[Unwanted]:
        for number, entry in enumerate(self.data.get("unwanted", ())):
            path: Path = ("unwanted", number)
            offer_checks.known(self.source, (*path, "unit"), entry["unit"], units)
            terms = sorted({term for place in self.places.of_entry(path, entry) for term in place.terms})
            said = entry["term"] if entry.get("term") is not None else entry["period"]
            yield Unwanted(entry["unit"], tuple(terms), said, entry.get("weight", 1))

    def _calendar(self, calendar: dict[str, Any]) -> Iterator[CalendarTerm]:
        given = {entry["id"]: entry for entry in calendar.get("terms", ())}
        for number, entry in enumerate(calendar.get("terms", ())):
            path: Path = ("calendar", "terms", number)
            if entry["id"] not in self.places.year:
                raise self.source.error(
                    "offer.no_period", (*path, "id"), value=entry["id"], known=", ".join(self.places.year)
                )
            offer_checks.days(self.source, path, entry)
        for name in self.places.year:
            entry = given.get(name, {})
            yield CalendarTerm(name, entry.get("title") or name, entry.get("starts"), entry.get("ends"))

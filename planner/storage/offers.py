"""Offers from YAML files, cross-checked with the programmes that they name; one clear message for what does not fit."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from planner.domain.brief import BOUNDS, Brief, BriefCurriculum, BriefUnit, CalendarTerm, Unwanted, Weights
from planner.domain.credits import exact
from planner.domain.offer import Choice, Place
from planner.domain.programme import Programme
from planner.errors import Gathering, read_each
from planner.storage import offer_checks, offer_programmes
from planner.storage.dates import Path
from planner.storage.given import Given, source_of
from planner.storage.offer_places import Places
from planner.storage.validation import Source, validate

if TYPE_CHECKING:
    pass


def load(given: Given) -> Brief:
    """The brief of a file by its path, or of data as such a file holds it. The programmes that a file names by a
    relative path count from its folder too; data names them by their ids.

    Raises:
        BadInput: with every problem, naming file, line and key.
    """
    source = source_of(given)
    return read(source, None if source.file is None else FilePath(source.file).parent)


def read(source: Source, beside: FilePath | None = None) -> Brief:
    """The brief of a file's data."""
    return _Reader(source, validate(source, "offer"), beside).brief()


class _Reader:
    """Builds a brief; every method raises `BadInput` with all that does not fit in its part."""

    def __init__(self, source: Source, data: dict[str, Any], beside: FilePath | None) -> None:
        self.source, self.data, self.places = source, data, Places(source, data)
        curricula = read_each(enumerate(data["curricula"]), lambda item: self._programme(*item, beside))
        self.programmes = {number: found for number, found in enumerate(curricula) if found is not None}
        self.read = offer_programmes.Read(source, data, self.programmes)
        self.fixed: dict[str, tuple[Place, ...]] = {}
        units: list[dict[str, Any]] = data.get("units", [])
        self.given = {str(entry["code"]): (number, entry) for number, entry in enumerate(units)}
        self.codes = dict.fromkeys([*self.read.codes(), *self.given])

    def brief(self) -> Brief:
        """The whole, complete and cross-checked."""
        data, places, gathering = self.data, self.places, Gathering()
        read = gathering.read
        units = {unit.code: unit for unit in read(self._units) or ()}
        curricula = tuple(read(self._curricula) or ())
        weights = Weights(**(data.get("weights") or {}))
        calendar = data.get("calendar") or {}
        titles, precedences = read(self._titles), read(self._precedences)
        unwanted, terms = read(self._unwanted), read(lambda: self._calendar(calendar))
        gathering.end()
        offer_checks.credits(self.source, curricula, units, weights)
        return Brief(
            id=data["id"],
            title=data.get("title") or data["id"],
            terms=places.terms,
            units=units,
            curricula=curricula,
            year=places.year,
            annual=places.annual,
            titles=titles,
            precedences=tuple(precedences),
            unwanted=tuple(unwanted),
            weights=weights,
            fixed=self.fixed,
            first_year=calendar.get("year"),
            calendar=tuple(terms),
            assumptions=tuple(data.get("assumptions", ())),
            file=self.source.file or "",
            read_from=self.source.text or repr(data),
        )

    def _programme(self, number: int, entry: dict[str, Any], beside: FilePath | None) -> Programme | None:
        """The programme of a curriculum, where it follows one."""
        path: Path = ("curricula", number)
        if (entry.get("programme") is None) == (entry.get("units") is None and not entry.get("choices")):
            raise self.source.error("offer.programme_or_units", path)
        if entry.get("programme") is None:
            return None
        found = offer_programmes.load(self.source, (*path, "programme"), entry["programme"], beside)
        names = tuple(term.id for term in found.calendar.patterns)
        if names != self.places.year:
            values = {"programme": found.id, "known": ", ".join(names)}
            raise self.source.error("offer.year", ("year",) if self.places.year else ("terms",), **values)
        return found

    def _titles(self) -> tuple[Any, ...]:
        titles = tuple(self.data.get("term_titles", ()))
        if titles and len(titles) != self.places.terms:
            raise self.source.error("offer.titles", ("term_titles",), given=len(titles), terms=self.places.terms)
        return titles

    def _units(self) -> list[BriefUnit]:
        gathering = Gathering()
        with gathering:
            offer_checks.distinct(self.source, ("units",), [entry["code"] for entry in self.data.get("units", ())])
        with gathering:
            self.places.check_fixed(self.codes)
        found = gathering.read(lambda: read_each(self.codes, self._unit))
        gathering.end()
        return found

    def _unit(self, code: str) -> BriefUnit:
        path: Path = ("curricula",)
        entry: dict[str, Any] = {}
        if code in self.given:
            number, entry = self.given[code]
            path = ("units", number)
        said = entry.get("today")
        today = self.read.today(code) if said is None else (said,)
        for name in today:
            self.places.of(path if said is None else (*path, "today"), name)
        free = self.places.open(path, entry, today)
        places = self.places.fixed(code, free)
        if places != free:
            self.fixed[code] = free
        credits = exact(entry["credits"]) if entry.get("credits") is not None else self.read.credits(code)
        title = entry.get("title") or self.read.title(code)
        return BriefUnit(code, title, credits, places, today, self._assumption(path, entry))

    def _assumption(self, path: Path, entry: dict[str, Any]) -> str | None:
        """The id of an assumption of the file."""
        name: str | None = entry.get("assumption")
        if name is not None and name not in {each["id"] for each in self.data.get("assumptions", ())}:
            raise self.source.error("programme.assumption", (*path, "assumption"), value=name)
        return name

    def _curricula(self) -> list[BriefCurriculum]:
        found = read_each(enumerate(self.data["curricula"]), lambda item: self._curriculum(*item))
        offer_checks.distinct(self.source, ("curricula",), [one.id for one in found])
        return found

    def _curriculum(self, number: int, entry: dict[str, Any]) -> BriefCurriculum:
        path: Path = ("curricula", number)
        programme, gathering = self.programmes.get(number), Gathering()
        name: str = entry.get("id") or (programme.id if programme else "")
        with gathering:
            if not name:
                raise self.source.error("offer.no_id", path)
        parts = gathering.read(lambda: self._parts(number, path, entry))
        bounds = gathering.read(lambda: self._bounds(path, entry, programme))
        gathering.end()
        title = entry.get("title") or (programme.title if programme else name)
        return BriefCurriculum(name, title, parts[0], parts[1], **bounds, programme=programme)

    def _parts(self, number: int, path: Path, entry: dict[str, Any]) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        own, choices = self.read.parts(number) if number in self.programmes else self._own(path, entry)
        return self._taken(path, entry, own, choices)

    def _own(self, path: Path, entry: dict[str, Any]) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        """Units and choices of a curriculum that no programme gives."""
        own = entry.get("units") or []
        groups: list[tuple[Path, list[str]]] = [(("units",), own)]
        groups += [(("choices", n, "of"), each["of"]) for n, each in enumerate(entry.get("choices", ()))]
        seen: set[str] = set()
        gathering = Gathering()
        for where, codes in groups:
            for place, code in enumerate(codes):
                with gathering:
                    offer_checks.known(self.source, (*path, *where, place), code, self.codes)
                    if code in seen:
                        raise self.source.error("programme.twice", (*path, *where, place), value=code)
                    seen.add(code)
        for n, each in enumerate(entry.get("choices", ())):
            with gathering:
                if each["take"] > len(each["of"]):
                    raise self.source.error("programme.too_much", (*path, "choices", n, "take"))
        gathering.end()
        return tuple(own), tuple(Choice(tuple(each["of"]), each["take"]) for each in entry.get("choices", ()))

    def _taken(
        self, path: Path, entry: dict[str, Any], own: tuple[str, ...], choices: tuple[Choice, ...]
    ) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
        """The same with the units of `take` taken: compulsory here, and fewer left to choose."""
        taken = entry.get("take") or []
        open_to_choice = [unit for choice in choices for unit in choice.units]
        gathering = Gathering()
        for place, code in enumerate(taken):
            with gathering:
                offer_checks.known(self.source, (*path, "take", place), code, open_to_choice)
        with gathering:
            offer_checks.distinct(self.source, (*path, "take"), taken)
        gathering.end()
        left: list[Choice] = []
        for choice in choices:
            number = sum(unit in taken for unit in choice.units)
            if number > choice.take:
                raise self.source.error("programme.too_much", (*path, "take"))
            if number < choice.take:
                left.append(Choice(tuple(u for u in choice.units if u not in taken), choice.take - number))
        return (*own, *taken), tuple(left)

    def _bounds(self, path: Path, entry: dict[str, Any], programme: Programme | None) -> dict[str, Any]:
        """Its own bounds, else those of the file, else those of its programme."""
        below = offer_programmes.bounds(programme) if programme else {}
        found: dict[str, Any] = {}
        for key in BOUNDS:
            given = (exact(entry.get(key)), exact(self.data.get(key)), below.get(key))
            found[key] = next((value for value in given if value is not None), None)
        gathering = Gathering()
        for least, most in (BOUNDS[:2], BOUNDS[2:]):
            low, high = found[least], found[most]
            with gathering:
                if low is not None and high is not None and low > high:
                    own = entry.get(least) is not None or entry.get(most) is not None
                    where: Path = (*path, least if entry.get(least) is not None else most) if own else (least,)
                    raise self.source.error("offer.bounds", where, least=low, most=high)
        gathering.end()
        return found

    def _precedences(self) -> list[tuple[str, str]]:
        """(before, after), those of the programmes first, each once; no unit waits for itself."""
        pairs: dict[tuple[str, str], Path] = dict.fromkeys(self.read.precedences(), ("curricula",))
        gathering = Gathering()
        for number, entry in enumerate(self.data.get("prerequisites", ())):
            path: Path = ("prerequisites", number)
            with gathering:
                offer_checks.known(self.source, (*path, "unit"), entry["unit"], self.codes)
            for place, code in enumerate(entry["after"]):
                with gathering:
                    offer_checks.known(self.source, (*path, "after", place), code, self.codes)
                    pairs.setdefault((code, entry["unit"]), path)
        with gathering:
            offer_checks.no_cycle(self.source, pairs)
        gathering.end()
        return list(pairs)

    def _unwanted(self) -> list[Unwanted]:
        return read_each(enumerate(self.data.get("unwanted", ())), lambda item: self._unwanted_unit(*item))

    def _unwanted_unit(self, number: int, entry: dict[str, Any]) -> Unwanted:
        path: Path = ("unwanted", number)
        gathering = Gathering()
        with gathering:
            offer_checks.known(self.source, (*path, "unit"), entry["unit"], self.codes)
        places = gathering.read(lambda: self.places.of_entry(path, entry))
        gathering.end()
        terms = sorted({term for place in places for term in place.terms})
        said = entry["term"] if entry.get("term") is not None else entry["period"]
        return Unwanted(entry["unit"], tuple(terms), said, entry.get("weight", 1))

    def _calendar(self, calendar: dict[str, Any]) -> list[CalendarTerm]:
        given = {entry["id"]: entry for entry in calendar.get("terms", ())}
        read_each(enumerate(calendar.get("terms", ())), lambda item: self._check_term(*item))
        return [
            CalendarTerm(name, entry.get("title") or name, entry.get("starts"), entry.get("ends"))
            for name, entry in ((name, given.get(name, {})) for name in self.places.year)
        ]

    def _check_term(self, number: int, entry: dict[str, Any]) -> None:
        path: Path = ("calendar", "terms", number)
        if entry["id"] not in self.places.year:
            known = ", ".join(self.places.year)
            raise self.source.error("offer.no_period", (*path, "id"), value=entry["id"], known=known)
        offer_checks.days(self.source, path, entry)

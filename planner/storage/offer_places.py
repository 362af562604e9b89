"""Where the units of an offer may run: the terms and periods that the entries of its file name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from planner.domain.brief import Brief, Today
from planner.domain.offer import Place
from planner.errors import read_each
from planner.storage import offer_checks
from planner.storage.dates import Path
from planner.storage.validation import Source


class Places:
    """The places of a file; every method raises `BadInput` at what does not fit."""

    def __init__(self, source: Source, data: dict[str, Any]) -> None:
        self.source, self.data = source, data
        self.year, self.annual = tuple(data.get("year") or ()), data.get("annual", "year")
        self.terms: int = data["terms"]
        offer_checks.distinct(source, ("year",), [*self.year, self.annual])
        self._grid = Brief(data["id"], "", self.terms, {}, (), self.year, self.annual)

    def of(self, path: Path, named: Today) -> tuple[Place, ...]:
        """The places of a period, or of a term by its number."""
        places = self._grid.places_of(named)
        if not places and isinstance(named, int):
            raise self.source.error("offer.no_term", path, value=named, terms=self.terms)
        if not places:
            known = ", ".join([*self.year, self.annual]) if self.year else ""
            raise self.source.error("offer.no_period" if known else "offer.no_periods", path, value=named, known=known)
        return places

    def of_entry(self, path: Path, entry: dict[str, Any]) -> tuple[Place, ...]:
        """The places of the `term` or of the `period` of an entry."""
        given = [key for key in ("term", "period") if entry.get(key) is not None]
        if len(given) != 1:
            raise self.source.error("offer.term_or_period", path)
        return self.of((*path, given[0]), entry[given[0]])

    def open(self, path: Path, entry: dict[str, Any], today: tuple[Today, ...]) -> tuple[Place, ...]:
        """Places open to a unit: of its periods, in its terms; one term each, or as today, unless it says more."""
        named: Iterable[Today] = entry.get("periods") or ()
        if named:
            each = read_each(enumerate(named), lambda item: self.of((*path, "periods", item[0]), item[1]))
            found = [place for places in each for place in places]
        else:
            found = [Place((term,)) for term in range(self.terms)]
            found += [place for name in today for place in self.of(path, name)]
        if entry.get("terms"):
            read_each(enumerate(entry["terms"]), lambda item: self.of((*path, "terms", item[0]), item[1]))
            allowed = {term - 1 for term in entry["terms"]}
            found = [place for place in found if set(place.terms) <= allowed]
        if not found:
            raise self.source.error("offer.nowhere", path, value=entry.get("code", ""))
        return tuple(sorted(set(found), key=lambda place: (place.first, len(place.terms))))

    def fixed(self, code: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Those that `fixed` leaves to the unit."""
        for number, entry in enumerate(self.data.get("fixed", ())):
            if entry["unit"] == code:
                path: Path = ("fixed", number)
                own = set(self.of_entry(path, entry))
                places = tuple(place for place in places if place in own)
                if not places:
                    raise self.source.error("offer.fixed_nowhere", path, value=code)
        return places

    def check_fixed(self, codes: Collection[str]) -> None:
        """Units that `fixed` names are those of the offer."""
        entries = enumerate(self.data.get("fixed", ()))
        read_each(entries, lambda at: offer_checks.known(self.source, ("fixed", at[0], "unit"), at[1]["unit"], codes))

"""Seats of offerings: what the timetable says, and what is given over it by offering, by class or by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from planner.domain.offering import Offering, OfferingPattern
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage import hints, numbers
from planner.storage.files import compose
from planner.storage.timetable_rows import MOST_SEATS

EVERY = "*"


@dataclass(frozen=True)
class Places:
    """`given` holds seats by the id of an offering (of one year), of a class (all years), by unit, or `*` for all."""

    given: dict[str, int] = field(default_factory=dict)

    def of(self, offering: Offering) -> int | None:
        """Seats of an offering, None where nobody says: the closest name counts."""
        for name in (offering.id, *_names(offering.pattern), EVERY):
            if name in self.given:
                return self.given[name]
        return offering.pattern.seats


def read(texts: Iterable[str], programmes: Collection[Programme]) -> Places:
    """Seats from texts of the form `offering=25,…`.

    Raises:
        BadInput: a part has another form, or names nothing that the programmes have.
    """
    given: dict[str, int] = {}
    for part in (part.strip() for text in texts for part in compose(text).split(",")):
        name, sign, number = (piece.strip() for piece in part.partition("="))
        seats = numbers.whole(number, MOST_SEATS)
        if not sign or not name or seats is None:
            raise BadInput("cohort.seats_form", where="seats", value=part)
        if name in given:
            raise BadInput("cohort.seats_twice", where="seats", value=name)
        given[name] = seats
    for name in given:
        _check(name, programmes)
    return Places(given)


def _names(pattern: OfferingPattern) -> tuple[str, str, str]:
    return pattern.id, pattern.id.replace("-*", ""), pattern.unit


def _check(name: str, programmes: Collection[Programme]) -> None:
    patterns = [pattern for programme in programmes for pattern in programme.patterns]
    known = [other for pattern in patterns for other in _names(pattern)]
    if name == EVERY or name in known or any(_names_a_year(name, pattern) for pattern in patterns):
        return
    raise BadInput("cohort.seats_unknown", where="seats", value=name, known=hints.near(name, sorted(set(known))))


def _names_a_year(name: str, pattern: OfferingPattern) -> bool:
    """Whether it is the name of the offering in some year."""
    before, star, after = pattern.id.partition("*")
    year = name[len(before) : len(name) - len(after)]
    return bool(star) and name.startswith(before) and name.endswith(after) and len(year) == 4 and year.isdecimal()

"""Every unit of an offer has one of its places, after what it requires, and each term of each curriculum its due."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from planner.domain.offer import Curriculum, Design, Offer, Place
from planner.domain.plan import Violation


def violations(offer: Offer, design: Design) -> list[Violation]:
    """Every violation of a design; terms and places are counted from 1 in the values of the messages."""
    found = [*_places(offer, design), *_precedences(offer, design), *_strangers(offer, design)]
    for curriculum in offer.curricula:
        found += _choices(curriculum, design)
        found += _bounds(offer, curriculum, design)
    return found


def value(offer: Offer, design: Design) -> Fraction:
    """The value of a design that has a place for every unit, exactly: uneven loads and the costs of the places.

    Raises:
        KeyError: a unit that counts has no place.
    """
    costs = sum((unit.costs.get(design.places[code], 0) for code, unit in offer.units.items()), start=0)
    return offer.balance * sum((uneven(offer, one, design) for one in offer.curricula), start=Fraction()) + costs


def uneven(offer: Offer, curriculum: Curriculum, design: Design) -> Fraction:
    """The squared distances of the loads of a curriculum from the even load; its weight is not in it."""
    loads = credit_loads(offer, curriculum, design)
    even = sum(loads, start=Fraction()) / offer.terms
    return sum(((max(load - ceil(even), floor(even) - load, Fraction())) ** 2 for load in loads), start=Fraction())


def credit_loads(offer: Offer, curriculum: Curriculum, design: Design) -> list[Fraction]:
    """Credits of a curriculum in each term of the offer, in order.

    Raises:
        KeyError: a unit that counts has no place.
    """
    loads = [Fraction()] * offer.terms
    for code in members(curriculum, design):
        place = design.places[code]
        for term in place.terms:
            loads[term] += Fraction(offer.units[code].credits) / len(place.terms)
    return loads


def members(curriculum: Curriculum, design: Design) -> list[str]:
    """The units that count in a curriculum: those that it does not leave to choose, and those taken."""
    open_to_choice = {code for choice in curriculum.choices for code in choice.units}
    fixed = [code for code in curriculum.units if code not in open_to_choice]
    return fixed + [code for code in design.taken.get(curriculum.id, ()) if code in open_to_choice]


def _places(offer: Offer, design: Design) -> Iterator[Violation]:
    for code, unit in offer.units.items():
        place = design.places.get(code)
        if place is None:
            yield Violation("place", "design_check.no_place", (code,), {"unit": code})
        elif place not in unit.places:
            yield Violation("place", "design_check.closed_place", (code,), {"unit": code, "terms": _terms(place)})


def _strangers(offer: Offer, design: Design) -> Iterator[Violation]:
    """What the design names and the offer does not."""
    ids = {curriculum.id for curriculum in offer.curricula}
    for code in design.places.keys() - offer.units.keys():
        yield Violation("place", "design_check.unit", (code,), {"unit": code})
    for name in design.taken.keys() - ids:
        yield Violation("choice", "design_check.curriculum", (name,), {"curriculum": name})


def _precedences(offer: Offer, design: Design) -> Iterator[Violation]:
    for before, after in offer.precedences:
        first, second = design.places.get(before), design.places.get(after)
        if first is not None and second is not None and first.last >= second.first:
            values = {"unit": after, "needed": before, "terms": _terms(second), "needed_terms": _terms(first)}
            yield Violation("prerequisite", "design_check.prerequisite", (before, after), values)


def _choices(curriculum: Curriculum, design: Design) -> Iterator[Violation]:
    """A wrong number of units of a choice; units taken twice, or that are not to be chosen."""
    taken = design.taken.get(curriculum.id, ())
    open_to_choice = {code for choice in curriculum.choices for code in choice.units}
    for code in sorted(set(taken)):
        if code not in open_to_choice or taken.count(code) > 1:
            unit = {"unit": code, "curriculum": curriculum.id}
            yield Violation("choice", "design_check.taken", (curriculum.id, code), unit)
    for choice in curriculum.choices:
        count = len(set(choice.units) & set(taken))
        if count != choice.take:
            names = ", ".join(choice.units)
            values = {"count": count, "take": choice.take, "curriculum": curriculum.id, "units": names}
            yield Violation("choice", "design_check.choice", (curriculum.id, *choice.units), values)


def _bounds(offer: Offer, curriculum: Curriculum, design: Design) -> Iterator[Violation]:
    """Terms with too few or too many units or credits, as far as the units have places."""
    counts, loads = [Fraction()] * offer.terms, [Fraction()] * offer.terms
    for code in members(curriculum, design):
        place = design.places.get(code)
        for term in place.terms if place and code in offer.units else ():
            counts[term] += 1
            loads[term] += Fraction(offer.units[code].credits) / (len(place.terms) if place else 1)
    limits = (
        ("units", counts, curriculum.min_units, curriculum.max_units),
        ("credits", loads, curriculum.min_credits, curriculum.max_credits),
    )
    for what, sums, least, most in limits:
        for term, found in enumerate(sums):
            count = int(found) if found.denominator == 1 else float(found)
            values = {"count": count, "term": term + 1, "curriculum": curriculum.id}
            if least is not None and found < least:
                yield Violation(what, f"design_check.few_{what}", (curriculum.id,), {**values, "least": least})
            if most is not None and found > most:
                yield Violation(what, f"design_check.many_{what}", (curriculum.id,), {**values, "most": most})


def _terms(place: Place) -> str:
    """The terms of a place, counted from 1."""
    return "-".join(str(term + 1) for term in dict.fromkeys((place.first, place.last)))

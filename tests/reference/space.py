"""A set of units and a place of the internship, compiled for the search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .case import Case, Offering, Prerequisite
from .money import unit_price
from .sets import Options, UnitSet, open_prerequisites
from .stays import Stay

Kind = Callable[[str], tuple[object, ...]]
BIT = {"evening": 1, "daytime": 2, "distance": 4}


@dataclass(frozen=True)
class Space:
    """Units are numbers here, their sets are masks. `before` is the twin that goes first, -1 without one."""

    case: Case
    priced: bool
    units: tuple[str, ...]
    full: int
    options: tuple[tuple[Offering, ...], ...]
    before: tuple[int, ...]
    price: tuple[dict[str, int | None], ...]
    certificates: tuple[tuple[int, bool], ...]
    rules: tuple[tuple[int, Prerequisite, int], ...]
    component: tuple[int, ...]
    spare: int
    limits: tuple[tuple[str, int], ...]
    awards: tuple[int, ...]

    def bits(self, mask: int) -> list[int]:
        """The units of a mask."""
        return [unit for unit in range(len(self.units)) if mask >> unit & 1]


def build_space(case: Case, chosen: UnitSet, options: Options, stay: Stay, priced: bool) -> Space | None:
    """The search space, or None when a unit has no offering left or no term is left for the award."""
    awards = tuple(term for term in range(case.start, case.horizon + 1) if _award_fits(case, stay, term))
    left = {unit: tuple(one for one in options[unit] if one not in stay.excluded) for unit in chosen.units}
    prices = {unit: {one.modality: unit_price(case, unit, one.modality) for one in left[unit]} for unit in left}
    if priced:
        left = {unit: tuple(one for one in left[unit] if prices[unit][one.modality] is not None) for unit in left}
    if not awards or not all(left.values()):
        return None
    rules = [rule for rule in open_prerequisites(case) if rule.unit in chosen.units]
    components = _components(chosen, rules)
    alone = {unit for unit in left if not components[unit] and all(unit != code for code, _ in case.pins)}
    kind = _kinds(case, left, prices, priced)
    units = sorted(left, key=lambda unit: (unit in alone, str(kind(unit)), unit))
    number = {unit: position for position, unit in enumerate(units)}

    def mask(codes: frozenset[str]) -> int:
        return sum(1 << number[unit] for unit in codes if unit in number)

    return Space(
        case=case,
        priced=priced,
        units=tuple(units),
        full=(1 << len(units)) - 1,
        options=tuple(left[unit] for unit in units),
        before=tuple(_twin(i, units, alone, kind) for i in range(len(units))),
        price=tuple(prices[unit] for unit in units),
        certificates=tuple((mask(one.units), one.recommended_first) for one in case.certificates),
        rules=tuple((number[rule.unit], rule, mask(rule.alternatives)) for rule in rules),
        component=tuple(mask(frozenset(components[unit])) for unit in units),
        spare=mask(chosen.spare),
        limits=_limits(case, len(units)) if priced else (),
        awards=awards,
    )


def _twin(position: int, units: list[str], alone: set[str], kind: Kind) -> int:
    """The unit just before, when the two may be exchanged."""
    pair = units[max(0, position - 1) : position + 1]
    same = len(pair) == 2 and alone.issuperset(pair) and kind(pair[0]) == kind(pair[1])
    return position - 1 if same else -1


def _limits(case: Case, units: int) -> tuple[tuple[str, int], ...]:
    """Modalities whose tariff does not cover all the units."""
    rows = [(modality, tariff.get("at_most_units")) for modality, tariff in sorted(case.tariffs.items())]
    return tuple((modality, most) for modality, most in rows if most is not None and most < units)


def _award_fits(case: Case, stay: Stay, term: int) -> bool:
    ends = case.calendar.ends(term)
    if term in case.paused:
        return False
    named = case.report_terms is None or case.calendar.term_id(term) in case.report_terms
    return named and case.experience_on <= ends and stay.ends <= ends


def _components(chosen: UnitSet, rules: list[Prerequisite]) -> dict[str, set[str]]:
    """The units that prerequisites tie together; an empty set for a unit of which none speaks."""
    tied: dict[str, set[str]] = {unit: set() for unit in chosen.units}
    for rule in rules:
        group = (rule.alternatives & chosen.units) | {rule.unit}
        group = group.union(*(tied[unit] for unit in group))
        for unit in group:
            tied[unit] = set(group)
    return tied


def _kinds(
    case: Case,
    left: Options,
    prices: dict[str, dict[str, int | None]],
    priced: bool,
) -> Kind:
    """What tells two units apart: equal kinds may be exchanged in any plan without changing anything."""
    counts_credits = case.load["min_credits"] is not None or case.load["max_credits"] is not None

    def price(unit: str) -> tuple[object, ...]:
        found = tuple(prices[unit][modality] for modality in sorted({one.modality for one in left[unit]}))
        if case.has_budget:
            return found
        if not priced:
            return ()
        return tuple(amount - found[0] for amount in found if amount is not None and found[0] is not None)

    def kind(unit: str) -> tuple[object, ...]:
        offerings = tuple((one.modality, one.terms, str(one.starts), str(one.ends)) for one in left[unit])
        inside = tuple(unit in one.units for one in case.certificates)
        return offerings, inside, price(unit), case.credits.get(unit) if counts_credits else 0

    return kind

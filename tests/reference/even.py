"""Loads in credits by enumeration: the bounds of a learner on a term, plans of a given length, balance and evenness."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, lcm
from random import Random
from typing import Any

from .brute import legal_plans, values
from .case import Case, Raw
from .money import exact
from .reading import read_case
from .rules import Plan

BOUNDS = ("min_units_per_term", "max_total_units_per_term", "min_credits_per_term", "max_credits_per_term")
EVEN = ("balance", "evenness")


def best_even(programme: Raw, learner: Raw, terms: int) -> tuple[str, dict[str, int]]:
    """Status and the known objectives, in their order, of the best of all plans; loads in parts of a credit."""
    plain = {key: value for key, value in learner.items() if key not in (*BOUNDS, "terms")}
    plain["minimise"] = [name for name in learner.get("minimise", ()) if name not in EVEN]
    case = read_case(programme, plain, terms)
    parts = lcm(*(len(period["terms"]) for period in programme["calendar"]["periods"]))
    parts *= lcm(*(Fraction(credits or 0).denominator for credits in case.credits.values()))
    best = [
        values(case, plan, award) | even(case, plan, award, parts)
        for plan, award in legal_plans(case)
        if within(case, learner, plan, award)
    ]
    if not best:
        return "impossible", {}
    reached: dict[str, int] = {}
    for name in order(learner, case):
        known = [row[name] for row in best if row[name] is not None]
        if known:
            reached[name] = min(value for value in known if value is not None)
            best = [row for row in best if row[name] == reached[name]]
    return "optimal", reached


def order(learner: Raw, case: Case) -> list[str]:
    """Names of the objectives: `balance` brings `evenness`, unless that has a place of its own."""
    wanted = list(learner.get("minimise", ()))
    if "balance" in wanted and "evenness" not in wanted:
        wanted.insert(wanted.index("balance") + 1, "evenness")
    applies = [name for name in wanted if name in EVEN or name in case.objectives]
    return applies + [name for name in case.objectives if name not in applies]


def loads(case: Case, plan: Plan, award: int) -> list[Fraction] | None:
    """Credits of each term up to the award, those of a unit shared evenly by its terms."""
    if any(case.credits.get(unit) is None for unit in plan):
        return None
    return [
        sum((Fraction(case.credits[o.unit] or 0) / len(o.terms) for o in plan.values() if term in o.terms), Fraction())
        for term in range(case.start, award + 1)
    ]


def even(case: Case, plan: Plan, award: int, parts: int) -> dict[str, int | None]:
    """Both objectives of a plan."""
    found = loads(case, plan, award)
    if found is None:
        return dict.fromkeys(EVEN)
    mean = sum(found) / len(found)
    away = [max(0, floor(mean) - load, load - ceil(mean)) for load in found]
    figures = max(found) * parts, sum(distance**2 for distance in away) * parts**2
    assert all(Fraction(figure).denominator == 1 for figure in figures)
    return {name: int(figure) for name, figure in zip(EVEN, figures, strict=True)}


def within(case: Case, learner: Raw, plan: Plan, award: int) -> bool:
    """Whether the award is in the last of the terms wanted, and each term within its bounds."""
    wanted = learner.get("terms")
    if wanted is not None and award != case.start + wanted - 1:
        return False
    for term in range(case.start, award + 1):
        running = [o for o in plan.values() if term in o.terms]
        figures = {"units": len(running), "credits": sum(case.credits.get(o.unit) or 0 for o in running)}
        for what, figure in figures.items():
            most = _bound(case, learner, f"max_{'total_' if what == 'units' else ''}{what}_per_term", term)
            least = [_bound(case, learner, f"min_{what}_per_term", term), case.load[f"min_{what}"]]
            if most is not None and figure > most:
                return False
            if (running or wanted is not None) and any(low is not None and figure < low for low in least):
                return False
    return True


def _bound(case: Case, learner: Raw, key: str, term: int) -> Any:
    given = learner.get(key)
    if not isinstance(given, Mapping):
        return exact(given)
    own: Any = (given.get("terms") or {}).get(case.calendar.name(term))
    return exact(given.get("default") if own is None else own)


def evened(random: Random, learner: Raw, terms: int, names: list[str]) -> dict[str, Any]:
    """The learner with some of the keys, mostly loose enough for a plan; `names` are the terms."""
    found = dict(learner)
    ranges = {
        "min_units_per_term": (0, 1, 1, 2), "max_total_units_per_term": (1, 2, 3, 4),
        "min_credits_per_term": (1, 2, 4, 6), "max_credits_per_term": (6, 8, 10, 12),
    }  # fmt: skip
    for key, figures in ranges.items():
        if random.random() < 0.12:
            found[key] = random.choice(figures)
        elif random.random() < 0.08:
            found[key] = {"terms": {random.choice(names): random.choice(figures)}}
            found[key] |= {"default": random.choice(figures)} if random.random() < 0.5 else {}
    if random.random() < 0.4:
        found["terms"] = random.randint(max(1, terms - 2), terms)
    found["minimise"] = list(learner.get("minimise", ()))
    for name in random.choice((["balance"], ["balance"], ["evenness"], ["balance", "evenness"])):
        found["minimise"].insert(random.randint(0, len(found["minimise"])), name)
    found.pop("deadline", None)
    return found

"""The small public-style instances of our own as problems, and their optima by trying everything."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from pathlib import Path

from benchmarks import gbacp
from benchmarks.public.answers import Effort, Problem
from benchmarks.public.folder import SAMPLES, problems

EFFORT = Effort(limit=10.0, seed=0, workers=1)


def sample(family: str, name: str, work: Path) -> Problem:
    (found,) = problems(SAMPLES, family, work, (name,))
    return found


def least_load(path: Path) -> int:
    """The least largest load over every way to give each course a period."""
    data = json.loads(path.read_text(encoding="utf-8"))
    credits, periods = data["credits"], range(data["periods"])
    found = []
    for chosen in itertools.product(periods, repeat=len(credits)):
        loads = [sum(c for c, period in zip(credits, chosen, strict=True) if period == here) for here in periods]
        counts = [chosen.count(here) for here in periods]
        if (
            all(data["load"][0] <= load <= data["load"][1] for load in loads)
            and all(data["courses"][0] <= count <= data["courses"][1] for count in counts)
            and all(chosen[before - 1] < chosen[after - 1] for after, before in data["prerequisites"])
        ):
            found.append(max(loads))
    return min(found)


def least_value(path: Path) -> Fraction:
    """The least value over every way to give each course of an offer a period, by the words of the format alone."""
    text = path.read_text(encoding="utf-8")
    offer = gbacp.parse(text)
    codes, terms = list(offer.units), range(offer.terms)
    found = []
    for chosen in itertools.product(terms, repeat=len(codes)):
        at = dict(zip(codes, chosen, strict=True))
        if any(at[before] >= at[after] for before, after in offer.precedences):
            continue
        value = sum(cost for code, unit in offer.units.items() for p, cost in unit.costs.items() if p.first == at[code])
        for one in offer.curricula:
            groups = [[offer.units[code].credits for code in one.units if at[code] == term] for term in terms]
            if any(not (one.min_units or 0) <= len(group) <= (one.max_units or 99) for group in groups):
                break
            total = sum(map(sum, groups))
            low, high = total // offer.terms, -(-total // offer.terms)
            value += offer.balance * sum(max(0, sum(group) - high, low - sum(group)) ** 2 for group in groups)
        else:
            found.append(value)
    return Fraction(min(found))

"""Random learners of every kind held against the exact references: the same status, the same proven values, and a plan
that breaks no rule of the reference and is worth there what the product says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Any

from benchmarks.learners import VINTAGES, learner
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage import programmes
from tests.agreement import Raw, made_readable, product_case
from tests.reference import solve as search
from tests.reference import solve_by_enumeration
from tests.reference.brute import values
from tests.reference.case import Case as Known
from tests.reference.mixed import solve_mixed_by_enumeration, solve_mixed_plainly
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_payers import random_mix, random_own
from tests.reference.random_timetables import random_weekly_case
from tests.reference.random_wishes import with_pause
from tests.reference.reading import read_case
from tests.reference.rules import AWARD_RULES, PLAN_RULES
from tests.replan_agreement import key_of

OWN_FIRST, FIRST_SEED = 0.8, 100_000
Values = dict[str, int | None]
Answer = tuple[str, Values]
Sample = tuple[Raw, Raw, int]
Exact = Callable[[Raw, Raw, int], Answer]


def exactly(reference: Callable[[Raw, Raw, int], Any]) -> Exact:
    """Status and known values of a reference."""

    def answer(programme: Raw, learner: Raw, terms: int) -> Answer:
        found = reference(programme, learner, terms)
        status, reached = found if isinstance(found, tuple) else (found.status, found.objectives)
        return status, {name: value for name, value in reached.items() if value is not None}

    return answer


def vintage(seed: int) -> Sample:
    """A learner of one of the five vintages, in turn."""
    name = VINTAGES[seed % len(VINTAGES)]
    return programmes.raw(name), learner(Random(f"many {seed}"), programmes.load(name)), 5 + seed // len(VINTAGES) % 4


def vintage_payers(seed: int) -> Sample:
    """The same for whom several fundings pay."""
    programme, one, terms = vintage(seed)
    return programme, random_mix(Random(f"payers {seed}"), programme, one, own_first=OWN_FIRST), terms


def payers(seed: int) -> Sample:
    """A tiny programme and several fundings."""
    random = Random(f"many payers {seed}")
    programme, one, terms = (random_busy_case if seed % 2 == 0 else random_case)(seed)
    programme = random_own(random, programme)
    return programme, random_mix(random, programme, one, own_first=OWN_FIRST), terms


def paused(seed: int) -> Sample:
    """Learners of every kind who pause."""
    makers = (random_case, random_busy_case, vintage)
    programme, one, terms = makers[seed % 3](seed)
    random = Random(f"pause {seed}")
    return programme, with_pause(random, programme, one, terms), terms + random.choice((0, 1, 2)) * (seed % 3 == 2)


KINDS: dict[str, tuple[Callable[[int], Sample], Exact, int]] = {
    "vintage": (vintage, exactly(search), 50),
    "vintage-payers": (vintage_payers, exactly(solve_mixed_plainly), 10),
    "small": (random_case, exactly(solve_by_enumeration), 12),
    "busy": (random_busy_case, exactly(search), 8),
    "weekly": (random_weekly_case, exactly(solve_by_enumeration), 12),
    "paused": (paused, exactly(search), 10),
    "payers": (payers, exactly(solve_mixed_by_enumeration), 8),
}
"""How a learner is drawn, who knows the answer, and how many of a hundred are of the kind."""


def compared(kind: str, number: int, first: int = FIRST_SEED) -> Iterator[tuple[int, str, list[str]]]:
    """Seed, status and differences of so many learners; those whose files the product refuses do not count."""
    draw, exact, _ = KINDS[kind]
    seeds = count(first)
    while number:
        seed = next(seeds)
        programme, one, terms = draw(seed)
        programme = programme if programme.get("id") in VINTAGES else made_readable(programme)
        try:
            case = product_case(programme, one, terms)
        except BadInput:
            yield seed, "refused", []
            continue
        number -= 1
        result = solve(case)
        wrong = _differences(result, exact(programme, one, terms))
        if "payers" not in kind and kind != "weekly" and result.plan is not None:
            wrong += _not_legal(result, result.plan, read_case(programme, one, terms))
        yield seed, result.status, wrong


def _differences(result: Result, expected: Answer) -> list[str]:
    found: Answer = result.status, {item.name: item.value for item in result.objectives}
    wrong = [] if found == expected else [f"{found}, expected {expected}"]
    unproven = (item.name for item in result.objectives if not item.proven or item.value != item.bound)
    return wrong + [f"{name} is not proven" for name in unproven]


def _not_legal(result: Result, plan: Plan, known: Known) -> list[str]:
    """What the reference's rules say of the product's plan, and its values there."""
    chosen, award = _as_known(plan, known), plan.award
    wrong = [f"breaks {rule.__name__}" for rule in PLAN_RULES if not rule(known, chosen)]
    wrong += [f"breaks {rule.__name__}" for rule in AWARD_RULES if not rule(known, chosen, award)]
    worth = values(known, chosen, award)
    return wrong + [
        f"{item.name} of the plan is {worth[item.name]}, not {item.value}"
        for item in result.objectives
        if worth[item.name] != item.value
    ]


def _as_known(plan: Plan, known: Known) -> Any:
    """The plan in the reference's offerings."""
    return {o.unit: next(k for k in known.offerings[o.unit] if key_of(k) == key_of(o)) for o in plan.chosen}

"""A learner in a scenario is what a plain search of the changed case finds, whatever shortcut was taken."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from benchmarks import learners
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.learner import WORKDAYS
from planner.domain.programme import Programme
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE
from planner.storage import scenarios
from planner.storage.validation import Source
from planner.study.stress import evaluate
from planner.study.stress.outcome import Outcome
from planner.study.stress.variants import Variant, variant

LEARNERS = 22
CHANGES = 3
CLOCKS = {"start": "18:00", "end": "21:30"}


def change(random: Random, programme: Programme) -> dict[str, Any]:
    """A random change of any kind that settles without chance."""
    pattern = random.choice(programme.patterns)
    there = {"offering": pattern.id} if random.random() < 0.3 else {"unit": pattern.unit, "modality": pattern.modality}
    if random.random() < 0.4:
        there["year"] = programme.calendar.year + random.randrange(3)
    periods = [name for name, modality in programme.calendar.periods if modality in (None, pattern.modality)]
    term = programme.calendar.term(programme.calendar.year * programme.calendar.size + random.randrange(5)).name
    day = random.choice(WORKDAYS)
    options: list[dict[str, Any]] = [
        {"close": there},
        {"close": there},
        {"move": {**there, "to": {"period": random.choice(periods)}}},
        {"move": {**there, "to": {"weekday": day, **CLOCKS}}},
        {"open": {"unit": pattern.unit, "modality": pattern.modality, "period": random.choice(periods)}},
        {"cap": {"max_units_per_term": random.randrange(1, 5), **({"term": term} if random.random() < 0.5 else {})}},
        {"evenings": {"lost": [day], **({"term": term} if random.random() < 0.5 else {})}},
        {"seats": {**there, "seats": 3}},
    ]
    if programme.tariffs:
        modality, funding = random.choice(sorted(programme.tariffs))
        options += [
            {"fees": {"percent": random.choice((10, -20, 33))}},
            {"fees": {"modality": modality, "percent": random.choice((10, 100))}},
            {"fees": {"modality": modality, "funding": funding, "per_credit": 20}},
            {"fees": {"modality": modality, "yearly": 300}},
        ]
    return random.choice(options)


def variant_of(programme: Programme, *changes: dict[str, Any]) -> Variant:
    data = {"scenarios": [{"id": "one", "changes": list(changes)}]}
    (scenario,) = scenarios.read(Source(data, "scenarios.yaml"))
    return variant(programme, scenario)


def plain(case: Case, changed: Case, before: Outcome) -> tuple[Any, ...]:
    """Status, award, cost and whether it is on time, by a search with the deadline and, if need be, one without."""
    result, used = solve(changed), changed
    if result.status == IMPOSSIBLE and changed.learner.deadline is not None:
        used = replace(changed, learner=replace(changed.learner, deadline=None))
        result = solve(used)
    if result.plan is None:
        return result.status, None, None, None
    limit = before.award if case.learner.deadline is None else case.learner.deadline
    on_time = limit is None or result.plan.award <= limit
    return result.status, result.plan.award, cost(used, result.plan).total, on_time


@pytest.mark.parametrize("seed", range(3))
def test_equals_a_plain_search(seed: int) -> None:
    random = Random(seed)
    kept = 0
    for case in learners.cases(LEARNERS, 7100 + seed):
        before = evaluate.baseline(case)
        for _ in range(CHANGES):
            changes = [change(random, case.programme) for _ in range(random.choice((1, 1, 2)))]
            one = variant_of(case.programme, *changes)
            found = evaluate.evaluate(case, one, 0, 0, before)
            told = (found.status, found.award, found.cost, found.on_time)
            assert told == plain(case, one.case(case), before), (case.learner, changes)
            kept += found.status == before.status and found.offerings == before.offerings
    assert kept > LEARNERS / 2

"""Repairs take back what a learner stated only where nothing else on the list of changes helps.

The list is tried by brute force: one change, two, and where only a statement helped also all others at once, each as
far as it goes. `PLANNER_REPAIRS` learners are tried, 12 unless it says otherwise.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import Any

from benchmarks import learners as random_learners
from planner.domain.case import Case
from planner.errors import BadInput
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE
from planner.storage import learners, programmes
from planner.storage.validation import Source
from planner.study.explain import explain
from planner.study.repairs import Repair
from tests.study.listed import Data, Listed, changes

LEARNERS = int(os.environ.get("PLANNER_REPAIRS", "12"))
TWO = 400
"""Pairs of changes that are tried for a learner."""
EXCLUSIVE = ("start", "pathway", "payer")


def read(data: Data) -> Case:
    return learners.case(Source(dict(data), "learner.yaml"), "random")


def possible(data: Data) -> bool:
    """Whether a file with these data has a plan."""
    try:
        case = read(data)
    except BadInput:
        return False
    return solve(case, Config(), Aim(("duration",), tie_break=False)).status != IMPOSSIBLE


def stated(seed: int) -> Data:
    """A random learner who states evenings, work and often pauses, and wants more than there is."""
    random = Random(f"stated-{seed}")
    programme = programmes.load(random_learners.VINTAGES[seed % len(random_learners.VINTAGES)])
    data = random_learners.learner(random, programme)
    first = programme.calendar.index(data["start"])
    assert first is not None
    terms = [programme.calendar.term(first + ahead).name for ahead in range(6)]
    evenings = sorted(random.sample(("mon", "tue", "wed", "thu", "fri"), random.choice((0, 1, 1, 2, 3))))
    data["availability"] = {"evenings": evenings}
    if random.random() < 0.4:
        data["availability"]["terms"] = {random.choice(terms): {"evenings": []}}
    months = random.choice((0, 6, 12, 18, 24, 24))
    data["experience"] = {"months": months, "in_sector": random.random() < 0.7, "working": random.random() < 0.6}
    wishes: dict[str, Any] = {
        "deadline": programme.calendar.term(first + random.randint(2, 5)).name,
        "max_cost_per_year": random.choice((100, 300, 700)),
        "avoid": [random.choice(programme.courses())],
        "internship_windows": [_window(random, programme.calendar.term(first + random.randint(0, 3)).span.starts.year)],
        "max_units_per_term": random.choice((0, 1, 2)),
    }
    for key in random.sample(sorted(wishes), random.choice((0, 1, 1, 2))):
        data[key] = wishes[key]
    if random.random() < 0.6:
        data["pause"] = random.sample(terms, random.choice((1, 1, 2, 3)))
    return data


def _window(random: Random, year: int) -> Data:
    return {"from": f"{year}-09-{random.randint(1, 28):02}", "to": f"{year}-11-{random.randint(1, 28):02}"}


def impossible() -> Iterator[Data]:
    """Those of the random learners who have no plan."""
    seed = found = 0
    while found < LEARNERS:
        data = stated(seed)
        seed += 1
        if not possible(data):
            found += 1
            yield data


def helping(data: Data, listed: Sequence[Listed]) -> list[Listed]:
    """Single changes that make a plan possible."""
    return [change for change in listed if possible(change.make(data))]


def two_help(data: Data, listed: Sequence[Listed]) -> bool:
    """Whether two changes do."""
    pairs = list(combinations(listed, 2))
    tried = Random(0).sample(pairs, TWO) if len(pairs) > TWO else pairs
    return any(possible(other.make(one.make(data))) for one, other in tried)


def all_help(data: Data, listed: Sequence[Listed]) -> bool:
    """Whether all changes at once do, with each of those that exclude another."""
    usual = [change for change in listed if change.kind not in EXCLUSIVE]
    for first in (None, *(change for change in listed if change.kind in EXCLUSIVE)):
        wide = data if first is None else first.make(data)
        for change in usual:
            wide = change.make(wide)
        if possible(wide):
            return True
    return False


def taken_back(data: Data, repair: Repair) -> set[str]:
    """What the keys that a repair sets say otherwise than the file."""
    found = {key for key in ("availability", "pause") if key in repair.set and data.get(key)}
    working = repair.set.get("experience", data["experience"])["working"]
    found |= {"experience.working"} if working != data["experience"]["working"] else set()
    given = data.get("internship_windows") or []
    return found | (
        {"internship_windows"} if given and len(repair.set.get("internship_windows", given)) > len(given) else set()
    )


def check(data: Data, seen: Counter[str]) -> None:
    found = explain(read(data), Config()).repairs
    listed = changes(programmes.raw(data["programme"]), data)
    kept = [change for change in listed if change.undoes is None]
    for repair in found:
        assert set(repair.undoes) == taken_back(data, repair), (data, repair.set)
        assert possible({**data, **repair.set}), (data, repair.set)
    undoing = [repair for repair in found if repair.undoes]
    seen["undo a statement" if undoing else "leave all statements" if found else "no repair"] += 1
    alone = helping(data, kept)
    if undoing or not found:
        assert not alone, (data, alone[0].kind)
        assert not two_help(data, kept), data
        assert not all_help(data, kept), data
        return
    fewest = len(found[0].changes)
    seen[f"with {fewest} changes"] += 1
    assert (fewest == 1) == bool(alone), (data, found[0].set, alone)
    if fewest > 2:
        assert not two_help(data, kept), data


def test_statements_are_taken_back_only_where_nothing_else_helps() -> None:
    seen: Counter[str] = Counter()
    for data in impossible():
        check(data, seen)
    print(dict(seen))
    assert seen["leave all statements"] and seen["undo a statement"]

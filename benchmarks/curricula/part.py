"""The part `curricula` of the benchmarks: each file imported by the command, planned for several goals, checked, held
against the published terms, and planned by turns with a plain model.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks import alone
from benchmarks.curricula import folder, plain
from benchmarks.measure import Row, count, row
from planner.check import violations
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.service import importing
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import OPTIMAL, Result
from planner.storage import learners

GROUP = "curricula"
GOALS: dict[str, tuple[str, ...]] = {
    "default": (), "duration,balance": ("duration", "balance"), "evenness": ("evenness",),
}  # fmt: skip
LIMIT, SLOWEST_S = 60.0, 20.0
TYPICAL_S = {"default": 0.6, "duration,balance": 0.6}
RATIO_TARGET, SPREAD_TARGET = 2.0, 0.5
MADE = 6
T = TypeVar("T")


class WrongPlan(Exception):
    """The checker refuses a plan, or a plain model's terms break a published condition."""


@dataclass(slots=True)
class Curriculum:
    """A file that was imported, the case of who begins it, and the processor's seconds of each goal's runs."""

    name: str
    case: Case
    published: dict[str, int]
    data: plain.Data | None
    results: dict[str, Result] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)


def measure(source: Path | None, work: Path, rounds: int, seed: int, most: int | None = None) -> list[Row]:
    """The lines of a folder's curricula, of made ones where it has none; at most so many of them.

    Raises:
        WrongPlan: the checker refuses a plan.
    """
    files = (folder.find(source) or folder.made(work, MADE, seed))[:most]
    found = [one for path in files if (one := imported(path, work / f"{path.stem}-imported")) is not None]
    for turn in range(rounds):
        for one in found:
            _by_turns(one, seed, plain_first=bool(turn % 2))
    rows = [count(GROUP, "files", len(files)), count(GROUP, "not imported", len(files) - len(found))]
    for goal in GOALS:
        rows += _goal(found, goal)
    return [*rows, *_against_plain(found), *_spread(found)]


def imported(path: Path, target: Path) -> Curriculum | None:
    """A file by the command `import`; None where it refuses it."""
    done = alone.run("import", str(path), "--to", str(target))
    if done.code:
        return None
    case = learners.load(target / "learner.yaml")
    data = plain.read(importing.read(path, path.stem, None, case.programme.calendar.year).curriculum)
    return Curriculum(path.stem, case, _published(target / importing.PUBLISHED_NAME, case), data)


def _published(path: Path, case: Case) -> dict[str, int]:
    """The term of each unit by the file, in terms from the start, the first being 0; none where there is no file."""
    if not path.exists():
        return {}
    calendar, found = case.programme.calendar, dict[str, int]()
    names = {calendar.term(index).name: index for index in range(case.learner.start, case.learner.start + 400)}
    with path.open(encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            found[line["unit"]] = names[line["term"]] - case.learner.start
    return found


def _by_turns(one: Curriculum, seed: int, *, plain_first: bool) -> None:
    """Each goal once; the default one and the plain model directly one after the other, the first of them in turn."""
    works: list[tuple[str, Callable[[], object]]] = [("default", lambda: _plan(one, "default", seed))]
    if one.data is not None:
        works.insert(0 if plain_first else 1, ("plain", lambda: _check_plain(one, plain.solve(one.data, seed))))  # type: ignore[arg-type]
    works += [(goal, lambda goal=goal: _plan(one, goal, seed)) for goal in GOALS if goal != "default"]  # type: ignore[misc]
    for name, work in works:
        begun = time.process_time()
        work()
        one.seconds.setdefault(name, []).append(time.process_time() - begun)


def _plan(one: Curriculum, goal: str, seed: int) -> None:
    """A plan from the parsed learner, through the checker."""
    case = replace(one.case, learner=replace(one.case.learner, minimise=GOALS[goal])) if GOALS[goal] else one.case
    one.results[goal] = result = solve(case, Config(LIMIT, seed))
    if result.plan is not None and (wrong := violations(case, result.plan)):
        raise WrongPlan(f"{one.name}, {goal}: {wrong[0].rule} {wrong[0].key}")


def _check_plain(one: Curriculum, terms: dict[str, int] | None) -> None:
    """What the plain model found keeps what it was given."""
    if terms is None or one.data is None:
        return
    for needs, gap in ((one.data.after, 1), (one.data.together, 0)):
        for code, conditions in needs.items():
            for one_of in conditions:
                if not any(terms[other] + gap <= terms[code] for other in one_of):
                    raise WrongPlan(f"{one.name}, plain: {code} before one of {', '.join(one_of)}")
    for term in range(1, one.data.terms + 1):
        if sum(one.data.credits[code] for code, at in terms.items() if at == term) > one.data.most:
            raise WrongPlan(f"{one.name}, plain: term {term} is too full")


def _goal(found: Sequence[Curriculum], goal: str) -> list[Row]:
    """Seconds at the median and at worst, and how many are not proven."""
    typical = [median(one.seconds[goal]) for one in found]
    unproven = sum(one.results[goal].status != OPTIMAL for one in found)
    worst = [row(GROUP, f"{goal}, slowest", "s", [max(typical)], SLOWEST_S)] if typical else []
    rows = [row(GROUP, goal, "s", typical, TYPICAL_S.get(goal))] if typical else []
    return [*rows, *worst, count(GROUP, f"{goal}, not proven", unproven)]


def _against_plain(found: Sequence[Curriculum]) -> list[Row]:
    """The default plan against the plain model, each curriculum by the median of its neighbours' ratios."""
    both = [one for one in found if "plain" in one.seconds]
    if not both:
        return []
    ratios = [
        median(ours / other for ours, other in zip(one.seconds["default"], one.seconds["plain"], strict=True))
        for one in both
    ]
    return [
        row(GROUP, "plain CP-SAT, one plan", "s", [median(one.seconds["plain"]) for one in both]),
        row(GROUP, "default against plain", "x plain", ratios, RATIO_TARGET),
    ]


def spread(case: Case, terms: dict[str, int], length: int) -> float:
    """Credits of the fullest term less those of the emptiest, over the terms of a plan."""
    loads = [0.0] * length
    for unit, term in terms.items():
        loads[term] += float(case.programme.units[unit].credits or 0)
    return max(loads) - min(loads)


def _terms(case: Case, plan: Plan) -> dict[str, int]:
    return {offering.unit: offering.first - case.learner.start for offering in plan.chosen}


def _spread(found: Sequence[Curriculum]) -> list[Row]:
    """The spread of `duration,balance` against the published one, where both take as many terms."""
    pairs = []
    for one in found:
        plan = one.results["duration,balance"].plan
        if plan is None or not one.published:
            continue
        ours, length = _terms(one.case, plan), max(one.published.values()) + 1
        if max(ours.values()) + 1 == length:
            pairs.append((spread(one.case, ours, length), spread(one.case, one.published, length)))
    ratios = [ours / theirs if theirs else float(ours > 0) for ours, theirs in pairs]
    if not ratios:
        return []
    name = "spread of credits, duration,balance"
    return [
        row(GROUP, f"{name}, against published of equal length", "x published", ratios, SPREAD_TARGET),
        count(GROUP, f"{name}, larger than published", sum(ours > theirs for ours, theirs in pairs)),
    ]

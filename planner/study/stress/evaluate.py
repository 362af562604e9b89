"""What becomes of one learner: alone as things are, and in a scenario, solved only where that can change anything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from planner.check import violations
from planner.check.completion import fill_gaps
from planner.check.cost import cost
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.fingerprint import sha256
from planner.domain.learner import Learner
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Failure
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE, OPTIMAL, Status
from planner.study.stress import patterns, simulate
from planner.study.stress.outcome import Outcome
from planner.study.stress.variants import Variant


@dataclass(frozen=True, slots=True)
class Solved:
    """A case with its best plan, None where the status says why there is none; `case` has the deadline that holds."""

    case: Case
    status: Status
    plan: Plan | None = None


def baseline(case: Case, config: Config | None = None) -> Outcome:
    """The learner as things are: their best plan within the deadline or, where there is none, their best without it."""
    return _outcome(case, solve_case(case, config), None)


def evaluate(
    case: Case,
    variant: Variant,
    run: int,
    seed: int,
    baseline: Outcome,
    config: Config | None = None,
    banned: Collection[str] = frozenset(),
) -> Outcome:
    """The learner in a run of a scenario; `banned` are offerings (ids) in which there is no place left for them.

    `case` and `baseline` are those without the scenario. The same arguments give the same outcome, in any order.
    """
    changed = variant.case(case, run, seed, banned)
    found = _solve_changed(case, changed, variant, baseline, config)
    if variant.random and found.plan is not None:

        @cache
        def programme_in(year: int) -> Programme:
            return variant.case(case, run, seed, banned, year).programme

        chance = simulate.Chance(variant.failure or Failure(), run, seed, programme_in)
        end = simulate.simulate(found.case, found.plan, found.status, chance, config)
        found = Solved(end.case, end.status, end.plan)
    return _outcome(case, found, baseline)


def solve_case(case: Case, config: Config | None = None, *, soonest: int = 0) -> Solved:
    """The best plan that keeps the deadline, or else the best one; no award is possible before `soonest`.

    Where the duration comes first, one search is enough: an award that is as early as can be keeps the deadline, or
    none does.
    """
    free = _without_deadline(case)
    if _is_hopeless(free):
        return Solved(free, IMPOSSIBLE)
    if case.learner.latest_award is not None and not _shortest_first(case):
        result = solve(case, config, Aim(soonest=soonest))
        if result.status != IMPOSSIBLE:
            return Solved(case, result.status, result.plan)
    result = solve(free, config, Aim(soonest=soonest))
    limit = case.learner.deadline if case.learner.terms is None else None
    within = result.plan is not None and limit is not None and result.plan.award <= limit
    return Solved(case if within else free, result.status, result.plan)


def _solve_changed(case: Case, changed: Case, variant: Variant, before: Outcome, config: Config | None) -> Solved:
    """The best plan of a changed case.

    What only takes away leaves a plan the best that it was, as long as it still holds; and it makes no award possible
    that was not.
    """
    if before.status not in (OPTIMAL, IMPOSSIBLE) or not variant.restricts(case, changed):
        return solve_case(changed, config)
    if before.award is None:
        return Solved(_without_deadline(changed), IMPOSSIBLE)
    limit = changed.learner.latest_award
    kept = changed if limit is None or before.award <= limit else _without_deadline(changed)
    plan = same_plan(kept, before)
    if plan is not None and not violations(kept, plan):
        return Solved(kept, OPTIMAL, plan)
    return solve_case(changed, config, soonest=before.award if _shortest_first(case) else 0)


def _is_hopeless(case: Case) -> bool:
    """Whether no plan is possible for a reason that needs no search.

    That is a requirement that misses more units than are offered in any year, in a modality that the pathway allows.
    False says nothing. Credits are not counted: their requirements are left to the search.
    """
    first = case.now // case.programme.calendar.size
    years = range(first, first + LONGEST_PLAN_YEARS + 1)
    offered = {resit.unit for resit in case.resits}
    for pattern in case.programme.patterns:
        if pattern.unit not in offered and pattern.modality in case.modalities and any(map(pattern.runs, years)):
            offered.add(pattern.unit)
    offered -= set(case.learner.avoid)
    remaining = set(case.remaining)
    return any(
        missing > len(offered & remaining & set(rule.units))
        for rule, missing in case.requirements()
        if rule.kind != "credits"
    )


def same_plan(case: Case, before: Outcome) -> Plan | None:
    """The plan of an outcome in the offerings of a case, None where one of them is not there."""
    if before.award is None:
        return None
    there = patterns.by_id(case.programme, _years(case, before.award))
    if any(offering not in there for offering in before.offerings):
        return None
    chosen = tuple(there[offering] for offering in before.offerings)
    return fill_gaps(case, Plan(chosen, before.award), award_given=True)


def _shortest_first(case: Case) -> bool:
    """Whether the award is as early as can be."""
    return case.learner.objectives()[0] == "duration" and case.learner.terms is None


def _without_deadline(case: Case) -> Case:
    return replace(case, learner=case.learner.without_deadline())


def _years(case: Case, award: int) -> range:
    size = case.programme.calendar.size
    return range(case.learner.start // size, award // size + 1)


def _outcome(case: Case, found: Solved, before: Outcome | None) -> Outcome:
    """The figures of a plan. `case` is the learner as things are, with their own deadline."""
    plan = found.plan
    if plan is None:
        return Outcome(found.status, lost=_lost_offerings(case, found, before))
    limit = case.learner.latest_award
    if limit is None and before is not None:
        limit = before.award
    length_kept = case.learner.terms is None or found.case.learner.terms is not None
    failed = [attempt.offering.id for attempt in found.case.lost]
    return Outcome(
        found.status,
        limit is None or (plan.award <= limit and length_kept),
        plan.award - case.learner.start + 1,
        plan.award,
        case.programme.calendar.term(plan.award).span.ends.isoformat(),
        cost(found.case, plan).total,
        (*failed, *(offering.id for offering in plan.chosen if not offering.resit)),
        len(failed),
        _lost_offerings(case, found, before),
    )


def _lost_offerings(case: Case, found: Solved, before: Outcome | None) -> tuple[str, ...]:
    """What the plan before had and the scenario took away: gone, or moved and no longer in the plan."""
    if before is None or before.award is None:
        return ()
    years = _years(case, before.award)
    old, new = patterns.by_id(case.programme, years), patterns.by_id(found.case.programme, years)
    kept = {offering.id for offering in found.plan.chosen} if found.plan else set()
    return tuple(
        name
        for name in before.offerings
        if name not in new or (name not in kept and _place_of(old, name) != _place_of(new, name))
    )


def _place_of(offerings: dict[str, Offering], name: str) -> object:
    offering = offerings.get(name)
    return offering and (offering.terms, offering.span, offering.sessions, offering.pattern.site)


def fingerprint(case: Case, variant: Variant) -> str:
    """Equal for learners of whom the scenario, in the same run, makes the same: all but name and file is equal.

    Where exams are drawn by chance, each learner has their own.
    """
    own = case.learner.id if variant.failure is not None else ""
    return sha256("\n".join([case.programme.sha256, repr(variant.scenario.changes), own, _about(case.learner)]))


def _about(learner: Learner) -> str:
    """All that decides about a learner's plan, in an order that does not depend on how it was written."""
    caps = [
        (cap.default, sorted(cap.terms.items()))
        for cap in (
            learner.evening_cap,
            learner.daytime_cap,
            learner.budget,
            learner.least_units,
            learner.most_units,
            learner.least_credits,
            learner.most_credits,
        )
    ]
    tables = (learner.evenings_by_term, learner.days_by_term, learner.shares, learner.payer_budgets)
    return repr([
        learner.programme, learner.start, learner.pathway, learner.funding, sorted(learner.acquired),
        learner.experience, sorted(learner.windows), caps, sorted(learner.evenings), sorted(learner.days),
        [sorted((key, _plain(value)) for key, value in table.items()) for table in tables],
        learner.alone, learner.payers,
        learner.order, learner.minimise, learner.deadline, learner.terms, sorted(learner.pins, key=str),
        sorted(learner.avoid), learner.goal, sorted(learner.extra), sorted(learner.waive), learner.pause,
    ])  # fmt: skip


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value

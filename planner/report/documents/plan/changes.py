"""A new plan beside the one before: what moved and why, what is retaken, what is spent and what may still fail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner.check.assignment import payers
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.history import Attempt
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.text import Key
from planner.messages import dated, obstacle
from planner.report.documents.plan import changes_shape as shape
from planner.report.documents.plan.costs import euros
from planner.report.events import reached_day
from planner.report.overdue import overdue
from planner.study.moved import Move

if TYPE_CHECKING:
    from planner.storage.results import ResultRow
    from planner.study.replan import Otherwise, Replan


def replan_data(found: Replan) -> shape.Replan:
    """The key `replan` of the document: what was before, moves, retakes, money, and what depends on open results."""
    case, term = found.case, found.case.programme.calendar.term
    return {
        "now": term(case.now).name,
        "results": [{"unit": row.unit, "term": term(row.term).name, "result": row.result} for row in found.results],
        "before": _before(found),
        "today": found.today.isoformat() if found.today is not None else None,
        "unplanned": _unplanned(found),
        "to_come": to_come(case, found.results, found.today),
        **(_changes(found, found.result.plan) if found.result.plan else shape.Changes()),
    }


def _changes(found: Replan, plan: Plan) -> shape.Changes:
    case = found.case
    kept = [offering.unit for offering in found.kept if offering in plan.chosen]
    return {
        "overdue": overdue(case, plan, kept, found.today),
        "moves": [move_data(case, move) for move in found.moves],
        "kept": kept,
        "retakes": retakes(case, plan, found.results),
        "added": _added(found, plan),
        "no_longer": _no_longer(found),
        "supposed": supposed(case),
        "spent": spent(case, plan),
        "otherwise": [_otherwise(found, other) for other in found.otherwise],
    }


def named_terms(found: Replan) -> list[int]:
    """Terms that sentences on the changes name, with their days."""
    rows = [row.term for row in found.results]
    ends = [other.case.end(other.result.plan) for other in found.otherwise if other.result.plan]
    return [found.before.award, *rows, *range(found.case.now, max(ends, default=found.case.now) + 1)]


def _before(found: Replan) -> shape.Before:
    """The award and the cost of the earlier plan, as it was."""
    case, calendar = found.case, found.case.programme.calendar
    total = cost(Case(case.programme, case.learner), found.before).total
    return {
        "award": calendar.term(found.before.award).name,
        "duration": found.before.award - case.learner.start + 1,
        "cost": euros(total),
    }


def _unplanned(found: Replan) -> list[shape.Elsewhere]:
    """Results of units that the earlier plan had in another term, or not at all."""
    rows = [row for row in found.results if row.unplanned]
    term = found.case.programme.calendar.term
    return [
        {"unit": row.unit, "term": term(row.term).name, "planned": _place(found.case, found.before.of(row.unit))}
        for row in rows
    ]


def to_come(case: Case, results: Sequence[ResultRow], today: date | None) -> list[shape.ToCome]:
    """Results of terms that had not begun on the day of the run."""
    term = case.programme.calendar.term
    return [
        {"unit": row.unit, "term": term(row.term).name}
        for row in results
        if today is not None and term(row.term).span.starts > today
    ]


def move_data(case: Case, move: Move) -> shape.Move:
    """A unit that moved, from where, to where and why."""
    calendar = case.programme.calendar
    rule = obstacle(move.why.key, dated(calendar, move.why.values)) if move.why else None
    after = move.after
    return {
        "unit": move.before.unit,
        "from": calendar.term(move.before.first).name,
        "to": _place(case, after),
        "modality": {"from": move.before.modality, "to": after.modality if after else None},
        "rule": move.why.rule if move.why else None,
        "reason": rule or Key("replan.together"),
    }


def _place(case: Case, offering: Offering | None) -> str | None:
    return None if offering is None else case.programme.calendar.term(offering.first).name


def retakes(case: Case, plan: Plan, results: Sequence[ResultRow]) -> list[shape.Retake]:
    """Where each lost unit is made up for: in classes that are paid again, in a second session, or not at all."""
    found: dict[str, shape.Retake] = {}
    paid_by = payers(case, plan)
    for attempt in case.lost:
        unit = attempt.offering.unit
        again = plan.of(unit)
        if case.is_kept(again) if again else case.acquired(unit):
            continue
        price = case.price(again, paid_by.get(again.place, case.learner.funding)) if again else 0
        found[unit] = {
            "unit": unit,
            "failed": case.programme.calendar.term(told_in(results, attempt)).name,
            "result": attempt.result,
            "how": "dropped" if again is None else "resit" if again.resit else "classes",
            "to": _place(case, again),
            "starts": again.span.starts.isoformat() if again else None,
            "ends": again.span.ends.isoformat() if again else None,
            "cost": euros(price),
        }
    return list(found.values())


def told_in(results: Sequence[ResultRow], attempt: Attempt) -> int:
    """The term of the result where it was told now, which need not be the last of a unit that runs all year."""
    offering = attempt.offering
    terms = [row.term for row in results if row.unit == offering.unit and row.term in offering.terms]
    return max(terms, default=offering.last)


def _added(found: Replan, plan: Plan) -> list[shape.Added]:
    """Units that the earlier plan did not have and that were never tried; or had in classes (`from`) that are not
    offered any more.
    """
    tried = {attempt.offering.unit for attempt in found.case.lost}
    known = {offering.unit for offering in found.before.chosen} | tried
    gone = {offering.unit: _place(found.case, offering) for offering in found.before.told}
    return [
        {
            "unit": offering.unit,
            "to": _place(found.case, offering),
            "modality": offering.modality,
            "from": gone.get(offering.unit),
        }
        for offering in plan.chosen
        if offering.unit not in known
    ]


def supposed(case: Case) -> list[str]:
    """Units, and the report, that count as passed though nobody said so."""
    history, report = case.history, case.target.award.report
    if history is None:
        return []
    units = [attempt.offering.unit for attempt in history.attempts if not attempt.said]
    return [*units, report] if report is not None and not history.report_said else units


def _no_longer(found: Replan) -> list[str]:
    """Units of the earlier plan that were never tried and that are acquired meanwhile."""
    history = found.case.history
    tried = {attempt.offering.unit for attempt in history.attempts} if history else set()
    return [o.unit for o in found.before.chosen if found.case.acquired(o.unit) and o.unit not in tried]


def spent(case: Case, plan: Plan) -> float | None:
    """What was due before the first open term; None where a price is unknown."""
    amounts = [line.amount for line in cost(case, plan).lines if line.term < case.now]
    return None if None in amounts else sum(amount or 0 for amount in amounts) / 100


def _otherwise(found: Replan, other: Otherwise) -> shape.Otherwise:
    plan = other.result.plan
    then = _other_plan(found, other, plan) if plan else shape.OtherPlan()
    return {"units": list(other.units), "resit": other.resit, "status": other.result.status, **then}


def _other_plan(found: Replan, other: Otherwise, plan: Plan) -> shape.OtherPlan:
    case = other.case
    return {
        "award": case.programme.calendar.term(plan.award).name,
        "date": reached_day(case, plan.award, plan.chosen).isoformat(),
        "later": plan.award - (found.result.plan.award if found.result.plan else plan.award),
        "cost": euros(cost(case, plan).total),
        "moves": [move_data(case, move) for move in other.moves],
        "retakes": [entry for entry in retakes(case, plan, found.results) if entry["unit"] in other.units],
    }

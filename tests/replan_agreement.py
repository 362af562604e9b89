"""The same results for the product and for the enumeration of everything that can follow."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.history import History
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.storage.results import ResultRow
from planner.study.past import after_results
from planner.study.replan import Otherwise, Replan, replan
from tests.agreement import product_case
from tests.reference import again as reference
from tests.reference.case import Offering as Known
from tests.reference.random_results import Told, as_earlier, told

Key = tuple[Any, ...]


def key_of(one: Offering | Known) -> Key:
    """What tells an offering from every other, on both sides."""
    days = (one.span.starts, one.span.ends) if isinstance(one, Offering) else (one.starts, one.ends)
    return (one.unit, one.modality, tuple(one.terms), *days)


def product_plan(case: Case, earlier: Any) -> Plan:
    """The earlier plan with the product's offerings."""
    size = case.programme.calendar.size
    wanted = {key_of(one) for one in earlier.plan.values()}
    years = {one.first // size for one in earlier.plan.values()}
    found = {key_of(o): o for year in sorted(years) for o in reversed(case.programme.offerings(year))}
    chosen = sorted((found[key] for key in wanted), key=lambda o: (o.first, o.unit))
    stay = Span(*earlier.internship) if earlier.internship else None
    return Plan(tuple(chosen), earlier.award, stay, earlier.workshop)


def product_answer(case: Case, before: Plan, one: Told) -> Replan:
    """What the product makes of it."""
    rows = [ResultRow(unit, term, result, line) for line, (unit, term, result) in enumerate(one.rows, 2)]
    left = after_results(case, before, sorted(rows, key=lambda row: row.term), one.now, resits=one.resits)
    return replan(left, before, prefer="stability" if one.stability else "duration", within=one.within)


def shape(plan: Plan) -> set[Key]:
    """A plan as a set, to be looked up among the best ones."""
    return {(o.unit, "session", o.span.starts, o.span.ends) if o.resit else key_of(o) for o in plan.chosen}


def known_shape(plan: dict[str, reference.Place]) -> set[Key]:
    return {(p.unit, "session", p.starts, p.ends) if p.session else key_of(p.offering) for p in plan.values()}


def differences(one: Told, found: Replan) -> list[str]:
    """How the product's answer differs from the reference's; nothing when it does not."""
    expected, plans = reference.best(one.again, stability=one.stability)
    wrong = _against("", expected, plans, found.result)
    if wrong or found.result.plan is None:
        return wrong
    mine = next(plan for plan, award in plans if known_shape(plan) == shape(found.result.plan))
    for other in found.otherwise:
        wrong += _otherwise(one, mine, found.result.plan, other)
    return wrong


def _against(name: str, expected: reference.Values | None, plans: list[Any], result: Any) -> list[str]:
    if expected is None or result.plan is None:
        same = (expected is None) == (result.status == "impossible")
        return [] if same else [f"{name} {result.status}, expected {expected}"]
    values = {item.name: item.value for item in result.objectives}
    known = {n: value for n, value in expected.items() if value is not None}
    wrong = [f"{name} {values} expected {known}"] if {"dropped": 0} | values != {"dropped": 0} | known else []
    wrong += [f"{name} {item.name} not proven" for item in result.objectives if not item.proven]
    if not wrong and (result.plan.award, shape(result.plan)) not in [(award, known_shape(p)) for p, award in plans]:
        wrong.append(f"{name} the plan is none of the best ones")
    return wrong


def _otherwise(one: Told, plan: dict[str, reference.Place], made: Plan, other: Otherwise) -> list[str]:
    again = reference.failed(one.again, other.units, plan)
    if other.resit:
        stay = (made.internship.starts, made.internship.ends) if made.internship else None
        again = reference.after_session(one.again, other.units[0], plan, stay, made.workshop)
    expected, plans = reference.best(again, stability=one.stability)
    return _against(f"if {other.units} fail:", expected, plans, other.result)


def following(random: Random, one: Told, found: Replan, case: Case) -> Told | None:
    """Results of one or two more terms after the product's plan, for the same learner."""
    plan = found.result.plan
    if plan is None or any(offering.resit for offering in plan.chosen):
        return None
    _, plans = reference.best(one.again, stability=one.stability)
    mine = next(p for p, award in plans if known_shape(p) == shape(plan))
    stay = (plan.internship.starts, plan.internship.ends) if plan.internship else None
    earlier = as_earlier(mine, plan.award, stay, plan.workshop)
    return told(random, one.programme, one.learner, one.terms, earlier, one.now + random.randint(1, 2), one.again.past)


def answer(one: Told, history: History | None = None) -> tuple[Replan, Case]:
    """The product's answer and its case; `history` is what was known before."""
    case = replace(product_case(one.programme, one.learner, one.terms), history=history)
    return product_answer(case, product_plan(case, one.earlier), one), case

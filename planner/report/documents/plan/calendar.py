"""The calendar of a plan: of an answer, or of a document as stored, whose learner and programme are read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.errors import BadInput
from planner.report.agenda import Entry, entries, replacing
from planner.report.documents.plan.about import about

if TYPE_CHECKING:
    from planner.domain.case import Case
    from planner.domain.plan import Plan
    from planner.report.documents.plan import earlier_shape, terms_shape
    from planner.report.documents.plan.shape import PlanDocument
    from planner.service.plan import PlanAnswer


def of_answer(answer: PlanAnswer, created: date) -> tuple[Entry, ...]:
    """The entries of an answer, and, cancelled, those of the earlier plan that are in it no more; none without one."""
    before = answer.replan.before if answer.replan else None
    return _entries(answer.case, answer.result.plan, before, created) if answer.result.plan else ()


def of_data(data: PlanDocument, created: date, label: str = "") -> tuple[Entry, ...]:
    """The same of a document read from JSON; `label` tells the plan from others in one calendar.

    Raises:
        BadInput: it does not say whose it is, or its programme is not there as it was.
    """
    if "given" not in data:
        raise BadInput("format.calendar_given")
    if "terms" not in data:
        return ()
    from planner.service.learner import as_plan

    case, plan = as_plan(data, _case(data, data["given"]["learner"]))
    before = data["given"].get("before")
    made = _ordered(plan, data["terms"])
    if before is None:
        return _entries(case, made, None, created, label)
    _, earlier = as_plan({**data, **before}, case)
    return _entries(case, made, _ordered(earlier, before["terms"]), created, label)


def timezone(data: PlanDocument) -> str:
    """Where the days and hours of the classes are."""
    return about(data)["programme"]["timezone"]


def _ordered(plan: Plan, terms: Iterable[terms_shape.Term | earlier_shape.EarlierTerm]) -> Plan:
    """The plan with its units as the document has them: entries name them in this order."""
    names = list(dict.fromkeys(unit["offering"] for term in terms for unit in term["units"]))
    return replace(
        plan, chosen=tuple(sorted(plan.chosen, key=lambda one: names.index(one.id) if one.id in names else 0))
    )


def _case(data: PlanDocument, learner: Mapping[str, Any]) -> Case:
    """The learner, in the programme of that id: a stored document opens no other file."""
    from planner.storage.learners import read_learner
    from planner.storage.programmes import identifiers

    name = data["programme"]
    known = {**learner, "programme": name, "id": data["learner"]}
    case = read_learner(known, allow_paths=False) if name in identifiers() else None
    if case is None or case.programme.sha256 != data["meta"]["sha256"]["programme"]:
        raise BadInput("format.calendar_programme", programme=name)
    return case


def _entries(case: Case, plan: Plan, before: Plan | None, created: date, label: str = "") -> tuple[Entry, ...]:
    made = entries(case, plan, label=label, created=created)
    return made if before is None else replacing(made, entries(case, before, created=created), case.first_day)

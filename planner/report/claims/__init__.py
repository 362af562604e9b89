"""What a plan's file says of itself, each statement recomputed: which ones are false, and which nobody can recompute.

The right values are those of the document that the planner itself writes for this learner and plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from planner import __version__
from planner.domain.case import Case
from planner.domain.offering import EVENING, Offering, OfferingPattern
from planner.domain.plan import FEASIBLE, OPTIMAL, Plan
from planner.messages import LANGUAGES, bound, language, speaking
from planner.report.claims import meta, noticed, proof, warned
from planner.report.claims.compare import Comparison
from planner.report.claims.statement import EXTRA, NOTHING, Statement
from planner.report.claims.unchecked import Unchecked, unchecked
from planner.report.document import stated
from planner.report.stored import in_words
from planner.storage.plans import Claims

Data = dict[str, Any]
APART = ("status", "objectives", "warnings", "meta", "replan")
"""Keys that have a module of their own."""


class Findings(NamedTuple):
    """False statements, and what was not checked."""

    statements: tuple[Statement, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


def examine(case: Case, plan: Plan, claims: Claims) -> Findings:
    """Every statement of a plan's file; nothing for a plan by hand, which says nothing of itself."""
    data = claims.data
    if not data:
        return Findings()
    plan, day, complete = _as_placed(case, plan), meta.today(data), _is_ours(data)
    data, undated = noticed.without_the_day(case, data, day)
    documents = [_document(case, plan, data, day)]
    found = _compared(documents, data, plan)
    warnings, doubts = warned.examined(case, plan, data, documents, complete=complete)
    if found.found or warnings:
        for code in (code for code in LANGUAGES if code != bound().code):
            with speaking(language(code).about_cases([case])):
                documents.append(_document(case, plan, data, day))
        found = _compared(documents, data, plan)
        warnings, doubts = warned.examined(case, plan, data, documents, complete=complete)
    statements = [
        *proof.false(case, plan, data, complete=complete),
        *found.found,
        *warnings,
        *meta.false(case, data, complete=complete),
        *_of_the_past(case, plan, data, complete=complete),
    ]
    return Findings(tuple(statements), tuple(unchecked(case, data, found.unknown, doubts | undated)))


def _of_the_past(case: Case, plan: Plan, data: Data, *, complete: bool) -> Iterator[Statement]:
    """What is false of the internship, the history and the plan before, where there is any."""
    if plan.internship is not None or case.history is not None or "replan" in data:
        from planner.report.claims import past

        yield from past.false(case, plan, data, complete=complete)


def _is_ours(data: Data) -> bool:
    """Whether the file says that this very version of the planner wrote it: then it has all of its keys."""
    said = data.get("meta")
    return isinstance(said, dict) and said.get("planner") == __version__


def _document(case: Case, plan: Plan, data: Data, day: date | None) -> Data:
    """The document of the plan. That the time was up is told where the status says so; of a false status, where the
    file tells it.
    """
    status = proof.status(data)
    if data["status"] != status:
        status = FEASIBLE if warned.of_the_limit(case, data) else OPTIMAL
    worded: Data = in_words(stated(case, status, plan, day))
    return worded


def _compared(documents: list[Data], data: Data, plan: Plan) -> Comparison:
    """The fields of the file against those of the documents, but for those that have a module of their own."""
    found = Comparison(complete=_is_ours(data), skipped=plan.misplaced)
    told = {key: value for key, value in data.items() if key not in APART}
    right = tuple({key: value for key, value in known.items() if key not in APART} for known in documents)
    found.node((), "", (), told, right)
    return found


def _as_placed(case: Case, plan: Plan) -> Plan:
    """The plan with units that nothing offers standing where the file puts them, so that their lines still count."""
    calendar, known = case.programme.calendar, {offering.unit for offering in plan.chosen}
    more = []
    for unit, name, modality in plan.unmatched:
        index = calendar.index(name)
        if unit not in known and index is not None:
            known.add(unit)
            kind, term = modality or EVENING, calendar.term(index)
            pattern = OfferingPattern("", unit, "", kind)
            more.append(Offering("", unit, kind, term.year, (index,), term.span, (), pattern))
    return replace(plan, chosen=(*plan.chosen, *more))


def needless(case: Case, plan: Plan) -> Iterator[Statement]:
    """The internship and the workshop of a plan as read that this learner does not need."""
    if plan.internship is not None and not case.internship_months:
        days = f"{plan.internship.starts.isoformat()} – {plan.internship.ends.isoformat()}"
        yield Statement(EXTRA, ("internship",), "internship", ("internship",), days, NOTHING)
    if plan.workshop is not None and not case.needs_workshop:
        name = case.programme.calendar.term(plan.workshop).name
        yield Statement(EXTRA, ("workshop",), "workshop", ("workshop",), name, NOTHING)

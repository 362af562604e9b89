"""What a plan's file says of itself, each statement recomputed: which ones are false, and which nobody can recompute.

The right values are those of the document that the planner itself writes for this learner and plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from planner import __version__
from planner.domain.case import Case
from planner.domain.offering import EVENING, Offering, OfferingPattern
from planner.domain.plan import FEASIBLE, OPTIMAL, Plan
from planner.messages import LANGUAGES, Language, bound, language, speaking
from planner.report.claims import meta, noticed, proof, readings, warned
from planner.report.claims.compare import Comparison
from planner.report.claims.statement import EXTRA, NOTHING, Statement
from planner.report.claims.terms import near_term
from planner.report.claims.unchecked import Unchecked, unchecked
from planner.report.documents.plan.about import about_data
from planner.report.documents.plan.data import of_plan
from planner.report.stored import WORDS, in_words
from planner.storage.plans import Claims

Data = dict[str, Any]
APART = ("status", "objectives", "warnings", "meta", "replan", "given", WORDS)
"""Keys that have a module of their own."""
LATER = ("about", "wording")
"""Keys that files did not have from the beginning: what is said there is compared, and nothing need be."""


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
        *meta.given(case, data),
        *_of_the_past(case, plan, data, complete=complete),
        *readings.malformed(data),
    ]
    known = {(statement.path, statement.key) for statement in statements}
    for spoken, told in readings.readings(case, data):
        with speaking(spoken):
            others = _reading(case, plan, told, day, complete=complete)
        statements += [one for one in others if (one.path, one.key) not in known]
        known |= {(one.path, one.key) for one in others}
    return Findings(tuple(statements), tuple(unchecked(case, data, found.unknown, doubts | undated)))


def _reading(case: Case, plan: Plan, told: Data, day: date | None, *, complete: bool) -> list[Statement]:
    """What is false of a file in the language that is bound."""
    documents = [_document(case, plan, told, day)]
    warnings, _ = warned.examined(case, plan, told, documents, complete=complete)
    past = _of_the_past(case, plan, told, complete=complete, languages=[bound()])
    return [*_compared(documents, told, plan).found, *warnings, *past]


def _of_the_past(
    case: Case, plan: Plan, data: Data, *, complete: bool, languages: Sequence[Language] | None = None
) -> Iterator[Statement]:
    """What is false of the internship, the history and the plan before, where there is any."""
    if plan.internship is not None or case.history is not None or "replan" in data:
        from planner.report.claims import past

        yield from past.false(case, plan, data, complete=complete, languages=languages or warned.spoken_about(case))


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
    made = of_plan(case, status, plan, day)
    made["about"] = about_data(case, plan, _named(case, data))
    worded: Data = in_words(made)
    return worded


def _named(case: Case, data: Data) -> Iterator[int]:
    """Terms whose days the file tells, be they in the plan or not."""
    known = data.get("about")
    days = known.get("days") if isinstance(known, dict) else None
    for name in days if isinstance(days, dict) else ():
        if (index := near_term(case, name)) is not None:
            yield index


def _compared(documents: list[Data], data: Data, plan: Plan) -> Comparison:
    """The fields of the file against those of the documents, but for those that have a module of their own."""
    found = Comparison(complete=_is_ours(data), skipped=plan.misplaced)
    told = {key: value for key, value in data.items() if key not in APART}
    left = (*APART, *(key for key in LATER if key not in told))
    right = tuple({key: value for key, value in known.items() if key not in left} for known in documents)
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

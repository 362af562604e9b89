"""From a plan and the results so far to the case that is left: what happened is fixed, what was lost is still to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planner.domain.attended import cut_after, going_on, presumed_offering, usual
from planner.domain.case import Case
from planner.domain.history import LOST, ONGOING, PASSED, Attempt, History
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.storage.results import ResultRow


def after_results(
    case: Case, plan: Plan, rows: Iterable[ResultRow], now: int | None = None, *, resits: bool = True
) -> Case:
    """The case after the results: the first open term is `now`, or the one after the last result.

    A planned unit that is over by then and has no result counts as passed (`said` is False); one that is still running
    goes on.

    Raises:
        BadInput: a result for a unit without classes in its term, or for `now` or later; a `now` that reopens a term.
    """
    before, rows = case.history, list(rows)
    first_open = _first_open(case, rows, now)
    plan = as_attended(case, plan, first_open)
    attempts = {(a.offering.unit, a.offering.id): a for a in (before.attempts if before else ())}
    for offering in plan.chosen:
        if offering.first < first_open and not offering.resit:
            result = PASSED if offering.last < first_open else ONGOING
            known = attempts.get((offering.unit, offering.id))
            if known is None or known.result == ONGOING:
                attempts[offering.unit, offering.id] = Attempt(offering, result, result == ONGOING)
            else:
                attempts[offering.unit, offering.id] = replace(known, offering=offering)
    no_resit = (before.no_resit if before else frozenset()) | _apply_results(case, plan, rows, attempts)
    attempts = {key: _with_payer(case, plan, attempt) for key, attempt in attempts.items()}
    internship, first_day = plan.internship, case.programme.calendar.term(first_open).span.starts
    history = History(
        first_open,
        tuple(sorted(attempts.values(), key=lambda attempt: (attempt.offering.first, attempt.offering.unit))),
        internship if internship is not None and internship.starts < first_day else None,
        _workshop(case, plan, rows, first_open),
        lost_defences=_lost_defences(case, rows),
        resits=resits and (before.resits if before else True),
        no_resit=no_resit,
    )
    return _with_report(replace(case, history=_with_resits(case, plan, rows, history)), plan, rows, before)


def _first_open(case: Case, rows: list[ResultRow], now: int | None) -> int:
    """The first open term: `now`, or the one after the last result.

    Raises:
        BadInput: a result for it or later; a `now` that reopens a term.
    """
    name = case.programme.calendar.term
    start = case.history.now if case.history else case.learner.start
    if now is None:
        return max([start, *(row.term + 1 for row in rows)])
    if now < start:
        raise BadInput("results.now_before", where="now", value=name(now).name, start=name(start).name)
    for row in rows:
        if row.term >= now and not row.again:
            values = {"value": name(row.term).name, "now": name(now).name}
            raise row.error("results.after_now", "term", **values)
    return now


def as_attended(case: Case, plan: Plan, first_open: int) -> Plan:
    """The plan with what began before the first open term as its file tells it, whatever is offered today."""
    before = case.history
    held = {a.offering for a in before.attempts if a.offering.last < before.now} if before else set()
    told = {(offering.unit, offering.first): offering for offering in reversed(plan.told)}
    chosen, names = list[Offering](), dict[tuple[str, str], tuple[str, str]]()
    for offering in plan.chosen:
        known = None if offering.resit or offering in held else told.get((offering.unit, offering.first))
        if known is not None and offering.first < first_open:
            known = going_on(case, known, first_open)
            names[offering.place], offering = known.place, known
        chosen.append(offering)
    left = []
    for line in plan.unmatched:
        known = told.get((line[0], case.programme.calendar.index(line[1]) or 0))
        if known is None or known.first >= first_open:
            left.append(line)
        elif known.place not in {offering.place for offering in chosen}:
            chosen.append(going_on(case, known, first_open))
    chosen.sort(key=lambda offering: (offering.first, offering.unit))
    payers = tuple((names.get(place, place), payer) for place, payer in plan.payers)
    return replace(plan, chosen=tuple(chosen), unmatched=tuple(left), payers=payers)


def place_results(case: Case, plan: Plan, rows: Iterable[ResultRow]) -> list[ResultRow]:
    """The results by term, those of a second session in the last term that ends before it; marked where the plan has
    no classes of the unit in that term.
    """
    rows, found = list(rows), []
    for row in rows:
        classes = _find_taken(case, plan, row) if row.again else None
        session = case.second_session(classes, _last_day(case, classes)) if classes is not None else None
        found.append(
            replace(row, unplanned=_is_unplanned(case, plan, row, rows))
            if session is None
            else replace(row, term=session.first)
        )
    return sorted(found, key=lambda row: row.term)


def _is_unplanned(case: Case, plan: Plan, row: ResultRow, rows: list[ResultRow]) -> bool:
    """Whether the plan, and what was attended before, has no classes and no second session for a result."""
    if row.again or case.programme.units[row.unit].kind != "course":
        return False
    before = [attempt.offering for attempt in case.history.attempts] if case.history else []
    known = [offering for offering in (*plan.chosen, *plan.told, *before) if offering.unit == row.unit]
    lost = {other.term for other in rows if other.unit == row.unit and other.result in LOST and other.term < row.term}
    sessions = (
        session
        for offering in known
        if lost & set(offering.terms)
        if (session := case.second_session(offering, _last_day(case, offering))) is not None
    )
    return not any(row.term in offering.terms for offering in (*known, *sessions))


def _last_day(case: Case, classes: Offering) -> date:
    return case.programme.calendar.term(classes.last).span.ends


def _with_payer(case: Case, plan: Plan, attempt: Attempt) -> Attempt:
    """The attempt with who paid for it, where payers are chosen: what was paid stays paid."""
    named = {**(dict(plan.payers) if case.learner.alone else {}), **case.past_payers}
    return replace(attempt, payer=named.get(attempt.offering.place))


def _lost_defences(case: Case, rows: list[ResultRow]) -> tuple[int, ...]:
    """Terms in which the report was defended in vain."""
    known = case.history.lost_defences if case.history else ()
    told = [row.term for row in rows if row.unit == case.target.award.report and row.result in LOST]
    return tuple(sorted({*known, *told}))


def _apply_results(case: Case, plan: Plan, rows: list[ResultRow], attempts: dict[tuple[str, str], Attempt]) -> set[str]:
    """Put what the results say in place of what was supposed; offerings (ids) whose second session was sat. Who fails
    an annual unit in its first term stops there.
    """
    sat = set()
    for row in rows:
        if case.programme.units[row.unit].kind != "course":
            continue
        resat = _resat(case, plan, row, attempts)
        if resat is not None:
            attempts[resat.place] = Attempt(resat, row.result)
            sat.add(resat.id)
            continue
        offering = _find_taken(case, plan, row)
        if offering is None:
            name = case.programme.calendar.term(row.term).name
            raise row.error("results.no_classes", "unit", value=row.unit, term=name)
        held = [a for a in attempts.values() if a.offering.unit == row.unit and a.offering.first < offering.first]
        if any(not attempt.lost for attempt in held):
            term = case.programme.calendar.term(held[-1].offering.last).name
            raise row.error("results.validated", "unit", value=row.unit, term=term)
        if row.result in LOST and row.term < offering.last:
            offering = cut_after(case.programme, offering, row.term)
        attempts[row.unit, offering.id] = Attempt(offering, row.result)
    return sat


def _resat(case: Case, plan: Plan, row: ResultRow, attempts: dict[tuple[str, str], Attempt]) -> Offering | None:
    """The classes whose second session a result is about: one that the plan counts on; else, where the plan has no
    classes of the unit in that term, that of an attempt that was lost in the same academic year.
    """
    for offering in plan.chosen:
        if offering.resit and offering.unit == row.unit and row.term in offering.terms:
            return attempts[row.unit, _repaired_id(offering)].offering
    if not row.again and _find_planned(case, plan, row) is not None:
        return None
    for attempt in attempts.values():
        if attempt.offering.unit == row.unit and attempt.lost:
            session = case.second_session(attempt.offering, _last_day(case, attempt.offering))
            if session is not None and row.term in session.terms:
                return attempt.offering
    return None


def _repaired_id(resit: Offering) -> str:
    """The id of the offering that a second session repairs."""
    return resit.id.removesuffix("-resit")


def _find_taken(case: Case, plan: Plan, row: ResultRow) -> Offering | None:
    """The offering that a result is about: the plan's in this term, or one taken before; else the one of the
    programme's own pattern that the pathway allows, and that ends or runs in it. Where a timetable stands in for the
    pattern, no pattern says what there was not.
    """
    planned = _find_planned(case, plan, row)
    if planned is not None:
        return planned
    found = usual(case, row.unit, row.term, running=True)
    if found is not None and found.modality in case.modalities and found.first >= case.learner.start:
        return found
    return None if case.programme.untimed is None else presumed_offering(case, row.unit, row.term)


def _find_planned(case: Case, plan: Plan, row: ResultRow) -> Offering | None:
    """The offering of the plan in the term of a result, or one taken before."""
    before = [attempt.offering for attempt in (case.history.attempts if case.history else ())]
    planned = (o for o in (*plan.chosen, *before) if o.unit == row.unit and row.term in o.terms and not o.resit)
    return next(planned, None)


def _workshop(case: Case, plan: Plan, rows: list[ResultRow], first_open: int) -> int | None:
    """The term of a workshop that has taken place; one that was missed is still to come."""
    told = [row for row in rows if row.unit == case.target.award.workshop]
    if told:
        return told[-1].term if told[-1].result not in ("failed", "absent") else None
    return plan.workshop if plan.workshop is not None and plan.workshop < first_open else None


def _with_resits(case: Case, plan: Plan, rows: list[ResultRow], history: History) -> History:
    """A second session that the plan counted on and that is over counts as passed, unless its unit was told lost."""
    last_day = case.programme.calendar.term(history.now - 1).span.ends
    lost = {row.unit for row in rows if row.result in LOST}
    over = {_repaired_id(o) for o in plan.chosen if o.resit and o.span.starts <= last_day and o.unit not in lost}
    attempts = tuple(
        replace(a, result=PASSED, said=False) if a.lost and a.offering.id in over else a for a in history.attempts
    )
    return replace(history, attempts=attempts)


def _with_report(case: Case, plan: Plan, rows: list[ResultRow], before: History | None) -> Case:
    """The case with the report's defence: as told, now or before; else as planned, once nothing else is missing."""
    history = case.history
    assert history is not None
    told = [row for row in rows if row.unit == case.target.award.report]
    complete = case.complete
    if told:
        held = told[-1].result not in LOST
        result = told[-1].result if held else PASSED
        history = replace(history, report=told[-1].term if held else None, report_result=result)
    elif before is not None and before.report is not None and (before.report_said or complete):
        result, said = before.report_result, before.report_said
        history = replace(history, report=before.report, report_result=result, report_said=said)
    elif case.needs_report and plan.award < case.now and complete:
        history = replace(history, report=plan.award, report_said=False)
    return replace(case, history=history)


def with_result(case: Case, unit: str, result: str) -> Case:
    """The case in which the latest attempt at the unit had another result; a report that was only supposed goes too."""
    history, report = case.history, case.target.award.report
    assert history is not None
    if unit == report or not history.report_said:
        lost = () if history.report is None or unit != report else (history.report,)
        defences = (*history.lost_defences, *lost)
        history = replace(history, report=None, report_result=PASSED, report_said=True, lost_defences=defences)
    last = [a for a in history.attempts if a.offering.unit == unit][-1:]
    attempts = tuple(replace(a, result=result, said=True) if a in last else a for a in history.attempts)
    return replace(case, history=replace(history, attempts=attempts))


def after_second_session(case: Case, plan: Plan, unit: str) -> Case:
    """The case once the unit has failed its second session too: what the plan starts before then is fixed."""
    assert case.history is not None
    calendar = case.programme.calendar
    resit = next(offering for offering in plan.chosen if offering.resit and offering.unit == unit)
    now = calendar.term_at(resit.span.ends, case.now).index
    others = replace(plan, chosen=tuple(o for o in plan.chosen if o is not resit))
    later = after_results(case, others, (), now)
    assert later.history is not None
    return replace(later, history=replace(later.history, no_resit=case.history.no_resit | {_repaired_id(resit)}))

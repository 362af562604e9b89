"""What nobody can miss beside a plan: what it takes for granted, and what the day of its making says of its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.domain.case import Case
from planner.domain.learner import WORKDAYS
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.domain.text import Key
from planner.messages import dated

if TYPE_CHECKING:
    from planner.report.documents.plan import basis_shape as shape

Data = dict[str, Any]
UNKNOWN_WEEKDAYS, TERM_RUNNING, ENROLMENT_CLOSED = "unknown_weekdays", "term_running", "enrolment_closed"
OF_THE_DAY = (TERM_RUNNING, ENROLMENT_CLOSED)
"""Notices that depend on the day."""


class Notice(NamedTuple):
    """The contract's id, the units and terms that it is about, and the message with its values."""

    id: str
    subjects: tuple[str, ...]
    key: str
    values: Data


def of_the_day(case: Case) -> bool:
    """Whether the day matters: not to an example, nor to a plan that is under way."""
    return not case.learner.fictional and case.history is None


def notices(case: Case, chosen: Sequence[Offering], today: date | None) -> list[Notice]:
    """The notices of a plan of these offerings, or of none, as they are on the day; None leaves out those of a day."""
    found = [*_weekdays(case, chosen)]
    if today is not None and of_the_day(case):
        found += [*_running(case, today), *_closed(case, chosen, today)]
    return found


def _weekdays(case: Case, chosen: Sequence[Offering]) -> Iterator[Notice]:
    """Classes on days that no timetable tells, in terms in which the learner is not free on every day of work."""
    terms, units = set[int](), set[str]()
    for offering in chosen:
        for term in () if offering.resit or offering.sessions else offering.terms:
            if term >= case.now and _restricted(case, offering.modality, term):
                terms.add(term)
                units.add(offering.unit)
    if units:
        names = [case.programme.calendar.term(term).name for term in sorted(terms)]
        subjects = (*(code for code in case.programme.units if code in units), *names)
        yield Notice(UNKNOWN_WEEKDAYS, subjects, "notice.unknown_weekdays", {"names": ", ".join(names)})


def _restricted(case: Case, modality: str, term: int) -> bool:
    free = {EVENING: case.learner.free_evenings, DAYTIME: case.learner.free_days}.get(modality)
    return free is not None and not set(WORKDAYS) <= set(free(term))


def _running(case: Case, today: date) -> Iterator[Notice]:
    """The first term has begun, or is over."""
    first = case.programme.calendar.term(case.learner.start)
    if first.span.starts <= today:
        key = "notice.term_over" if first.span.ends < today else "notice.term_running"
        yield Notice(TERM_RUNNING, (first.name,), key, {"term": first.name, "day": today})


def _closed(case: Case, chosen: Sequence[Offering], today: date) -> Iterator[Notice]:
    """Enrolment is over for a term in which something starts, or where there is no plan for the first one."""
    starting = {offering.first for offering in chosen if not offering.resit}
    for index in sorted(starting) if chosen else (case.learner.start,):
        term = case.programme.calendar.term(index)
        if term.enrol_by is not None and term.enrol_by < today <= term.span.ends:
            values = {"term": term.name, "day": term.enrol_by}
            yield Notice(ENROLMENT_CLOSED, (term.name,), "notice.enrolment_closed", values)


def notices_data(case: Case, chosen: Sequence[Offering], today: date | None) -> list[shape.Notice]:
    """The same as data."""
    calendar = case.programme.calendar
    return [
        {"id": one.id, "subjects": list(one.subjects), "text": Key(one.key, **dated(calendar, one.values))}
        for one in notices(case, chosen, today)
    ]

"""What a plan's file says has happened, matched with the offerings of the programme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.domain.attended import going_on, presumed_offering, usual
from planner.domain.case import Case
from planner.domain.history import PASSED, Attempt, History
from planner.domain.offering import Offering
from planner.errors import Gathering, read_each
from planner.storage import dates, hints
from planner.storage.dates import Path
from planner.storage.payers import known_fundings
from planner.storage.validation import Source


def read(source: Source, case: Case, data: dict[str, Any], told: Iterable[Offering] = ()) -> History:
    """The history of a plan; `told` are the offerings that its terms name.

    Raises:
        BadInput: naming the place that does not fit the programme.
    """
    now = dates.term(source, ("history", "now"), data["now"], case.programme)

    def over(path: Path, name: str) -> int:
        term = dates.term(source, path, name, case.programme)
        if term >= now:
            raise source.error("results.after_now", path, value=name, now=data["now"])
        return term

    def attempt(item: tuple[int, dict[str, Any]]) -> Attempt:
        number, entry = item
        path = ("history", "attempts", number)
        unit = case.programme.unit_code(entry["unit"])
        if unit is None:
            known = hints.near(entry["unit"], case.programme.courses())
            raise source.error("unit.unknown", (*path, "unit"), value=entry["unit"], known=known)
        term = over((*path, "term"), entry["term"])
        offering = _starting(case, unit, term, entry.get("offering"), told)
        if offering is None:
            raise source.error("results.no_classes", path, value=unit, term=entry["term"])
        offering = going_on(case, offering, now)
        payer = entry.get("payer")
        if payer is not None and payer not in (known_names := known_fundings(case.programme)):
            raise source.error("plan.payer", (*path, "payer"), value=payer, known=hints.near(payer, known_names))
        return Attempt(offering, entry["result"], entry.get("said", True), payer)

    def passed(key: str) -> int | None:
        return over(("history", key), data[key]) if data.get(key) else None

    gathering = Gathering()
    read = gathering.read
    attempts = read(lambda: read_each(enumerate(data.get("attempts", ())), attempt))
    days, internship = data.get("internship"), None
    with gathering:
        internship = dates.span(source, ("history", "internship"), days, ("starts", "ends")) if days else None
    workshop, report = read(lambda: passed("workshop")), read(lambda: passed("report"))
    lost = read(lambda: read_each(data.get("lost_defences", ()), lambda name: over(("history", "lost_defences"), name)))
    gathering.end()
    return History(
        now,
        tuple(sorted(attempts, key=lambda attempt: (attempt.offering.first, attempt.offering.unit))),
        internship,
        workshop,
        report,
        lost_defences=tuple(lost),
        report_result=data.get("report_result", PASSED),
        report_said=data.get("report_said", True),
        resits=data.get("resits", True),
        no_resit=frozenset(data.get("no_resit", ())),
    )


def _starting(case: Case, unit: str, term: int, name: str | None, told: Iterable[Offering]) -> Offering | None:
    """The offering of a unit that starts in a term: as the terms of the plan tell it, else as the programme's own
    pattern has it. Where a timetable stands in for the pattern, no pattern says what there was not.
    """
    said = [offering for offering in told if offering.unit == unit and offering.first == term]
    said.sort(key=lambda offering: offering.id != name)
    if said:
        return said[0]
    return presumed_offering(case, unit, term) if case.programme.untimed is not None else usual(case, unit, term)

"""What a plan's file says has happened, matched with the offerings of the programme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.domain.attended import going_on, presumed_offering, usual
from planner.domain.calendar import Span
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
    return _Reader(source, case, data, told).history()


class _Reader:
    """Reads the parts of a history, all of them over by the term `now`."""

    def __init__(self, source: Source, case: Case, data: dict[str, Any], told: Iterable[Offering]) -> None:
        self.source, self.case, self.data, self.told = source, case, data, told
        self.now = dates.term(source, ("history", "now"), data["now"], case.programme)

    def history(self) -> History:
        """The whole, with the problems of all parts."""
        data, gathering = self.data, Gathering()
        read = gathering.read
        attempts = read(lambda: read_each(enumerate(data.get("attempts", ())), self._attempt))
        internship = read(self._internship)
        workshop, report = read(lambda: self._term_of("workshop")), read(lambda: self._term_of("report"))
        lost_path = ("history", "lost_defences")
        lost = read(lambda: read_each(data.get("lost_defences", ()), lambda name: self._past_term(lost_path, name)))
        gathering.end()
        return History(
            self.now,
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

    def _past_term(self, path: Path, name: str) -> int:
        term = dates.term(self.source, path, name, self.case.programme)
        if term >= self.now:
            raise self.source.error("results.after_now", path, value=name, now=self.data["now"])
        return term

    def _term_of(self, key: str) -> int | None:
        return self._past_term(("history", key), self.data[key]) if self.data.get(key) else None

    def _internship(self) -> Span | None:
        days = self.data.get("internship")
        return dates.span(self.source, ("history", "internship"), days, ("starts", "ends")) if days else None

    def _attempt(self, item: tuple[int, dict[str, Any]]) -> Attempt:
        number, entry = item
        path, programme = ("history", "attempts", number), self.case.programme
        unit = programme.unit_code(entry["unit"])
        if unit is None:
            known = hints.near(entry["unit"], programme.courses())
            raise self.source.error("unit.unknown", (*path, "unit"), value=entry["unit"], known=known)
        term = self._past_term((*path, "term"), entry["term"])
        offering = _starting(self.case, unit, term, entry.get("offering"), self.told)
        if offering is None:
            raise self.source.error("results.no_classes", path, value=unit, term=entry["term"])
        payer, fundings = entry.get("payer"), known_fundings(programme)
        if payer is not None and payer not in fundings:
            raise self.source.error("plan.payer", (*path, "payer"), value=payer, known=hints.near(payer, fundings))
        return Attempt(going_on(self.case, offering, self.now), entry["result"], entry.get("said", True), payer)


def _starting(case: Case, unit: str, term: int, name: str | None, told: Iterable[Offering]) -> Offering | None:
    """The offering of a unit that starts in a term: as the terms of the plan tell it, else as the programme's own
    pattern has it. Where a timetable stands in for the pattern, no pattern says what there was not.
    """
    said = [offering for offering in told if offering.unit == unit and offering.first == term]
    said.sort(key=lambda offering: offering.id != name)
    if said:
        return said[0]
    return presumed_offering(case, unit, term) if case.programme.untimed is not None else usual(case, unit, term)

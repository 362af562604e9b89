"""How a place stands at the start of a term, and what becomes of it in a term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.domain.offering import Offering


class Value(NamedTuple):
    """A place that is `open`, `passed`, `running` (an offering that goes on), or that `waits` for the second session of
    an offering, whose result is known at the start of the term `known`.

    What was passed lately may come too late for what starts before it `ends`, and for an award before the term `award`.
    """

    kind: str
    offering: Offering | None = None
    ends: date | None = None
    award: int = 0
    known: int = 0

    @property
    def is_passed(self) -> bool:
        """Whether the place is filled."""
        return self.kind == "passed"

    @property
    def award_from(self) -> int:
        """The first term of an award beside it, once all else is passed: what runs, needed or not, is waited for."""
        if self.kind == "running" and self.offering is not None:
            return self.offering.last
        return self.award if self.is_passed else 0

    @property
    def is_open(self) -> bool:
        """Whether one of its units may be taken."""
        return self.kind in ("open", "waits")


OPEN, PASSED = Value("open"), Value("passed")
Outcome = tuple[float, Value]


class Steps:
    """What becomes of places, from one term to the next."""

    def __init__(self, case: Case, chances: Chances, dependent: dict[str, set[str]]) -> None:
        """`dependent` are the units that wait for the end of each unit."""
        self.case, self.chances, self.dependent = case, chances, dependent
        self.calendar = case.programme.calendar
        self._sessions: dict[Offering, Span | None] = {}
        self._session_terms: dict[Offering, int] = {}

    def rest(self, value: Value, term: int) -> list[Outcome]:
        """The outcomes in a term in which nothing is begun."""
        if value.kind == "running":
            assert value.offering is not None
            return self.result(value.offering, term) if value.offering.last == term else [(1.0, value)]
        if value.kind == "waits":
            assert value.offering is not None
            if value.known > term + 1:
                return [(1.0, value)]
            again = self.chances.second_session
            assert value.ends is not None
            return [(1 - again, self._passed(value.offering, value.ends, value.award, term)), (again, OPEN)]
        if value.is_passed and value.ends is not None and value.offering is not None:
            return [(1.0, self._passed(value.offering, value.ends, value.award, term))]
        return [(1.0, PASSED if value.is_passed else value)]

    def begin(self, value: Value, offering: Offering, term: int) -> list[Outcome]:
        """The outcomes of a term in which an open place begins an offering."""
        if offering.last > term:
            return [(1.0, Value("running", offering))]
        found = self.result(offering, term)
        if value.kind == "waits" and self.session(offering) is None:
            failed = sum(chance for chance, after in found if after.kind == "open")
            found = [one for one in found if one[1].kind != "open"]
            found += [(failed * chance, after) for chance, after in self.rest(value, term)]
        return found

    def result(self, offering: Offering, term: int) -> list[Outcome]:
        """The outcomes at the end of the last term of an offering."""
        fail = self.chances.of(offering.unit)
        found = [(1 - fail, self._passed(offering, offering.span.ends, term, term))]
        session = self.session(offering)
        if session is None:
            return [*found, (fail, OPEN)]
        known = self._known(session, term)
        award = self._session_terms[offering] + 1
        waits = Value("waits", offering, session.ends, award, known)
        if known > term + 1:
            return [*found, (fail, waits)]
        return [*found, *((fail * chance, after) for chance, after in self.rest(waits, term))]

    def forced(
        self, value: Value, begun: Offering | None, exam: Offering, term: int, *, passed: bool
    ) -> list[Outcome]:  # fmt: skip
        """The outcomes at the end of a term once it is known whether an exam is passed at its first session."""
        if passed:
            return [(1.0, self._passed(exam, exam.span.ends, term, term))]
        chances = self.chances
        self.chances = replace(chances, units={**chances.units, exam.unit: 1.0})
        try:
            found = self.rest(value, term) if begun is None else self.begin(value, begun, term)
        finally:
            self.chances = chances
        return [one for one in found if one[0] > 0]

    def _known(self, session: Span, term: int) -> int:
        """The first term that starts after the last day of a second session."""
        known = term + 1
        while self.calendar.term(known).span.starts <= session.ends:
            known += 1
        return known

    def session(self, offering: Offering) -> Span | None:
        """The second session that counts for who fails the offering; None where there is none, or none that helps."""
        if self.chances.second_session >= 1:
            return None
        if offering not in self._sessions:
            found = self.case.second_session(offering, self.calendar.term(offering.last).span.ends)
            self._session_terms[offering] = found.last if found else 0
            paused = found is not None and any(
                term in found.terms or found.span.overlaps(self.calendar.term(term).span) for term in self.case.paused
            )
            self._sessions[offering] = None if found is None or paused else found.span
        return self._sessions[offering]

    def _passed(self, offering: Offering, ends: date, award: int, term: int) -> Value:
        """A place passed by the end of a term: for what starts before it ended, and for an award before a later term,
        it still counts as not passed.
        """
        late = any(one.span.starts <= ends for one in self._waiting(offering.unit, term + 1))
        later = award if award > term else 0
        return Value("passed", offering, ends, later) if late else Value("passed", award=later)

    def _waiting(self, unit: str, term: int) -> Iterator[Offering]:
        """Offerings that begin in a term and wait for the end of the unit."""
        units = self.dependent.get(unit, ())
        for offering in self.case.programme.offerings(term // self.calendar.size) if units else ():
            if offering.first == term and offering.unit in units:
                yield offering

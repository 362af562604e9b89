"""The internship beside classes: which stays are still possible, as far as what was attended decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from planner.domain.calendar import Span, add_months
from planner.domain.case import Case
from planner.domain.offering import DAYTIME, Offering
from planner.study.risk.options import Options

NEVER = -1


class Stay(NamedTuple):
    """`best` is the first stay to end that nothing attended later can rule out any more, `NEVER` where there is none;
    `gone` are stays that were ruled out while others still can be.
    """

    best: int = NEVER
    gone: frozenset[int] = frozenset()


class Stays:
    """All stays that something allows, in the order of their ends."""

    def __init__(self, case: Case, options: Options, end: int) -> None:
        self.case, self.calendar, self.end = case, case.programme.calendar, end
        self.needed = bool(case.internship_months)
        every = (option for term in range(case.learner.start, end) for option in options.at(term))
        daytime = [option.offering for option in every if option.offering.modality == DAYTIME] if self.needed else []
        self.spans = sorted(set(self._spans(daytime)), key=lambda span: (span.ends, span)) if self.needed else []
        self._kills: dict[Offering, frozenset[int]] = {}
        self._until = [NEVER] * len(self.spans)
        for one in daytime:
            self._kills[one] = frozenset(n for n, span in enumerate(self.spans) if span.overlaps(one.span))
            for number in self._kills[one]:
                self._until[number] = max(self._until[number], one.first)

    def _spans(self, daytime: list[Offering]) -> Iterator[Span]:
        case, calendar = self.case, self.calendar
        busy = [calendar.term(term).span for term in case.paused]
        days = {one.ends + timedelta(days=1) for one in (*busy, *(one.span for one in daytime))}
        days |= {case.start_day, calendar.term(case.first_workshop).span.starts}
        for window in case.windows(self.end):
            for day in {max(window.starts, case.earliest_internship), *days}:
                span = Span(day, add_months(day, case.internship_months))
                inside = window.starts <= day and span.ends <= window.ends and day >= case.earliest_internship
                if inside and not any(span.overlaps(one) for one in busy) and self._has_workshop(span):
                    yield span

    def _has_workshop(self, span: Span) -> bool:
        """Whether a term that is not paused starts by then, for the workshop; the first one where none does."""
        if not self.case.needs_workshop:
            return True
        begun = range(self.case.now, self.calendar.term_on(span.starts, self.case.now).index + 1)
        return any(term not in self.case.paused for term in begun)

    def kills(self, one: Offering) -> frozenset[int]:
        """Stays that nobody can follow who attends the offering."""
        return self._kills.get(one, frozenset())

    def start(self) -> Stay:
        """What is possible before anything is attended."""
        return self.after(Stay(), frozenset(), self.case.learner.start)

    def after(self, stay: Stay, kills: Iterable[int], term: int) -> Stay:
        """What is possible at the start of a term, after attending what ruled out some more."""
        if not self.needed:
            return stay
        gone = stay.gone | frozenset(kills)
        alive = [
            n for n in range(len(self.spans)) if self._until[n] < term and self._was_open(n, term) and n not in gone
        ]
        best = min([n for n in (stay.best, *alive) if n != NEVER], default=NEVER)
        if best != NEVER and self.spans[best].ends <= self.calendar.term(term - 1).span.ends:
            return Stay(0, frozenset())
        return Stay(best, frozenset(n for n in gone if self._until[n] >= term))

    def _was_open(self, number: int, term: int) -> bool:
        """Whether a stay could still be ruled out in the term before: later it is part of what is known as the best."""
        return self._until[number] >= term - 1 or term == self.case.learner.start

    def last_day_of(self, stay: Stay, term: int) -> int | None:
        """The first term from a term on by whose end the internship is over, when nothing more is attended."""
        if not self.needed:
            return term
        alive = [n for n in range(len(self.spans)) if self._until[n] >= term and n not in stay.gone]
        best = min([n for n in (stay.best, *alive) if n != NEVER], default=NEVER)
        if best == NEVER:
            return None
        while term < self.end and self.calendar.term(term).span.ends < self.spans[best].ends:
            term += 1
        return term

"""A scenario applied to a programme: what is offered and paid then, and what changes for its learners."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.learner import Cap, Learner
from planner.domain.offering import OfferingPattern
from planner.domain.programme import Programme
from planner.domain.scenario import UNCHANGED, EveningsLost, Failure, Fees, NotOpening, Scenario, UnitCap, year_of
from planner.study.stress import patterns, prices
from planner.study.stress.draws import draw

NEVER_LATER = LONGEST_PLAN_YEARS + 1
"""Academic years after a learner's first that a plan can reach."""


@dataclass(frozen=True)
class Variant:
    """`programme` is the changed one, `before` as it was; `added` are its offerings that were not there before, or not
    in this place. `not_opening` and `failure` are drawn by chance in each run.
    """

    scenario: Scenario
    before: Programme
    programme: Programme
    added: tuple[OfferingPattern, ...] = ()
    failure: Failure | None = None
    not_opening: tuple[NotOpening, ...] = ()
    _runs: dict[tuple[int, int, int, int], Programme] = field(default_factory=dict, repr=False, compare=False)

    @property
    def random(self) -> bool:
        """Whether anything is drawn by chance, so that its runs differ."""
        return self.failure is not None or bool(self.not_opening)

    def case(
        self, case: Case, run: int = 0, seed: int = 0, banned: Collection[str] = (), year: int | None = None
    ) -> Case:
        """The learner's case in a run of the scenario, without the offerings (ids) in which they have no place.

        What does not open is known up to the academic year given: that of the learner's start where none is.
        """
        programme = self.programme
        first = case.learner.start // programme.calendar.size
        if self.not_opening:
            programme = self._open_programme(first, first if year is None else year, run, seed)
        programme = patterns.close_offerings(programme, banned, range(first, first + NEVER_LATER))
        return replace(case, programme=programme, learner=_change_learner(case.learner, programme, self.scenario))

    def restricts(self, before: Case, after: Case) -> bool:
        """Whether every plan of the changed case is one of the case before, and no better one than it was there."""
        size = before.programme.calendar.size
        first, remaining = before.learner.start // size, set(before.remaining)
        for pattern in self.added:
            late = isinstance(pattern.years, int) and pattern.years < first
            if pattern.unit in remaining and pattern.modality in before.modalities and not late:
                return False
        caps = [before.learner.evening_cap, after.learner.evening_cap]
        terms = {before.learner.start + 100 * size, *(term for cap in caps for term in cap.terms)}
        if any(after.evening_cap(term) > before.evening_cap(term) for term in terms):
            return False
        return prices.same_ranking(before, after)

    def seats(self, offering: str) -> int | None:
        """The seats of an offering by its id, or None where they are not known or there is no such offering."""
        for pattern in self.programme.patterns:
            year = year_of(pattern, offering)
            if year is not None and pattern.runs(year):
                return pattern.seats
        return None

    def _open_programme(self, first: int, last: int, run: int, seed: int) -> Programme:
        """The programme without what does not open in these years; each offering of a year has its own draw."""
        key = (first, last, run, seed)
        if key not in self._runs:
            if len(self._runs) > 64:
                self._runs.clear()
            years = range(first, last + 1)
            chances = {chance.confidence: chance.probability for chance in self.not_opening}
            closed = {
                offering.id
                for year in years
                for offering in self.programme.offerings(year)
                if draw(seed, run, "not_opening", self.programme.id, offering.id)
                < chances.get(offering.pattern.confidence or "", 0.0)
            }
            self._runs[key] = patterns.close_offerings(self.programme, closed, years)
        return self._runs[key]


def variant(programme: Programme, scenario: Scenario = UNCHANGED) -> Variant:
    """What the scenario makes of the programme; changes that concern other programmes are passed over."""
    changed = programme
    for change in scenario.changes:
        changed = prices.apply(changed, change) if isinstance(change, Fees) else patterns.apply(changed, change)
    known: dict[OfferingPattern, list[OfferingPattern]] = {}
    for pattern in programme.patterns:
        known.setdefault(_essence(pattern), []).append(pattern)
    added = tuple(
        pattern for pattern in changed.patterns if not _was_offered(pattern, known.get(_essence(pattern), ()))
    )
    failures = [change for change in scenario.changes if isinstance(change, Failure)]
    chances = tuple(change for change in scenario.changes if isinstance(change, NotOpening))
    return Variant(scenario, programme, changed, added, failures[-1] if failures else None, chances)


def _essence(pattern: OfferingPattern) -> OfferingPattern:
    """What decides about plans, in any year: not the name, the seats and how sure it is."""
    name: dict[str, Any] = {"id": "", "named": None}
    return replace(pattern, **name, years="every", seats=None, confidence=None, assumption=None, closed=frozenset())


def _was_offered(pattern: OfferingPattern, same: Collection[OfferingPattern]) -> bool:
    """Whether the offerings of the pattern were all there before, among those of the same essence."""
    if isinstance(pattern.years, int):
        return any(other.runs(pattern.years) for other in same)
    return any(other.years in ("every", pattern.years) and other.closed <= pattern.closed for other in same)


def _change_learner(learner: Learner, programme: Programme, scenario: Scenario) -> Learner:
    """The learner with the caps and the evenings of the scenario; terms of other calendars are passed over."""
    for change in scenario.changes:
        if isinstance(change, UnitCap):
            learner = _cap_learner(learner, programme, change)
        elif isinstance(change, EveningsLost):
            learner = _drop_evenings(learner, programme, change)
    return learner


def _cap_learner(learner: Learner, programme: Programme, change: UnitCap) -> Learner:
    """The cap is the school's: it holds for who has none of their own, and lowers higher ones."""
    cap, most = learner.evening_cap, change.most
    if change.term is None:
        terms = {term: min(own, most) for term, own in cap.terms.items()}
        return replace(learner, evening_cap=Cap(most if cap.default is None else min(most, cap.default), terms))
    term = programme.calendar.index(change.term)
    if term is None:
        return learner
    own = cap.of(term)
    terms = {**cap.terms, term: most if own is None else min(most, own)}
    return replace(learner, evening_cap=Cap(cap.default, terms))


def _drop_evenings(learner: Learner, programme: Programme, change: EveningsLost) -> Learner:
    lost = set(change.weekdays)
    left = {
        term: tuple(day for day in days if day not in lost) for term, days in learner.evenings_by_term.items()
    }  # fmt: skip
    if change.term is None:
        usual = tuple(day for day in learner.evenings if day not in lost)
        return replace(learner, evenings=usual, evenings_by_term=left)
    term = programme.calendar.index(change.term)
    if term is None:
        return learner
    days = tuple(day for day in learner.free_evenings(term) if day not in lost)
    return replace(learner, evenings_by_term={**learner.evenings_by_term, term: days})

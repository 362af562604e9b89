"""A case: one learner in one programme, with everything that both the model and the checker read off the pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from planner.domain.chances import Chances
from planner.domain.condition import Clause
from planner.domain.counting import counted
from planner.domain.history import Attempt, History
from planner.domain.learner import Learner, Pin
from planner.domain.offering import Offering
from planner.domain.paying import Paying
from planner.domain.plan import Plan
from planner.domain.practice import Practice
from planner.domain.programme import Certificate, Programme, Requirement
from planner.domain.standing import Choices, Missing, choices, standing
from planner.domain.target import EXTRA

if TYPE_CHECKING:
    from planner.domain.credits import Worth

LONGEST_PLAN_YEARS = 16
Bounds = tuple["Worth | None", "Worth | None"]
"""The least and the most; None is no bound."""


@dataclass(frozen=True)
class Case(Practice, Paying):
    """A learner, the programme they follow, and what has happened already where the plan is under way."""

    programme: Programme
    learner: Learner
    history: History | None = None

    @property
    def fictional(self) -> bool:
        """Whether the learner or the programme is made up, as an example."""
        return self.learner.fictional or bool(self.programme.about["fictional"])

    @property
    def chances(self) -> Chances | None:
        """The chances to fail: the learner's, else the programme's; None where neither says any."""
        return self.learner.chances or self.programme.chances

    @cached_property
    def first_award(self) -> int:
        """The first term in which the award can be: one still open, unless all that is needed is done."""
        if self.history is None or self.needs_report or self.lacks_award:
            return self.now
        last = [offering.award_from for offering in self.kept.values() if self.before_award(offering.unit)]
        return max([self.learner.start, self.defended or 0, *last])

    @property
    def lacks_award(self) -> bool:
        """Whether anything that the award needs is still to be taken; units beyond a certificate are not."""
        rules = (
            (rule, missing) for rule, missing in self.requirements() if not (self.target.goal and rule.id == EXTRA)
        )
        return any(missing for _, missing in rules) or not self._has_choices

    @property
    def complete(self) -> bool:
        """Whether what stands is all that is needed, units beyond a certificate included."""
        return not any(missing for _, missing in self.requirements()) and self._has_choices

    @cached_property
    def choices(self) -> Choices:
        """The requirements that leave a choice, and units that count for only one of several."""
        return choices(self.target)

    @cached_property
    def standing(self) -> list[Missing]:
        """What is missing of these choices, in each way in which what stands may count."""
        return standing(self.programme, self.target, self.choices, self.given)

    @property
    def _has_choices(self) -> bool:
        """Whether what stands meets all choices in one way, and completes a track of each group."""
        count = sum(rule.kind != "all" for rule in self.target.requirements)
        return any(not any(left[:count]) and self._has_tracks(left[count:]) for left in self.standing)

    def _has_tracks(self, left: Missing) -> bool:
        for group in self.target.one_of:
            found = []
            for track in group.tracks:
                found.append(not any(left[: len(track.requirements)]))
                left = left[len(track.requirements) :]
            if not any(found):
                return False
        return True

    def before_award(self, unit: str) -> bool:
        """Whether the award comes no sooner than the unit's end; a certificate waits for its own units alone."""
        return self.target.goal is None or unit in self.target.goal.units

    @cached_property
    def late(self) -> frozenset[str]:
        """Units that may end after a certificate as the goal: those wanted beyond it, and what is outside and may be
        needed, such as a co-requisite.
        """
        if self.target.goal is None:
            return frozenset()
        found = {unit for rule, missing in self.requirements() if missing for unit in rule.units}
        clauses = list(self.clauses())
        while more := {other for unit, clause in clauses if unit in found for other in clause.involved} - found:
            found |= more
        return frozenset(found - set(self.target.goal.units))

    def open_from(self, term: int) -> int:
        """The first term from this one on that is not paused."""
        while term in self.paused:
            term += 1
        return term

    def reach(self, last: int) -> int:
        """The last term in which anything is planned where the award comes in `last` at the latest."""
        return (
            max(last, self.learner.start + LONGEST_PLAN_YEARS * self.programme.calendar.size - 1) if self.late else last
        )

    def end(self, plan: Plan) -> int:
        """The last term of a plan: the award's, unless units follow a certificate as the goal."""
        return plan.award if self.target.goal is None else max([plan.award, *(one.last for one in plan.chosen)])

    @cached_property
    def kept(self) -> dict[str, Offering]:
        """Units that the history holds, with the offering in which they were, or are being, taken."""
        offerings = self.history.offerings_to_keep() if self.history else []
        return {offering.unit: offering for offering in offerings if not self.acquired(offering.unit)}

    def is_kept(self, offering: Offering) -> bool:
        """Whether the offering belongs to what has happened, which no rule judges any more."""
        kept = self.kept.get(offering.unit)
        return kept is not None and kept == offering

    @cached_property
    def lost(self) -> tuple[Attempt, ...]:
        """Attempts that were paid for and that no plan counts on."""
        attempts = self.history.attempts if self.history else ()
        return tuple(a for a in attempts if a.lost or self.acquired(a.offering.unit))

    @cached_property
    def paid_modalities(self) -> tuple[str, ...]:
        """Modalities that the plan may have to pay for: what the pathway allows, and what was taken on another one."""
        taken = [*self.kept.values(), *(attempt.offering for attempt in self.lost)]
        return tuple(dict.fromkeys([*self.modalities, *sorted(offering.modality for offering in taken)]))

    @cached_property
    def remaining(self) -> tuple[str, ...]:
        """Units that are still to be taken, in the order of the programme."""
        return tuple(code for code in self.programme.courses() if not self.acquired(code) and code not in self.kept)

    @cached_property
    def pins_of(self) -> dict[str, list[Pin]]:
        """Pins by their unit."""
        found: dict[str, list[Pin]] = {}
        for pin in self.learner.pins:
            found.setdefault(pin.unit, []).append(pin)
        return found

    def offerings(self, last: int) -> list[Offering]:
        """What can be taken of the remaining units, from now on and ended by the term `last`; and what is kept. What
        may come after the award ends when it likes.
        """
        size, remaining = self.programme.calendar.size, set(self.remaining)
        found = [
            offering
            for year in range(self.now // size, self.reach(last) // size + 1)
            for offering in self.programme.offerings(year)
            if offering.first >= self.now and offering.unit in remaining
            if offering.last <= last or offering.unit in self.late
        ]
        if self.history is None:
            return found
        return [*self.kept.values(), *(resit for resit in self.resits if resit.last <= last), *found]

    @cached_property
    def resits(self) -> tuple[Offering, ...]:
        """Second sessions that are still to come for the latest lost attempt at each remaining unit."""
        if self.history is None or not self.history.resits:
            return ()
        latest = {attempt.offering.unit: attempt.offering for attempt in self.lost if attempt.lost}
        failed = [latest[unit] for unit in self.remaining if unit in latest]
        sessions = (self._resit(offering) for offering in failed if offering.id not in self.history.no_resit)
        return tuple(session for session in sessions if session is not None)

    def _resit(self, failed: Offering) -> Offering | None:
        """The second session of the year in which the offering was taken, unless it is over by now."""
        return self.second_session(failed, self.programme.calendar.term(self.now - 1).span.ends)

    def second_session(self, failed: Offering, after: date) -> Offering | None:
        """The first second session after a day in the year in which the offering was taken."""
        calendar = self.programme.calendar
        for span in calendar.of(failed.year).resits:
            if span.starts > after:
                later = range(failed.last, failed.last + calendar.size)
                before = [term for term in later if calendar.term(term).span.ends < span.starts]
                name, terms = f"{failed.id}-resit", (max(before, default=failed.last),)
                return replace(failed, id=name, terms=terms, span=span, sessions=(), dropped=(), resit=True)
        return None

    def requirements(self) -> Iterator[tuple[Requirement, Worth]]:
        """Requirements and how much of each is still missing: units, or credits."""
        return ((rule, self.missing(rule)) for rule in self.target.requirements)

    def missing(self, rule: Requirement) -> Worth:
        """How much is missing of a requirement: units, or credits."""
        target = self.target
        return max(0, rule.need - counted(self.programme.units, target.limits, target.compulsory, rule, self.given))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Units that stand whatever is planned: acquired, or held by the history; in the order of the programme."""
        return tuple(code for code in self.programme.courses() if self.acquired(code) or code in self.kept)

    def clauses(self) -> Iterator[tuple[str, Clause]]:
        """Prerequisites of the remaining units that acquired units do not meet."""
        for rule in self.target.prerequisites:
            if not self.acquired(rule.unit) and rule.unit not in self.kept:
                for clause in rule.clauses:
                    if not self.programme.meets(clause, self.learner.acquired):
                        yield rule.unit, clause

    def certificates(self, *, first_only: bool = False) -> list[Certificate]:
        """Certificates that are not held yet; with `first_only`, those that the documents recommend to begin with."""
        return [
            certificate
            for certificate in self.target.certificates
            if (certificate.recommended_first or not first_only)
            and not all(self.acquired(unit) for unit in certificate.units)
        ]

    def evening_cap(self, term: int) -> int:
        """Most evening units in the term."""
        cap = self.learner.evening_cap.of(term)
        return self.programme.load.max_evening_units if cap is None else cap

    @cached_property
    def paused(self) -> frozenset[int]:
        """Terms, still open, in which nothing takes place."""
        return frozenset(term for term in self.learner.pause if term >= self.now)

    @cached_property
    def first_workshop(self) -> int:
        """The first term, still open, in which something can take place."""
        return next(term for term in count(self.now) if term not in self.paused)

    def bounds(self, term: int) -> tuple[Bounds, Bounds]:
        """The least and the most units, and credits, in the term: the tighter of the programme's and the learner's.
        There is no least in a paused term.
        """
        units, credits = self._bounds(term)
        return ((None, units[1]), (None, credits[1])) if term in self.paused else (units, credits)

    def _bounds(self, term: int) -> tuple[Bounds, Bounds]:
        load, learner, place = self.programme.load, self.learner, term % self.programme.calendar.size
        units, credits = (load.min_units, load.max_units[place]), (load.min_credits, load.max_credits[place])
        return (
            _tighter(units, (learner.least_units.of(term), learner.most_units.of(term))),
            _tighter(credits, (learner.least_credits.of(term), learner.most_credits.of(term))),
        )


def _tighter(one: Bounds, other: Bounds) -> Bounds:
    """The larger least and the smaller most."""
    least, most = ([bound for bound in pair if bound is not None] for pair in zip(one, other, strict=True))
    return max(least, default=None), min(most, default=None)

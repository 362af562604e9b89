"""What a proposal means for learners of a cohort, and for new ones, by the ordinary solver on its programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.brief import Brief, BriefCurriculum
from planner.domain.case import Case
from planner.domain.offer import Design
from planner.domain.programme import Programme
from planner.domain.status import Status
from planner.solve.config import Config
from planner.storage import learners
from planner.storage.offer_output import made_modality
from planner.storage.validation import Source
from planner.study.design.cohort import Member, OfferCohort

LONG = 3600.0
"""Seconds for a question whose answer was within the limit before, with more left open."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A learner under a design: the fewest terms for the units, and what the ordinary solver says on the proposed
    programme: its status as `planner plan` gives it, and the terms to the award; None where there is no plan.
    """

    member: Member
    terms: int | None
    status: Status
    duration: int | None

    @property
    def delay(self) -> int | None:
        """Terms beyond the fewest of any offer; None where the learner cannot take everything."""
        return None if self.terms is None else self.terms - self.member.fewest


def verify(
    cohort: OfferCohort, brief: Brief, design: Design, programmes: Mapping[str, Programme], config: Config
) -> tuple[Verified, ...]:
    """Each learner on the proposed programmes (by id), the duration first; identical ones are planned once. None where
    somebody stops it.
    """
    from planner.solve.offer_delay import fewest
    from planner.solve.pipeline import solve

    decided = brief.with_places({code: (place,) for code, place in design.places.items()})
    try:
        terms = {rest: fewest(decided, rest, replace(config, time_limit=LONG)) for rest in cohort.least}
    except TimeoutError:
        if config.stopped:
            return ()
        raise
    known: dict[str, tuple[Status, int | None]] = {}
    found = []
    for member in cohort.members:
        learner = member.case.learner
        key = repr({k: v for k, v in learner.data.items() if k != "id"})
        if key not in known:
            minimise = tuple(dict.fromkeys(("duration", *learner.minimise)))
            case = Case(programmes[member.case.programme.id], replace(learner, minimise=minimise))
            result = solve(case, config)
            known[key] = (result.status, None if result.plan is None else result.plan.award - learner.start + 1)
        found.append(Verified(member, terms[member.rest], *known[key]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new learner. `duration` is in terms, None without a plan; `within`: whether it is no longer than the offer."""

    curriculum: str
    status: Status
    duration: int | None
    within: bool


def _electives(one: BriefCurriculum, programme: Programme) -> tuple[str, ...]:
    """Units of the programme that are none of the curriculum: electives that it does not take."""
    return tuple(code for code in programme.courses() if code not in one.all_units())


def _fixed_terms(brief: Brief, one: BriefCurriculum) -> int | None:
    """The number of terms of a plan where each of them has a least load; None where it may be shorter."""
    own = one.programme is None and (one.min_units or one.min_credits)
    return brief.terms if own else None


def plan_fresh(brief: Brief, programmes: Mapping[str, Programme], config: Config) -> Iterator[Fresh]:
    """Plan a new learner, with nothing acquired, for each curriculum that has a programme (by curriculum).

    The first term of the year is the first one of the plan.
    """
    from planner.solve.pipeline import solve

    for one in brief.curricula:
        programme = programmes.get(one.id)
        if programme is None:
            continue
        pathway = made_modality(one)
        start = programme.calendar.year * programme.calendar.size
        data = {
            "programme": programme.id, "start": programme.calendar.term(start).name, "pathway": pathway,
            "avoid": list(_electives(one, programme)), "minimise": ["duration"], "terms": _fixed_terms(brief, one),
        }  # fmt: skip
        learner = learners.learner(Source(data, None), programme, "fresh")
        result = solve(Case(programme, learner), config)
        duration = None if result.plan is None else result.plan.award - start + 1
        yield Fresh(one.id, result.status, duration, duration is not None and duration <= brief.terms)

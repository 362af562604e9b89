"""A new learner of each curriculum, planned by the ordinary solver on the proposed programme, with nothing acquired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.brief import Brief, BriefCurriculum
from planner.domain.case import Case
from planner.domain.learner import Learner
from planner.domain.programme import Programme
from planner.domain.status import Status
from planner.solve.config import Config
from planner.storage.offer_output import made_modality


@dataclass(frozen=True, slots=True)
class Fresh:
    """`duration` in terms, None where there is no plan; `within` says whether it is that of the offer at most."""

    curriculum: str
    status: Status
    duration: int | None
    within: bool


def _others(one: BriefCurriculum, programme: Programme) -> tuple[str, ...]:
    """Units of the programme that are none of the curriculum: electives that it does not take."""
    return tuple(code for code in programme.courses() if code not in one.all_units())


def _length(brief: Brief, one: BriefCurriculum) -> int | None:
    """The number of terms of a plan where each of them has a least load; None where it may be shorter."""
    own = one.programme is None and (one.min_units or one.min_credits)
    return brief.terms if own else None


def fresh(brief: Brief, programmes: Mapping[str, Programme], config: Config) -> Iterator[Fresh]:
    """A learner who starts in the first term of the year; the programmes are by curriculum."""
    from planner.solve.pipeline import solve

    for one in brief.curricula:
        programme = programmes.get(one.id)
        if programme is None:
            continue
        pathway = made_modality(one)
        start = programme.calendar.year * programme.calendar.size
        learner = Learner(
            "fresh",
            programme.id,
            start,
            pathway,
            avoid=_others(one, programme),
            minimise=("duration",),
            terms=_length(brief, one),
        )
        result = solve(Case(programme, learner), config)
        duration = None if result.plan is None else result.plan.award - start + 1
        yield Fresh(one.id, result.status, duration, duration is not None and duration <= brief.terms)

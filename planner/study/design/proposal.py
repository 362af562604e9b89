"""A brief answered: a design with its proof, what it could trade, whom it holds up; or what cannot hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.check.design import value
from planner.domain.brief import Brief
from planner.domain.offer import Design, DesignResult
from planner.domain.programme import Programme
from planner.domain.status import Status
from planner.errors import Inconsistent
from planner.solve.config import Config
from planner.solve.design import design
from planner.storage.offer_folder import folders
from planner.storage.offer_output import can_write, programme_of
from planner.storage.programmes import load
from planner.study.design.cohort import OfferCohort
from planner.study.design.conflict import Conflict, conflict
from planner.study.design.learners import Fresh, Verified, plan_fresh, verify
from planner.study.design.tradeoffs import Front, Questions, Tradeoffs


@dataclass(frozen=True, slots=True)
class Proposal:
    """What came of a brief; `fresh` are new learners of the curricula that have a proposed programme."""

    brief: Brief
    result: DesignResult
    tradeoffs: Tradeoffs = field(default_factory=Tradeoffs)
    conflict: Conflict | None = None
    cohort: OfferCohort | None = None
    learners: tuple[Verified, ...] = ()
    fresh: tuple[Fresh, ...] = ()

    @property
    def design(self) -> Design | None:
        """The proposed design; None where there is none."""
        return self.result.design


def propose(
    brief: Brief,
    config: Config,
    *,
    cohort: OfferCohort | None = None,
    seconds: float = 0.0,
) -> Proposal:
    """Answer a brief within the limit; then ask for at most `seconds` what could be traded, or why nothing is possible.
    Every design has passed the checker. Who stops it gets the design so far, without what would follow.
    """
    extra = None
    if cohort is not None and brief.weights.delay:
        from planner.model.design.extras import weigh_delays

        extra = weigh_delays(brief, cohort.counts(), cohort.least, brief.weights.delay)
    result = design(brief.offer(), config, extra=extra)
    if result.design is None:
        found = conflict(brief, config, seconds) if result.status == Status.IMPOSSIBLE and seconds else None
        return Proposal(brief, result, conflict=found, cohort=cohort)
    questions = Questions(brief, config, seconds, extra)
    front = tuple(questions.front()) if seconds else ()
    result = _with_fewer_changes(brief, result, front)
    trades = questions.answer(result, front) if seconds else Tradeoffs()
    assert result.design is not None
    programmes = proposed_programmes(brief, result.design)
    learners = verify(cohort, brief, result.design, programmes, config.quiet()) if cohort else ()
    if learners:
        _audit(brief, result, learners)
    return Proposal(brief, result, trades, None, cohort, learners, tuple(plan_fresh(brief, programmes, config.quiet())))


def _audit(brief: Brief, result: DesignResult, learners: tuple[Verified, ...]) -> None:
    """With delays, too, the value is what is recomputed; where it is not proven, the learners may do better."""
    assert result.design is not None
    late = [one.delay for one in learners]
    judged = value(brief.offer(), result.design) + brief.weights.delay * sum(one or 0 for one in late)
    proven = result.status == Status.OPTIMAL
    if None in late or (judged != result.value if proven else judged > (result.value or 0)):
        raise Inconsistent("internal.objective", name="design", value=str(judged), bound=str(result.value))


def _with_fewer_changes(brief: Brief, result: DesignResult, front: tuple[Front, ...]) -> DesignResult:
    """The result with fewer changes where they are for nothing: a design of the front that is worth no less."""
    for one in front:
        found = one.result.design
        if found is not None and one.result.value is not None and result.value is not None:
            worth = one.result.value + brief.weights.change * sum(brief.changed(*each) for each in found.places.items())
            if worth <= result.value:
                return replace(result, design=found, value=worth)
    return result


def proposed_programmes(brief: Brief, found: Design) -> dict[str, Programme]:
    """Programmes with the proposed periods, by the id of the curriculum, where enough is known to make them."""
    own = can_write(brief)
    return {one.id: programme_of(brief, one, found) for one in brief.curricula if one.programme is not None or own}


def plan_on_written(folder: Path, proposal: Proposal) -> Iterator[Fresh]:
    """Plan a new learner of each curriculum on the programmes that were written into the folder."""
    brief = proposal.brief
    programmes = {one.id: load(str(folder / name)) for one, name in zip(brief.curricula, folders(brief), strict=True)}
    return plan_fresh(brief, programmes, Config())

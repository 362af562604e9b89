"""A brief answered: a design with its proof, what it could trade, whom it holds up; or what cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.domain.brief import Brief
from planner.domain.offer import Design, DesignResult
from planner.domain.programme import Programme
from planner.solve.config import Config
from planner.solve.design import design
from planner.storage.offer_output import can_write, folders, programme_of
from planner.storage.programmes import load
from planner.study.design.cohort import OfferCohort, Verified, verified
from planner.study.design.conflict import Conflict, conflict
from planner.study.design.fresh import Fresh, fresh
from planner.study.design.tradeoffs import Questions, Tradeoffs


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
        """The proposal itself."""
        return self.result.design


def propose(
    brief: Brief,
    config: Config,
    *,
    cohort: OfferCohort | None = None,
    seconds: float = 0.0,
    progress: Callable[[str], None] | None = None,
) -> Proposal:
    """Answer a brief within the limit; then ask for at most `seconds` what could be traded, or why nothing is possible.
    Every design has passed the checker.
    """
    extra = None
    if cohort is not None and brief.weights.delay:
        from planner.model.offer_cohort import delays

        extra = delays(brief, cohort.counts(), cohort.least, brief.weights.delay)
    result = design(brief.offer(), config, progress=progress, extra=extra)
    if result.design is None:
        found = conflict(brief, config, seconds) if result.status == "impossible" and seconds else None
        return Proposal(brief, result, conflict=found, cohort=cohort)
    trades = Questions(brief, config, seconds, extra).all(result) if seconds else Tradeoffs()
    result = _stays(brief, result, trades)
    assert result.design is not None
    programmes = proposed(brief, result.design)
    learners = verified(cohort, brief, result.design, programmes, config) if cohort else ()
    return Proposal(brief, result, trades, None, cohort, learners, tuple(fresh(brief, programmes, config)))


def _stays(brief: Brief, result: DesignResult, trades: Tradeoffs) -> DesignResult:
    """The result with fewer changes where they are for nothing: a design of the front that is worth no less."""
    for one in trades.front:
        found = one.result.design
        if found is not None and one.result.value is not None and result.value is not None:
            value = one.result.value + brief.weights.change * sum(brief.changed(*each) for each in found.places.items())
            if value <= result.value:
                return replace(result, design=found, value=value)
    return result


def proposed(brief: Brief, found: Design) -> dict[str, Programme]:
    """The programmes with the proposed periods, by curriculum, where enough is known to make them."""
    own = can_write(brief)
    return {one.id: programme_of(brief, one, found) for one in brief.curricula if one.programme is not None or own}


def followed(folder: Path, proposal: Proposal) -> Iterator[Fresh]:
    """A new learner of each curriculum on the programmes that were written into the folder."""
    brief = proposal.brief
    programmes = {one.id: load(str(folder / name)) for one, name in zip(brief.curricula, folders(brief), strict=True)}
    return fresh(brief, programmes, Config())

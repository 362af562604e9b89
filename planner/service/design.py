"""The terms of all units of an offer of several curricula: proven, with what it changes and what could be traded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.brief import Brief
from planner.service.many import Learners, read_rows
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop
from planner.storage.given import Given

if TYPE_CHECKING:
    from planner.study.design.cohort import OfferCohort
    from planner.study.design.proposal import Proposal

NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class DesignAnswer:
    """What came of an offer (`proposal.brief`), as it was asked (`settings`); `proposal.result` has the status, the
    value and its proof. `written` are the files of the proposed programmes, where somebody has written them.
    """

    proposal: Proposal
    settings: Settings
    written: tuple[str, ...] = ()


def design(
    offer: Brief | Given, *, cohort: Learners | None = None, weights: Mapping[str, int] = NOTHING,
    seconds: float = 20.0, time_limit: float = 60.0, seed: int = 0, workers: int = 1, today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> DesignAnswer:  # fmt: skip
    """Propose the term of every unit of an offer, and prove it or state the gap.

    The offer is a file or its data, the cohort a file or a list of learners, whose delay then counts. `weights`
    (`balance`, `unwanted`, `change`, `delay`) replace those of the offer. Trade-offs, or the reason why nothing is
    possible, take `seconds` more at most. Once `stop` is true, or set, what was found by then is the answer.

    Raises:
        BadInput: the offer does not fit, or no learner of the cohort does; it names file, line or key.
        Inconsistent: the proposal does not pass the checker; a defect of the program.
    """
    settings = Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    brief = as_brief(offer, weights, cohort=cohort is not None)
    return design_of(brief, settings, None if cohort is None else learners(cohort, brief, settings), seconds)


def as_brief(offer: Brief | Given, weights: Mapping[str, int] = NOTHING, *, cohort: bool = False) -> Brief:
    """The offer, read where that has not been done, with other weights; delays count for 1 where there is a cohort and
    nothing says what they count.

    Raises:
        BadInput: with every problem, naming file, line or key.
    """
    from planner.storage import offer_checks, offers

    brief = offer if isinstance(offer, Brief) else offers.load(offer)
    late = {"delay": 1} if cohort and "delay" not in weights and not brief.weights.delay else {}
    return offer_checks.weighted(brief, {**weights, **late})


def learners(cohort: Learners, brief: Brief, settings: Settings) -> OfferCohort:
    """The learners of a cohort for whom the offer can plan, and those who were left out (`bad`).

    Raises:
        BadInput: the cohort cannot be read, or no learner is left.
    """
    from planner.study.design.cohort import select

    return select(*read_rows(cohort), brief, settings.config)


def design_of(
    brief: Brief, settings: Settings, cohort: OfferCohort | None = None, seconds: float = 20.0
) -> DesignAnswer:
    """The answer to an offer that was read."""
    from planner.study.design.proposal import propose

    return DesignAnswer(propose(brief, settings.config, cohort=cohort, seconds=seconds), settings)

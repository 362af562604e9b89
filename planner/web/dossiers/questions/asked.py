"""What the engine answers on a dossier beyond its plan; all of this is done in a process apart.

An answer is the JSON of the document that the commands print too: pages and files word it in any language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.messages import REFERENCE
from planner.report.documents import Document, document
from planner.service.alternatives import SLACK, AlternativesAnswer, alternatives_of
from planner.service.compare import compare
from planner.service.explain import explanation_of
from planner.service.frontier import FrontierAnswer, frontier_of
from planner.service.risk import risk_of
from planner.service.settings import Settings
from planner.web.apart import tell
from planner.web.dossiers.planning import by_hand_data
from planner.web.engine import TIME_LIMIT

PLANS = 5
"""Plans that are shown beside each other, the best one among them."""
A_ROW, ALL_ROWS = 3.0, 20.0
"""Seconds for a combination, and for all of a comparison."""
RISKS = 30.0
"""Seconds for risks: of estimates, and of changes that make the award safer."""
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and, where it is of several plans, each of them as one by hand is written."""

    document: Document
    plans: Sequence[dict[str, Any]] = ()

    @property
    def data(self) -> Told:
        """What the document says."""
        return dict(self.document.data)


@dataclass(frozen=True, slots=True)
class Combined:
    """What to compare: pathways, fundings (as a learner file has them) and starts."""

    pathways: Sequence[str]
    fundings: Sequence[Any]
    starts: Sequence[str]

    def __len__(self) -> int:
        return len(self.pathways) * len(self.fundings) * len(self.starts)

    def sent(self) -> list[list[Any]]:
        """The same as a job is given it."""
        return [list(self.pathways), list(self.fundings), list(self.starts)]


def _why(case: Case, more: Any) -> Told:
    return _told(explanation_of(case, _settings()))


def _alternatives(case: Case, more: Any) -> Told:
    found = alternatives_of(case, PLANS, SLACK, _settings())
    if not isinstance(found, AlternativesAnswer):
        return _told(found)
    return _told(found, case, [result.plan for result in found.found.results])


def _frontier(case: Case, more: Any) -> Told:
    found = frontier_of(case, None, _settings())
    if not isinstance(found, FrontierAnswer):
        return _told(found)
    return _told(found, case, [point.result.plan for point in found.found.points])


def _comparison(case: Case, more: Any) -> Told:
    pathways, fundings, starts = more
    end = monotonic() + ALL_ROWS
    found = compare(
        case, pathways=pathways, fundings=fundings, starts=starts, time_limit=A_ROW, stop=lambda: monotonic() > end,
        progress=tell,
    )  # fmt: skip
    return _told(found)


def _risk(case: Case, more: Any) -> Told:
    return _told(risk_of(case, date.today(), config=_settings(RISKS).config))


def _settings(seconds: float = TIME_LIMIT) -> Settings:
    return Settings.of(seconds, progress=tell)


def _told(answer: object, case: Case | None = None, plans: Sequence[Plan | None] = ()) -> Told:
    """What is kept of an answer: its document, and its plans as those by hand are written."""
    made = [by_hand_data(case, plan) for plan in plans if case and plan]
    return {"document": document(answer).plain(REFERENCE), "plans": made}


QUESTIONS: dict[str, Callable[[Case, Any], Told]] = {
    "why": _why,
    "alternatives": _alternatives,
    "frontier": _frontier,
    "compare": _comparison,
    "risk": _risk,
}
"""What is answered to each; the second value is what `more` was asked for."""

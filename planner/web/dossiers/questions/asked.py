"""What the engine answers on a dossier beyond its plan: asked as explanations are, and kept for who asks again.

An answer is told by the document that the commands print too, without a word: pages and files word it in any language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Any

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.documents import Document, document
from planner.service.alternatives import SLACK, AlternativesAnswer, alternatives_of
from planner.service.compare import compare
from planner.service.explain import explanation_of
from planner.service.frontier import FrontierAnswer, frontier_of
from planner.solve.result import UNKNOWN
from planner.web import engine
from planner.web.dossiers.planning import Known, by_hand_data, print_of

KEPT = 64
"""Answers that are kept: who changes the language, adopts, or asks for a file, does not wait again."""
PLANS = 5
"""Plans that are shown beside each other, the best one among them."""
A_ROW, ALL_ROWS = 3.0, 20.0
"""Seconds for a combination, and for all of a comparison."""
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and, where it is of several plans, each of them as one by hand is written."""

    document: Document
    plans: tuple[dict[str, Any], ...] = ()

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


def explanation(known: Known) -> Answer:
    """Why there is no plan, or what holds the best one.

    Raises:
        BadInput, Busy
    """
    return _ask("explain", known)


def alternatives(known: Known) -> Answer:
    """A few plans that differ; why there is none.

    Raises:
        BadInput, Busy
    """
    return _ask("alternatives", known)


def frontier(known: Known) -> Answer:
    """Every trade-off between duration, cost and load; why there is no plan.

    Raises:
        BadInput, Busy
    """
    return _ask("frontier", known)


def comparison(known: Known, combined: Combined) -> Answer:
    """Combinations side by side.

    Raises:
        BadInput, Busy
    """
    return _ask("compare", known, json.dumps([combined.pathways, combined.fundings, combined.starts]))


def _ask(question: str, known: Known, more: str = "") -> Answer:
    """The answer, kept as long as the learner, the programme's files and the day are the same."""
    programme = print_of(str(known.learner.get("programme", "")))
    text = json.dumps([known.learner, known.past], sort_keys=True)
    found = _answer(question, text, more, programme, date.today())
    if found.data["status"] == UNKNOWN:  # there may be more time for who asks again
        _answer.cache_clear()
    return found


@lru_cache(KEPT)
def _answer(question: str, text: str, more: str, programme: str, today: date) -> Answer:
    case = Known(*json.loads(text)).case()
    return engine.explaining(QUESTIONS[question], case, more)


def _explanation(case: Case, more: str) -> Answer:
    return _told(explanation_of(case, engine.settings()))


def _alternatives(case: Case, more: str) -> Answer:
    found = alternatives_of(case, PLANS, SLACK, engine.settings())
    if not isinstance(found, AlternativesAnswer):
        return _told(found)
    return _told(found, case, [result.plan for result in found.found.results])


def _frontier(case: Case, more: str) -> Answer:
    found = frontier_of(case, None, engine.settings())
    if not isinstance(found, FrontierAnswer):
        return _told(found)
    return _told(found, case, [point.result.plan for point in found.found.points])


def _comparison(case: Case, more: str) -> Answer:
    pathways, fundings, starts = json.loads(more)
    end = monotonic() + ALL_ROWS
    found = compare(
        case, pathways=pathways, fundings=fundings, starts=starts, time_limit=A_ROW, stop=lambda: monotonic() > end
    )
    return _told(found)


def _told(answer: object, case: Case | None = None, plans: Sequence[Plan | None] = ()) -> Answer:
    """Without what the answer was made of, which is large."""
    data = document(answer).data
    return Answer(Document(data), tuple(by_hand_data(case, plan) for plan in plans if case and plan))


QUESTIONS: dict[str, Callable[[Case, str], Answer]] = {
    "explain": _explanation,
    "alternatives": _alternatives,
    "frontier": _frontier,
    "compare": _comparison,
}

"""Several plans of one learner, alternatives or a front, in any format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.domain.case import Case
from planner.messages import bound, say, speaking
from planner.report.closures import Document
from planner.report.documents.plan.milestones import duration
from planner.report.documents.plan.shape import Asked, PlanDocument
from planner.report.pages.blocks import Page
from planner.solve.result import Result
from planner.study.alternatives import Alternatives
from planner.study.frontier import Frontier
from planner.study.pareto import front

if TYPE_CHECKING:
    from planner.report.agenda import Entry
    from planner.report.pages.several import Told

Data = dict[str, Any]


def alternatives_document(
    case: Case,
    found: Alternatives,
    slack: Mapping[str, str],
    asked: int,
    meta: Asked,
    today: date | None = None,
) -> Document:
    """A few plans that differ; those that no other of them beats are marked."""
    from planner.report.alternatives import alternatives_data, alternatives_text, lead_texts

    with speaking(bound().about_cases([case])):
        data = alternatives_data(case, found, slack, asked, meta, today)
    plans = data["plans"]

    def told() -> Told:
        from planner.report.pages.several import Told

        lead = (say(f"{'alternatives' if len(plans) > 1 else 'text'}.{data['status']}"), *lead_texts(data))
        title = say("alternatives.title", name=data["learner"])
        best, *others = (plan["difference"] for plan in plans)
        differences = [best, *(say("frontier.against", number=1, what=text) for text in others)]
        return Told(title, lead, differences, [bool(best) for best in _front(plans)])

    text = partial(alternatives_text, case, data)
    return _document(case, data, plans, found.results, text, told)


def _front(plans: Sequence[PlanDocument]) -> list[bool | None]:
    """Which plans no other beats in duration, cost and load at once."""
    return front(
        [(duration(plan), plan["cost"]["total"], max(len(t["units"]) for t in plan["terms"])) for plan in plans]
    )


def frontier_document(
    case: Case, found: Frontier, max_terms: int | None, meta: Asked, today: date | None = None
) -> Document:
    """Every plan of the front of duration, cost and load."""
    from planner.report.frontier import frontier_data, frontier_text, lead_texts

    with speaking(bound().about_cases([case])):
        data = frontier_data(case, found, meta, max_terms, today)
    plans = [point["plan"] for point in data["points"]]

    def told() -> Told:
        from planner.report.pages.several import Told

        title, lead = say("frontier.title", name=data["learner"]), tuple(lead_texts(data))
        return Told(title, lead, [point["why"] for point in data["points"]], [True] * len(plans))

    text = partial(frontier_text, case, data)
    return _document(case, data, plans, [point.result for point in found.points], text, told)


def _document(
    case: Case, data: Data, plans: Sequence[PlanDocument], results: Sequence[Result], text: Callable[[], str],
    told: Callable[[], Told]
) -> Document:  # fmt: skip
    def page(created: date) -> Page:
        from planner.report.pages.several import several_page

        return several_page(case, data, plans, told(), created)

    def entries(created: date) -> tuple[Entry, ...]:
        from planner.report.agenda import entries

        made: list[Entry] = []
        for number, result in enumerate(results, 1):
            if result.plan is not None:
                label = say("alternatives.plan", number=number)
                made += entries(case, result.plan, label=label, created=created)
        return tuple(made)

    return Document(data, text, page, entries, case.programme.timezone, bound().about_cases([case]))

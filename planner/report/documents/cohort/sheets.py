"""A cohort as tables that one can sort: learners first, then who has no plan, classes, terms, and the goals."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import say, worded
from planner.report.documents.cohort import cells, words
from planner.report.documents.cohort.risk_page import risk_sheets
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.pages.blocks import Table
from planner.report.pages.cells import columns, yes
from planner.report.pages.common import to_check

LEARNERS = (
    "line", "id", "outcome", "delay", "programme", "start", "pathway", "duration", "award", "award_date",
    "cost", "currency", "peak_units", "peak_evenings", "target", "reason",
)  # fmt: skip
CLASSES = (
    "offering", "unit", "title", "modality", "term", "last_term", "alone", "shared", "seats", "over", "programme",
)  # fmt: skip


def sheets(data: CohortDocument) -> Iterator[Table]:
    """The tables, those that are beside the point left out."""
    yield cells.table("learners", say("cohort.table"), LEARNERS, cells.LEARNER, data["learners"], wide=("reason",))
    yield from _without_plan(data)
    classes = cells.demand(data)
    yield cells.table("demand", say("cohort.demand"), CLASSES, classes, data["demand"], wide=("title",))
    yield cells.terms(data)
    yield from _goals(data)
    yield from risk_sheets(data)
    if data["notices"]:
        yield to_check(words.notices(data))
    if data["refused"]:
        bad = tuple((row["line"], row["id"], worded(row["problem"])) for row in data["refused"])
        yield Table("refused", say("cohort.rows_refused"), columns("line", "id", "error"), bad)


def _without_plan(data: CohortDocument) -> Iterator[Table]:
    """A row a learner, with the cause."""
    rows = tuple((name, worded(group["what"])) for group in words.without_plan(data) for name in group["learners"])
    if rows:
        names = columns("id", "reason", wide=("reason",))
        yield Table("without_plan", say("compare.without_plan"), names, rows)


def _goals(data: CohortDocument) -> Iterator[Table]:
    if "objectives" in data:
        rows = tuple(
            (name, goal["value"], goal["bound"], yes(goal["proven"]), goal["gap"])
            for name, goal, _ in words.goals(data)
        )
        names = columns("objective", "value", "bound", "proven", "gap")
        yield Table("goals", say("cohort.goals"), names, rows)

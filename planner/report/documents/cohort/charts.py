"""The picture of a cohort: seats of classes and who has one, where they are known; else learners term by term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.messages import say, worded
from planner.report.documents.cohort import shape, words
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.listing import parted
from planner.report.pages.blocks import Bars, Series

MOST_BARS = 40
"""Classes, or terms, that a chart can hold."""


def first(data: CohortDocument) -> Iterator[Bars]:
    """The picture above everything, if there is anything to see."""
    sharing = data["mode"] == "shared"
    known = [row for row in words.wanted(data) if row["seats"] is not None and (row["shared"] or not sharing)]
    if 0 < len(known) <= MOST_BARS:
        yield _sharing(known) if sharing else _alone(known)
    elif 0 < len(data["terms"]) <= MOST_BARS:
        yield _by_term(data)


def _alone(rows: Sequence[shape.Demand]) -> Bars:
    """Who would have a seat and who would have none, all planning alone."""
    seated = Series(say("cohort.seated"), tuple(float(row["alone"] - row["over"]) for row in rows))
    over = Series(say("cohort.no_seat"), tuple(float(row["over"]) for row in rows))
    alts = [say("cohort.bar", name=row["offering"], number=row["alone"], seats=row["seats"]) for row in rows]
    return _bars(rows, (seated, over), alts)


def _sharing(rows: Sequence[shape.Demand]) -> Bars:
    """Seats that are taken, and those that are left."""
    taken = [row["shared"] or 0 for row in rows]
    left = [(row["seats"] or 0) - number for row, number in zip(rows, taken, strict=True)]
    seated = Series(say("column.shared"), tuple(map(float, taken)))
    free = Series(say("cohort.free_seats"), tuple(map(float, left)))
    alts = [
        say("cohort.bar_shared", name=row["offering"], number=number, seats=row["seats"])
        for row, number in zip(rows, taken, strict=True)
    ]
    return _bars(rows, (seated, free), alts)


def _bars(rows: Sequence[shape.Demand], series: tuple[Series, ...], alts: Sequence[str]) -> Bars:
    return Bars(
        "demand-chart", say("cohort.demand"), worded(parted(alts)), say("column.offering"), say("column.learners"),
        tuple(row["offering"] for row in rows), series, in_table=True,
    )  # fmt: skip


def _by_term(data: CohortDocument) -> Bars:
    several, title = words.several_programmes(data), say("cohort.term_chart")
    names = [f"{row['programme']} {row['term']}" if several else row["term"] for row in data["terms"]]
    numbers = [row["learners"] for row in data["terms"]]
    alts = [say("cohort.bar_term", name=name, count=count) for name, count in zip(names, numbers, strict=True)]
    return Bars(
        "term-chart", title, worded(parted(alts)), say("column.term"), say("column.learners"), tuple(names),
        (Series(say("column.learners"), tuple(map(float, numbers))),), in_table=True,
    )  # fmt: skip

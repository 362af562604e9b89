"""The picture of a cohort: seats of classes and who has one, where they are known; else learners term by term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.messages import say, worded
from planner.report.documents.cohort import shape, words
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.listing import parted
from planner.report.pages.charts import Bars, Series

MOST_CLASSES, MOST_TERMS = 15, 40
"""What a chart can hold, and still leave room on its page for what it is about."""


def first(data: CohortDocument) -> Iterator[Bars]:
    """The picture above everything, if there is anything to see."""
    sharing = data["mode"] == "shared"
    known = [row for row in words.wanted(data) if row["seats"] is not None and (row["shared"] or not sharing)]
    if known:
        yield _of_classes(known, sharing=sharing)
    elif 0 < len(data["terms"]) <= MOST_TERMS:
        yield _by_term(data)


def _of_classes(known: Sequence[shape.Demand], *, sharing: bool) -> Bars:
    """The fullest classes: who has a seat, then the seats left in a sharing, else who has none."""
    counts = [(row["offering"], (row["shared"] or 0) if sharing else row["alone"], row["seats"] or 0) for row in known]
    fullest = sorted(counts, key=lambda each: -each[1] / max(each[2], 0.5))[:MOST_CLASSES]
    shown = [each for each in counts if each in fullest]
    first, second, bar = ("column.shared", "cohort.free_seats", "cohort.bar_shared") if sharing else (
        "cohort.seated", "cohort.no_seat", "cohort.bar"
    )  # fmt: skip
    seated = Series(say(first), tuple(float(min(number, seats)) for _, number, seats in shown))
    rest = (seats - number if sharing else number - seats for _, number, seats in shown)
    title = say("cohort.fullest", count=len(shown)) if len(shown) < len(counts) else say("cohort.demand")
    alts = [say(bar, name=name, number=number, seats=seats) for name, number, seats in shown]
    return Bars(
        "demand-chart", title, worded(parted(alts)), say("column.offering"), say("column.learners"),
        tuple(name for name, _, _ in shown), (seated, Series(say(second), tuple(max(0.0, each) for each in rest))),
        in_table=True,
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

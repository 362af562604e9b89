"""The picture of a timetable: whom it serves, where learners were given; else its classes by term and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.learner import WEEKDAYS
from planner.messages import catalogue, say, worded
from planner.report.documents.timetable import shape, words
from planner.report.documents.timetable.shape import TimetableDocument
from planner.report.listing import parted
from planner.report.pages.blocks import Bars, HeatMap, Series
from planner.report.titles import Titles


def first(data: TimetableDocument) -> Iterator[Bars | HeatMap]:
    """The picture above everything, if there is anything to see."""
    if data["cohort"] and data["cohort"]["learners"]:
        yield _served(data["cohort"], words.titles(data))
    elif any(offering["sessions"] for term in data["terms"] for offering in term["offerings"]):
        yield _days(data)


def _served(cohort: shape.Cohort, units: Titles) -> Bars:
    """Learners with a plan, and those whom each cause keeps from one."""
    undecided = sum(each["cause"] is None for each in cohort["unserved"])
    names, numbers = [say("weeks.with_plan")], [cohort["served"]]
    for group in cohort["causes"]:
        names.append(worded(group["what"]))
        numbers.append(group["count"])
    if undecided:
        names.append(say("cohort.unknown"))
        numbers.append(undecided)
    series = Series(say("column.learners"), tuple(map(float, numbers)))
    alt = " ".join([words.served_sentence(cohort), *words.cause_rows(cohort, units)])
    return Bars(
        "served-chart", say("weeks.cohort_chart"), alt, say("column.outcome"), say("column.learners"), tuple(names),
        (series,), in_table=True,
    )  # fmt: skip


def _days(data: TimetableDocument) -> HeatMap:
    """Classes on each weekday of each term."""
    counts = [
        Counter(day for offering in term["offerings"] for day in {each["weekday"] for each in offering["sessions"]})
        for term in data["terms"]
    ]
    last = max([5, *(WEEKDAYS.index(day) + 1 for found in counts for day in found)])
    days, terms = WEEKDAYS[:last], [term["term"] for term in data["terms"]]
    names = [catalogue()[f"weekday.{day}"] for day in days]
    told = [
        say("colon", name=term, value=", ".join(f"{name} {found[day]}" for name, day in zip(names, days, strict=True)))
        for term, found in zip(terms, counts, strict=True)
    ]
    values = tuple(tuple(float(found[day]) if found[day] else None for day in days) for found in counts)
    return HeatMap(
        "days-chart", say("weeks.days_chart"), worded(parted(told)), say("column.term"), say("column.weekday"),
        tuple(terms), tuple(names), values,
    )  # fmt: skip

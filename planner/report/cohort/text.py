"""A cohort for people: a line a learner, what is wanted in each class beside its seats, and the proof of a sharing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.messages import day, money, say
from planner.report.cohort import words
from planner.report.frame import notice_lines
from planner.report.layout import WIDTH, bullet, heading
from planner.report.pages.cells import money as cents
from planner.report.table import table

Data = dict[str, Any]


def cohort_text(data: Data) -> str:
    """The document."""
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    lines = [words.title(data) + fictional, *textwrap.wrap(" ".join(words.lead(data)), WIDTH)]
    lines += notice_lines(words.notices(data))
    if "objectives" in data:
        lines += ["", heading(say("cohort.goals")), *_goals(data)]
    lines += ["", heading(say("cohort.table")), *_learners(data)]
    lines += _list(say("compare.without_plan"), words.reasons(data))
    lines += _list(say("cohort.late_title"), words.reasons_late(data))
    if data["demand"]:
        lines += ["", heading(say("cohort.demand")), *_demand(data)]
        lines += ["", heading(say("cohort.terms")), *_terms(data)]
    lines += _list(say("cohort.rows_refused"), list(words.refused(data)))
    return "\n".join(lines) + "\n"


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", heading(title))
        for item in items:
            yield from bullet(item)


def _header(*keys: str) -> list[str]:
    return [say(f"column.{key}") for key in keys]


def _goals(data: Data) -> list[str]:
    rows = [(name, str(goal["value"]), proof) for name, goal, proof in words.goals(data)]
    return table(_header("objective", "value", "proof"), rows, right={1}, fixed={1})


def _learners(data: Data) -> list[str]:
    rows = []
    for learner in data["learners"]:
        cells = [learner["id"], words.outcome(learner), "", "", "", ""]
        if learner["award"] is not None:
            ends = day(date.fromisoformat(learner["award_date"]))
            price = money(cents(learner["cost"], learner["currency"]), learner["currency"])
            cells[2:] = [str(learner["duration"]), ends, price, str(learner["peak_evenings"])]
        rows.append(cells)
    header = _header("id", "outcome", "duration", "award_date", "cost", "peak_evenings")
    return table(header, rows, right={2, 4, 5}, fixed={4})


def _demand(data: Data) -> list[str]:
    """What is over-full has an exclamation mark."""
    sharing, several = data["mode"] == "shared", words.several_programmes(data)
    rows = []
    for row in words.wanted(data):
        seats = "" if row["seats"] is None else str(row["seats"])
        shared = [str(row["shared"])] if sharing else []
        named = [*(row[key] for key in several), row["offering"], words.term(row)]
        rows.append(["!" if row["over"] else "", *named, str(row["alone"]), *shared, seats])
    header = ["", *_header(*several, "offering", "term", "alone", *(["shared"] if sharing else []), "seats")]
    first = 3 + len(several)
    lines = table(header, rows, right=set(range(first, len(header))), fixed=set(range(first)))
    lines += [say("cohort.legend")] if any(row["over"] for row in data["demand"]) else []
    return [*lines, *textwrap.wrap(words.others(data), WIDTH)]


def _terms(data: Data) -> list[str]:
    keys = ("learners", "units", "evening_units", "peak_evenings")
    names = (*words.several_programmes(data), "term")
    rows = [[*(str(row[key]) for key in (*names, *keys)), _busiest(row)] for row in data["terms"]]
    first = len(names)
    right, fixed = set(range(first, first + len(keys))), set(range(first))
    return table(_header(*names, *keys, "busiest"), rows, right=right, fixed=fixed)


def _busiest(row: Data) -> str:
    found = row["busiest"]
    return "" if found is None else say("cohort.busiest", weekday=found["weekday"], number=found["learners"])

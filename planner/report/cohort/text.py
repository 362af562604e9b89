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


def cohort_text(data: Data, lang: str) -> str:
    """The document."""
    fictional = f" ({say(lang, 'text.fictional')})" if data["fictional"] else ""
    lines = [words.title(data, lang) + fictional, *textwrap.wrap(" ".join(words.lead(data, lang)), WIDTH)]
    lines += notice_lines(words.notices(data, lang), lang)
    if "objectives" in data:
        lines += ["", heading(say(lang, "cohort.goals")), *_goals(data, lang)]
    lines += ["", heading(say(lang, "cohort.table")), *_learners(data, lang)]
    lines += _list(say(lang, "compare.without_plan"), words.reasons(data, lang))
    lines += _list(say(lang, "cohort.late_title"), words.reasons_late(data, lang))
    if data["demand"]:
        lines += ["", heading(say(lang, "cohort.demand")), *_demand(data, lang)]
        lines += ["", heading(say(lang, "cohort.terms")), *_terms(data, lang)]
    lines += _list(say(lang, "cohort.rows_refused"), list(words.refused(data, lang)))
    return "\n".join(lines) + "\n"


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", heading(title))
        for item in items:
            yield from bullet(item)


def _header(lang: str, *keys: str) -> list[str]:
    return [say(lang, f"column.{key}") for key in keys]


def _goals(data: Data, lang: str) -> list[str]:
    rows = [(name, str(goal["value"]), proof) for name, goal, proof in words.goals(data, lang)]
    return table(_header(lang, "objective", "value", "proof"), rows, right={1}, fixed={1})


def _learners(data: Data, lang: str) -> list[str]:
    rows = []
    for learner in data["learners"]:
        cells = [learner["id"], words.outcome(learner, lang), "", "", "", ""]
        if learner["award"] is not None:
            ends = day(lang, date.fromisoformat(learner["award_date"]))
            price = money(lang, cents(learner["cost"], learner["currency"]), learner["currency"])
            cells[2:] = [str(learner["duration"]), ends, price, str(learner["peak_evenings"])]
        rows.append(cells)
    header = _header(lang, "id", "outcome", "duration", "award_date", "cost", "peak_evenings")
    return table(header, rows, right={2, 4, 5}, fixed={4})


def _demand(data: Data, lang: str) -> list[str]:
    """What is over-full has an exclamation mark."""
    sharing, several = data["mode"] == "shared", words.several_programmes(data)
    rows = []
    for row in words.wanted(data):
        seats = "" if row["seats"] is None else str(row["seats"])
        shared = [str(row["shared"])] if sharing else []
        named = [*(row[key] for key in several), row["offering"], words.term(row)]
        rows.append(["!" if row["over"] else "", *named, str(row["alone"]), *shared, seats])
    header = ["", *_header(lang, *several, "offering", "term", "alone", *(["shared"] if sharing else []), "seats")]
    first = 3 + len(several)
    lines = table(header, rows, right=set(range(first, len(header))), fixed=set(range(first)))
    lines += [say(lang, "cohort.legend")] if any(row["over"] for row in data["demand"]) else []
    return [*lines, *textwrap.wrap(words.others(data, lang), WIDTH)]


def _terms(data: Data, lang: str) -> list[str]:
    keys = ("learners", "units", "evening_units", "peak_evenings")
    names = (*words.several_programmes(data), "term")
    rows = [[*(str(row[key]) for key in (*names, *keys)), _busiest(row, lang)] for row in data["terms"]]
    first = len(names)
    right, fixed = set(range(first, first + len(keys))), set(range(first))
    return table(_header(lang, *names, *keys, "busiest"), rows, right=right, fixed=fixed)


def _busiest(row: Data, lang: str) -> str:
    found = row["busiest"]
    return "" if found is None else say(lang, "cohort.busiest", weekday=found["weekday"], number=found["learners"])

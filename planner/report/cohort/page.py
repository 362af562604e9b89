"""The page of a cohort: learners, demand beside seats, terms, and the goals of a sharing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.messages import say, worded
from planner.report.cohort import words
from planner.report.listing import parted
from planner.report.pages.blocks import Bars, Block, Bullets, Cell, Page, Paragraph, Section, Series, Table
from planner.report.pages.cells import columns, day, money, yes
from planner.report.pages.common import notice_block, to_check

Data = dict[str, Any]
SHOWN = ("id", "outcome", "duration", "award_date", "cost", "peak_evenings")
FIGURES = (
    "line", "id", "outcome", "delay", "programme", "start", "pathway", "duration", "award", "award_date",
    "cost", "currency", "peak_units", "peak_evenings", "target", "reason",
)  # fmt: skip
OFFERINGS = ("offering", "unit", "modality", "term", "last_term", "alone", "shared", "seats", "over", "programme")
TERMS = ("term", "learners", "units", "evening_units", "peak_evenings")
MOST_BARS = 40
"""Classes that a chart can hold."""


def cohort_page(data: Data, created: date) -> Page:
    """The whole document."""
    return Page(
        title=words.title(data),
        subtitle=say("text.fictional") if data["fictional"] else "",
        sections=tuple(_sections(data)),
        sheets=tuple(_sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _sections(data: Data) -> Iterator[Section]:
    lead: list[Block] = [Paragraph(" ".join(words.lead(data))), notice_block(words.notices(data))]
    if "objectives" in data:
        rows = tuple((name, goal["value"], proof) for name, goal, proof in words.goals(data))
        lead.append(Table("goals", say("cohort.goals"), columns("objective", "value", "proof"), rows))
    yield Section("summary", say("page.summary"), tuple(lead))
    yield from _listed("refused", say("cohort.rows_refused"), tuple(words.refused(data)))
    if data["demand"]:
        yield Section("demand", say("cohort.demand"), tuple(_demand(data)))
        yield Section("terms", say("cohort.terms"), (_terms(data),))
    cells = tuple(
        (
            learner["id"], words.outcome(learner), *(_figure(learner, key) for key in SHOWN[2:])
        ) for learner in data["learners"]
    )  # fmt: skip
    yield Section("learners", say("cohort.table"), (
        Table("learner-table", say("cohort.table"), columns(*SHOWN), cells),
    ))  # fmt: skip
    yield from _listed("without-plan", say("compare.without_plan"), tuple(words.reasons(data)))
    yield from _listed("late", say("cohort.late_title"), tuple(words.reasons_late(data)))


def _listed(id: str, title: str, items: tuple[str, ...]) -> Iterator[Section]:
    if items:
        yield Section(id, title, (Bullets(items),))


def _figure(learner: Data, key: str) -> Cell:
    """A figure of a plan; an empty text without one, None where it is unknown."""
    if learner["award"] is None and key in ("duration", "award", "award_date", "cost", "peak_units", "peak_evenings"):
        return ""
    if key == "award_date":
        return day(learner[key])
    if key == "cost":
        return money(learner[key], learner["currency"])
    value: Cell = learner["cause"] if key == "reason" else learner.get(key)
    return "" if value is None and key in ("reason", "target", "delay") else value


def _in_words(row: Data, key: str) -> Cell:
    """A cell of a spreadsheet: what the document has a code for is told in words."""
    if key == "outcome":
        return words.outcome(row)
    if key in ("pathway", "modality"):
        return say(f"{key}.{row[key]}")
    value: Cell = row.get(key)
    return _figure(row, key) if "award" in row else "" if value is None else value


def _demand(data: Data) -> Iterator[Block]:
    shown = words.wanted(data)
    key = "shared" if _sharing(data) else "alone"
    full = [row for row in shown if row["seats"] is not None and row[key]]
    if 0 < len(full) <= MOST_BARS:
        yield _chart(full, data)
    names = (*words.several_programmes(data), "offering", "term", "alone", "shared", "seats")
    keys = [key for key in names if key != "shared" or _sharing(data)]
    rows = tuple(tuple(_wanted(row, key) for key in keys) for row in shown)
    marked = tuple(place for place, row in enumerate(shown) if row["over"])
    title, legend = say("cohort.demand"), say("cohort.over")
    yield Table("demand-table", title, columns(*keys), rows, marked, legend if marked else "")
    others = words.others(data)
    if others:
        yield Paragraph(others)


def _wanted(row: Data, key: str) -> Cell:
    return words.term(row) if key == "term" else "" if row[key] is None else row[key]


def _sharing(data: Data) -> bool:
    return bool(data["mode"] == "shared")


def _chart(rows: list[Data], data: Data) -> Bars:
    """Who has a seat and who has none, alone; in a sharing, seats that are taken and those that are left."""
    if _sharing(data):
        seated = Series(say("column.shared"), tuple(float(row["shared"]) for row in rows))
        over = Series(say("cohort.free_seats"), tuple(float(row["seats"] - row["shared"]) for row in rows))
    else:
        seated = Series(say("cohort.seated"), tuple(float(row["alone"] - row["over"]) for row in rows))
        over = Series(say("cohort.no_seat"), tuple(float(row["over"]) for row in rows))
    key, number = ("cohort.bar_shared", "shared") if _sharing(data) else ("cohort.bar", "alone")
    told = [say(key, name=r["offering"], number=r[number], seats=r["seats"]) for r in rows]
    return Bars(
        "demand-chart", say("cohort.demand"), worded(parted(told)), say("column.offering"),
        say("column.learners"), tuple(row["offering"] for row in rows), (seated, over),
    )  # fmt: skip


def _terms(data: Data) -> Table:
    keys = (*words.several_programmes(data), *TERMS)
    rows = tuple(
        (
            *(row[key] for key in keys),
            ""
            if row["busiest"] is None
            else say("cohort.busiest", weekday=row["busiest"]["weekday"], number=row["busiest"]["learners"]),
        )
        for row in data["terms"]
    )
    return Table("term-table", say("cohort.terms"), columns(*keys, "busiest"), rows)


def _sheets(data: Data) -> Iterator[Table]:
    cells = tuple(tuple(_in_words(learner, key) for key in FIGURES) for learner in data["learners"])
    yield Table("learners", say("cohort.table"), columns(*FIGURES, wide=("reason",)), cells)
    told = tuple((name, group["what"]) for group in words.without_plan(data) for name in group["learners"])
    if told:
        names = columns("id", "reason", wide=("reason",))
        yield Table("without_plan", say("compare.without_plan"), names, told)
    keys = [key for key in OFFERINGS if key != "shared" or _sharing(data)]
    rows = tuple(tuple(_in_words(row, key) for key in keys) for row in data["demand"])
    yield Table("demand", say("cohort.demand"), columns(*keys), rows)
    yield _terms(data)
    if "objectives" in data:
        goals = tuple(
            (name, goal["value"], goal["bound"], yes(goal["proven"]), goal["gap"])
            for name, goal, _ in words.goals(data)
        )
        names = columns("objective", "value", "bound", "proven", "gap")
        yield Table("goals", say("cohort.goals"), names, goals)
    if data["notices"]:
        yield to_check([entry["text"] for entry in words.notices(data)])
    if data["refused"]:
        bad = tuple((row["line"], row["id"], row["problem"]) for row in data["refused"])
        yield Table("refused", say("cohort.rows_refused"), columns("line", "id", "error"), bad)

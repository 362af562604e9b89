"""The page of a cohort: learners, demand beside seats, terms, and the goals of a sharing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.messages import say
from planner.report.cohort import words
from planner.report.listing import parted
from planner.report.pages.blocks import Bars, Block, Bullets, Cell, Page, Paragraph, Section, Series, Table
from planner.report.pages.cells import columns, day, money, yes
from planner.report.pages.plan import notice_block
from planner.report.pages.sheets import to_check

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


def cohort_page(data: Data, lang: str, created: date) -> Page:
    """The whole document."""
    return Page(
        title=words.title(data, lang),
        subtitle=say(lang, "text.fictional") if data["fictional"] else "",
        lang=lang,
        sections=tuple(_sections(data, lang)),
        sheets=tuple(_sheets(data, lang)),
        footer=say(lang, "page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _sections(data: Data, lang: str) -> Iterator[Section]:
    lead: list[Block] = [Paragraph(" ".join(words.lead(data, lang))), notice_block(words.notices(data, lang))]
    if "objectives" in data:
        rows = tuple((name, goal["value"], proof) for name, goal, proof in words.goals(data, lang))
        lead.append(Table("goals", say(lang, "cohort.goals"), columns(lang, "objective", "value", "proof"), rows))
    yield Section("summary", say(lang, "page.summary"), tuple(lead))
    yield from _listed("refused", say(lang, "cohort.rows_refused"), tuple(words.refused(data, lang)))
    if data["demand"]:
        yield Section("demand", say(lang, "cohort.demand"), tuple(_demand(data, lang)))
        yield Section("terms", say(lang, "cohort.terms"), (_terms(data, lang),))
    cells = tuple(
        (
            learner["id"], words.outcome(learner, lang), *(_figure(learner, key) for key in SHOWN[2:])
        ) for learner in data["learners"]
    )  # fmt: skip
    yield Section("learners", say(lang, "cohort.table"), (
        Table("learner-table", say(lang, "cohort.table"), columns(lang, *SHOWN), cells),
    ))  # fmt: skip
    yield from _listed("without-plan", say(lang, "compare.without_plan"), tuple(words.reasons(data, lang)))
    yield from _listed("late", say(lang, "cohort.late_title"), tuple(words.reasons_late(data, lang)))


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


def _in_words(row: Data, key: str, lang: str) -> Cell:
    """A cell of a spreadsheet: what the document has a code for is told in words."""
    if key == "outcome":
        return words.outcome(row, lang)
    if key in ("pathway", "modality"):
        return say(lang, f"{key}.{row[key]}")
    value: Cell = row.get(key)
    return _figure(row, key) if "award" in row else "" if value is None else value


def _demand(data: Data, lang: str) -> Iterator[Block]:
    shown = words.wanted(data)
    key = "shared" if _sharing(data) else "alone"
    full = [row for row in shown if row["seats"] is not None and row[key]]
    if 0 < len(full) <= MOST_BARS:
        yield _chart(full, data, lang)
    names = (*words.several_programmes(data), "offering", "term", "alone", "shared", "seats")
    keys = [key for key in names if key != "shared" or _sharing(data)]
    rows = tuple(tuple(_wanted(row, key) for key in keys) for row in shown)
    marked = tuple(place for place, row in enumerate(shown) if row["over"])
    title, legend = say(lang, "cohort.demand"), say(lang, "cohort.over")
    yield Table("demand-table", title, columns(lang, *keys), rows, marked, legend if marked else "")
    others = words.others(data, lang)
    if others:
        yield Paragraph(others)


def _wanted(row: Data, key: str) -> Cell:
    return words.term(row) if key == "term" else "" if row[key] is None else row[key]


def _sharing(data: Data) -> bool:
    return bool(data["mode"] == "shared")


def _chart(rows: list[Data], data: Data, lang: str) -> Bars:
    """Who has a seat and who has none, alone; in a sharing, seats that are taken and those that are left."""
    if _sharing(data):
        seated = Series(say(lang, "column.shared"), tuple(float(row["shared"]) for row in rows))
        over = Series(say(lang, "cohort.free_seats"), tuple(float(row["seats"] - row["shared"]) for row in rows))
    else:
        seated = Series(say(lang, "cohort.seated"), tuple(float(row["alone"] - row["over"]) for row in rows))
        over = Series(say(lang, "cohort.no_seat"), tuple(float(row["over"]) for row in rows))
    key, number = ("cohort.bar_shared", "shared") if _sharing(data) else ("cohort.bar", "alone")
    told = [say(lang, key, name=r["offering"], number=r[number], seats=r["seats"]) for r in rows]
    return Bars(
        "demand-chart", say(lang, "cohort.demand"), parted(told, lang), say(lang, "column.offering"),
        say(lang, "column.learners"), tuple(row["offering"] for row in rows), (seated, over),
    )  # fmt: skip


def _terms(data: Data, lang: str) -> Table:
    keys = (*words.several_programmes(data), *TERMS)
    rows = tuple(
        (
            *(row[key] for key in keys),
            ""
            if row["busiest"] is None
            else say(lang, "cohort.busiest", weekday=row["busiest"]["weekday"], number=row["busiest"]["learners"]),
        )
        for row in data["terms"]
    )
    return Table("term-table", say(lang, "cohort.terms"), columns(lang, *keys, "busiest"), rows)


def _sheets(data: Data, lang: str) -> Iterator[Table]:
    cells = tuple(tuple(_in_words(learner, key, lang) for key in FIGURES) for learner in data["learners"])
    yield Table("learners", say(lang, "cohort.table"), columns(lang, *FIGURES, wide=("reason",)), cells)
    told = tuple((name, group["what"]) for group in words.without_plan(data) for name in group["learners"])
    if told:
        names = columns(lang, "id", "reason", wide=("reason",))
        yield Table("without_plan", say(lang, "compare.without_plan"), names, told)
    keys = [key for key in OFFERINGS if key != "shared" or _sharing(data)]
    rows = tuple(tuple(_in_words(row, key, lang) for key in keys) for row in data["demand"])
    yield Table("demand", say(lang, "cohort.demand"), columns(lang, *keys), rows)
    yield _terms(data, lang)
    if "objectives" in data:
        goals = tuple(
            (name, goal["value"], goal["bound"], yes(lang, goal["proven"]), goal["gap"])
            for name, goal, _ in words.goals(data, lang)
        )
        names = columns(lang, "objective", "value", "bound", "proven", "gap")
        yield Table("goals", say(lang, "cohort.goals"), names, goals)
    if data["notices"]:
        yield to_check([entry["text"] for entry in words.notices(data, lang)], lang)
    if data["refused"]:
        bad = tuple((row["line"], row["id"], row["problem"]) for row in data["refused"])
        yield Table("refused", say(lang, "cohort.rows_refused"), columns(lang, "line", "id", "error"), bad)

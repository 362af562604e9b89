"""What a page of a cohort says when exams can be failed: how many come to each class, and when titles come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from planner.messages import say, worded
from planner.report.causes import added_up, cause_lines
from planner.report.documents.chances.rates import past_sections, past_sheet
from planner.report.documents.cohort import risk_shape as shape
from planner.report.documents.cohort import words
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.listing import parted
from planner.report.pages.blocks import Block, Bullets, Cell, Paragraph, Table
from planner.report.pages.cells import columns, money, percent
from planner.report.pages.charts import Bars, Series
from planner.report.pages.page import Section

SEEN = 0.05
"""Learners on average, fewer than whom a page does not list."""
MOST_TERMS = 40
OF = "cohort.risk.column."


def risk_sections(data: CohortDocument) -> Iterator[Section]:
    """The sections, where it was asked for."""
    if "risk" not in data:
        return
    risk = data["risk"]
    yield Section("risk", say("cohort.risk.title"), tuple(_short(risk)))
    if risk["demand"]:
        yield Section("risk-demand", say("cohort.risk.demand"), (_demand(data, risk, SEEN), *_note(risk)), level=3)
    if risk["awards"]:
        yield Section("risk-awards", say("cohort.risk.awards"), tuple(_awards(data, risk)), level=3)
        yield Section("risk-learners", say("cohort.risk.learners"), (_learners(risk),), level=3)
    if risk["left_out"]:
        causes = added_up((each["id"], each["text"]) for each in risk["left_out"])
        lines = tuple(map(worded, cause_lines(causes)))
        yield Section("risk-left-out", say("cohort.risk.left_out"), (Bullets(lines),), level=3)
    if risk["past"] is not None:
        yield from (section._replace(level=3) for section in past_sections(risk["past"]))


def risk_sheets(data: CohortDocument) -> Iterator[Table]:
    """The tables for machines: numbers as they are."""
    if "risk" not in data:
        return
    risk = data["risk"]
    if risk["demand"]:
        yield _demand(data, risk, 0, sheet=True)
    if risk["awards"]:
        yield _award_table(data, risk, sheet=True)
        yield _learners(risk, sheet=True)
    if risk["left_out"]:
        rows = tuple((each["id"], worded(each["text"])) for each in risk["left_out"])
        keys = columns("id", "why", wide=("why",), of=OF)
        yield Table("risk_left_out", say("cohort.risk.left_out"), keys, rows)
    if risk["past"] is not None:
        yield past_sheet(risk["past"])


def _short(risk: shape.CohortRisk) -> Iterator[Block]:
    yield Paragraph(say("cohort.risk.lead", count=len(risk["learners"])))
    on_time = risk["on_time"]
    if on_time is not None:
        low, high = on_time["interval"]
        values = {"expected": _number(on_time["expected"]), "of": on_time["of"], "low": low, "high": high}
        yield Paragraph(say("cohort.risk.on_time", **values))
    yield from (Paragraph(worded(text)) for text in risk["warnings"])


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", say("cell.point"))


def _between(told: shape.Expected) -> str:
    low, high = told["interval"]
    return str(low) if low == high else say("past.between", low=low, high=high)


def _demand(data: CohortDocument, risk: shape.CohortRisk, least: float, *, sheet: bool = False) -> Table:
    """Classes with who comes to them."""
    several = words.several_programmes(data)
    known = [row for row in risk["demand"] if row["expected"] >= least]
    bounds = ("low", "high") if sheet else ("between",)
    keys = (*several, "unit", "modality", "term", "expected", *bounds, "repeaters", "seats", "over")
    rows = []
    for row in known:
        term = row["term"] if row["term"] == row["last_term"] else f"{row['term']} – {row['last_term']}"
        over = row["over"]
        cells: Mapping[str, Cell] = {
            "programme": row["programme"], "unit": row["unit"], "modality": say(f"modality.{row['modality']}"),
            "term": term, "expected": row["expected"] if sheet else _number(row["expected"]),
            "between": _between(row), "low": row["interval"][0], "high": row["interval"][1],
            "repeaters": row["repeaters"] if sheet else _number(row["repeaters"]),
            "seats": "" if row["seats"] is None else row["seats"],
            "over": "" if over is None else over if sheet else percent(over),
        }  # fmt: skip
        rows.append(tuple(cells[key] for key in keys))
    name = "risk_demand" if sheet else "risk-demand-table"
    return Table(name, say("cohort.risk.demand"), columns(*keys, of=OF), tuple(rows))


def _note(risk: shape.CohortRisk) -> Iterator[Block]:
    left = sum(row["expected"] < SEEN for row in risk["demand"])
    if left:
        yield Paragraph(say("cohort.risk.others", count=left))


def _awards(data: CohortDocument, risk: shape.CohortRisk) -> Iterator[Block]:
    several = words.several_programmes(data)
    rows = [row for row in risk["awards"] if row["expected"] >= SEEN]
    if 0 < len(rows) <= MOST_TERMS:
        names = [f"{row['programme']} {row['term']}" if several else row["term"] for row in rows]
        alts = [
            say("cohort.risk.bar", name=name, number=_number(row["expected"]))
            for name, row in zip(names, rows, strict=True)
        ]
        told = Series(say("cohort.risk.axis"), tuple(row["expected"] for row in rows))
        yield Bars(
            "risk-award-chart", say("cohort.risk.awards"), worded(parted(alts)), say("cohort.risk.column.term"),
            say("cohort.risk.axis"), tuple(names), (told,), in_table=True,
        )  # fmt: skip
    yield _award_table(data, risk)


def _award_table(data: CohortDocument, risk: shape.CohortRisk, *, sheet: bool = False) -> Table:
    several = words.several_programmes(data)
    bounds = ("low", "high") if sheet else ("between",)
    keys = (*several, "term", "ends", "expected", *bounds, "by_then", *(f"by_{name}" for name in bounds))
    rows = []
    for row in risk["awards"]:
        if not sheet and row["expected"] < SEEN:
            continue
        then = row["by_then"]
        cells: Mapping[str, Cell] = {
            "programme": row["programme"], "term": row["term"], "ends": date.fromisoformat(row["ends"]),
            "expected": row["expected"] if sheet else _number(row["expected"]), "between": _between(row),
            "low": row["interval"][0], "high": row["interval"][1],
            "by_then": then["expected"] if sheet else _number(then["expected"]), "by_between": _between(then),
            "by_low": then["interval"][0], "by_high": then["interval"][1],
        }  # fmt: skip
        rows.append(tuple(cells[key] for key in keys))
    return Table(
        "risk_awards" if sheet else "risk-award-table", say("cohort.risk.awards"), columns(*keys, of=OF), tuple(rows)
    )


def _learners(risk: shape.CohortRisk, *, sheet: bool = False) -> Table:
    keys = columns("id", "on_time", "half", "likely", "terms", "cost", of=OF)
    rows = tuple(
        (
            each["id"], "" if each["on_time"] is None else each["on_time"] if sheet else percent(each["on_time"]),
            each["half"] or "", each["likely"] or "", round(each["expected_terms"], 2),
            money(each["expected_cost"], each["currency"]),
        ) for each in risk["learners"]
    )  # fmt: skip
    return Table("risk_learners" if sheet else "risk-learner-table", say("cohort.risk.learners"), keys, rows)

"""A comparison as the plain data of `planner/compare/1`; its text is `report.compare_text`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from planner import __version__
from planner.check.cost import cost
from planner.domain.calendar import months
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.messages import say
from planner.messages import text as say_text
from planner.report import basis
from planner.report.compare_why import binds, reason, unpriced
from planner.report.conflicts import conflict_data
from planner.report.documents.plan.data import day_data, of_result
from planner.report.documents.plan.milestones import reached
from planner.report.documents.plan.shape import Asked, PlanDocument
from planner.report.holdings import holdings
from planner.report.listing import listed
from planner.report.notices import notices_data
from planner.report.stored import in_words
from planner.solve.result import UNKNOWN as UNDECIDED
from planner.study.compare import Comparison, Row

SCHEMA = "planner/compare/1"
Data = dict[str, Any]


def compare_data(found: Comparison, meta: Asked, today: date | None = None) -> Data:
    """The data. Rows stand in the order in which they were asked for; other parts name them by their places from 0.

    Money is in the programme's currency and None where unknown; what a row without a plan cannot have is None.
    """
    rows = [_row(row, meta, today) for row in found.rows]
    cases = [row.case for row in found.rows if row.case is not None]
    return {
        "schema": SCHEMA,
        "status": found.status,
        "learner": cases[0].learner.id,
        "fictional": any(case.learner.fictional or bool(case.programme.about["fictional"]) for case in cases),
        "programmes": [_programme(case) for case in {case.programme.id: case for case in cases}.values()],
        "varied": _varied(rows),
        "ranked_by": found.by,
        "rows": rows,
        "assumptions": _gathered(row["plan"]["assumptions"] if row["plan"] else () for row in rows),
        "warnings": _gathered(({"text": text} for text in _warnings(row, data))
                              for row, data in zip(found.rows, rows, strict=True)),
        "notices": _gathered(_notices(row, data, today) for row, data in zip(found.rows, rows, strict=True)),
        "meta": {"planner": __version__, **meta, **day_data(cases, today)},
    }  # fmt: skip


def _programme(case: Case) -> Data:
    about = case.programme.about
    title = say_text(case.programme.title)
    return {"id": case.programme.id, "title": title, "vintage": about["vintage"], "school": about["school"]}


def _varied(rows: list[Data]) -> list[str]:
    """The keys in which rows differ: of the row itself, and of its `changes`."""
    keys = [key for key in ("programme", "start", "pathway", "funding") if len({str(row[key]) for row in rows}) > 1]
    changed = dict.fromkeys(key for row in rows for key in row["changes"])
    return keys + [key for key in changed if len({str(row["changes"][key]) for row in rows}) > 1]


def _row(row: Row, meta: Asked, today: date | None) -> Data:
    asked, case = row.entry.combination, row.case
    data: Data = {
        "programme": case.programme.id if case else asked.programme,
        "start": asked.start,
        "pathway": asked.pathway,
        "funding": asked.funding,
        "changes": dict(asked.changes),
        "labels": labels(row),
        "status": row.status,
        "reason": reason(row),
        "front": row.front,
        "dominated_by": list(row.dominated_by),
        "bottleneck": row.bottleneck.kind if row.bottleneck else None,
        **dict.fromkeys(UNKNOWN),
        **{key: [] for key in NOTHING},
    }
    if case is None or row.result is None:
        return data
    data["starts"] = case.start_day.isoformat()
    if row.result.plan is None:
        if row.bottleneck:
            data["conflicts"] = in_words(conflict_data(case, row.bottleneck.conflict))
        return data
    shown = in_words(of_result(case, row.result, today=today, meta=meta))
    return data | _figures(case, row.result.plan, shown) | {
        "binds": binds(case, row.result.plan, row.bottleneck),
        "holds": in_words(holdings(case, row.result.plan)),
        "plan": shown,
    }  # fmt: skip


UNKNOWN = (
    "starts", "duration", "months", "certificate", "award", "cost", "peak", "internship", "binds", "plan"
)  # fmt: skip
NOTHING = ("conflicts", "admission", "holds")
"""Keys that a row without a plan has as None, and as an empty list."""


def labels(row: Row) -> Data:
    """What was combined, in words: `programme`, `pathway` and `funding`."""
    asked, case = row.entry.combination, row.case
    titles = case.programme.fundings if case else {}
    named = say(f"compare.pathway_{asked.pathway}") if asked.pathway in PATHWAYS else str(asked.pathway)
    parts = []
    for entry in asked.funding if isinstance(asked.funding, list) else [asked.funding]:
        for funding, units in entry.items() if isinstance(entry, dict) else [(entry, ())]:
            title = say_text(titles.get(str(funding), str(funding)))
            parts.append(say("compare.paid", name=title, units=listed(units)) if units else title)
    programme = say_text(case.programme.short_title) if case else asked.programme
    vintage = case.programme.about["vintage"] if case else ""
    return {"programme": f"{programme} {vintage}".strip(), "pathway": named, "funding": " + ".join(parts)}


PATHWAYS = ("evening", "daytime", "mixed", "distance")


def _figures(case: Case, plan: Plan, shown: PlanDocument) -> Data:
    paid = shown["cost"]
    why = unpriced(case, cost(case, plan))
    span, award = plan.internship, date.fromisoformat(reached(shown)["date"])
    return {
        "duration": plan.award - case.learner.start + 1,
        "months": months(case.start_day, award),
        "certificate": shown["certificate"],
        "award": shown["award"],
        "cost": {**{key: paid[key] for key in ("known", "total", "own", "currency", "by_year")}, "why": why},
        "peak": _peak(shown),
        "internship": {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()} if span else None,
        "admission": [say_text(text) for text in _admission(case, plan)],
    }


def _peak(shown: PlanDocument) -> Data:
    """The fullest term, the first of them; most evenings a week in any term."""
    fullest = max(shown["terms"], key=lambda term: len(term["units"]))
    return {
        "units": len(fullest["units"]),
        "evenings": max(term["evenings"] for term in shown["terms"]),
        "hours_per_week": fullest["hours_per_week"],
        "term": fullest["term"] if fullest["units"] else None,
    }


def _admission(case: Case, plan: Plan) -> Iterable[Any]:
    """The steps of the pathway; those of the daytime for a plan with daytime units where the pathway names none."""
    own, daytime = (case.programme.pathways.get(name) for name in (case.learner.pathway, "daytime"))
    if own and own.admission:
        return own.admission
    taken = any(offering.modality == "daytime" for offering in plan.chosen)
    return daytime.admission if daytime and taken else ()


def _warnings(row: Row, data: Data) -> Iterator[str]:
    if row.status == UNDECIDED:
        yield say("compare.unproven")
    if data["plan"]:
        yield from data["plan"]["warnings"]
    elif row.case is not None:
        yield from (say(key, **values) for key, values in basis.warnings_without_plan(row.case))


def _notices(row: Row, data: Data, today: date | None) -> Iterable[Data]:
    if data["plan"]:
        return list(data["plan"]["notices"])
    return () if row.case is None else in_words(notices_data(row.case, (), today))


def _gathered(rows: Iterable[Iterable[Data]]) -> list[Data]:
    """Each entry once, with the places of the rows that have it."""
    found: dict[str, Data] = {}
    for place, entries in enumerate(rows):
        for entry in entries:
            kept = found.setdefault(f"{entry.get('id')} {entry['text']}", {**entry, "rows": []})
            kept["rows"].append(place)
    return list(found.values())

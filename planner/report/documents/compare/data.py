"""A comparison as the data of its document. Rows stand in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from planner import __version__
from planner.check.cost import cost
from planner.domain.calendar import months
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.text import Joined, Key, Words
from planner.report import basis
from planner.report.conflicts import conflict_data
from planner.report.documents import part, wording
from planner.report.documents.compare.holdings import holdings
from planner.report.documents.compare.shape import (
    SCHEMA,
    Asked,
    Assumed,
    Combined,
    CompareDocument,
    Curriculum,
    EmptyRow,
    Labels,
    Noticed,
    Paid,
    Peak,
    PlannedRow,
    Row,
    Warned,
    has_plan,
)
from planner.report.documents.compare.why import binds, reason, unpriced
from planner.report.documents.plan.basis_shape import Notice
from planner.report.documents.plan.data import asked, day_data, of_part
from planner.report.documents.plan.milestones import reached
from planner.report.documents.plan.shape import PlanDocument
from planner.report.documents.plan.terms_shape import Term
from planner.report.listing import listed
from planner.report.notices import notices_data
from planner.report.stored import made_of
from planner.service.compare import CompareAnswer
from planner.service.settings import Settings
from planner.solve.result import UNKNOWN
from planner.study.compare import Row as Compared

PATHWAYS = ("evening", "daytime", "mixed", "distance")
"""Those that people have a word for."""
Entry = TypeVar("Entry")


def data(answer: CompareAnswer) -> CompareDocument:
    """The document. Money is in the programme's currency, None where unknown."""
    found, settings = answer.comparison, answer.settings
    rows = [_row(row, settings) for row in found.rows]
    both = list(zip(found.rows, rows, strict=True))
    cases = [row.case for row in found.rows if row.case is not None]
    return {
        "schema": SCHEMA,
        "status": found.status,
        "learner": cases[0].learner.id,
        "fictional": any(case.fictional for case in cases),
        "programmes": [
            part(Curriculum, {**case.programme.about, "id": case.programme.id, "title": case.programme.title})
            for case in {case.programme.id: case for case in cases}.values()
        ],
        "varied": _varied(rows),
        "ranked_by": found.by,
        "rows": rows,
        "assumptions": _once(Assumed, (row["plan"]["assumptions"] if has_plan(row) else () for row in rows)),
        "warnings": _once(Warned, ([{"text": text} for text in _warnings(*each)] for each in both)),
        "notices": _once(Noticed, (_notices(*each, settings) for each in both)),
        "meta": {"planner": __version__, **asked(settings), **day_data(cases, settings.day)},
        **wording(cases),
    }


def _once(kind: type[Entry], rows: Iterable[Iterable[Mapping[str, Any]]]) -> list[Entry]:
    """What is told of rows, each once by its id and text, with the places of the rows that have it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for place, entries in enumerate(rows):
        for entry in entries:
            name = entry.get("id", ""), made_of(entry["text"])
            found.setdefault(name, {**entry, "rows": []})["rows"].append(place)
    return [part(kind, entry) for entry in found.values()]


def _warnings(row: Compared, made: Row) -> Iterator[Words]:
    if row.status == UNKNOWN:
        yield Key("compare.unproven")
    if has_plan(made):
        yield from made["plan"]["warnings"]
    elif row.case is not None:
        yield from (Key(key, **values) for key, values in basis.warnings_without_plan(row.case))


def _notices(row: Compared, made: Row, settings: Settings) -> Sequence[Notice]:
    if has_plan(made):
        return made["plan"]["notices"]
    return () if row.case is None else notices_data(row.case, (), settings.day)


def _varied(rows: Sequence[Row]) -> list[str]:
    """The keys in which rows differ: of the row itself, and of its `changes`."""
    asked = [{**part(Asked, row), **row["changes"]} for row in rows]
    keys = dict.fromkeys(key for row in asked for key in row)
    return [key for key in keys if len({str(row[key]) for row in asked}) > 1]


def _row(row: Compared, settings: Settings) -> Row:
    case, result = row.case, row.result
    if case is not None and result is not None and result.plan is not None:
        return _planned(row, case, result.plan, of_part(case, result, settings))
    conflict = row.bottleneck.conflict if case is not None and result is not None and row.bottleneck else None
    return part(EmptyRow, {
        **dict.fromkeys(EmptyRow.__annotations__),
        **_combined(row),
        "starts": case.start_day.isoformat() if case is not None and result is not None else None,
        "conflicts": conflict_data(case, conflict) if case is not None and conflict is not None else [],
        "admission": [],
        "holds": [],
    })  # fmt: skip


def _combined(row: Compared) -> Combined:
    asked, case = row.entry.combination, row.case
    return {
        "programme": case.programme.id if case else asked.programme,
        "start": asked.start,
        "pathway": asked.pathway,
        "funding": asked.funding,
        "changes": dict(asked.changes),
        "labels": _labels(row),
        "status": row.status,
        "reason": reason(row),
        "front": row.front,
        "dominated_by": list(row.dominated_by),
        "bottleneck": row.bottleneck.kind if row.bottleneck else None,
    }


def _planned(row: Compared, case: Case, plan: Plan, made: PlanDocument) -> PlannedRow:
    span = plan.internship
    return {
        **_combined(row),
        "starts": case.start_day.isoformat(),
        "duration": plan.award - case.learner.start + 1,
        "months": months(case.start_day, date.fromisoformat(reached(made)["date"])),
        "certificate": made["certificate"],
        "award": made["award"],
        "cost": _paid(case, plan, made),
        "peak": _peak(made["terms"]),
        "internship": {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()} if span else None,
        "binds": binds(case, plan, row.bottleneck),
        "plan": made,
        "conflicts": [],
        "admission": list(_admission(case, plan)),
        "holds": holdings(case, plan),
    }


def _labels(row: Compared) -> Labels:
    asked, case = row.entry.combination, row.case
    titles = case.programme.fundings if case else {}
    parts: list[Words] = []
    for entry in asked.funding if isinstance(asked.funding, list) else [asked.funding]:
        for funding, units in entry.items() if isinstance(entry, dict) else [(entry, ())]:
            title = titles.get(str(funding), str(funding))
            named = [str(unit) for unit in units] if isinstance(units, list | tuple) else []  # a file may say anything
            parts.append(Key("compare.paid", name=title, units=listed(named)) if named else title)
    return {
        "programme": _name(case) if case else asked.programme or "",
        "pathway": Key(f"compare.pathway_{asked.pathway}") if asked.pathway in PATHWAYS else str(asked.pathway),
        "funding": Joined(tuple(parts), " + "),
    }


def _name(case: Case) -> Words:
    named = (case.programme.short_title, case.programme.about["vintage"])
    return Joined(tuple(part for part in named if part), " ")


def _paid(case: Case, plan: Plan, made: PlanDocument) -> Paid:
    return part(Paid, {**made["cost"], "why": unpriced(case, cost(case, plan))})


def _peak(terms: Sequence[Term]) -> Peak:
    fullest = max(terms, key=lambda term: len(term["units"]))
    return {
        "units": len(fullest["units"]),
        "evenings": max(term["evenings"] for term in terms),
        "hours_per_week": fullest["hours_per_week"],
        "term": fullest["term"] if fullest["units"] else None,
    }


def _admission(case: Case, plan: Plan) -> Sequence[Words]:
    """The steps of the pathway; those of the daytime for a plan with daytime units where the pathway names none."""
    own, daytime = (case.programme.pathways.get(name) for name in (case.learner.pathway, "daytime"))
    if own and own.admission:
        return own.admission
    taken = any(offering.modality == "daytime" for offering in plan.chosen)
    return daytime.admission if daytime and taken else ()

"""The front of duration, cost and load as the plain data of `planner/frontier/1`, and as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.domain.text import Cents
from planner.messages import day, money, say, worded
from planner.report.documents.plan.data import of_result
from planner.report.documents.plan.milestones import reached
from planner.report.documents.plan.shape import Asked
from planner.report.frame import assumption_lines, head, warning_lines
from planner.report.layout import bullet
from planner.report.listing import parted
from planner.report.notices import shared_notices
from planner.report.short import shared_assumptions, shared_warnings, short_plan
from planner.report.stored import in_words
from planner.solve.result import FEASIBLE, OPTIMAL
from planner.study.frontier import Frontier, may_be_unknown
from planner.study.sweep import FRONT, Point

Data = dict[str, Any]
SCHEMA = "planner/frontier/1"
KEPT = ("programme", "learner", "fictional", "start", "pathway", "funding", "migration", "goal", "waived", "pause")
COLUMNS = ("plan", "duration", "award", "cost", "load", "evenings")


def frontier_data(
    case: Case, found: Frontier, meta: Asked, max_terms: int | None = None, today: date | None = None
) -> Data:
    """The data: `points` by duration, cost and load, each with a `plan` of `planner/plan/1`; `cost` in the programme's
    currency, None where unknown. `open` says where others may exist when the search is not `complete`.
    """
    best = in_words(of_result(case, found.first, today=today, meta=meta))
    complete = found.complete and all(point.result.status == OPTIMAL for point in found.points)
    points = [_point(case, point, meta, today) for point in found.points]
    for place, point in enumerate(points):
        point["why"] = _why(case, points, place, found.complete)
    return {
        "schema": SCHEMA,
        "status": OPTIMAL if complete else FEASIBLE,
        **{key: best[key] for key in KEPT if key in best},
        "currency": case.programme.currency,
        "objectives": list(FRONT),
        "max_terms": max_terms,
        "complete": found.complete,
        "open": None if found.complete else {"load": found.open_load, "unknown_cost_only": found.open_unknown},
        "solves": found.solves,
        "points": points,
        "warnings": [*_warnings(case, found)],
        "notices": in_words(shared_notices([point["plan"] for point in points])),
        "meta": best["meta"],
    }


def _point(case: Case, point: Point, meta: Asked, today: date | None) -> Data:
    shown = in_words(of_result(case, point.result, today=today, meta=meta))
    return {
        "duration": point.duration,
        "award": shown["award"],
        "cost": None if point.cost is None else point.cost / 100,
        "load": point.load,
        "evenings": max((term["evenings"] for term in shown["terms"]), default=0),
        "proven": point.proven,
        "why": "",
        "plan": shown,
    }


def _why(case: Case, points: list[Data], place: int, complete: bool) -> str:
    """What a point is the best in, where that is proven, and what it trades against the one before."""
    if complete and len(points) == 1:
        return say("frontier.only" if points[0]["cost"] is not None else "frontier.only_unpriced")
    parts = [say("frontier.shortest")] if place == 0 else []
    costs = [point["cost"] for point in points]
    known = [cost for cost in costs if cost is not None]
    if complete and known and place == costs.index(min(known)):
        parts.append(say("frontier.cheapest"))
    loads = [point["load"] for point in points]
    if complete and place == loads.index(min(loads)):
        parts.append(say("frontier.lightest"))
    if place:
        trade = ", ".join(_trade(case, points[place - 1], points[place]))
        parts.append(say("frontier.against", number=place, what=trade))
    return worded(parted(parts))


def _trade(case: Case, before: Data, own: Data) -> Iterator[str]:
    """The differences of two points that follow each other."""
    if own["duration"] > before["duration"]:
        yield say("frontier.longer", count=own["duration"] - before["duration"])
    known = own["cost"] is not None, before["cost"] is not None
    if all(known) and own["cost"] != before["cost"]:
        key = "alternatives.less" if own["cost"] < before["cost"] else "alternatives.more"
        cents = round(100 * abs(own["cost"] - before["cost"]))
        yield say(key, amount=Cents(cents, case.programme.currency))
    elif any(known) and not all(known):
        yield say("frontier.becomes_known" if known[0] else "frontier.becomes_unknown")
    if own["load"] != before["load"]:
        yield say("alternatives.load", count=own["load"], before=before["load"])


def _warnings(case: Case, found: Frontier) -> Iterator[str]:
    """What the front leaves open, and what became of plans whose cost is unknown."""
    if not found.complete:
        if found.open_load is None:
            yield say("frontier.open")
        else:
            yield say("frontier.open_load", count=found.open_load)
    if all(point.cost is None for point in found.points):
        yield say("frontier.unpriced")
    elif may_be_unknown(case):
        yield say("frontier.partly")


def frontier_text(case: Case, data: Data) -> str:
    """The same for people: a table of the points, then each plan in a few lines."""
    points = data["points"]
    lines = [*head(_about_all(data), "frontier.title", _came(data))]
    if data["max_terms"] is not None:
        lines += [""] if data["notices"] else []
        lines += bullet(say("frontier.max_terms", count=data["max_terms"]), "", 0)
    lines += ["", *_table(case, points)]
    for number, point in enumerate(points, 1):
        lines += ["", *short_plan(point["plan"], number, point["why"])]
    plans = [point["plan"] for point in points]
    lines += warning_lines([*data["warnings"], *_shared(case, plans)])
    title = "alternatives.assumptions" if len(plans) > 1 else "text.assumptions"
    return "\n".join([*lines, *assumption_lines(shared_assumptions(plans), title)]) + "\n"


def _came(data: Data) -> str:
    """The messages that say what came of the search."""
    return "frontier" if any(point["cost"] is not None for point in data["points"]) else "unpriced"


def _about_all(data: Data) -> Any:
    """What the head tells of the learner is the same for all of the plans."""
    return {**data, "about": data["points"][0]["plan"]["about"]}


def lead_texts(data: Data) -> Iterator[str]:
    """What the plans are, and how far was looked."""
    yield say(f"{_came(data)}.{data['status']}")
    if data["max_terms"] is not None:
        yield say("frontier.max_terms", count=data["max_terms"])


def _shared(case: Case, plans: list[Any]) -> Iterator[str]:
    """What to check of the plans; which dates are projected is said once, for the longest of them."""
    calendar = case.programme.calendar
    said = []
    for plan in plans:
        names = ", ".join(term["term"] for term in plan["terms"] if term["projected"])
        said.append(say("warning.projected", year=calendar.year_name(calendar.year), names=names))
    yield from shared_warnings([p | {"warnings": [t for t in p["warnings"] if t not in said]} for p in plans])
    longest = max(range(len(plans)), key=lambda place: len(plans[place]["terms"]))
    yield from (text for text in plans[longest]["warnings"] if text == said[longest])


def _table(case: Case, points: list[Data]) -> Iterator[str]:
    rows = [[say(f"frontier.column.{name}") for name in COLUMNS]]
    for number, point in enumerate(points, 1):
        cents = None if point["cost"] is None else round(100 * point["cost"])
        terms = say("frontier.terms", count=point["duration"])
        price = money(cents, case.programme.currency)
        ends = reached(point["plan"])
        award = f"{ends['term']} ({day(date.fromisoformat(ends['date']))})"
        rows.append([str(number), terms, award, price, str(point["load"]), str(point["evenings"])])
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    for row in rows:
        yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
    yield from bullet(say("frontier.peak"), "", 2)

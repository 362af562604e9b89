"""The front of duration, cost and load as the data of its document: each point with what it trades."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.text import Cents, Joined, Key, Words
from planner.report.documents import part, wording
from planner.report.documents.frontier.shape import SCHEMA, FrontierDocument, Point
from planner.report.documents.plan.data import of_part
from planner.report.documents.several.shared import shared_notices
from planner.report.documents.several.whose import Told, Whose
from planner.report.listing import parted
from planner.service.frontier import FrontierAnswer
from planner.service.settings import Settings
from planner.solve.result import FEASIBLE, OPTIMAL
from planner.study.frontier import Frontier, may_be_unknown
from planner.study.sweep import FRONT
from planner.study.sweep import Point as Found


def data(answer: FrontierAnswer) -> FrontierDocument:
    """The document, without a word."""
    case, found = answer.case, answer.found
    best = of_part(case, found.first, answer.settings)
    complete = found.complete and all(point.result.status == OPTIMAL for point in found.points)
    points = [_point(case, point, answer.settings) for point in found.points]
    for place, point in enumerate(points):
        point["why"] = _why(points, place, case.programme.currency, complete=found.complete)
    return {
        "schema": SCHEMA,
        "status": OPTIMAL if complete else FEASIBLE,
        **part(Whose, best),
        **part(Told, best),
        "currency": case.programme.currency,
        "objectives": list(FRONT),
        "max_terms": answer.max_terms,
        "complete": found.complete,
        "open": None if found.complete else {"load": found.open_load, "unknown_cost_only": found.open_unknown},
        "solves": found.solves,
        "points": points,
        "warnings": list(_warnings(case, found)),
        "notices": shared_notices([point["plan"] for point in points]),
        "meta": best["meta"],
        **wording([case]),
    }


def _point(case: Case, point: Found, settings: Settings) -> Point:
    plan = of_part(case, point.result, settings)
    return {
        "duration": point.duration,
        "award": plan["award"],
        "cost": None if point.cost is None else point.cost / 100,
        "load": point.load,
        "evenings": max((term["evenings"] for term in plan["terms"]), default=0),
        "proven": point.proven,
        "why": "",
        "plan": plan,
    }


def _why(points: list[Point], place: int, currency: str, *, complete: bool) -> Words:
    """What a point is the best in, where that is proven, and what it trades against the one before."""
    if complete and len(points) == 1:
        return Key("frontier.only" if points[0]["cost"] is not None else "frontier.only_unpriced")
    parts = [Key("frontier.shortest")] if place == 0 else []
    costs = [point["cost"] for point in points]
    known = [cost for cost in costs if cost is not None]
    if complete and known and place == costs.index(min(known)):
        parts.append(Key("frontier.cheapest"))
    loads = [point["load"] for point in points]
    if complete and place == loads.index(min(loads)):
        parts.append(Key("frontier.lightest"))
    if place:
        trade = Joined(tuple(_trade(points[place - 1], points[place], currency)))
        parts.append(Key("frontier.against", number=place, what=trade))
    return parted(parts)


def _trade(before: Point, own: Point, currency: str) -> Iterator[Key]:
    """The differences of two points that follow each other."""
    if own["duration"] > before["duration"]:
        yield Key("frontier.longer", count=own["duration"] - before["duration"])
    mine, its = own["cost"], before["cost"]
    if mine is not None and its is not None:
        if mine != its:
            amount = Cents(round(100 * abs(mine - its)), currency)
            yield Key("alternatives.less" if mine < its else "alternatives.more", amount=amount)
    elif mine is not its:
        yield Key("frontier.becomes_known" if its is None else "frontier.becomes_unknown")
    if own["load"] != before["load"]:
        yield Key("alternatives.load", count=own["load"], before=before["load"])


def _warnings(case: Case, found: Frontier) -> Iterator[Key]:
    """What the front leaves open, and what became of plans whose cost is unknown."""
    if not found.complete:
        if found.open_load is None:
            yield Key("frontier.open")
        else:
            yield Key("frontier.open_load", count=found.open_load)
    if all(point.cost is None for point in found.points):
        yield Key("frontier.unpriced")
    elif may_be_unknown(case):
        yield Key("frontier.partly")

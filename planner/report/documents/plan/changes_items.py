"""What a new plan changes, item by item for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.domain.history import LOST
from planner.domain.text import Cents, Joined, Key
from planner.messages import say
from planner.report.documents.plan.about import dated, reports
from planner.report.documents.plan.milestones import duration, reached
from planner.report.listing import listed
from planner.report.pages.blocks import Item
from planner.report.pages.cells import day, money

if TYPE_CHECKING:
    from planner.report.documents.plan import changes_shape as shape
    from planner.report.documents.plan.shape import PlanDocument

MANY = 3
"""So many moves with one cause are told together."""
OF_ONE = ("unit", "term", "starts")
"""Values of a reason that differ from unit to unit where the cause is the same."""


def replan_items(data: PlanDocument) -> Iterator[Item]:
    """What changed, item by item; the same where there is a plan."""
    told = data["replan"]
    yield Item(_compared(data))
    yield from odd_items(data, told)
    for entry in told["retakes"]:
        yield Item(_retake_text(data, entry))
    for row in told["results"]:
        if row["unit"] in reports(data) and row["result"] in LOST:
            values = {"unit": row["unit"], "result": Key(f"report_result.{row['result']}"), "failed": row["term"]}
            yield Item(say("replan.report", **values, term=dated(data, reached(data)["term"])))
    for unit in told["no_longer"]:
        yield Item(say("replan.acquired", unit=unit))
    others = bool(told["retakes"] or told["no_longer"] or told["added"])
    yield from _move_items(told["moves"], others=others)
    for new in told["added"]:
        key = "replan.added" if new["from"] is None else "replan.other_offer"
        yield Item(say(key, unit=new["unit"], after=new["to"], before=new["from"] or ""))
    if told["supposed"]:
        yield Item(say("replan.supposed", units=Joined(tuple(dict.fromkeys(told["supposed"])))), "! ")
    yield from _spent_item(data)
    for other in told["otherwise"]:
        yield from _otherwise_items(data, other)


def _compared(data: PlanDocument) -> str:
    """The new award beside the old one."""
    later, new = duration(data) - data["replan"]["before"]["duration"], dated(data, reached(data)["term"])
    if later == 0:
        return say("replan.same", term=new)
    return say("replan.later" if later > 0 else "replan.sooner", term=new, count=abs(later))


def _spent_item(data: PlanDocument) -> Iterator[Item]:
    """What was due before the first open term, and the rest."""
    told, paid = data["replan"], data["cost"]
    if told["spent"] is not None and paid["total"] is not None and told["now"] != data["start"]:
        spent, total = round(told["spent"] * 100), round(paid["total"] * 100)
        amounts = {"spent": Cents(spent, paid["currency"]), "rest": Cents(total - spent, paid["currency"])}
        yield Item(say("replan.spent", **amounts, term=dated(data, told["now"])))


def _move_items(moved: Sequence[shape.Move], *, others: bool) -> Iterator[Item]:
    """Each unit that moves, or that no unit does, or no other than those already told."""
    if not moved:
        yield Item(say("replan.no_move" if others else "replan.nothing"))
    for entry in _grouped(moved):
        if not isinstance(entry, dict):
            yield Item(say("replan.moves", count=len(entry), why=entry[0]["reason"] or ""))
            for each in entry:
                yield Item(say("replan.moves_one", unit=each["unit"], before=each["from"], after=each["to"]), level=1)
            continue
        values = {"unit": entry["unit"], "before": entry["from"], "after": entry["to"], "why": entry["reason"]}
        asked = entry["rule"] == "pin"
        if entry["to"] is None:
            key = "replan.gone_asked" if asked else "replan.gone"
        elif entry["to"] == entry["from"]:
            key = "replan.other_classes"
            values["modality"] = entry["modality"]["to"]
        else:
            key = "replan.move_asked" if asked else "replan.move"
        yield Item(say(key, **values))


def _grouped(moved: Sequence[shape.Move]) -> list[shape.Move | list[shape.Move]]:
    """The moves, those with one cause together where they are many: the first of them stands for all."""
    causes: dict[str, list[shape.Move]] = {}
    for entry in moved:
        causes.setdefault(_cause(entry), []).append(entry)
    found: list[shape.Move | list[shape.Move]] = []
    for entry in moved:
        alike = causes[_cause(entry)]
        if len(alike) < MANY:
            found.append(entry)
        elif entry is alike[0]:
            found.append(alike)
    return found


def _cause(entry: shape.Move) -> str:
    """What keeps a unit from its old place, whichever unit it is; the unit itself where it has a reason of its own."""
    why = entry["reason"]
    if entry["to"] in (None, entry["from"]) or entry["rule"] == "pin" or not isinstance(why, Key):
        return entry["unit"]
    return repr((why.key, sorted((k, repr(v)) for k, v in why.values.items() if k not in OF_ONE)))


def _retake_text(data: PlanDocument, entry: shape.Retake) -> str:
    result = Key(f"result.{entry['result']}")
    values = {"unit": entry["unit"], "result": result, "failed": entry["failed"]}
    if entry["how"] == "dropped":
        return say("replan.dropped", **values)
    if entry["how"] == "resit":
        return say("replan.resit", **values, starts=day(entry["starts"]), ends=day(entry["ends"]))
    price = money(entry["cost"], data["cost"]["currency"])
    return say("replan.retake", **values, term=dated(data, entry["to"] or ""), amount=price)


def _otherwise_items(data: PlanDocument, other: shape.Otherwise) -> Iterator[Item]:
    lead = say("replan.if_resit" if other["resit"] else "replan.if_failed", units=listed(other["units"]))
    if "award" not in other:
        yield Item(say("colon", name=lead, value=say(f"replan.{other['status']}")), "? ")
        return
    price = money(other["cost"], data["cost"]["currency"])
    values = {"term": dated(data, other["award"]), "cost": Key("why.cost_unknown") if price is None else price}
    later = other["later"]
    then = say("replan.then_later", **values, count=later) if later > 0 else say("replan.then_same", **values)
    yield Item(say("colon", name=lead, value=then), "? ")
    for entry in other["retakes"]:
        yield Item(_retake_text(data, entry), level=1)
    for item in _move_items(other["moves"], others=bool(other["retakes"])):
        yield item._replace(level=1)


def odd_items(data: PlanDocument, told: shape.Replan) -> Iterator[Item]:
    """The same in words, from the key `replan` of the document, after results that one would not expect: of units that
    were not planned there, and of terms that are still to come.
    """
    for row in told["unplanned"]:
        key = "replan.unplanned" if row["planned"] is None else "replan.elsewhere"
        yield Item(say(key, unit=row["unit"], term=dated(data, row["term"]), planned=row["planned"] or ""), "! ")
    for result in told["to_come"]:
        yield Item(say("replan.to_come", unit=result["unit"], term=dated(data, result["term"])), "! ")
    for entry in told["overdue"]:
        days = {key: day(entry.get(key)) for key in ("starts", "ends", "enrol_by") if key in entry}
        values = {"term": dated(data, entry["term"]), "units": listed(entry["units"]), "today": day(told["today"])}
        yield Item(say(f"replan.overdue.{entry['what']}", **values, **days), "! ")

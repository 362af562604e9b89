"""A new plan beside the one before: what moved and why, what is retaken, what is spent and what may still fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.check.assignment import payers
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.history import LOST, Attempt
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.text import Cents, Key
from planner.messages import dated, obstacle, say, worded
from planner.report.document import reached
from planner.report.events import reached_day
from planner.report.layout import Item, bulleted, heading
from planner.report.listing import listed
from planner.report.overdue import odd_items, overdue
from planner.study.moved import Move

if TYPE_CHECKING:
    from planner.storage.results import ResultRow
    from planner.study.replan import Otherwise, Replan

Data = dict[str, Any]


def replan_data(found: Replan) -> Data:
    """The key `replan` of the document: what was before, moves, retakes, money, and what depends on open results."""
    case, plan = found.case, found.result.plan
    name = case.programme.calendar.term
    results = [{"unit": row.unit, "term": name(row.term).name, "result": row.result} for row in found.results]
    data: Data = {"now": name(case.now).name, "results": results, "before": _before(found)}
    today = found.today.isoformat() if found.today is not None else None
    data |= {"today": today, "unplanned": _unplanned(found), "to_come": to_come(case, found.results, found.today)}
    if plan is None:
        return {"replan": data}
    kept = [offering.unit for offering in found.kept if offering in plan.chosen]
    return {
        "replan": data
        | {
            "overdue": overdue(case, plan, kept, found.today),
            "moves": [move_data(case, move) for move in found.moves],
            "kept": kept,
            "retakes": retakes(case, plan, found.results),
            "added": _added(found, plan),
            "no_longer": _no_longer(found),
            "supposed": supposed(case),
            "spent": spent(case, plan),
            "otherwise": [_otherwise(found, other) for other in found.otherwise],
        }
    }


def _before(found: Replan) -> Data:
    """The award and the cost of the earlier plan, as it was."""
    case, calendar = found.case, found.case.programme.calendar
    total = cost(Case(case.programme, case.learner), found.before).total
    return {
        "award": calendar.term(found.before.award).name,
        "duration": found.before.award - case.learner.start + 1,
        "cost": None if total is None else total / 100,
    }


def _unplanned(found: Replan) -> list[Data]:
    """Results of units that the earlier plan had in another term, or not at all."""
    rows = [row for row in found.results if row.unplanned]
    term = found.case.programme.calendar.term
    return [
        {"unit": row.unit, "term": term(row.term).name, "planned": _place(found.case, found.before.of(row.unit))}
        for row in rows
    ]


def to_come(case: Case, results: Sequence[ResultRow], today: date | None) -> list[Data]:
    """Results of terms that had not begun on the day of the run."""
    term = case.programme.calendar.term
    return [
        {"unit": row.unit, "term": term(row.term).name}
        for row in results
        if today is not None and term(row.term).span.starts > today
    ]


def move_data(case: Case, move: Move) -> Data:
    """A unit that moved, from where, to where and why."""
    calendar = case.programme.calendar
    rule = worded(obstacle(move.why.key, dated(calendar, move.why.values))) if move.why else None
    after = move.after
    return {
        "unit": move.before.unit,
        "from": calendar.term(move.before.first).name,
        "to": _place(case, after),
        "modality": {"from": move.before.modality, "to": after.modality if after else None},
        "rule": move.why.rule if move.why else None,
        "reason": rule or say("replan.together"),
    }


def _place(case: Case, offering: Offering | None) -> str | None:
    return None if offering is None else case.programme.calendar.term(offering.first).name


def retakes(case: Case, plan: Plan, results: Sequence[ResultRow]) -> list[Data]:
    """Where each lost unit is made up for: in classes that are paid again, in a second session, or not at all."""
    found: dict[str, Data] = {}
    paid_by = payers(case, plan)
    for attempt in case.lost:
        unit = attempt.offering.unit
        again = plan.of(unit)
        if case.is_kept(again) if again else case.acquired(unit):
            continue
        price = case.price(again, paid_by.get(again.place, case.learner.funding)) if again else 0
        found[unit] = {
            "unit": unit,
            "failed": case.programme.calendar.term(told_in(results, attempt)).name,
            "result": attempt.result,
            "how": "dropped" if again is None else "resit" if again.resit else "classes",
            "to": _place(case, again),
            "starts": again.span.starts.isoformat() if again else None,
            "ends": again.span.ends.isoformat() if again else None,
            "cost": None if price is None else price / 100,
        }
    return list(found.values())


def told_in(results: Sequence[ResultRow], attempt: Attempt) -> int:
    """The term of the result where it was told now, which need not be the last of a unit that runs all year."""
    offering = attempt.offering
    terms = [row.term for row in results if row.unit == offering.unit and row.term in offering.terms]
    return max(terms, default=offering.last)


def _added(found: Replan, plan: Plan) -> list[Data]:
    """Units that the earlier plan did not have and that were never tried; or had in classes (`from`) that are not
    offered any more.
    """
    tried = {attempt.offering.unit for attempt in found.case.lost}
    known = {offering.unit for offering in found.before.chosen} | tried
    gone = {offering.unit: _place(found.case, offering) for offering in found.before.told}
    return [
        {
            "unit": offering.unit,
            "to": _place(found.case, offering),
            "modality": offering.modality,
            "from": gone.get(offering.unit),
        }
        for offering in plan.chosen
        if offering.unit not in known
    ]


def supposed(case: Case) -> list[str]:
    """Units, and the report, that count as passed though nobody said so."""
    history, report = case.history, case.target.award.report
    if history is None:
        return []
    units = [attempt.offering.unit for attempt in history.attempts if not attempt.said]
    return [*units, report] if report is not None and not history.report_said else units


def _no_longer(found: Replan) -> list[str]:
    """Units of the earlier plan that were never tried and that are acquired meanwhile."""
    history = found.case.history
    tried = {attempt.offering.unit for attempt in history.attempts} if history else set()
    return [o.unit for o in found.before.chosen if found.case.acquired(o.unit) and o.unit not in tried]


def spent(case: Case, plan: Plan) -> float | None:
    """What was due before the first open term; None where a price is unknown."""
    amounts = [line.amount for line in cost(case, plan).lines if line.term < case.now]
    return None if None in amounts else sum(amount or 0 for amount in amounts) / 100


def _otherwise(found: Replan, other: Otherwise) -> Data:
    case, plan = other.case, other.result.plan
    data: Data = {"units": list(other.units), "resit": other.resit, "status": other.result.status}
    if plan is None:
        return data
    total = cost(case, plan).total
    return data | {
        "award": case.programme.calendar.term(plan.award).name,
        "date": reached_day(case, plan.award, plan.chosen).isoformat(),
        "later": plan.award - (found.result.plan.award if found.result.plan else plan.award),
        "cost": None if total is None else total / 100,
        "moves": [move_data(case, move) for move in other.moves],
        "retakes": [entry for entry in retakes(case, plan, found.results) if entry["unit"] in other.units],
    }


def replan_lines(case: Case, data: Data) -> Iterator[str]:
    """What changed, for people."""
    if "moves" in data["replan"]:
        yield ""
        yield heading(say("replan.title"))
        yield from bulleted(replan_items(case, data))


def replan_items(case: Case, data: Data) -> Iterator[Item]:
    """What changed, item by item; the same where there is a plan."""
    told = data["replan"]
    index = case.programme.calendar.index
    yield Item(_compared(case, data))
    yield from odd_items(case, told)
    for entry in told["retakes"]:
        yield Item(_retake_text(case, entry))
    for row in told["results"]:
        if row["unit"] == case.target.award.report and row["result"] in LOST:
            values = {"unit": row["unit"], "result": Key(f"report_result.{row['result']}"), "failed": row["term"]}
            again = case.programme.calendar.term(index(data["award"]["term"]) or 0)
            yield Item(say("replan.report", **values, term=again))
    for unit in told["no_longer"]:
        yield Item(say("replan.acquired", unit=unit))
    others = bool(told["retakes"] or told["no_longer"] or told["added"])
    yield from _move_items(case, told["moves"], others=others)
    for entry in told["added"]:
        key = "replan.added" if entry["from"] is None else "replan.other_offer"
        yield Item(say(key, unit=entry["unit"], after=entry["to"], before=entry["from"] or ""))
    if told["supposed"]:
        yield Item(say("replan.supposed", units=", ".join(dict.fromkeys(told["supposed"]))), "! ")
    if told["spent"] is not None and data["cost"]["total"] is not None and told["now"] != data["start"]:
        spent, total = round(told["spent"] * 100), round(data["cost"]["total"] * 100)
        term, currency = case.programme.calendar.term(index(told["now"]) or 0), case.programme.currency
        amounts = {"spent": Cents(spent, currency), "rest": Cents(total - spent, currency)}
        yield Item(say("replan.spent", **amounts, term=term))
    for other in told["otherwise"]:
        yield from _otherwise_items(case, other)


def _compared(case: Case, data: Data) -> str:
    """The new award beside the old one."""
    index = case.programme.calendar.index
    before, after = index(data["replan"]["before"]["award"]) or 0, index(reached(data)["term"]) or 0
    key = "replan.same" if after == before else "replan.later" if after > before else "replan.sooner"
    new = case.programme.calendar.term(after)
    return say(key, term=new, count=abs(after - before)) if after != before else say(key, term=new)


def _move_items(case: Case, moved: list[Data], *, others: bool) -> Iterator[Item]:
    """Each unit that moves, or that no unit does, or no other than those already told."""
    if not moved:
        yield Item(say("replan.no_move" if others else "replan.nothing"))
    for entry in moved:
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


def _retake_text(case: Case, entry: Data) -> str:
    result = Key(f"result.{entry['result']}")
    values = {"unit": entry["unit"], "result": result, "failed": entry["failed"]}
    if entry["how"] == "dropped":
        return say("replan.dropped", **values)
    if entry["how"] == "resit":
        days = {key: date.fromisoformat(entry[key]) for key in ("starts", "ends")}
        return say("replan.resit", **values, **days)
    term = case.programme.calendar.term(case.programme.calendar.index(entry["to"]) or 0)
    price = None if entry["cost"] is None else Cents(round(entry["cost"] * 100), case.programme.currency)
    return say("replan.retake", **values, term=term, amount=price)


def _price(case: Case, amount: float | None) -> Cents | Key:
    return Key("why.cost_unknown") if amount is None else Cents(round(amount * 100), case.programme.currency)


def _otherwise_items(case: Case, other: Data) -> Iterator[Item]:
    lead = say("replan.if_resit" if other["resit"] else "replan.if_failed", units=listed(other["units"]))
    if "award" not in other:
        yield Item(say("colon", name=lead, value=say(f"replan.{other['status']}")), "? ")
        return
    term = case.programme.calendar.term(case.programme.calendar.index(other["award"]) or 0)
    key = "replan.then_later" if other["later"] > 0 else "replan.then_same"
    price = _price(case, other["cost"])
    values = {"term": term, "cost": price} | ({"count": other["later"]} if other["later"] > 0 else {})
    yield Item(say("colon", name=lead, value=say(key, **values)), "? ")
    for entry in other["retakes"]:
        yield Item(_retake_text(case, entry), "- ", 4)
    for item in _move_items(case, other["moves"], others=bool(other["retakes"])):
        yield item._replace(indent=item.indent + 2)

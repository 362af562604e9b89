"""What an impossible result says: the rules that cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.text import Cents, Key, Words
from planner.messages import money, say, worded
from planner.report.documents.plan import shape
from planner.report.documents.plan.about import about
from planner.report.documents.plan.shape import PlanDocument
from planner.report.events import reached_day
from planner.report.layout import bullet, heading
from planner.report.listing import listed, parted
from planner.report.values import priced

if TYPE_CHECKING:
    from planner.solve.result import Result
    from planner.study.explain import Explanation
    from planner.study.menu import Change
    from planner.study.repairs import Repair

Data = dict[str, Any]


def impossible_data(case: Case, found: Explanation) -> shape.Impossible:
    """What an impossible result says beside its status: `conflicts`, `facts` and `repairs`."""
    from planner.report.conflicts import conflict_data, each_needed
    from planner.report.conflicts.facts import facts

    return {
        "conflicts": conflict_data(case, found.conflict),
        "each_needed": each_needed(case, found.conflict),
        "facts": facts(case, found.conflict),
        "repairs": [_repair(repair) for repair in found.repairs],
    }


def _repair(repair: Repair) -> shape.Repair:
    names = [change_words(change) for change in repair.changes]
    what = names[0] if len(names) == 1 else Key("why.together", names=parted(names))
    kinds = [change.kind for change in repair.changes]
    gives = gives_data(repair.case, repair.result)
    return {"change": what, "kinds": kinds, "undoes": list(repair.undoes), "set": repair.set, "gives": gives}


def undoes_text(repair: shape.Repair) -> str:
    """What the learner had said otherwise, in words; empty where nothing is."""
    names = [say(f"said.{key}") for key in repair["undoes"]]
    return say("why.undoes", names=listed(names)) if names else ""


def gives_data(case: Case, result: Result) -> shape.Gives:
    """Duration, award and cost of a result, and what of it the learner pays."""
    assert result.plan is not None
    award = case.programme.calendar.term(result.plan.award)
    paid = cost(case, result.plan)
    total, own = paid.total, own_cost(case, paid)
    return {
        "duration": result.plan.award - case.learner.start + 1,
        "cost": None if total is None else total / 100,
        "own": None if own is None else own / 100,
        "award": award.name,
        "date": reached_day(case, award.index, result.plan.chosen).isoformat(),
    }


def change_words(change: Change) -> Key:
    """What a change is."""
    return Key(change.key, **change.values)


def impossible_lines(data: PlanDocument) -> Iterator[str]:
    """Conflict and repairs of an impossible case."""
    if "conflicts" not in data:
        return
    yield ""
    yield heading(say("why.conflicts"))
    if data["conflicts"]:
        yield "  " + lead(data)
    for conflict in data["conflicts"]:
        yield from bullet(worded(conflict["what"]))
    if not data["conflicts"]:
        yield from bullet(say("why.undecided"))
    yield from fact_lines(data["facts"])
    yield ""
    yield heading(say("why.repairs"))
    if data["repairs"]:
        yield "  " + say("why.repairs_lead")
    for number, repair in enumerate(data["repairs"], 1):
        yield from bullet(worded(repair["change"]), f"{number}. ")
        if undoes := undoes_text(repair):
            yield from bullet(undoes, "! ", 5)
        yield from bullet(gives_text(data, repair["gives"]), "", 5)
        for key, value in repair["set"].items():
            written = f"{key}: {json.dumps(value, ensure_ascii=False)}"
            yield from bullet(say("why.in_file", value=written), "", 5)
    if not data["repairs"]:
        yield from bullet(say(none_key(data)))


def lead(data: PlanDocument) -> str:
    """What stands before the conditions: that each of them is needed, where that is so of the sentences themselves."""
    if len(data["conflicts"]) > 1 and not data["each_needed"]:
        return say("why.conflicts_together")
    return say("why.conflicts_lead", count=len(data["conflicts"]))


def none_key(data: PlanDocument) -> str:
    """Why no change is shown: none is enough, or no time was left to look for one once the conflict was not found."""
    return "why.no_repairs" if data["conflicts"] else "why.repairs_undecided"


def fact_lines(texts: Iterable[Words]) -> Iterator[str]:
    """When the units in question start."""
    for place, text in enumerate(texts):
        if place == 0:
            yield "  " + say("colon", name=say("why.facts"), value="").rstrip()
        yield from bullet(worded(text), "· ", 4)


def gives_text(data: PlanDocument, gives: shape.Gives) -> str:
    """What a change gives, in words."""
    known = about(data)
    key = priced("why.gives", has_prices=known["programme"]["priced"])
    day, price = date.fromisoformat(gives["date"]), _price(known, gives)
    return say(key, term=gives["award"], day=day, count=gives["duration"], cost=price)


def _price(known: shape.About, gives: shape.Gives) -> str:
    """The cost, and what of it the learner pays where payers have budgets."""
    if gives["cost"] is None:
        return say("why.cost_unknown")
    total, own = (Cents(round((amount or 0) * 100), known["programme"]["currency"])
                  for amount in (gives["cost"], gives["own"]))  # fmt: skip
    if gives["own"] is None or not known["budgets"]:
        return money(total, total.currency)
    return say("why.cost_own_all" if own == total else "why.cost_own", cost=total, own=own)

"""Several plans in one text: each in a few lines, and what is the same for all of them said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.text import Cents, Key
from planner.messages import say, worded
from planner.report.documents.plan import shape
from planner.report.documents.plan.about import about, dated
from planner.report.documents.plan.milestones import duration, reached
from planner.report.documents.plan.shape import PlanDocument
from planner.report.layout import bullet, heading
from planner.report.listing import listed
from planner.report.terms import nothing
from planner.report.values import priced


def shared_assumptions(plans: Sequence[PlanDocument]) -> list[shape.Assumption]:
    """What any of the plans rests on, each once."""
    return list({entry["id"]: entry for plan in plans for entry in plan["assumptions"]}.values())


def shared_warnings(plans: Sequence[PlanDocument]) -> Iterator[str]:
    """What to check of the plans, with their numbers where it is not the same for all."""
    found: dict[str, list[str]] = {}
    for number, plan in enumerate(plans, 1):
        for text in plan["warnings"]:
            found.setdefault(worded(text), []).append(str(number))
    for text, numbers in found.items():
        name = say("alternatives.of", numbers=listed(numbers), count=len(numbers))
        yield text if len(numbers) == len(plans) else say("compare.told", rows=name, text=text)


def short_plan(plan: PlanDocument, number: int, lead: str) -> Iterator[str]:
    """A plan in a few lines: its number, `lead` for what sets it apart, and the units that start in each term."""
    yield heading(say("alternatives.plan", number=number))
    yield from bullet(lead, "", 2)
    total = plan["cost"]["total"]
    price = Key("why.cost_unknown") if total is None else Cents(round(total * 100), plan["cost"]["currency"])
    for term in plan["terms"]:
        units = [unit for unit in term["units"] if unit["terms"][0] == term["term"] or unit["terms"] == []]
        going = [say("alternatives.going_on", unit=u["unit"]) for u in term["units"] if u not in units]
        names = ", ".join([*(unit["unit"] for unit in units), *going]) or nothing(term)
        yield from bullet(say("colon", name=dated(plan, term["term"]), value=names), "· ", 2)
    values = {"term": reached(plan)["term"], "cost": price, "count": duration(plan)}
    yield from bullet(say(priced("alternatives.ends", has_prices=about(plan)["programme"]["priced"]), **values), "", 2)

"""What an impossible result says: the rules that cannot hold together, and what would make a plan possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.text import Key
from planner.report.conflicts import conflict_data, each_needed
from planner.report.conflicts.facts import facts
from planner.report.conflicts.lines import named_units
from planner.report.events import reached_day
from planner.report.listing import parted

if TYPE_CHECKING:
    from planner.report.documents.plan import impossible_shape as shape
    from planner.solve.result import Result
    from planner.study.explain import Explanation
    from planner.study.menu import Change
    from planner.study.repairs import Repair


def impossible_data(case: Case, found: Explanation) -> shape.Impossible:
    """What an impossible result says beside its status: `conflicts`, `facts` and `repairs`."""
    return {
        "conflicts": conflict_data(case, found.conflict),
        "each_needed": each_needed(case, found.conflict),
        "facts": facts(case, found.conflict),
        "titles": {unit: case.programme.units[unit].title for unit in named_units(case, found.conflict.instances)},
        "repairs": [_repair(repair) for repair in found.repairs],
    }


def _repair(repair: Repair) -> shape.Repair:
    names = [change_words(change) for change in repair.changes]
    return {
        "change": names[0] if len(names) == 1 else Key("why.together", names=parted(names)),
        "kinds": [change.kind for change in repair.changes],
        "undoes": list(repair.undoes),
        "set": repair.set,
        "gives": gives_data(repair.case, repair.result),
    }


def gives_data(case: Case, result: Result) -> shape.Gives:
    """Duration, award and cost of a result, and what of it the learner pays."""
    assert result.plan is not None
    award, paid = case.programme.calendar.term(result.plan.award), cost(case, result.plan)
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

"""What one small change would bring beside the best plan."""

from __future__ import annotations

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.report.documents.explain import shape
from planner.report.impossible import change_words, gives_data
from planner.report.values import shown
from planner.solve.result import Result
from planner.study.explain import Explanation, Gain


def gain_data(case: Case, found: Explanation, gain: Gain) -> shape.Gain:
    """A change, and by how much what comes of it is better."""
    before, after = gives_data(case, found.result), gives_data(gain.case, gain.result)
    gained: shape.Gained = {
        "duration": before["duration"] - after["duration"],
        "cost": _saved(before["cost"], after["cost"]),
        "order": _fewer(found.result, gain.result, "order"),
        "load": _fewer(found.result, gain.result, "load"),
        "certificate": _fewer(found.result, gain.result, "certificate"),
    }
    if gain.change.kind == "payer" or "own-cost" in gain.case.learner.objectives():
        gained["own"] = _own(case, found.result, gain)
    if "balance" in gain.case.learner.minimise:
        gained["balance"] = _lighter(found.result, gain)
    kind, what = gain.change.kind, change_words(gain.change)
    return {"kind": kind, "change": what, "set": gain.change.set, "gives": after, "gain": gained}


def _saved(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(before - after, 2)


def _own(case: Case, result: Result, gain: Gain) -> float | None:
    """By how much what the learner pays is lower; None where unknown."""
    before, after = _paid(case, result), _paid(gain.case, gain.result)
    return None if before is None or after is None else (before - after) / 100


def _paid(case: Case, result: Result) -> int | None:
    return own_cost(case, cost(case, result.plan)) if result.plan else None


def _lighter(result: Result, gain: Gain) -> float | int | None:
    """By how many credits the fullest term is lighter; None where unknown."""
    before, after = _value(result, "balance"), _value(gain.result, "balance")
    return None if before is None or after is None else shown(gain.case, "balance", before - after)


def _fewer(before: Result, after: Result, name: str) -> int:
    """By how much an objective is lower."""
    return (_value(before, name) or 0) - (_value(after, name) or 0)


def _value(result: Result, name: str) -> int | None:
    return next((item.value for item in result.objectives if item.name == name), None)

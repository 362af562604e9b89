"""A plan of which not all can be read, since its programme changed: what can be is judged, the rest is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.domain.case import Case
from planner.domain.plan import Violation
from planner.errors import BadInput
from planner.service.audit import AuditAnswer, audit

ROUNDS = 3
"""A plan is read in steps, each of which may refuse lines that the one before let pass."""
LINE = re.compile(r"units\[(\d+)\]")
MILESTONES = ("internship", "workshop", "report")
Data = Mapping[str, Any]


def judged(case: Case, plan: Data) -> AuditAnswer:
    """The rules that a plan by hand breaks; a line that cannot be read any more is one that does not hold.

    Raises:
        BadInput: nothing of it can be read.
    """
    answer, _, lost = _parted(case, plan)
    gone = [_gone(case, line) for line in lost]
    return replace(answer, violations=(*gone, *answer.violations)) if gone else answer


def readable(case: Case, plan: Data) -> Data:
    """What can be read of a plan by hand.

    Raises:
        BadInput: nothing can.
    """
    return _parted(case, plan)[1]


def _parted(case: Case, plan: Data) -> tuple[AuditAnswer, Data, list[Data]]:
    """The answer on what can be read, that, and the lines that cannot; milestones that cannot be come by the rules."""
    lost = list[Data]()
    for _ in range(ROUNDS):
        try:
            return audit(case, plan), plan, lost
        except BadInput as error:
            places = [problem.where for problem in error.problems]
        numbers = {int(found[1]) for place in places if (found := LINE.match(place))}
        lines = list(enumerate(plan.get("units", ())))
        lost += [line for number, line in lines if number in numbers]
        gone = {key for key in MILESTONES if any(place.startswith(key) for place in places)}
        kept = [line for number, line in lines if number not in numbers]
        plan = {key: value for key, value in plan.items() if key not in gone} | {"units": kept}
    return audit(case, plan), plan, lost


def _gone(case: Case, line: Data) -> Violation:
    unit, term = str(line.get("unit", "")), str(line.get("term", ""))
    code = case.programme.unit_code(unit) or unit
    return Violation("offering", "board.gone", (code, term), {"unit": code, "term": term})

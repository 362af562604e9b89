"""The status and the objectives of a plan's file: names, order and values; bounds and proofs as far as one may.

That nothing better exists is what only a solver can show. But no bound is above the value that was reached, what is
proven has equal bound and value, and a plan is optimal exactly where everything is proven.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.domain.plan import FEASIBLE, OPTIMAL, Plan
from planner.domain.status import Status
from planner.report.claims.compare import CENT, is_number, same
from planner.report.claims.statement import AT_MOST, EXTRA, MISSING, NOTHING, TWICE, WRONG, Data, Statement, at
from planner.report.values import shown

CLOSE = ("moves", "dropped")
"""Objectives of a plan that stays close to an earlier one."""
FRONT = ("duration", "cost", "load")
"""What comes first for the plans of a front."""


def false(case: Case, plan: Plan, data: Data, *, complete: bool) -> Iterator[Statement]:
    """What is false in them; only a file that must be `complete` has to have them."""
    claimed = data.get("objectives", [] if complete else None)
    if claimed is None:
        return
    values = {name: shown(case, name, value) for name, value in objectives(case, plan).items()}
    values |= _close(case, plan, data)
    named: dict[str, Data] = {}
    for number, entry in enumerate(claimed):
        name, path = entry["name"], ("objectives", number)
        if name in named or name not in values:
            key = TWICE if name in named else EXTRA
            yield Statement(key, path, "objectives[]", (f"objectives {name}",), entry, NOTHING)
            continue
        named[name] = entry
        yield from _Entry(path, entry, values[name], complete).false()
    for name, value in values.items():
        if name not in named and value is not None:
            yield Statement(MISSING, ("objectives",), "objectives[]", (f"objectives {name}",), NOTHING, value)
    yield from _order(case, list(named))
    yield from _status(data)


class _Entry(NamedTuple):
    """An objective as the file states it, with its right value."""

    path: tuple[str | int, ...]
    entry: Data
    value: float | None
    complete: bool

    def false(self) -> Iterator[Statement]:
        """A value that is another, a proof without equality, and a bound above the value or below zero."""
        if not same(self.entry.get("value"), self.value) or (self.complete and "value" not in self.entry):
            yield self._wrong("value", self.value)
        proven, bound = self.entry.get("proven"), self.entry.get("bound")
        told = "proven" in self.entry or "bound" in self.entry
        if not isinstance(proven, bool) and (self.complete or "proven" in self.entry):
            yield self._wrong("proven", same(bound, self.value))
        if (told or self.complete) and self.value is not None:
            if proven is True and not same(bound, self.value):
                yield self._wrong("bound", self.value)
            elif "bound" in self.entry and not (is_number(bound) and 0 <= bound < self.value + CENT):
                yield self._wrong("bound", self.value, AT_MOST)
        elif "bound" in self.entry and not (is_number(bound) and bound >= 0):
            yield self._wrong("bound", 0)

    def _wrong(self, field: str, right: Any, key: str = WRONG) -> Statement:
        claimed, place = self.entry.get(field, NOTHING), (f"objectives {self.entry['name']}", field)
        if claimed is NOTHING:
            key = MISSING
        return Statement(key, (*self.path, field), f"objectives[].{field}", place, claimed, right)


def _close(case: Case, plan: Plan, data: Data) -> dict[str, float | None]:
    """Objectives of a plan that stays close to an earlier one: units that moved, and lost ones that are given up."""
    told = data.get("replan")
    if not isinstance(told, dict):
        return {}
    from planner.study.moved import given_up

    moved = told.get("moves")
    found: dict[str, float | None] = {"moves": len(moved) if isinstance(moved, list) else None}
    dropped = given_up(case, plan)
    return found if dropped is None else found | {"dropped": dropped}


def _order(case: Case, named: list[str]) -> Iterator[Statement]:
    """The objectives come in the learner's order; a new plan may put the duration first, a plan of a front its own."""
    usual = [name for name in case.learner.objectives() if name in named]
    rest = [name for name in named if name not in CLOSE]
    first = [name for name in FRONT if name in usual] if len(rest) == len(named) else ["duration"]
    orders = (usual, [*first, *(name for name in usual if name not in first)])
    if len(rest) == len(usual) and rest not in orders:
        yield at(("objectives",), ", ".join(rest), ", ".join(usual))


def status(data: Data) -> Status:
    """The status that goes with the proofs: optimal where all is proven, feasible where something is not."""
    proofs = [entry.get("proven") for entry in data.get("objectives") or ()]
    if not proofs or not all(isinstance(proven, bool) for proven in proofs):
        return Status(data["status"])
    return OPTIMAL if all(proofs) else FEASIBLE


def _status(data: Data) -> Iterator[Statement]:
    if data["status"] != status(data):
        yield at(("status",), data["status"], status(data))

"""Why no plan is possible, and the ways out, as a board tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.web.dossiers.board.money import cents
from planner.web.meanings import Meanings


class Repair(NamedTuple):
    """A way out: what it changes, what it gives, and what it undoes."""

    change: Words
    gives: Words
    undoes: Words | None


class WaysOut(NamedTuple):
    """Conditions that do not go together, and what would make a plan possible, in the order of the document."""

    conflicts: Sequence[Words]
    repairs: Sequence[Repair]

    @classmethod
    def of(cls, case: Case, told: Mapping[str, Any]) -> WaysOut:
        """Those of the document of an impossible learner."""
        name = Meanings(case).within
        return cls(
            [name(one["what"]) for one in told.get("conflicts", ())],
            [Repair(name(one["change"]), _gives(case, one["gives"]), _undone(one)) for one in told.get("repairs", ())],
        )


def _gives(case: Case, gives: Mapping[str, Any]) -> Key:
    day, programme = date.fromisoformat(gives["date"]), case.programme
    if not programme.has_prices:
        return Key("board.repair_gives_unpriced", day=day)
    return Key("board.repair_gives", day=day, cost=cents(gives["cost"], programme.currency))


def _undone(repair: Mapping[str, Any]) -> Key | None:
    names = tuple(Key(f"said.{key}") for key in repair.get("undoes", ()))
    return Key("board.repair_undoes", names=names) if names else None

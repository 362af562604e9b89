"""How far a long piece of work is: events with a stage and counts, the same for a terminal and for a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What is going on. Each long function goes through some of these, in this order."""

    PLAN = "plan"
    """Objectives of a plan, one after the other."""
    CONFLICT = "conflict"
    """What cannot hold together; questions to the solver."""
    REPAIRS = "repairs"
    """Changes that may make a plan possible."""
    BOTTLENECK = "bottleneck"
    """Why a plan does not end sooner."""
    CHEAPEST = "cheapest"
    """The cheapest plan of all."""
    SLACK = "slack"
    """How far units can move."""
    GAINS = "gains"
    """Changes that may make a plan better."""
    ALTERNATIVES = "alternatives"
    """Plans that differ."""
    COMBINATIONS = "combinations"
    """Rows of a comparison."""
    FRONT = "front"
    """Plans that no other beats."""
    OTHERWISE = "otherwise"
    """Plans for results that are not known yet."""
    LEARNERS = "learners"
    """Learners of a cohort, each alone."""
    SEATS = "seats"
    """Goals of a sharing, one after the other."""
    PLACES = "places"
    """Learners in the places that a sharing gives them."""
    RISKS = "risks"
    """What to expect of learners of a cohort when exams can be failed."""
    CASES = "cases"
    """Learners in the runs of scenarios."""
    DESIGN = "design"
    """The design of an offer."""
    TRADES = "trades"
    """What a design could trade."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` steps of `total` (None where nobody knows how many), and where one value is being searched its `name`, the
    best `value` so far and the `bound` that it cannot pass, each None where it is not known.

    Values are in the units of the objective: terms, cents, units in a term, parts of a credit; of a design its value.
    """

    stage: Stage
    done: int = 0
    total: int | None = None
    name: str | None = None
    value: float | None = None
    bound: float | None = None


Listener = Callable[[Progress], object]
"""Told of each event, in the thread that asked for the work; what it raises ends the work and comes out there."""


class Event(Protocol):
    """What `threading.Event` and its kin have."""

    def is_set(self) -> bool:
        """Whether it has happened."""


Stop = Callable[[], bool]
"""Whether nobody wants more. Asked many times a second, in any thread; once true it should stay so."""


def criterion(stop: Stop | Event | None) -> Stop | None:
    """A callable or an event, as a callable."""
    return stop if stop is None or callable(stop) else stop.is_set

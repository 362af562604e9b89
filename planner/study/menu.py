"""A change that a learner could accept, and the case and terms that it is looked for in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.domain.text import Key

KINDS = (
    "evening", "cap", "deadline", "window", "start", "daytime", "elective", "extra", "budget", "order", "pin", "work",
    "bounds", "length", "always", "pathway", "payer", "payer_budget", "pause",
)  # fmt: skip
"""Kinds of change, from what asks least."""
ALWAYS = 8
"""What is asked in every term counts as much as in eight terms."""
CAP, DAY_CAP, BUDGET = "max_units_per_term", "max_daytime_units_per_term", "max_cost_per_year"


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` tells it from others of its kind; `set` replaces top-level keys of the learner file; `key` and `values`
    word it; `touches` are the rule instances that it loosens, and `everywhere` says that it moves all of them. `size`
    counts its steps: one more evening, one more term, two more weeks; cents of money.
    """

    kind: str
    subject: tuple[Any, ...]
    key: str
    values: dict[str, Any]
    set: dict[str, Any]
    touches: tuple[Instance, ...]
    size: int = 1
    everywhere: bool = False

    def loosens(self, instances: Collection[Instance]) -> bool:
        """Whether any of these rule instances may ask less with the change."""
        return self.everywhere or any(instance in instances for instance in self.touches)

    @property
    def rank(self) -> int:
        """How much this kind of change asks, beside others of its size."""
        return KINDS.index(self.kind)


@dataclass(frozen=True)
class Menu:
    """The changes that a case leaves open in the terms from now to `last`, kind by kind, in steps; `today` is the day
    on which somebody asks, where that matters.
    """

    case: Case
    last: int
    today: date | None = None
    data: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", dict(self.case.learner.data))

    def terms(self) -> list[Term]:
        """The terms in which something could change."""
        return [self.case.programme.calendar.term(index) for index in range(self.case.now, self.last + 1)]

    def can_begin(self, term: Term) -> bool:
        """Whether the term has not begun, and its enrolment has not closed; any may do for who began before today."""
        began = self.case.programme.calendar.term(self.case.learner.start).span.ends
        if self.today is None or self.case.learner.fictional or began < self.today:
            return True
        return self.today < term.span.starts and (term.enrol_by is None or self.today <= term.enrol_by)

    def term_name(self, index: int) -> str:
        """The name of a term."""
        return self.case.programme.calendar.term(index).name


def weekdays(days: Iterable[str]) -> tuple[Key, ...]:
    """Days of the week for a message."""
    return tuple(Key(f"weekday.{day}") for day in days)


def by_term(given: Any, term: str, bound: int) -> dict[str, Any]:
    """A cap with another bound in one term."""
    held = dict(given) if isinstance(given, dict) else {} if given is None else {"default": given}
    return {**held, "terms": {**(held.get("terms") or {}), term: bound}}

"""What one sentence of a conflict is: the instances that it speaks of, and the line that comes of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any, NamedTuple

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.domain.text import Key
from planner.messages import dated


class Line(NamedTuple):
    """Rule, sentence and subjects."""

    rule: str
    what: Key
    subjects: tuple[str, ...] = ()


class Group:
    """`instances` of a `rule` that one sentence can name together, out of those that conflict (`all_of`).

    With `sooner` the deadline is a question, not a wish.
    """

    def __init__(
        self, case: Case, rule: str, instances: list[Instance], all_of: Collection[Instance], *, sooner: bool = False
    ) -> None:
        self.case, self.rule, self.instances, self.all_of, self.sooner = case, rule, instances, all_of, sooner

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """What the instances are about, each once."""
        return tuple(dict.fromkeys(name for instance in self.instances for name in instance.subjects))

    @property
    def lasts(self) -> tuple[str, ...]:
        """The last subject of each instance: the term, where rules have one."""
        return tuple(instance.subjects[-1] for instance in self.instances)

    @property
    def terms(self) -> list[int]:
        """The terms of the instances, in order."""
        return sorted(self.case.programme.calendar.index(name) or 0 for name in self.lasts)

    def line(self, key: str, subjects: tuple[str, ...] | None = None, **values: Any) -> Line:
        """A sentence with these values, terms among them with their days."""
        values = dated(self.case.programme.calendar, values)
        return Line(self.rule, Key(key, **values), self.subjects if subjects is None else subjects)

    def own(self, **values: Any) -> Line:
        """The sentence that has the name of the rule."""
        return self.line(f"conflict.{self.rule}", **values)


def placed_units(instances: Collection[Instance]) -> set[str]:
    """Units that the learner places in a term."""
    return {subjects[0] for rule, subjects in instances if rule == "pin" and len(subjects) > 1}


def named_units(case: Case, instances: Collection[Instance]) -> list[str]:
    """Units that instances speak of and that are still to be taken, those of a choice too."""
    named = {name for instance in instances for name in instance.subjects}
    named |= {unit for rule in case.target.requirements if rule.id in named for unit in rule.units}
    named |= {unit for group in case.target.one_of if group.id in named for unit in group.units}
    named |= {unit for limit in case.target.limits if limit.id in named for unit in limit.units}
    return [unit for unit in case.remaining if unit in named]

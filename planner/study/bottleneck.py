"""Why a plan does not end a term sooner, or why there is none; what the same rules decide is looked for once.

Who pays changes prices alone: without a budget no rule reads them, so that rows that differ by the funding share the
conflict as long as they end in the same term.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.result import IMPOSSIBLE, Result
from planner.study.conflict import NO_CONFLICT, Conflict, smallest, smallest_in_time
from planner.study.probe import exists

FIRST, RULES, WISHES, OPEN = "first", "rules", "wishes", "open"


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """`kind` is `first` (no term is earlier), `rules` (those of `conflict`), `wishes` (an earlier award exists, and
    what `wishes` names comes before the duration) or `open` (not decided within the limit).
    """

    kind: str
    conflict: Conflict = NO_CONFLICT
    wishes: tuple[str, ...] = ()


UNDECIDED = Bottleneck(OPEN)


@dataclass
class Bottlenecks:
    """Bottlenecks of many results, under one configuration."""

    config: Config
    found: dict[str, Bottleneck] = field(default_factory=dict)

    def of(self, case: Case, result: Result) -> Bottleneck | None:
        """What binds the result; None where it was not decided itself."""
        if result.plan is None and result.status != IMPOSSIBLE:
            return None
        key = rules_key(case, result)
        if key not in self.found:
            clock = Clock.of(self.config, min(result.seconds, self.config.time_limit - 0.01))
            self.found[key] = bottleneck(case, result, self.config, clock)
        return self.found[key]


def rules_key(case: Case, result: Result) -> str:
    """The same text for results whose rules and award are the same."""
    learner = replace(case.learner, read_from="")
    if learner.budget == Cap() and not learner.alone:
        learner = replace(learner, funding="")
    award = None if result.plan is None else result.plan.award
    return repr((id(case.programme), learner, case.history, award, _before_duration(result)))


def _before_duration(result: Result) -> tuple[str, ...] | None:
    """Objectives that come before the duration; None where the plan's duration is proven the least."""
    names = [item.name for item in result.objectives]
    if not names or (names[0] == "duration" and result.objectives[0].proven):
        return None
    return tuple(names[: names.index("duration")])


def bottleneck(case: Case, result: Result, config: Config, clock: Clock) -> Bottleneck:
    """What binds a result: why it has no plan, or why its award is not a term earlier."""
    if result.plan is None:
        return _of_rules(smallest(case, config, clock))
    if result.plan.award <= case.first_award:
        return Bottleneck(FIRST)
    wishes = _before_duration(result)
    sooner = replace(case, learner=replace(case.learner, deadline=result.plan.award - 1))
    if wishes is not None:
        possible = exists(sooner, config, clock)
        if possible is not False:
            return Bottleneck(WISHES, wishes=wishes) if possible and wishes else Bottleneck(OPEN)
    return _of_rules(smallest_in_time(sooner, config, clock))


def _of_rules(conflict: Conflict) -> Bottleneck:
    return Bottleneck(RULES, conflict) if conflict else Bottleneck(OPEN)

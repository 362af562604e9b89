"""Why no plan exists and what would help; or why the best plan is not shorter or cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.model.patience import OutOfTime
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.floor import least_cents
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import IMPOSSIBLE, OPTIMAL, Result
from planner.storage.learners import with_changes
from planner.study import payers
from planner.study.bottleneck import UNDECIDED, Bottleneck, bottleneck
from planner.study.caps import Within, within_terms
from planner.study.conflict import NO_CONFLICT, Conflict, Subsets, smallest_of
from planner.study.gains import NO_GAINS, Gains, gains, values_of, within
from planner.study.repairs import Repair, repairs
from planner.study.slack import Link, Slack, chain, slack

SIDE, CHEAPEST = 0.4, 0.5
"""How much of the time that is left goes to what stands beside the answer: changes and other payers; and how much of it
to the cheapest plan before."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Of an impossible case: `conflict` and `repairs`. Of a possible one: `sooner`, the rule instances that keep the
    award from the term before; `cheapest`, the cheapest plan of any length (None where the cost is unknown, or this is
    not decided within the limit), and `anyone`, that of all fundings together where it costs less or where that is not
    decided; `slack` and `chain`; and `gains`, what a change would bring.
    """

    result: Result
    conflict: Conflict = NO_CONFLICT
    repairs: tuple[Repair, ...] = ()
    bottleneck: Bottleneck = UNDECIDED
    cheapest: Result | None = None
    anyone: Result | None = None
    slack: tuple[Slack, ...] = ()
    chain: tuple[Link, ...] = ()
    gains: Gains = NO_GAINS

    @property
    def sooner(self) -> Conflict:
        """The rule instances that cannot hold together with an award one term earlier; empty where none forbid it."""
        return self.bottleneck.conflict


def explain(
    case: Case, config: Config | None = None, result: Result | None = None, today: date | None = None
) -> Explanation:
    """The explanation of a case; `result` saves solving it again. With `today`, nothing begins in a term that has begun
    on that day. When the limit or a stop comes first, what was not decided is left out.
    """
    config = config or Config()
    clock = Clock.of(config, result.seconds if result else 0.0)
    result = result or solve(case, config)
    quiet = config.quiet()
    if result.status == IMPOSSIBLE:
        try:
            subsets = Subsets(case, config, clock)
        except OutOfTime:
            return Explanation(result)
        conflict = smallest_of(subsets)
        found = repairs(case, conflict, config, clock, today, subsets) if conflict else []
        return Explanation(result, conflict, tuple(found))
    if result.plan is None:
        return Explanation(result)
    config.tell(Stage.BOTTLENECK)
    bound = bottleneck(case, result, quiet, clock)
    sooner = bound.conflict
    config.tell(Stage.CHEAPEST)
    cheapest = _cheapest(case, result, quiet, clock.part(CHEAPEST))
    config.tell(Stage.SLACK)
    starts = tuple(slack(case, result.plan, quiet, clock))
    free = {item.unit for item in starts if item.latest > item.planned}
    # What can start later without a later award is not what holds it.
    held = tuple(link for link in _held(case, result.plan, sooner, clock) if link.what not in free)
    beside = clock.part(SIDE)
    changes = gains(case, result, sooner.instances, config, beside, today)
    anyone = _anyone(case, cheapest, quiet, beside)
    return Explanation(result, NO_CONFLICT, (), bound, cheapest, anyone, starts, held, changes)


def _held(case: Case, plan: Plan, sooner: Conflict, clock: Clock) -> list[Link]:
    """The chain that holds the award; none where there is no time left to find it."""
    try:
        return chain(case, plan, sooner.instances, clock.tick)
    except OutOfTime:
        return []


def _cheapest(case: Case, result: Result, config: Config, clock: Clock) -> Result | None:
    """The shortest of the cheapest plans; None where the limit leaves open what they cost.

    Whether any plan costs less than the best one is asked first: mostly none does.
    """
    cost = next((item for item in result.objectives if item.name == "cost"), None)
    if cost is None or cost.value is None:
        return None
    if is_least(result) and result.objectives[0].name == "cost":
        return result
    floor = least_cents(case, config, clock)
    if floor >= cost.value and result.objectives[0].name == "duration":
        return result
    below = Within(case, known=True, below=cost.value, least=floor)
    less = solve(case, within(config, clock), Aim(("cost",), tie_break=False, limit=below))
    if less.status == IMPOSSIBLE and result.objectives[0].name == "duration":
        return result
    least = cost.value if less.status == IMPOSSIBLE else less.objectives[0].value if is_least(less) else None
    if least is None:
        return None
    short = Aim(("duration", "cost"), tie_break=False, limit=Within(case, known=True, below=least + 1))
    found = solve(case, within(config, clock), short)
    return found if found.status == OPTIMAL else None


def is_least(result: Result) -> bool:
    """Whether the cost of a result that puts it first is proven to be the least."""
    return any(item.name == "cost" and item.proven for item in result.objectives)


def _anyone(case: Case, cheapest: Result | None, config: Config, clock: Clock) -> Result | None:
    """The cheapest plan that any fundings can pay together, where it costs less than the cheapest of all plans; where
    the limit leaves that open, what was found.
    """
    free = payers.anyone(case)
    if cheapest is None or cheapest.plan is None or free is None:
        return None
    other, dearest = with_changes(case, free), values_of(cheapest, ["cost"])
    if [floor := least_cents(other, config, clock)] >= dearest:
        return None
    near = within_terms(other, cheapest.plan.award - case.learner.start + 1)
    found = _of_least_cost(near, floor, config, clock)
    if values_of(found, ["cost"]) != [floor]:
        found = _of_least_cost(other, floor, config, clock)
    return found if not is_least(found) or values_of(found, ["cost"]) < dearest else None


def _of_least_cost(case: Case, floor: int, config: Config, clock: Clock) -> Result:
    """Some plan that costs least, where none costs less than `floor`."""
    limit = Within(case, known=True, least=floor)
    return solve(case, within(config, clock), Aim(("cost",), tie_break=False, limit=limit))

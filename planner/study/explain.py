"""Why no plan exists and what would help; or why the best plan is not shorter or cheaper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import IMPOSSIBLE, Result
from planner.storage.learners import with_changes
from planner.study import payers
from planner.study.bottleneck import UNDECIDED, Bottleneck, bottleneck
from planner.study.changes import singles
from planner.study.conflict import NO_CONFLICT, Conflict, smallest
from planner.study.menu import Change, Menu
from planner.study.repairs import Repair, repairs
from planner.study.slack import Link, Slack, chain, slack

NOT_KNOWN = 10**12


@dataclass(frozen=True, slots=True)
class Gain:
    """One change of its kind, the best for the learner's objectives, and the best plan with it."""

    change: Change
    case: Case
    result: Result


@dataclass(frozen=True, slots=True)
class Explanation:
    """Of an impossible case: `conflict` and `repairs`. Of a possible one: `sooner`, the rule instances that keep the
    award from the term before; `cheapest`, the cheapest plan of any length (None where the cost is unknown, or this is
    not decided within the limit), and `anyone`, that of all fundings together where it costs less or where that is not
    decided; `slack`, `chain` and `gains`, out of the kinds of change `tried` to the end.
    """

    result: Result
    conflict: Conflict = NO_CONFLICT
    repairs: tuple[Repair, ...] = ()
    bottleneck: Bottleneck = UNDECIDED
    cheapest: Result | None = None
    anyone: Result | None = None
    slack: tuple[Slack, ...] = ()
    chain: tuple[Link, ...] = ()
    gains: tuple[Gain, ...] = ()
    tried: tuple[str, ...] = ()

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
        conflict = smallest(case, config, clock)
        found = repairs(case, conflict, config, clock, today) if conflict else []
        return Explanation(result, conflict, tuple(found))
    if result.plan is None:
        return Explanation(result)
    config.tell(Stage.BOTTLENECK)
    bound = bottleneck(case, result, quiet, clock)
    sooner = bound.conflict
    gains, tried = _gains(case, result, sooner, config, clock)
    paying, also = _payer_gains(case, result, quiet, clock)
    config.tell(Stage.CHEAPEST)
    cheapest = _cheapest(case, result, quiet, clock)
    anyone = _anyone(case, cheapest, quiet, clock)
    config.tell(Stage.SLACK)
    return Explanation(
        result,
        bottleneck=bound,
        cheapest=cheapest,
        anyone=anyone,
        slack=tuple(slack(case, result.plan, quiet, clock)),
        chain=tuple(chain(case, result.plan, sooner.instances)),
        gains=(*gains, *paying),
        tried=(*tried, *also),
    )


def _cheapest(case: Case, result: Result, config: Config, clock: Clock) -> Result | None:
    """The best plan when cost comes before all else; None where the limit leaves open which it is."""
    names = [item.name for item in result.objectives]
    cost = next((item.value for item in result.objectives if item.name == "cost"), None)
    if cost is None:
        return None
    order = ("cost", *(name for name in case.learner.objectives() if name != "cost"))
    found = result if names[0] == "cost" else solve(case, _within(config, clock), Aim(order))
    return found if is_least(found) else None


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
    found = solve(with_changes(case, free), _within(config, clock), Aim(("cost",), tie_break=False))
    return found if not is_least(found) or _values(found, ["cost"]) < _values(cheapest, ["cost"]) else None


def _payer_gains(case: Case, result: Result, config: Config, clock: Clock) -> tuple[tuple[Gain, ...], tuple[str, ...]]:
    """Of all changes of payer the one that lowers most what the learner pays, the one that lowers most the cost, and
    the learner's own money among the payers where that lowers what they pay; and the kind, where there are any.
    """
    before, decided = _money(case, result), True
    found = []
    for change in payers.others(Menu(case, case.now)):
        other = with_changes(case, change.set)
        gain = Gain(change, other, solve(other, _within(config, clock)))
        decided &= gain.result.status.decided
        if gain.result.plan is not None:
            money = _money(other, gain.result)
            # Neither what is unknown now nor what would be so then can be said to be less.
            if all(NOT_KNOWN not in (old, new) or old == new for old, new in zip(before, money, strict=True)):
                found.append((money, gain))
    best: list[Gain] = []
    for place in range(len(before)):
        lower = [(values[place], number) for number, (values, _) in enumerate(found) if values[place] < before[place]]
        if lower and (gain := found[min(lower)[1]][1]) not in best:
            best.append(gain)
    mine = (payers.ALSO, payers.own_funding(case))
    best += [gain for money, gain in found if gain.change.subject == mine and money < before and gain not in best]
    return tuple(best), ("payer",) if found and decided else ()


def _money(case: Case, result: Result) -> tuple[int, int]:
    """What the learner pays, and the cost, in cents; what is not known is worse than anything."""
    assert result.plan is not None
    paid = cost(case, result.plan)
    own = own_cost(case, paid)
    return (NOT_KNOWN if own is None else own, NOT_KNOWN if paid.total is None else paid.total)


def _gains(
    case: Case, result: Result, sooner: Conflict, config: Config, clock: Clock
) -> tuple[tuple[Gain, ...], tuple[str, ...]]:
    """For each kind of change, the one step that improves the objectives most; and the kinds tried to the end.

    What loosens nothing of the conflict `sooner` cannot bring the award forward, so that no earlier term is tried.
    """
    assert result.plan is not None
    names = [item.name for item in result.objectives]
    until = max(names.index(name) for name in ("duration", "cost") if name in names) + 1
    before, quick = _values(result, names[:until]), Aim(tuple(names[:until]), tie_break=False)
    fixed = replace(quick, soonest=result.plan.award)
    best: dict[str, tuple[list[int], Change]] = {}
    tried: list[str] = []
    undecided: set[str] = set()
    changes = [one for one in singles(Menu(case, result.plan.award)) if one.kind != "payer"]
    for number, change in enumerate(changes):
        config.tell(Stage.GAINS, number, len(changes))
        tried += [change.kind] if change.kind not in tried else []
        held = bool(sooner) and not set(sooner.instances) & set(change.touches)
        found = solve(with_changes(case, change.set), _within(config, clock), fixed if held else quick)
        undecided |= set() if found.status.decided else {change.kind}
        values = _values(found, names[:until])
        if found.plan is not None and values < best.get(change.kind, (before,))[0]:
            best[change.kind] = values, change
    gains = []
    for _, change in best.values():
        after = with_changes(case, change.set)
        found = solve(after, _within(config, clock))
        gains += [Gain(change, after, found)] if found.plan is not None else []
    return tuple(gains), tuple(kind for kind in tried if kind not in undecided)


def _within(config: Config, clock: Clock) -> Config:
    """The same settings in the time that is left, for a part that tells nobody how far it is."""
    return replace(config.quiet(), time_limit=max(0.01, clock.left))


def _values(result: Result, names: list[str]) -> list[int]:
    """Values of the objectives named, in their order; what is not known is worse than anything."""
    held = {item.name: item.value for item in result.objectives}
    return [NOT_KNOWN if (value := held.get(name)) is None else value for name in names]

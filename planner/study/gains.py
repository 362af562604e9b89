"""What one small change would bring to who has a plan already: offered where it is worth something to them.

Each kind of change is asked about with all of its steps at once first: what even that does not make better, no single
step does, and a step that comes up to it need not be looked beyond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.learner import MONEY
from planner.domain.plan import Instance
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import OPTIMAL, Result
from planner.storage.learners import with_changes
from planner.study import payers
from planner.study.changes import singles
from planner.study.menu import Change, Menu
from planner.study.together import grouped, is_past, merged

NOT_KNOWN = 10**12
OF_STEPS, OF_PAYERS = 0.6, 0.6
"""How much of the time that is left each search may take from those after it."""


@dataclass(frozen=True, slots=True)
class Gain:
    """One change of its kind, the best for the learner's objectives, and the best plan with it."""

    change: Change
    case: Case
    result: Result


@dataclass(frozen=True, slots=True)
class Gains:
    """`offered`, what is worth most first; the kinds of change `tried` to the end; those `passed` over, which bring
    something, but nothing that is worth an offer; and whether the limit left some `open`.
    """

    offered: tuple[Gain, ...] = ()
    tried: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    open: bool = False


NO_GAINS = Gains()


def gains(
    case: Case, result: Result, sooner: Sequence[Instance], config: Config, clock: Clock, today: date | None = None
) -> Gains:  # fmt: skip
    """Of each kind the change that is best; `sooner` is the conflict that keeps the award from the term before.

    What the learner values is an earlier award, less money, and whatever they ask to be minimised: another gain alone
    is no offer, nor one that puts the award off by more than a year, nor one that another beats in all of it and asks
    no more. Becoming a jobseeker is only offered to who asks about payers. With `today`, nothing is offered in a term
    that has begun on that day; who has begun before, and has no result yet, may look back.
    """
    steps = _Steps(case, result, sooner, config, clock.part(OF_STEPS), today)
    found = list(steps.gains())
    paying, paid = _of_payers(case, result, config.quiet(), clock.part(OF_PAYERS))
    kept = [gain for gain in found if _is_valued(case, result, gain)]
    offered = _undominated([*kept, *paying])
    names = {gain.change.kind for gain in offered}
    passed = tuple(dict.fromkeys(gain.change.kind for gain in (*found, *paying) if gain.change.kind not in names))
    tried = tuple(kind for kind in steps.tried if kind not in steps.undecided)
    return Gains(
        tuple(sorted(offered, key=lambda gain: _worth(case, gain))), (*tried, *(("payer",) if paid else ())), passed,
        bool(steps.undecided) or paid is None,
    )  # fmt: skip


class _Steps:
    """The search for the best step of each kind; afterwards, which kinds were `tried` and which are `undecided`.

    What loosens nothing of the conflict `sooner` cannot bring the award forward, so that no earlier term is tried.
    """

    def __init__(
        self, case: Case, result: Result, sooner: Sequence[Instance], config: Config, clock: Clock, today: date | None
    ) -> None:  # fmt: skip
        assert result.plan is not None
        names = [item.name for item in result.objectives]
        until = max(names.index(name) for name in ("duration", "cost") if name in names) + 1
        self.case, self.config, self.clock, self.sooner = case, config, clock, set(sooner)
        self.names, self.before = names[:until], values_of(result, names[:until])
        self.quick = Aim(tuple(self.names), tie_break=False)
        self.menu, self.award = Menu(case, result.plan.award, today), result.plan.award
        self.tried: list[str] = []
        self.undecided: set[str] = set()

    def gains(self) -> Iterator[Gain]:
        """The best change of each kind that is better than the plan as it is, with the best plan."""
        best: dict[str, tuple[list[int], Gain]] = {}
        changes = [one for one in singles(self.menu) if not is_past(self.menu, one)]
        self.tried = list(dict.fromkeys(change.kind for change in changes))
        for number, group in enumerate(groups := list(grouped(changes))):
            self.config.tell(Stage.GAINS, number, len(groups))
            for gain in self._reached(group):
                values = values_of(gain.result, self.names)
                if gain.result.plan is not None and values < best.get(gain.change.kind, (self.before,))[0]:
                    best[gain.change.kind] = values, gain
        for _, gain in best.values():
            found = solve(gain.case, within(self.config, self.clock))
            yield replace(gain, result=found) if found.status == OPTIMAL else gain

    def _reached(self, group: Sequence[Change]) -> Iterator[Gain]:
        """Changes of a group, each with what it reaches, until none of the others can reach more, or time is up."""
        all_at_once = self._best(*group)[1] if len(group) > 1 and self.clock.left else None
        most = values_of(all_at_once, self.names) if all_at_once and all_at_once.status.decided else None
        if most is not None and most >= self.before:
            return
        for change in group:
            gain = Gain(change, *self._best(change)) if self.clock.left else None
            if gain is None or not gain.result.status.decided:
                self.undecided.add(change.kind)
                continue
            yield gain
            if values_of(gain.result, self.names) == most:
                return

    def _best(self, *changes: Change) -> tuple[Case, Result]:
        """The case with all of the changes, and its best plan as far as the objectives that are looked at go."""
        touched = {instance for change in changes for instance in change.touches}
        held = bool(self.sooner) and not self.sooner & touched
        aim = replace(self.quick, soonest=self.award) if held else self.quick
        case = with_changes(self.case, reduce(merged, (change.set for change in changes)))
        return case, solve(case, within(self.config, self.clock), aim)


def within(config: Config, clock: Clock) -> Config:
    """The same settings in the time that is left, for a part that tells nobody how far it is."""
    return replace(config.quiet(), time_limit=max(0.01, clock.left))


def values_of(result: Result, names: Sequence[str]) -> list[int]:
    """Values of the objectives named, in their order; what is not known is worse than anything."""
    held = {item.name: item.value for item in result.objectives}
    return [NOT_KNOWN if (value := held.get(name)) is None else value for name in names]


def _of_payers(case: Case, result: Result, config: Config, clock: Clock) -> tuple[list[Gain], bool | None]:
    """Of all changes of payer the one that lowers most what the learner pays, the one that lowers most the cost, and
    the learner's own money among the payers where that lowers what they pay; and whether there were any, None where
    the limit leaves that open.
    """
    before, decided = _money(case, result), True
    found = []
    for change in _other_payers(case):
        if not clock.left:
            decided = False
            break
        other = with_changes(case, change.set)
        names = other.learner.objectives()
        until = max(names.index(name) for name in ("duration", *MONEY) if name in names) + 1
        quick = Aim(names[:until], tie_break=False)
        gain = Gain(change, other, solve(other, within(config, clock), quick))
        decided &= gain.result.status.decided
        if gain.result.status == OPTIMAL and not _is_much_later(case, result, gain):
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
    return best, None if not decided else bool(found)


def _other_payers(case: Case) -> Iterator[Change]:
    """Changes of payer, those that ask somebody to become another person only for who asks about payers."""
    asks = bool(case.learner.alone or case.learner.payer_budgets or case.learner.shares)
    asks = asks or "own-cost" in case.learner.minimise
    for change in payers.others(Menu(case, case.now)):
        if asks or not payers.STATUSES & set(change.subject):
            yield change


def _is_much_later(case: Case, result: Result, gain: Gain) -> bool:
    """Whether the award comes more than a year later."""
    assert result.plan is not None
    assert gain.result.plan is not None
    return gain.result.plan.award - result.plan.award > case.programme.calendar.size


def _is_valued(case: Case, result: Result, gain: Gain) -> bool:
    """Whether the learner has something of it: of what anybody values, and what they named, in their order."""
    wanted = {"duration", *MONEY, *case.learner.minimise}
    names = [item.name for item in result.objectives if item.name in wanted]
    return not _is_much_later(case, result, gain) and values_of(gain.result, names) < values_of(result, names)


def _undominated(found: Sequence[Gain]) -> list[Gain]:
    """Those that no other beats that asks no more, and one of those that lead to the same plan."""
    kept: list[Gain] = []
    for gain in sorted(found, key=lambda gain: gain.change.rank):
        figures, rivals = _figures(gain), [other for other in found if other.change.rank <= gain.change.rank]
        beaten = any(
            (than := _figures(other)) != figures and all(b <= a for a, b in zip(figures, than, strict=True))
            for other in rivals
        )
        same = any(_figures(other) == figures and other.result.plan == gain.result.plan for other in kept)
        if not beaten and not same:
            kept.append(gain)
    return kept


def _figures(gain: Gain) -> tuple[int, int, int]:
    """Award, what the learner pays, and the cost."""
    assert gain.result.plan is not None
    return (gain.result.plan.award, *_money(gain.case, gain.result))


def _worth(case: Case, gain: Gain) -> tuple[int, ...]:
    """What is worth most comes first: by what the learner wants first, the award or money."""
    award, own, total = _figures(gain)
    names = case.learner.objectives()
    money = min((names.index(name) for name in MONEY if name in names), default=len(names))
    first = (award, own, total) if names.index("duration") < money else (own, total, award)
    return (*first, gain.change.rank)


def _money(case: Case, result: Result) -> tuple[int, int]:
    """What the learner pays, and the cost, in cents; what is not known is worse than anything."""
    assert result.plan is not None
    paid = cost(case, result.plan)
    own = own_cost(case, paid)
    return (NOT_KNOWN if own is None else own, NOT_KNOWN if paid.total is None else paid.total)

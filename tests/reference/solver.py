"""The exact search: best first, over all sets of units and places of the internship at once."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

from .bounds import NEVER
from .brute import outcome
from .case import Case, Raw
from .expand import Expansion
from .label import Label
from .money import unit_price
from .outcome import Outcome
from .reading import read_case
from .rules import Plan
from .sets import Options, unit_options, unit_sets
from .space import build_space
from .stays import stays

Value = tuple[int, ...]
Ranked = tuple[tuple[Value, ...], Label]


def solve(programme: Raw, learner: Raw, terms: int) -> Outcome:
    """The optimum in the order of the learner's objectives; the award is not later than the `terms`-th term."""
    case = read_case(programme, learner, terms)
    best = best_plan(case)
    return Outcome("impossible") if best is None else outcome(case, *best)


def best_plan(case: Case) -> tuple[dict[str, int | None], Plan, int] | None:
    """The best values, a plan that reaches them and the term of its award.

    Plans whose cost is known are searched first, then all plans with the cost left out: the better of the two is
    the optimum, a known cost being better than an unknown one at the place of the cost.
    """
    if case.horizon < case.start:
        return None
    options = unit_options(case)
    found = [_search(case, options, True)]
    if _may_be_unknown(case, options):
        found.append(_search(case, options, False))
    answers = [one for one in found if one is not None]
    if not answers:
        return None
    values, label = min(answers, key=lambda one: one[0])
    reached: dict[str, int | None] = {}
    for name, value in zip(case.objectives, values, strict=True):
        reached[name] = None if name == "cost" and value[0] else value[-1]
    return reached, {one.unit: one for one in label.plan()}, label.term


def _may_be_unknown(case: Case, options: Options) -> bool:
    if any(tariff.get("at_most_units") is not None for tariff in case.tariffs.values()):
        return True
    return any(unit_price(case, unit, one.modality) is None for unit, row in options.items() for one in row)


def _spaces(case: Case, options: Options, priced: bool) -> list[Expansion]:
    places = stays(case, [one for row in options.values() for one in row if one.modality == "daytime"])
    spaces = [build_space(case, units, options, stay, priced) for units in unit_sets(case, options) for stay in places]
    return [Expansion(space) for space in spaces if space is not None]


def _rank(expansion: Expansion, label: Label) -> tuple[Value, ...]:
    """The best values that a label may still lead to, in lexicographic order; exact for a complete plan.

    Each objective is bounded as if the earlier ones stood at their own bounds: a plan that exceeds one of those
    comes later anyway.
    """
    case, bounds, priced = expansion.case, expansion.bounds, expansion.space.priced
    award, cost, load, certificate = label.award, label.cost, label.load, label.certificate
    cap, latest = NEVER, bounds.last
    found: list[Value] = []
    for name in case.objectives:
        if name == "duration":
            latest = award
            found.append((award - case.start + 1,))
        elif name == "order":
            found.append((label.order,))
        elif name == "load":
            if not label.goal:
                cap = load = bounds.load(label, latest)
                award = max(award, bounds.award_within(label, load))
            found.append((load,))
        elif name == "cost":
            if priced and not label.goal:
                more, last = bounds.cost(label.term, label.done, bounds.paid(label.flags), cap)
                cost, award = cost + more, max(award, bounds.next_award(last))
            found.append((0, cost) if priced else (1, 0))
        else:
            more = 0 if label.goal else bounds.certificates(label.term, label.done, label.until)
            found.append((certificate + more,))
    return tuple(found)


def _paid(case: Case, priced: bool) -> Callable[[Label], tuple[Value, int, Value]]:
    """What a label has paid, split at the load, which is a maximum and no sum."""
    names = [name for name in case.objectives if name != "duration" and (priced or name != "cost")]
    place = names.index("load")

    def paid(label: Label) -> tuple[Value, int, Value]:
        values = {"order": label.order, "cost": label.cost, "load": label.load, "certificate": label.certificate}
        row = tuple(values[name] for name in names)
        return row[:place], row[place], row[place + 1 :]

    return paid


def _search(case: Case, options: Options, priced: bool) -> Ranked | None:
    expansions = _spaces(case, options, priced)
    paid, tie = _Front(_paid(case, priced)), count()
    heap: list[tuple[tuple[Value, ...], int, int, int, Label]] = []

    def push(index: int, label: Label) -> None:
        if label.goal or paid.keeps(index, label):
            depth = -(label.term * 1000 + label.slot)
            heapq.heappush(heap, (_rank(expansions[index], label), depth, next(tie), index, label))

    for index, expansion in enumerate(expansions):
        root = expansion.root()
        if root is not None:
            push(index, root)
    while heap:
        values, _, _, index, label = heapq.heappop(heap)
        if label.goal:
            return values, label
        if not label.dead:
            for child in expansions[index].children(label):
                push(index, child)
    return None


class _Front:
    """The labels of each state that no other label of the state makes useless."""

    def __init__(self, paid: Callable[[Label], tuple[Value, int, Value]]) -> None:
        self.paid = paid
        self.rows: dict[tuple[object, ...], list[tuple[tuple[Value, int, Value], Label]]] = {}

    def keeps(self, index: int, label: Label) -> bool:
        """Add a label unless another one is as good whatever follows."""
        row = self.rows.setdefault((index, label.state()), [])
        mine = self.paid(label)
        if any(_as_good(other, mine) for other, _ in row):
            return False
        kept = []
        for other, old in row:
            if _as_good(mine, other):
                old.dead = True
            else:
                kept.append((other, old))
        row[:] = [*kept, (mine, label)]
        return True


def _as_good(one: tuple[Value, int, Value], other: tuple[Value, int, Value]) -> bool:
    """Sums before the load decide alone; on a tie the load and the sums after it must both be no worse."""
    if one[0] != other[0]:
        return one[0] < other[0]
    return one[1] <= other[1] and one[2] <= other[2]

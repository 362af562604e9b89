"""Which places precedences leave: nothing starts before what it requires can have ended, nor ends too late."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.offer import Place

Pairs = Sequence[tuple[int, int]]


def narrow(places: Sequence[Sequence[Place]], pairs: Pairs, open_places: list[list[int]]) -> list[list[int]]:
    """For each unit the numbers of its open places that precedences leave, in order; none of any unit where impossible.

    `places` are by unit, `pairs` are (before, after) in numbers of units.
    """
    left = [list(own) for own in open_places]
    changed = True
    while changed:
        changed = False
        for before, after in pairs:
            if not left[before] or not left[after]:
                return [[] for _ in left]
            ended = min(places[before][k].last for k in left[before])
            begun = max(places[after][k].first for k in left[after])
            earlier = [k for k in left[before] if places[before][k].last < begun]
            later = [k for k in left[after] if places[after][k].first > ended]
            changed = changed or len(earlier) < len(left[before]) or len(later) < len(left[after])
            left[before], left[after] = earlier, later
    return left if all(left) else [[] for _ in left]


def drop_implied(pairs: Pairs) -> tuple[tuple[int, int], ...]:
    """The pairs that do not follow from others, sorted: the transitive reduction (Aho, Garey and Ullman 1972).

    Where some go round in a circle, all of them in the order given.
    """
    after: dict[int, set[int]] = {}
    for first, second in pairs:
        after.setdefault(first, set()).add(second)
    order = _topological_order(after)
    if order is None:
        return tuple(dict.fromkeys(pairs))
    reach: dict[int, set[int]] = {}
    kept: list[tuple[int, int]] = []
    rank = {unit: k for k, unit in enumerate(order)}
    for unit in reversed(order):
        known: set[int] = set()
        for second in sorted(after.get(unit, ()), key=rank.__getitem__):
            if second not in known:
                kept.append((unit, second))
                known |= {second} | reach[second]
        reach[unit] = known
    return tuple(sorted(kept))


def _topological_order(after: dict[int, set[int]]) -> list[int] | None:
    """The units, each before what comes after it; None where they go round in a circle."""
    waiting: dict[int, int] = {}
    for first, seconds in after.items():
        waiting.setdefault(first, 0)
        for second in seconds:
            waiting[second] = waiting.get(second, 0) + 1
    ready = sorted(unit for unit, count in waiting.items() if not count)
    order: list[int] = []
    while ready:
        unit = ready.pop()
        order.append(unit)
        for second in sorted(after.get(unit, ())):
            waiting[second] -= 1
            if not waiting[second]:
                ready.append(second)
    return order if len(order) == len(waiting) else None

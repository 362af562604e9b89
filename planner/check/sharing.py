"""The cheapest way to give each of many items one of its ways, under caps and yearly fees: exact, best bound first.

A way has a value, loads on some caps, and the rank of the yearly fee that it owes; a year pays the fee of its first
(lowest) rank. Beyond a cap each cent costs its penalty, or is not allowed. Multipliers of the caps bound from below
what is still to come, so that few states are looked at; items that are alike lead to the same states.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from planner.errors import Undecided

Loads = tuple[int, ...]
MOST_STATES = 200_000
"""States that are looked at before the search gives up: some ten seconds."""
ROUNDS = 2
"""Each multiplier is set this often, the others held."""


@dataclass(frozen=True, slots=True)
class Way:
    """`limit` is the place of the count that it uses up, `full` are those that have to be used up, None for none."""

    payer: str | None
    value: int
    loads: Loads
    rank: int
    limit: int | None = None
    full: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Year:
    """`fees` are values and loads by rank, the last one that of no fee; `rank` is owed in any case. `own` are the caps
    of this year alone.
    """

    items: tuple[tuple[Way, ...], ...]
    fees: tuple[tuple[int, Loads], ...]
    rank: int
    own: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cap:
    """`penalty` is what a cent beyond it costs; None forbids it."""

    most: int
    penalty: int | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """`limits` are how many items may have ways that count against each."""

    years: tuple[Year, ...]
    caps: tuple[Cap, ...]
    limits: tuple[int, ...] = ()


Groups = list[list[tuple[tuple[Way, ...], int]]]
"""By year: the ways of items that are alike, and the number of these."""


@dataclass(frozen=True, slots=True)
class _State:
    value: int
    rank: int
    loads: Loads
    used: Loads
    full: frozenset[int]
    before: _State | None = None
    way: Way | None = None


def best(sharing: Sharing) -> tuple[int, list[Way]]:
    """The lowest value, and a way for each item, year by year, that reaches it.

    Raises:
        LookupError: no choice is allowed.
        Undecided: there are too many ways to find the best one.
    """
    return _Search(sharing).result()


class _Search:
    """The steps are the items of each year, and then its end."""

    def __init__(self, sharing: Sharing) -> None:
        self.sharing = sharing
        self.multipliers = multipliers(sharing)
        self.steps: list[tuple[int, tuple[Way, ...] | None]] = []
        for number, year in enumerate(sharing.years):
            self.steps += [(number, tuple(sorted(ways, key=self._order))) for ways in year.items]
            self.steps.append((number, None))
        self.rest = [*reversed(list(self._rest())), [0.0]]
        self.priced = [*(self._caps_from(number) for number, _ in self.steps), ()]

    def _order(self, way: Way) -> tuple[int, int]:
        """Of ways with the same price the one that uses caps least comes first: few first ends are dead ones."""
        return _price(way.value, way.loads, self.multipliers), sum(way.loads)

    def _rest(self) -> Iterator[list[float]]:
        """From the last step to the first: what is still to come at least, by the rank of its year so far."""
        later: float = 0
        for year in reversed(self.sharing.years):
            fees = [_price(value, loads, self.multipliers) for value, loads in year.fees]
            sums: list[float] = [0] * len(fees)
            row = _up_to(fees, sums, later)
            yield row
            for ways in reversed(year.items):
                more = _least(ways, len(fees), self.multipliers)
                sums = [total + least for total, least in zip(sums, more, strict=True)]
                row = _up_to(fees, sums, later)
                yield row
            later = row[year.rank]

    def _caps_from(self, number: int) -> tuple[tuple[int, int, int], ...]:
        """Places, bounds and multipliers of the caps that do not belong to a year before this one."""
        gone = {place for year in self.sharing.years[:number] for place in year.own}
        caps = enumerate(zip(self.sharing.caps, self.multipliers, strict=True))
        return tuple((place, cap.most, price) for place, (cap, price) in caps if price and place not in gone)

    def _bound(self, step: int, state: _State) -> float:
        """No end of the state has a lower value."""
        total = state.value + self.rest[step][state.rank if step < len(self.steps) else 0]
        return total + sum(price * (state.loads[place] - most) for place, most, price in self.priced[step])

    def result(self) -> tuple[int, list[Way]]:
        """Best bound first: the first end that is reached is the best one."""
        sharing = self.sharing
        first = sharing.years[0].rank if sharing.years else 0
        start = _State(0, first, (0,) * len(sharing.caps), (0,) * len(sharing.limits), frozenset())
        heap: list[tuple[float, int, int, _State]] = [(self._bound(0, start), 0, 0, start)]
        lowest: dict[tuple[object, ...], int] = {}
        serial = looked = 0
        while heap:
            looked += 1
            if looked > MOST_STATES:
                raise Undecided("payers.undecided", count=sum(len(year.items) for year in sharing.years))
            _, depth, _, state = heapq.heappop(heap)
            if -depth == len(self.steps):
                return state.value, _trace(state)
            if lowest.get(_key(-depth, state), state.value) < state.value:
                continue
            for after in self._after(-depth, state):
                key = _key(1 - depth, after)
                bound = self._bound(1 - depth, after)
                if bound < inf and (key not in lowest or after.value < lowest[key]):
                    lowest[key], serial = after.value, serial + 1
                    heapq.heappush(heap, (bound, depth - 1, serial, after))
        raise LookupError("no way to share")

    def _after(self, step: int, state: _State) -> Iterator[_State]:
        number, ways = self.steps[step]
        if ways is None:
            yield from self._end_year(number, state)
        for way in ways or ():
            loads = tuple(map(int.__add__, state.loads, way.loads))
            used = state.used
            if way.limit is not None:
                used = (*used[: way.limit], used[way.limit] + 1, *used[way.limit + 1 :])
                if used[way.limit] > self.sharing.limits[way.limit]:
                    continue
            if self._keeps_to_caps(loads):
                rank, full = min(state.rank, way.rank), state.full | way.full
                yield _State(state.value + way.value, rank, loads, used, full, state, way)

    def _end_year(self, number: int, state: _State) -> Iterator[_State]:
        """The year's fee is due, and what went beyond its caps; at the very end, what went beyond all."""
        years, caps = self.sharing.years, self.sharing.caps
        fee, more = years[number].fees[state.rank]
        loads = list(map(int.__add__, state.loads, more))
        last = number == len(years) - 1
        if not self._keeps_to_caps(loads) or (last and any(state.used[p] < self.sharing.limits[p] for p in state.full)):
            return
        value = state.value + fee
        for place in range(len(caps)) if last else years[number].own:
            value += max(0, loads[place] - caps[place].most) * (caps[place].penalty or 0)
        for place in years[number].own:
            loads[place] = 0
        yield _State(value, 0 if last else years[number + 1].rank, tuple(loads), state.used, state.full, state)

    def _keeps_to_caps(self, loads: Sequence[int]) -> bool:
        caps = self.sharing.caps
        return not any(cap.penalty is None and load > cap.most for cap, load in zip(caps, loads, strict=True))


def _key(step: int, state: _State) -> tuple[object, ...]:
    return step, state.rank, state.loads, state.used, state.full


def _trace(end: _State) -> list[Way]:
    found, state = list[Way](), end
    while state.before is not None:
        found += [state.way] if state.way is not None else []
        state = state.before
    return found[::-1]


def _price(value: int, loads: Loads, multipliers: Sequence[int]) -> int:
    return value + sum(map(int.__mul__, loads, multipliers))


def _least(ways: Iterable[Way], ranks: int, multipliers: Sequence[int]) -> list[float]:
    """The lowest price of a way whose fee is not of a stronger rank than each."""
    found: list[float] = [inf] * ranks
    for way in ways:
        price = _price(way.value, way.loads, multipliers)
        for rank in range(way.rank + 1):
            found[rank] = min(found[rank], price)
    return found


def _up_to(fees: Sequence[float], sums: Sequence[float], later: float) -> list[float]:
    """The least of the fee and the sum of each rank up to every one."""
    totals = [fee + total + later for fee, total in zip(fees, sums, strict=True)]
    return list(accumulate(totals, min))


def multipliers(sharing: Sharing) -> list[int]:
    """A price for a cent of each cap, so that what all items cost at least becomes a bound that is nearly reached.

    The bound is concave in the prices; each is set where the bound is highest, from prices of nothing, from those at
    which no cap is used, and from the best mixture of both; the best of the three stands.
    """
    groups = [list(Counter(year.items).items()) for year in sharing.years]
    values = [way.value for year in sharing.years for ways in year.items for way in ways]
    values += [value for year in sharing.years for value, _ in year.fees]
    highest = [2 * max(values, default=0) + 1 if cap.penalty is None else cap.penalty for cap in sharing.caps]
    dear = [min(high, _dearest(sharing, place)) for place, high in enumerate(highest)]
    starts = [[0] * len(dear), dear]
    if sharing.caps:
        starts.append(max(([price * part // 16 for price in dear] for part in range(1, 64)),
                          key=lambda prices: _relax(sharing, groups, prices)[0]))  # fmt: skip
    found = [_climb(sharing, groups, start, highest) for start in starts]
    return max(found, key=lambda prices: _relax(sharing, groups, prices)[0])


def _dearest(sharing: Sharing, place: int) -> int:
    """A price at which no item that has another way uses the cap."""
    ratios = [0]
    for ways in {ways for year in sharing.years for ways in year.items}:
        free = min((way.value for way in ways if not any(way.loads)), default=max(way.value for way in ways))
        ratios += [1 + max(0, free - way.value) // way.loads[place] for way in ways if way.loads[place]]
    return max(ratios)


def _climb(sharing: Sharing, groups: Groups, start: list[int], highest: list[int]) -> list[int]:
    """Prices that bound higher, from those of a start, each cap in turn."""
    prices = list(start)
    for _ in range(ROUNDS):
        for place, cap in enumerate(sharing.caps):
            prices[place] = 0
            if _relax(sharing, groups, prices)[1][place] > cap.most:
                _set_price(sharing, groups, prices, place, highest[place])
    return prices


def _set_price(sharing: Sharing, groups: Groups, prices: list[int], place: int, high: int) -> None:
    """The price of one cap at which the others' best choice just keeps to it, where the bound is highest."""
    low, most = 0, sharing.caps[place].most
    while high - low > 1:
        prices[place] = middle = (low + high) // 2
        low, high = (middle, high) if _relax(sharing, groups, prices)[1][place] > most else (low, middle)
    ends = [(_relax(sharing, groups, [*prices[:place], end, *prices[place + 1 :]])[0], end) for end in (low, high)]
    prices[place] = max(ends)[1]


def _relax(sharing: Sharing, groups: Groups, prices: Sequence[int]) -> tuple[int, list[int]]:
    """The bound under the prices, and the loads of the choice that reaches it."""
    total, sums = 0, [0] * len(prices)
    for year, items in zip(sharing.years, groups, strict=True):
        ends = []
        for rank in range(year.rank + 1):
            value, loads = year.fees[rank]
            price, parts = _price(value, loads, prices), [loads]
            for ways, count in items:
                allowed = [(_price(way.value, way.loads, prices), n) for n, way in enumerate(ways) if way.rank >= rank]
                if not allowed:
                    break
                least, chosen = min(allowed)
                price += count * least
                parts.append(tuple(count * load for load in ways[chosen].loads))
            else:
                ends.append((price, rank, parts))
        if ends:
            price, _, parts = min(ends)
            total += price
            sums = [sum(column) for column in zip(sums, *parts, strict=True)]
    return total - sum(price * cap.most for price, cap in zip(prices, sharing.caps, strict=True)), sums

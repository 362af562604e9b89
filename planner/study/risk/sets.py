"""Sets of offerings that can be begun together in a term, beside what runs there already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.study.risk.game import Game
from planner.study.risk.inexact import MOST_CHOICES, Inexact
from planner.study.risk.options import Option, Room
from planner.study.risk.pairs import Kind, Menu


class Effect(NamedTuple):
    """What a set leaves behind: the yearly fee (cents), whether something is in the daytime, stays ruled out."""

    fee: int
    daytime: bool
    kills: frozenset[int]


class Way(NamedTuple):
    """One set of offerings: cents, without what hangs on a result of the term, and where it stands among equal ones."""

    price: int
    order: tuple[int, tuple[int, ...], tuple[int, ...]]
    options: tuple[Option, ...]


class Move(NamedTuple):
    """A choice of a cluster in given offerings: the room that they take, cents without what hangs on a result of the
    term, and what they leave behind. `singles` are the yearly fees of what may hang on such results.
    """

    choice: int
    options: tuple[Option, ...]
    taken: tuple[float, ...]
    price: int
    effect: Effect
    singles: tuple[int, ...]


Pattern = tuple[tuple[int, int], ...]
"""For each cluster the number of what runs in it, and that of the choice."""


class Sets:
    """All sets of a term; of those with the same results and effect the cheapest, of equal ones the first."""

    def __init__(self, game: Game, term: int, menus: Sequence[Menu]) -> None:
        self.game, self.term, self.menus = game, term, menus
        self.room = Room(game.case, game.options)
        self.found: dict[Pattern, dict[Effect, Way]] = {}
        self.count = 0
        options = [
            o.offering for menu in menus for choice in menu.choices for kind in choice if kind for o in kind.options
        ]
        options += [one for menu in menus for some in menu.running for one in some]
        units = game.case.programme.units
        self.plain = not any(one.sessions or units[one.unit].alone for one in options)
        self.bounds = _Bounds(game.case, options, term)
        self.moves = [[self._moves(menu, number) for number in range(len(menu.running))] for menu in menus]

    def patterns(self) -> dict[Pattern, dict[Effect, Way]]:
        """What can be begun, by what comes of it."""
        for groups in product(*(range(len(menu.running)) for menu in self.menus)):
            running = [one for menu, group in zip(self.menus, groups, strict=True) for one in menu.running[group]]
            left = self.bounds.left(running)
            if left is not None:
                self._extend(groups, (), 0, Effect(0, False, frozenset()), running, left)
        return self.found

    def _moves(self, menu: Menu, group: int) -> list[Move]:
        """The choices of a cluster, each in all its offerings."""
        found = list[Move]()
        for number in menu.pairs[group]:
            kinds = [kind for kind in menu.choices[number] if kind is not None]
            offered = product(*(kind.options for kind in kinds))
            found += [self._move(number, kinds, options) for options in offered]
        return found

    def _move(self, number: int, kinds: Sequence[Kind], options: tuple[Option, ...]) -> Move:
        game = self.game
        sure = [option for kind, option in zip(kinds, options, strict=True) if not kind.single]
        singles = tuple(option.fee for kind, option in zip(kinds, options, strict=True) if kind.single)
        effect = Effect(
            max((option.fee for option in options), default=0),
            game.counts_daytime and any(option.offering.modality == DAYTIME for option in options),
            frozenset[int]().union(*(game.stays.kills(option.offering) for option in options)),
        )
        price = sum(option.cents for option in sure)
        return Move(number, options, self.bounds.taken([option.offering for option in options]), price, effect, singles)

    def _extend(
        self, groups: tuple[int, ...], moves: tuple[Move, ...], price: int, effect: Effect,
        running: list[Offering], left: tuple[float, ...],
    ) -> None:  # fmt: skip
        """Every set that goes on from the moves of the clusters before."""
        at = len(moves)
        if at == len(groups):
            self._keep(groups, moves, price, effect)
            return
        for move in self.moves[at][groups[at]]:
            if not move.options:
                self._extend(groups, (*moves, move), price, effect, running, left)
                continue
            after = tuple([one - other for one, other in zip(left, move.taken, strict=True)])
            if after and min(after) < 0:
                continue
            beside = running
            if not self.plain:
                beside = list(running)
                if not all(self._fits(option.offering, beside) for option in move.options):
                    continue
            fee, daytime, kills = move.effect
            joined = Effect(
                max(effect.fee, fee), effect.daytime or daytime, effect.kills | kills if kills else effect.kills
            )
            self._extend(groups, (*moves, move), price + move.price, joined, beside, after)

    def _fits(self, one: Offering, beside: list[Offering]) -> bool:
        fits = self.room.fits(one, beside)
        beside.append(one)
        return fits

    def _keep(self, groups: tuple[int, ...], moves: tuple[Move, ...], price: int, effect: Effect) -> None:
        self.count += 1
        if self.count > MOST_CHOICES:
            raise Inexact("states")
        _check_fees(moves, effect.fee)
        ways = self.found.setdefault(
            tuple([(group, move.choice) for group, move in zip(groups, moves, strict=True)]), {}
        )
        known = ways.get(effect)
        if known is None or price <= known.price:
            way = self._way(moves, price)
            if known is None or way[:2] < known[:2]:
                ways[effect] = way

    def _way(self, moves: tuple[Move, ...], price: int) -> Way:
        order = self.game.options.order
        options = tuple(sorted((o for move in moves for o in move.options), key=lambda o: order[o.offering.unit]))
        units = tuple(order[option.offering.unit] for option in options)
        return Way(price, (len(options), units, tuple(option.rank for option in options)), options)


def _check_fees(moves: tuple[Move, ...], fee: int) -> None:
    """The yearly fee of a set does not hang on a result of the term.

    Raises:
        Inexact: it does.
    """
    for move in moves:
        if fee and len(set(move.singles)) > 1 and fee in move.singles:
            raise Inexact("halves")


class _Bounds:
    """Room in the terms from one on, counted: evenings, days, units and credits."""

    def __init__(self, case: Case, options: Sequence[Offering], first: int) -> None:
        self.case = case
        self.limits: list[tuple[int, str, float]] = []
        for term in range(first, max((one.last for one in options), default=first) + 1):
            (_, units), (_, credits) = case.bounds(term)
            evenings: float = case.evening_cap(term)
            if not any(one.sessions for one in options):
                evenings = min(evenings, len(set(case.learner.free_evenings(term))))
            scaled = None if credits is None else credits * case.programme.scale
            found = {
                "evening": evenings,
                "daytime": case.learner.daytime_cap.of(term),
                "units": units,
                "credits": scaled,
            }
            self.limits += [(term, what, float(most)) for what, most in found.items() if most is not None]

    def taken(self, offerings: Sequence[Offering]) -> tuple[float, ...]:
        """What offerings take of each."""
        return tuple(
            float(sum(self._weight(one, what) for one in offerings if term in one.terms))
            for term, what, _ in self.limits
        )

    def _weight(self, one: Offering, what: str) -> float:
        if what == "credits":
            return float(self.case.programme.scaled(one.unit))
        return float(what == "units" or one.modality == {"evening": EVENING, "daytime": DAYTIME}[what])

    def left(self, running: Sequence[Offering]) -> tuple[float, ...] | None:
        """What is left beside what runs; None where that is too much by itself."""
        taken = self.taken(running)
        found = tuple(most - used for (_, _, most), used in zip(self.limits, taken, strict=True))
        return None if any(one < 0 for one in found) else found

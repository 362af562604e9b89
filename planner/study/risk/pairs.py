"""What can be begun in each cluster of places in a term, as it stands, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from planner.domain.condition import Clause
from planner.domain.offering import Offering
from planner.study.risk.game import Cluster, Game, Joint
from planner.study.risk.options import Option
from planner.study.risk.values import OPEN, Outcome, Value


class Condition(NamedTuple):
    """What must be passed before a term: in each cluster a weight by how it stands, at least `need` in all. It is also
    met by beginning one of the units of `beside` in the same term.
    """

    weights: tuple[tuple[float, ...], ...]
    need: float
    beside: frozenset[str] = frozenset()


class Kind(NamedTuple):
    """Offerings of a unit in a term from which the same comes, and that wait for the same: all `conditions` are met by
    one each of some alternatives. One that is `single` may depend on results within the term.
    """

    unit: str
    options: tuple[Option, ...]
    outcomes: tuple[Outcome, ...]
    conditions: tuple[tuple[Condition, ...], ...]
    single: bool


class Pair(NamedTuple):
    """How a cluster stands (its place in the layout), with what comes of what is begun in it: chances of its places in
    the next layout, and expected cents of what is begun on condition of a result alone.
    """

    value: int
    row: tuple[tuple[float, int], ...]
    price: float


Choice = tuple[Kind | None, ...]
"""What is begun in each place of a cluster."""


Forced = tuple[str, bool] | None
"""A unit, and whether its exam is passed."""
Outcomes = dict[tuple[Joint, frozenset[str]], float]
"""Chances by how a cluster stands after a term, and by the units begun in it."""


class Menu(NamedTuple):
    """Of a cluster: what can be begun, each with the pairs that allow it, by the number of what runs there already."""

    running: list[tuple[Offering, ...]]
    choices: list[Choice]
    pairs: list[dict[int, list[Pair]]]
    """For each of `running`: pairs by the number of the choice."""


class Pairs:
    """The menus of all clusters in one term."""

    def __init__(self, game: Game, term: int) -> None:
        self.game, self.term = game, term
        self.before, self.after = game.layouts[term - game.start], game.layouts[term - game.start + 1]
        self.index = [{joint: place for place, joint in enumerate(joints)} for joints in self.after]
        self.begun: dict[int, list[Option]] = {}
        for option in game.options.at(term):
            self.begun.setdefault(option.place, []).append(option)

    def menus(self) -> list[Menu]:
        """One for each cluster."""
        return [self._menu(number, cluster) for number, cluster in enumerate(self.game.clusters)]

    def _menu(self, number: int, cluster: Cluster) -> Menu:
        joints = self.before[number]
        kinds = [[None, *self._kinds(cluster, place)] for place in cluster.places]
        choices = list(product(*kinds))
        running = list(dict.fromkeys(_running(joint) for joint in joints))
        pairs: list[dict[int, list[Pair]]] = [{} for _ in running]
        for place, joint in enumerate(joints):
            group = pairs[running.index(_running(joint))]
            for choice_number, choice in enumerate(choices):
                if all(kind is None or value.is_open for kind, value in zip(choice, joint, strict=True)):
                    pair = self._pair(number, cluster, place, choice)
                    if pair is not None:
                        group.setdefault(choice_number, []).append(pair)
        return Menu(running, choices, pairs)

    def _kinds(self, cluster: Cluster, place: int) -> list[Kind]:
        found: dict[tuple[Kind, object], list[Option]] = {}
        for option in self.begun.get(place, ()):
            one = option.offering
            outcomes = tuple(self.game.steps.begin(OPEN, one, self.term))
            repeats = self.game.steps.session(one) is not None
            single = len(cluster.places) > 1 and self._is_single(cluster, one)
            kind = Kind(one.unit, (), outcomes, tuple(self._conditions(cluster, one)), single)
            found.setdefault((kind, option.rank if single else repeats), []).append(option)
        return [kind._replace(options=tuple(options)) for (kind, _), options in found.items()]

    def _is_single(self, cluster: Cluster, one: Offering) -> bool:
        """Whether the offering waits for another of the term, or another for it."""
        inside = [option.offering for place in cluster.places for option in self.begun.get(place, ())]
        return any(self.game.waits(one, other, self.term) or self.game.waits(other, one, self.term) for other in inside)

    def _inside(self, cluster: Cluster, clause: Clause) -> bool:
        """Whether only results in the cluster decide over a clause."""
        place = self.game.options.place
        units = [unit for unit in clause.involved if unit in place]
        return len(cluster.places) > 1 and not clause.together and all(place[u] in cluster.places for u in units)

    def _conditions(self, cluster: Cluster, one: Offering) -> Iterator[tuple[Condition, ...]]:
        """What must be passed elsewhere before the offering begins."""
        for clause in self.game.clauses.get(one.unit, ()):
            if not self._inside(cluster, clause):
                yield tuple(self._alternatives(clause, one))
        for units in self.game.firsts:
            if units and one.unit not in units:
                yield (Condition(self._weights(units, one, dated=False), len(units)),)

    def _alternatives(self, clause: Clause, one: Offering) -> Iterator[Condition]:
        units = frozenset(clause.units)
        if units:
            beside = units if clause.together else frozenset[str]()
            yield Condition(self._weights(units, one, dated=not clause.together, running=clause.together), 1, beside)
        programme, acquired = self.game.case.programme, self.game.case.learner.acquired
        for asked in clause.credits:
            missing = float(asked.need - programme.worth(asked, acquired))
            yield Condition(self._weights(asked.pool, one, dated=True, credits=True), missing)

    def _weights(
        self, units: frozenset[str], one: Offering, *, dated: bool, running: bool = False, credits: bool = False
    ) -> tuple[tuple[float, ...], ...]:
        """What each cluster adds, as it stands before the term."""

        def weight(place: int, value: Value) -> float:
            unit = self.game.needs.places[place][0]
            if unit not in units or not (_has_ended(value, one) if dated else value.is_passed or
                                         (running and value.kind == "running")):  # fmt: skip
                return 0
            return float(self.game.case.programme.size(unit)) if credits else 1

        return tuple(
            tuple(sum(weight(place, value) for place, value in zip(cluster.places, joint, strict=True)) for joint in at)
            for cluster, at in zip(self.game.clusters, self.before, strict=True)
        )

    def outcomes(self, cluster: Cluster, joint: Joint, choice: Choice, forced: Forced = None) -> Outcomes:
        """What comes of a choice, each with the units that were begun in the end: chances, where the exam of a unit has
        the `forced` result if one is given.
        """
        chosen = [n for n, kind in enumerate(choice) if kind is not None]
        order = [n for n in range(len(choice)) if n not in chosen]
        order += sorted(chosen, key=lambda n: _kind(choice[n]).options[0].offering.span.starts)
        states: list[_State] = [(1.0, {}, (), frozenset())]
        for n in order:
            states = list(self._after_place(cluster, joint, n, choice[n], states, forced))
        found: Outcomes = {}
        for chance, done, _, begun in states:
            key = tuple(done[n] for n in range(len(choice))), begun
            found[key] = found.get(key, 0.0) + chance
        return found

    def _pair(self, number: int, cluster: Cluster, value: int, choice: Choice) -> Pair | None:
        """What comes of a choice; None where a prerequisite inside the cluster can hold in no case."""
        joint = self.before[number][value]
        kinds = [kind for kind in choice if kind is not None]
        if not all(self._can_begin(cluster, joint, choice, kind) for kind in kinds):
            return None
        chances, price = dict[int, float](), 0.0
        for (after, begun), chance in self.outcomes(cluster, joint, choice).items():
            place = self.index[number][after]
            chances[place] = chances.get(place, 0.0) + chance
            price += chance * sum(kind.options[0].cents for kind in kinds if kind.single and kind.unit in begun)
        return Pair(value, tuple((chance, place) for place, chance in chances.items() if chance > 0), price)

    def _after_place(
        self, cluster: Cluster, joint: Joint, n: int, kind: Kind | None, states: list[_State], forced: Forced
    ) -> Iterator[_State]:
        """The states of a cluster once it is known what becomes of one more place."""
        for chance, done, passed, begun in states:
            one = kind.options[0].offering if kind is not None else None
            begins = kind is not None and self._may_begin(cluster, joint, kind, passed)
            now = begun | {one.unit} if one is not None and begins else begun
            for place, (part, value) in enumerate(self._results(joint[n], one if begins else None, forced)):
                # A second session is over too late for what waits for the unit in this term.
                first = place == 0 and value.is_passed and one is not None and forced != (one.unit, False)
                yield chance * part, {**done, n: value}, (*passed, one) if one and begins and first else passed, now

    def _results(self, value: Value, one: Offering | None, forced: Forced) -> list[Outcome]:
        """What becomes of a place; of an exam that has a forced result only that, with a chance of 1."""
        steps = self.game.steps
        exam = one or (value.offering if value.kind == "running" else None)
        if forced is None or exam is None or exam.unit != forced[0] or exam.last > self.term:
            return steps.rest(value, self.term) if one is None else steps.begin(value, one, self.term)
        return steps.forced(value, one, exam, self.term, passed=forced[1])

    def _may_begin(self, cluster: Cluster, joint: Joint, kind: Kind, passed: Sequence[Offering]) -> bool:
        """Whether what is passed so far, in this term too, is enough for what waits for it inside the cluster."""
        one, programme = kind.options[0].offering, self.game.case.programme
        ended = set(self.game.case.learner.acquired)
        ended |= {other.unit for other in passed if self.game.waits(one, other, self.term)}
        for place, value in zip(cluster.places, joint, strict=True):
            if _has_ended(value, one):
                ended.add(self.game.needs.places[place][0])
        clauses = (clause for clause in self.game.clauses.get(kind.unit, ()) if self._inside(cluster, clause))
        return all(programme.meets(clause, ended) for clause in clauses)

    def _can_begin(self, cluster: Cluster, joint: Joint, choice: Choice, kind: Kind) -> bool:
        """Whether it may begin once all that is begun beside it is passed."""
        hoped = [other.options[0].offering for other in choice if other is not None and other is not kind]
        return self._may_begin(cluster, joint, kind, hoped)


_State = tuple[float, dict[int, Value], tuple[Offering, ...], frozenset[str]]
"""A chance, how places of a cluster stand by then, what was passed in the term, and what was begun."""


def _kind(kind: Kind | None) -> Kind:
    assert kind is not None
    return kind


def _running(joint: Sequence[Value]) -> tuple[Offering, ...]:
    return tuple(value.offering for value in joint if value.kind == "running" and value.offering is not None)


def _has_ended(value: Value, one: Offering) -> bool:
    """Whether a place was passed before the offering starts."""
    return value.is_passed and (value.ends is None or value.ends < one.span.starts)

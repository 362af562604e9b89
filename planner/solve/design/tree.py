"""Rows that share many units, alone at first, then more of them together, up to the whole.

What disjoint groups of rows cannot cost less than adds up. A group is decided in a fraction of the time of the whole,
and what it cannot cost less than helps where it is a part of a larger one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from planner.model.design.groups import Floor, Group, Groups
from planner.model.design.instance import Assignment, Instance


@dataclass(slots=True, eq=False)
class Node:
    """Some rows. `least` is what they cannot cost less than, `plan` the best that is known of them (`value`).

    `effort` is what the next search is worth, `busy` whether one goes on.
    """

    group: Group
    effort: float
    children: tuple[Node, ...] = ()
    least: int = 0
    plan: Assignment | None = None
    value: int | None = None
    busy: bool = False

    @property
    def closed(self) -> bool:
        """Whether there is nothing between the bound and the best plan."""
        return self.value is not None and self.least >= self.value

    def below(self) -> Iterator[Node]:
        """All nodes from here downwards, each after its children."""
        for child in self.children:
            yield from child.below()
        yield self

    def open(self) -> Iterator[Node]:
        """Those that are worth a search: neither closed nor a part of one that is."""
        if not self.closed:
            for child in self.children:
                yield from child.open()
            if not self.busy:
                yield self

    def floors(self) -> list[Floor]:
        """What is known of the groups in it, but for what follows from smaller ones."""
        found = [floor for child in self.children for floor in child.own_floors()]
        return [self.group.inner(floor) for floor in found]

    def own_floors(self) -> list[Floor]:
        """The same with its own, in numbers of the whole."""
        found = [floor for child in self.children for floor in child.own_floors()]
        if self.least > sum(child.least for child in self.children):
            found.append(self.group.floor(self.least))
        return found

    def learn(self, plan: Assignment, value: int) -> None:
        """A plan of the group."""
        if self.value is None or value < self.value:
            self.plan, self.value = plan, value


@dataclass(slots=True)
class Tree:
    """The groups of an instance, once it is `grown`; `root` is the whole. Several threads may work on it."""

    instance: Instance
    root: Node | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def nodes(self) -> list[Node]:
        """All of them, each after those in it."""
        return [] if self.root is None else list(self.root.below())

    def grow(self, effort: float) -> None:
        """Make the groups; the first search of each is worth so much."""
        self.root = _grown(self.instance, effort)

    def open(self) -> list[Node]:
        """The nodes that are worth a search now."""
        with self.lock:
            return [] if self.root is None else list(self.root.open())

    def take(self, whole: Assignment | None, growth: float) -> tuple[Node, float] | None:
        """The node whose next search is the shortest, and its effort; nobody else gets the node until it is given back.

        `whole` is the best plan known; the search after this one is worth `growth` times as much.
        """
        with self.lock:
            if self.root is None:
                return None
            if whole is not None:
                for one in self.root.below():
                    part = one.group.part(whole)
                    one.learn(part, one.group.instance.value(part))
            node = min(self.root.open(), key=lambda one: one.effort, default=None)
            if node is None:
                return None
            effort, node.effort, node.busy = node.effort, node.effort * growth, True
            return node, effort

    def give(self, node: Node, least: int, plan: Assignment | None = None) -> int:
        """A node after a search, with what it came to; what the whole cannot cost less than now."""
        with self.lock:
            node.busy = False
            node.least = max(node.least, least)
            if plan is not None:
                node.learn(plan, node.group.instance.value(plan))
            for one in self.nodes:
                one.least = max(one.least, sum(child.least for child in one.children))
            return 0 if self.root is None else self.root.least

    def gaps(self, plan: Assignment) -> list[tuple[int, ...]]:
        """The units of each group that costs more in this plan than it has to, as far as is known.

        First come groups in which no smaller one does.
        """
        instance = self.instance
        rows = [instance.row_value(number, plan) for number in range(len(instance.rows))]
        prices = [own[k] for own, k in zip(instance.costs, plan.places, strict=True)]
        inner: list[tuple[int, ...]] = []
        outer: list[tuple[int, ...]] = []
        costly: set[Node] = set()
        for node in self.nodes:
            cost = sum(rows[number] for number in node.group.rows) + sum(prices[unit] for unit in node.group.owned)
            if cost > node.least:
                (inner if costly.isdisjoint(node.children) else outer).append(node.group.units)
                costly.add(node)
        return inner + outer


def _grown(instance: Instance, effort: float) -> Node:
    """Rows joined two by two, first those that have most of their units in common; the last one is the whole."""
    groups = Groups(instance)
    nodes = {number: Node(groups.of([number]), effort) for number in range(len(instance.rows))}
    members = {number: set(node.group.units) for number, node in nodes.items()}
    near = {pair: _near(members[pair[0]], members[pair[1]]) for pair in combinations(nodes, 2)}
    while len(nodes) > 2:
        first, second = max(near, key=near.__getitem__)
        number = max(members) + 1
        one, other = nodes.pop(first), nodes.pop(second)
        members[number] = members[first] | members[second]
        near = {pair: how for pair, how in near.items() if first not in pair and second not in pair}
        near |= {(third, number): _near(members[third], members[number]) for third in nodes}
        nodes[number] = Node(groups.of([*one.group.rows, *other.group.rows]), effort, (one, other))
    return Node(groups.whole(), effort, tuple(nodes.values()) if len(nodes) > 1 else ())


def _near(first: set[int], second: set[int]) -> tuple[float, int]:
    """More is nearer: the share of the smaller one that both have, then few units in all."""
    return len(first & second) / max(1, min(len(first), len(second))), -len(first | second)

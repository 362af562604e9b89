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
    """Some rows. `bound` is what they cannot cost less than, `plan` the best that is known of them (`value`).

    `effort` is what the next search is worth, `busy` whether one goes on.
    """

    group: Group
    effort: float
    children: tuple[Node, ...] = ()
    bound: int = 0
    plan: Assignment | None = None
    value: int | None = None
    busy: bool = False

    @property
    def closed(self) -> bool:
        """Whether the best plan of the rows is proven: its value is no more than the bound."""
        return self.value is not None and self.bound >= self.value

    def walk(self) -> Iterator[Node]:
        """All nodes from here downwards, each after its children."""
        for child in self.children:
            yield from child.walk()
        yield self

    def open_nodes(self) -> Iterator[Node]:
        """The nodes that are worth a search, each after its children: neither closed nor a part of one that is."""
        if not self.closed:
            for child in self.children:
                yield from child.open_nodes()
            if not self.busy:
                yield self

    def inner_floors(self) -> list[Floor]:
        """Floors of the groups in it, in its own numbers; none that follows from smaller groups."""
        found = [floor for child in self.children for floor in child.outer_floors()]
        return [self.group.renumber_floor(floor) for floor in found]

    def outer_floors(self) -> list[Floor]:
        """Floors of the groups in it and of itself, in numbers of the whole."""
        found = [floor for child in self.children for floor in child.outer_floors()]
        if self.bound > sum(child.bound for child in self.children):
            found.append(self.group.floor_of(self.bound))
        return found

    def record_plan(self, plan: Assignment, value: int) -> None:
        """Keep a plan of the group, and its scaled value, if it is the best."""
        if self.value is None or value < self.value:
            self.plan, self.value = plan, value


@dataclass(slots=True)
class Tree:
    """The groups of an instance, `root` is the whole; None until they are made. Several threads may work on it."""

    instance: Instance
    root: Node | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def nodes(self) -> list[Node]:
        """All of them, each after those in it."""
        return [] if self.root is None else list(self.root.walk())

    def make_groups(self, effort: float) -> None:
        """Make the groups; the first search of each may take `effort` deterministic seconds."""
        self.root = _join_rows(self.instance, effort)

    def open_nodes(self) -> list[Node]:
        """The nodes that are worth a search now."""
        with self.lock:
            return [] if self.root is None else list(self.root.open_nodes())

    def take(self, whole: Assignment | None, growth: float) -> tuple[Node, float] | None:
        """The node whose next search is the shortest, and its effort; nobody else gets the node until it is given back.

        `whole` is the best plan known; the search after this one is worth `growth` times as much.
        """
        with self.lock:
            if self.root is None:
                return None
            if whole is not None:
                for one in self.root.walk():
                    part = one.group.restrict(whole)
                    one.record_plan(part, one.group.instance.value(part))
            node = min(self.root.open_nodes(), key=lambda one: one.effort, default=None)
            if node is None:
                return None
            effort, node.effort, node.busy = node.effort, node.effort * growth, True
            return node, effort

    def give_back(self, node: Node, bound: int, plan: Assignment | None = None) -> int:
        """Give a node back after a search with its bound and plan; what the whole cannot cost less than now, scaled."""
        with self.lock:
            node.busy = False
            node.bound = max(node.bound, bound)
            if plan is not None:
                node.record_plan(plan, node.group.instance.value(plan))
            for one in self.nodes:
                one.bound = max(one.bound, sum(child.bound for child in one.children))
            return 0 if self.root is None else self.root.bound

    def costly_groups(self, plan: Assignment) -> list[tuple[int, ...]]:
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
            if cost > node.bound:
                (inner if costly.isdisjoint(node.children) else outer).append(node.group.units)
                costly.add(node)
        return inner + outer


def _join_rows(instance: Instance, effort: float) -> Node:
    """Rows joined two by two, first those that have most of their units in common; the last one is the whole."""
    groups = Groups(instance)
    nodes = {number: Node(groups.make([number]), effort) for number in range(len(instance.rows))}
    members = {number: set(node.group.units) for number, node in nodes.items()}
    near = {pair: _nearness(members[pair[0]], members[pair[1]]) for pair in combinations(nodes, 2)}
    while len(nodes) > 2:
        first, second = max(near, key=near.__getitem__)
        number = max(members) + 1
        one, other = nodes.pop(first), nodes.pop(second)
        members[number] = members[first] | members[second]
        near = {pair: how for pair, how in near.items() if first not in pair and second not in pair}
        near |= {(third, number): _nearness(members[third], members[number]) for third in nodes}
        nodes[number] = Node(groups.make([*one.group.rows, *other.group.rows]), effort, (one, other))
    return Node(groups.whole(), effort, tuple(nodes.values()) if len(nodes) > 1 else ())


def _nearness(first: set[int], second: set[int]) -> tuple[float, int]:
    """More is nearer: the share of the smaller one that both have, then few units in all."""
    return len(first & second) / max(1, min(len(first), len(second))), -len(first | second)

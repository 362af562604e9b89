"""Bounds of a part: the strong model of its groups of rows and of the whole, started from the best plan.

Each search that does not come to an end is worth a longer one later, once the others have had theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from planner.model.design.build import build
from planner.model.design.groups import Floor
from planner.solve.design.solver import limited, run
from planner.solve.design.state import State
from planner.solve.design.tree import Node, Tree
from planner.solve.engine import Clock

FIRST_EFFORT = 0.1
"""Deterministic seconds for each group at first."""
SHARE, LARGE, DECLINE = 3.0, 60, 2.5
"""The whole has so many times the effort of all its groups together; less, the more units it has than `LARGE`."""
GROWTH = 3.0
"""The next search of a node is so many times longer."""
FRESH = 0.15
"""The share of the time limit in which a better plan lets a search of the whole start anew."""
LEVELS = (1, 2)
"""How much of the model of the whole is in the linear relaxation: now the one, now the other proves more."""


@dataclass(slots=True)
class Prover:
    """Works on one part. `proved` is the bound that a level came to in its last search of the whole."""

    state: State
    clock: Clock
    seed: int
    tree: Tree = field(init=False)
    share: float = 1.0
    proved: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = Tree(self.state.instance)

    def first(self, effort: float) -> None:
        """A search of the whole before all others: small parts are settled at once, the others fall into groups."""
        self._search(effort, [])
        if not self.state.over:
            self.grow()

    def grow(self) -> None:
        """Make the groups."""
        self.tree.grow(FIRST_EFFORT)
        self.share = SHARE * len(self.tree.nodes) * min(1.0, LARGE / max(1, self.state.units)) ** DECLINE

    def effort(self) -> float:
        """What the next search takes; infinite where there is nothing to do."""
        return math.inf if self.state.over else min((node.effort for node in self.tree.open()), default=math.inf)

    def round(self) -> float:
        """What one more search of each open group takes, each as short as the shortest."""
        waiting = [] if self.state.over else self.tree.open()
        return len(waiting) * min((node.effort for node in waiting), default=0.0)

    def step(self) -> float:
        """The next search; how much effort it was given at most."""
        plan, _ = self.state.known()
        taken = self.tree.take(plan, GROWTH)
        if taken is None:
            return 0.0
        node, effort = taken
        if node is not self.tree.root:
            self._group(node, effort)
            return effort
        effort *= self.share
        floors = node.floors()
        self._search(effort, floors)
        while self.state.cut and not self.state.over:
            self._search(effort, floors)
        self.state.proved(self.tree.give(node, self.state.bound))
        return effort

    def _group(self, node: Node, effort: float) -> None:
        built = build(node.group.instance, "val", cutoff=node.value, floors=node.floors())
        if node.plan is not None:
            built.hint(node.plan)
        found = run(built, self.clock.left, self.seed, 1, limited(effort, linearization_level=1))
        if found.impossible:
            self.state.finished(exists=False)
        least = found.value if found.closed else found.bound
        self.state.proved(self.tree.give(node, least or 0, found.assignment))

    def _search(self, effort: float, floors: list[Floor]) -> None:
        """A search of the whole. A better plan from elsewhere ends it while it is young: it is worth to start anew."""
        state, level = self.state, self._level()
        plan, value = state.known()
        built = build(state.instance, "val", cutoff=value, floors=floors)
        if plan is not None:
            built.hint(plan)
        state.fresh_until, state.cut = self.clock.elapsed + FRESH * self.clock.limit, False
        found = run(built, self.clock.left, self.seed, 1, limited(effort, linearization_level=level), watch=state)
        if found.assignment is not None:
            state.found(found.assignment)
        if found.closed:
            state.finished(exists=found.assignment is not None)
        elif found.bound is not None:
            state.proved(found.bound)
            if not state.cut:
                self.proved[level] = found.bound

    def _level(self) -> int:
        """One level after the other, then the one that proved more."""
        untried = [level for level in LEVELS if level not in self.proved]
        return untried[0] if untried else max(LEVELS, key=lambda level: (self.proved[level], level))

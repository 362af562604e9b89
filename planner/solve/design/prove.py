"""Bounds of a part: the strong model of its groups of rows and of the whole, started from the best plan.

Each search that does not come to an end is worth a longer one later, once the others have had theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from planner.model.design.build import build
from planner.model.design.groups import Floor
from planner.solve.design.solver import effort_limit, solve_model
from planner.solve.design.state import State
from planner.solve.design.tree import Node, Tree
from planner.solve.engine import Clock

FIRST_EFFORT = 0.1
"""Deterministic seconds for each group at first."""
WHOLE_SHARE, LARGE, DECLINE = 3.0, 60, 2.5
"""The whole has so many times the effort of all its groups together; less, the more units it has than `LARGE`."""
GROWTH = 3.0
"""The next search of a node is so many times longer."""
RESTART_SHARE = 0.15
"""The share of the time limit in which a better plan lets a search of the whole start anew."""
LEVELS = (1, 2)
"""How much of the model of the whole is in the linear relaxation: now the one, now the other proves more."""


@dataclass(slots=True)
class Prover:
    """Works on one part. `bounds` has for each level the bound that its last search of the whole came to."""

    state: State
    clock: Clock
    seed: int
    tree: Tree = field(init=False)
    whole_share: float = 1.0
    bounds: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = Tree(self.state.instance)

    def start(self, effort: float) -> None:
        """A search of the whole before all others: small parts are settled at once, the others fall into groups."""
        self._search_whole(effort, [])
        if not self.state.over:
            self.make_groups()

    def make_groups(self) -> None:
        """Make the groups, and set how much longer than one of them the whole is searched."""
        self.tree.make_groups(FIRST_EFFORT)
        self.whole_share = WHOLE_SHARE * len(self.tree.nodes) * min(1.0, LARGE / max(1, self.state.units)) ** DECLINE

    def next_effort(self) -> float:
        """Deterministic seconds that the next search may take at most; infinite where there is nothing to do."""
        return math.inf if self.state.over else min((node.effort for node in self.tree.open_nodes()), default=math.inf)

    def round_effort(self) -> float:
        """Deterministic seconds of one more search of each open group, each as short as the shortest."""
        waiting = [] if self.state.over else self.tree.open_nodes()
        return len(waiting) * min((node.effort for node in waiting), default=0.0)

    def search_next(self) -> float:
        """Run the next search; the deterministic seconds that it was given at most, 0 where nothing is open."""
        plan, _ = self.state.snapshot()
        taken = self.tree.take(plan, GROWTH)
        if taken is None:
            return 0.0
        node, effort = taken
        if node is not self.tree.root:
            self._search_group(node, effort)
            return effort
        effort *= self.whole_share
        floors = node.inner_floors()
        self._search_whole(effort, floors)
        while self.state.interrupted and not self.state.over:
            self._search_whole(effort, floors)
        self.state.raise_bound(self.tree.give_back(node, self.state.bound))
        return effort

    def _search_group(self, node: Node, effort: float) -> None:
        built = build(node.group.instance, "val", cutoff=node.value, floors=node.inner_floors())
        if node.plan is not None:
            built.hint(node.plan)
        settings = effort_limit(effort, linearization_level=1)
        found = solve_model(built, self.clock.left, self.seed, 1, settings, stop=self.clock.stop)
        if found.impossible:
            self.state.finish(exists=False)
        least = found.value if found.closed else found.bound
        self.state.raise_bound(self.tree.give_back(node, least or 0, found.assignment))

    def _search_whole(self, effort: float, floors: list[Floor]) -> None:
        """A search of the whole. A better plan from elsewhere ends it while it is young: it is worth to start anew."""
        state, level = self.state, self._choose_level()
        plan, value = state.snapshot()
        built = build(state.instance, "val", cutoff=value, floors=floors)
        if plan is not None:
            built.hint(plan)
        state.restart_until, state.interrupted = self.clock.elapsed + RESTART_SHARE * self.clock.limit, False
        settings = effort_limit(effort, linearization_level=level)
        found = solve_model(built, self.clock.left, self.seed, 1, settings, state, self.clock.stop)
        if found.assignment is not None:
            state.record_plan(found.assignment)
        if found.closed:
            state.finish(exists=found.assignment is not None)
        elif found.bound is not None:
            state.raise_bound(found.bound)
            if not state.interrupted:
                self.bounds[level] = found.bound

    def _choose_level(self) -> int:
        """One level after the other, then the one that proved more."""
        untried = [level for level in LEVELS if level not in self.bounds]
        return untried[0] if untried else max(LEVELS, key=lambda level: (self.bounds[level], level))

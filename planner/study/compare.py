"""Combinations side by side: each is what a plan alone gives, and the front is over award date, money and peak load.

The money is what the learner pays, wherever that is known of some row; else the total cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.check.cost import cost
from planner.check.objectives import objectives
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Result, Status
from planner.study.bottleneck import Bottleneck, Bottlenecks
from planner.study.combinations import Asked, Entry, read
from planner.study.pareto import Point, dominators, front

OWN, COST = "own", "cost"


@dataclass(frozen=True, slots=True)
class Row:
    """A combination and its result, None where it is refused. `front` is None without a plan or where the money that
    the rows are ranked by is unknown; `dominated_by` holds places of rows.
    """

    entry: Entry
    result: Result | None = None
    bottleneck: Bottleneck | None = None
    front: bool | None = None
    dominated_by: tuple[int, ...] = ()

    @property
    def case(self) -> Case | None:
        """The case of the combination, None where it is refused."""
        return self.entry.case

    @property
    def status(self) -> Status:
        """As of a result; a combination that does not fit is impossible."""
        return self.result.status if self.result else IMPOSSIBLE


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was asked, a row for each combination, and the money that they are ranked by: `own` or `cost`."""

    asked: Asked
    rows: tuple[Row, ...]
    by: str = COST

    @property
    def status(self) -> Status:
        """`optimal` when some rows have plans and every row is decided; `feasible` when some have plans."""
        found = {row.status for row in self.rows}
        if found & {OPTIMAL, FEASIBLE}:
            return OPTIMAL if found <= {OPTIMAL, IMPOSSIBLE} else FEASIBLE
        return UNKNOWN if UNKNOWN in found else IMPOSSIBLE


def compare(asked: Asked, config: Config | None = None, entries: Sequence[Entry] | None = None) -> Comparison:
    """Every combination solved, each within the time limit of the configuration; `entries` are those read already. When
    somebody stops it, the combinations that are left are `unknown`.

    Raises:
        BadInput: too many combinations, or a value that fits none of them.
    """
    config = config or Config()
    quiet, solved = config.quiet(), list[Row]()
    bottlenecks = Bottlenecks(quiet)
    entries = read(asked) if entries is None else entries
    for entry in entries:
        config.tell(Stage.COMBINATIONS, len(solved), len(entries))
        solved.append(_solve_row(entry, quiet, bottlenecks))
    config.tell(Stage.COMBINATIONS, len(solved), len(entries))
    by = OWN if any(_money(row, OWN) is not None for row in solved) else COST
    return Comparison(asked, tuple(_rank(solved, by)), by)


def _solve_row(entry: Entry, config: Config, bottlenecks: Bottlenecks) -> Row:
    if entry.case is None:
        return Row(entry)
    result = solve(entry.case, config)
    return Row(entry, result, bottlenecks.of(entry.case, result))


def _rank(rows: list[Row], by: str) -> list[Row]:
    """The rows with their places on, or behind, the front; costs in different currencies are not compared."""
    points = [point(row, by) for row in rows]
    groups: dict[str, list[int]] = defaultdict(list)
    for place, (row, found) in enumerate(zip(rows, points, strict=True)):
        if row.case is not None and found is not None:
            groups[row.case.programme.currency].append(place)
    ranked = list(rows)
    for places in groups.values():
        cloud = [found for place in places if (found := points[place]) is not None]
        for place, on_it, better in zip(places, front(cloud), dominators(cloud), strict=True):
            ranked[place] = replace(rows[place], front=on_it, dominated_by=tuple(places[other] for other in better))
    return ranked


def point(row: Row, by: str = COST) -> Point | None:
    """Award day (ordinal), money (cents, None when unknown) and most units in a term; None without a plan."""
    if row.case is None or row.result is None or row.result.plan is None:
        return None
    day = row.case.programme.calendar.term(row.result.plan.award).span.ends
    return day.toordinal(), _money(row, by), objectives(row.case, row.result.plan, ["load"])["load"]


def _money(row: Row, by: str) -> int | None:
    """Cents of a row with a plan: what the learner pays, or the total cost."""
    if row.case is None or row.result is None or row.result.plan is None:
        return None
    paid = cost(row.case, row.result.plan)
    return own_cost(row.case, paid) if by == OWN else paid.total

"""Explanations, new plans after a failed exam, and alternatives, inside one process."""

from __future__ import annotations

from random import Random

from benchmarks import learners
from benchmarks.measure import Row, count, row, timed
from planner.domain.case import Case
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE
from planner.storage.results import ResultRow
from planner.study.alternatives import Slack, alternatives
from planner.study.explain import Explanation, explain
from planner.study.past import after_results
from planner.study.replan import replan

GROUP = "studies"
EXPLAIN_TARGET_S = 1.0
REPLAN_TARGET_S = 0.2
SLACK = {"duration": Slack(1), "cost": Slack(percent=10)}


def measure(number: int, seed: int) -> list[Row]:
    """Each random learner explained, one planned unit failed and planned again; every tenth with five plans."""
    cases = learners.cases(number, seed)
    explain(cases[0])
    told: list[tuple[float, Explanation]] = [timed(lambda case=case: explain(case)) for case in cases]  # type: ignore[misc]
    possible = [seconds for seconds, found in told if found.result.plan is not None]
    impossible = [(seconds, found) for seconds, found in told if found.result.status == IMPOSSIBLE]
    rows = [
        row(GROUP, "explain, all learners", "s", [seconds for seconds, _ in told], EXPLAIN_TARGET_S),
        row(GROUP, "explain, possible learners", "s", possible),
    ]
    if impossible:
        rows.append(row(GROUP, "explain, impossible learners", "s", [seconds for seconds, _ in impossible]))
        rows.append(count(GROUP, "impossible learners with a repair", sum(bool(f.repairs) for _, f in impossible)))
    again = [seconds for seconds in (_again(case, seed) for case in cases) if seconds is not None]
    if again:
        rows.append(row(GROUP, "replan after a failure", "s", again, REPLAN_TARGET_S))
    apart = [timed(lambda case=case: alternatives(case, 5, SLACK))[0] for case in cases[::10]]  # type: ignore[misc]
    return [*rows, row(GROUP, "five alternatives", "s", apart)]


def _again(case: Case, seed: int) -> float | None:
    """Seconds to plan again after one of the units of the best plan has failed; None where there is none."""
    plan = solve(case).plan
    if plan is None or not plan.chosen:
        return None
    failed = Random(f"{seed} {case.learner.id}").choice(plan.chosen)
    left = after_results(case, plan, [ResultRow(failed.unit, failed.last, "failed", 0)])
    seconds, _ = timed(lambda: replan(left, plan))
    return seconds

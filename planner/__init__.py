"""Study plans for adults: a proven best assignment of course units to terms.

>>> from planner import best_plan, load_case
>>> result = best_plan(load_case("instances/casp-2019-2020/learners/autumn-evening.yaml"))  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.check import violations
    from planner.domain.case import Case
    from planner.domain.plan import Plan
    from planner.domain.status import Status
    from planner.solve.config import Config
    from planner.solve.pipeline import solve as best_plan
    from planner.solve.progress import Progress, Stage
    from planner.solve.result import Result
    from planner.storage.learners import load as load_case
    from planner.study.alternatives import alternatives
    from planner.study.combinations import Asked
    from planner.study.compare import compare
    from planner.study.explain import explain
    from planner.study.frontier import frontier
    from planner.study.replan import replan

__version__ = "0.1.0"
__all__ = [
    "Asked",
    "Case",
    "Config",
    "Plan",
    "Progress",
    "Result",
    "Stage",
    "Status",
    "__version__",
    "alternatives",
    "best_plan",
    "compare",
    "explain",
    "frontier",
    "load_case",
    "replan",
    "violations",
]

_HOMES = {
    "Case": ("planner.domain.case", "Case"),
    "Config": ("planner.solve.config", "Config"),
    "Plan": ("planner.domain.plan", "Plan"),
    "Progress": ("planner.solve.progress", "Progress"),
    "Result": ("planner.solve.result", "Result"),
    "Stage": ("planner.solve.progress", "Stage"),
    "Status": ("planner.domain.status", "Status"),
    "load_case": ("planner.storage.learners", "load"),
    "best_plan": ("planner.solve.pipeline", "solve"),
    "violations": ("planner.check", "violations"),
    "explain": ("planner.study.explain", "explain"),
    "alternatives": ("planner.study.alternatives", "alternatives"),
    "compare": ("planner.study.compare", "compare"),
    "Asked": ("planner.study.combinations", "Asked"),
    "frontier": ("planner.study.frontier", "frontier"),
    "replan": ("planner.study.replan", "replan"),
}


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for: the solver takes half a second to load."""
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)

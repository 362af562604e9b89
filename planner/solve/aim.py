"""What a search is asked for beside the learner's own objectives: other wishes, their order, and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.model.cpsat import CpModel, LinearExprT
from planner.model.variables import Variables


@dataclass(frozen=True, slots=True)
class Wish:
    """An objective to minimise: its expression in the model, and its value recomputed from a plan alone."""

    name: str
    expression: Callable[[CpModel, Variables, Case], LinearExprT]
    value: Callable[[Case, Plan], int]


@dataclass(frozen=True, slots=True)
class Aim:
    """`names` orders the objectives, those of `wishes` and the usual ones (None: the learner's order after `wishes`);
    `limit` adds constraints to each model that is built; without `tie_break` any of the best plans will do. The wishes
    speak of no term after `special_term`. No award is possible before `soonest`, where that is known already.
    """

    names: tuple[str, ...] | None = None
    wishes: tuple[Wish, ...] = ()
    limit: Callable[[CpModel, Variables], None] | None = None
    tie_break: bool = True
    special_term: int = 0
    soonest: int = 0

    def order(self, case: Case) -> tuple[str, ...]:
        """Names of all objectives, first to last; recommended terms only where the programme has any."""
        usual = (*(wish.name for wish in self.wishes), *case.learner.objectives())
        names = usual if self.names is None else self.names
        return tuple(name for name in names if name != "recommended" or case.programme.recommends_terms)

"""A learner, and a plan, as callers have one: read already, a file, or its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.storage.given import Given
from planner.storage.learners import read_learner

if TYPE_CHECKING:
    from planner.domain.plan import Plan

Learner = Case | Given


def as_case(learner: Learner) -> Case:
    """The learner, read where that has not been done.

    Raises:
        BadInput: with every problem, naming file, line or key.
    """
    return learner if isinstance(learner, Case) else read_learner(learner)


def as_plan(given: Given, case: Case) -> tuple[Case, Plan]:
    """A plan made before, what it leaves out filled in, and the case with the history that it states.

    Raises:
        BadInput: with every problem, naming file, line or key.
    """
    from planner.check.completion import complete_draft
    from planner.storage import plans

    draft, _ = plans.load(given, case)
    return draft.case, complete_draft(draft.case, draft)

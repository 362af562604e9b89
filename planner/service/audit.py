"""Every rule that a plan breaks, whoever made it; no solver is needed."""

from __future__ import annotations

from dataclasses import dataclass

from planner.check import violations
from planner.check.completion import complete_draft
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation
from planner.service.learner import Learner, as_case
from planner.storage import plans
from planner.storage.given import Given
from planner.storage.plans import Claims


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    """A plan as it was `given`, the same with its gaps filled (`plan`), and the rules that it breaks.

    `case` has the past that the plan tells. `claims` are what its file says of itself: the document of the answer
    recomputes each, and calls the plan valid where, besides, none of them is false.
    """

    case: Case
    given: Plan
    plan: Plan
    violations: tuple[Violation, ...]
    claims: Claims

    @property
    def valid(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations


def audit(learner: Learner, plan: Given) -> AuditAnswer:
    """Every rule that the plan breaks: of a file or its data, a document of `planner.plan` or made by hand.

    Raises:
        BadInput: the learner or the plan cannot be read; with every problem, naming file, line or key.
    """
    case = as_case(learner)
    draft, claims = plans.load(plan, case, past=bool(case.learner.alone))
    complete = complete_draft(draft.case, draft)
    return AuditAnswer(draft.case, draft.plan, complete, tuple(violations(draft.case, complete)), claims)

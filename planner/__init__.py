"""Study plans for adults: a proven best assignment of course units to terms.

A service answers a question about a learner, and `document` tells the answer in any language and format:

>>> import planner
>>> answer = planner.plan("instances/casp-2019-2020/learners/autumn-evening.yaml")  # doctest: +SKIP
>>> page = planner.document(answer).render("html", language="en")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.domain.case import Case
    from planner.domain.plan import Plan
    from planner.domain.status import Status
    from planner.errors import BadInput
    from planner.report.documents import Document, document, read_document
    from planner.runs.batch.run import BatchAnswer, batch
    from planner.service.alternatives import AlternativesAnswer, alternatives
    from planner.service.audit import AuditAnswer, audit
    from planner.service.chances import ChancesAnswer, chances
    from planner.service.cohort import CohortAnswer, cohort
    from planner.service.compare import CompareAnswer, compare
    from planner.service.design import DesignAnswer, design
    from planner.service.explain import ExplainAnswer, explain
    from planner.service.frontier import FrontierAnswer, frontier
    from planner.service.plan import PlanAnswer, plan
    from planner.service.programmes import ProgrammeAnswer, ProgrammesAnswer, programme, programmes
    from planner.service.replan import replan
    from planner.service.risk import RiskAnswer, risk
    from planner.service.stress import StressAnswer, stress
    from planner.service.timetable import TimetableAnswer, timetable
    from planner.solve.config import Config
    from planner.solve.progress import Progress, Stage
    from planner.solve.result import Result
    from planner.storage.learners import read_learner

__version__ = "0.1.0"
__all__ = [
    "AlternativesAnswer",
    "AuditAnswer",
    "BadInput",
    "BatchAnswer",
    "Case",
    "ChancesAnswer",
    "CohortAnswer",
    "CompareAnswer",
    "Config",
    "DesignAnswer",
    "Document",
    "ExplainAnswer",
    "FrontierAnswer",
    "Plan",
    "PlanAnswer",
    "ProgrammeAnswer",
    "ProgrammesAnswer",
    "Progress",
    "Result",
    "RiskAnswer",
    "Stage",
    "Status",
    "StressAnswer",
    "TimetableAnswer",
    "__version__",
    "alternatives",
    "audit",
    "batch",
    "chances",
    "cohort",
    "compare",
    "design",
    "document",
    "explain",
    "frontier",
    "plan",
    "programme",
    "programmes",
    "read_document",
    "read_learner",
    "replan",
    "risk",
    "stress",
    "timetable",
]

_HOMES = {
    "AlternativesAnswer": "planner.service.alternatives",
    "AuditAnswer": "planner.service.audit",
    "BadInput": "planner.errors",
    "BatchAnswer": "planner.runs.batch.run",
    "Case": "planner.domain.case",
    "ChancesAnswer": "planner.service.chances",
    "CohortAnswer": "planner.service.cohort",
    "CompareAnswer": "planner.service.compare",
    "Config": "planner.solve.config",
    "DesignAnswer": "planner.service.design",
    "Document": "planner.report.documents",
    "ExplainAnswer": "planner.service.explain",
    "FrontierAnswer": "planner.service.frontier",
    "Plan": "planner.domain.plan",
    "PlanAnswer": "planner.service.plan",
    "ProgrammeAnswer": "planner.service.programmes",
    "ProgrammesAnswer": "planner.service.programmes",
    "Progress": "planner.solve.progress",
    "Result": "planner.solve.result",
    "RiskAnswer": "planner.service.risk",
    "Stage": "planner.solve.progress",
    "Status": "planner.domain.status",
    "StressAnswer": "planner.service.stress",
    "TimetableAnswer": "planner.service.timetable",
    "alternatives": "planner.service.alternatives",
    "audit": "planner.service.audit",
    "batch": "planner.runs.batch.run",
    "chances": "planner.service.chances",
    "cohort": "planner.service.cohort",
    "compare": "planner.service.compare",
    "design": "planner.service.design",
    "document": "planner.report.documents",
    "explain": "planner.service.explain",
    "frontier": "planner.service.frontier",
    "plan": "planner.service.plan",
    "programme": "planner.service.programmes",
    "programmes": "planner.service.programmes",
    "read_document": "planner.report.documents",
    "read_learner": "planner.storage.learners",
    "replan": "planner.service.replan",
    "risk": "planner.service.risk",
    "stress": "planner.service.stress",
    "timetable": "planner.service.timetable",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for: the solver takes longer to load than a check."""
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

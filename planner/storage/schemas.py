"""The files that people write, as pydantic models: the one definition of their keys, types and bounds.

`planner schema` prints them as JSON Schema, `planner/storage/compiled.py` is generated from them, and they word the
error when a file does not fit. What needs more than one key at a time is checked in `planner.storage.programmes` and
`planner.storage.learners`.
"""

from __future__ import annotations

from pydantic import BaseModel

from planner.storage.schema_distribution import DistributionFile
from planner.storage.schema_learner import LearnerFile
from planner.storage.schema_offer import OfferFile
from planner.storage.schema_plan import HandPlan, ResultPlan
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.schema_scenarios import ScenariosFile

MODELS: dict[str, type[BaseModel]] = {
    "programme": ProgrammeFile,
    "learner": LearnerFile,
    "plan": ResultPlan,
    "hand-plan": HandPlan,
    "scenarios": ScenariosFile,
    "distribution": DistributionFile,
    "offer": OfferFile,
}

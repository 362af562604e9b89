"""The kinds of files that people write, each with the class that describes it.

What needs more than one key at a time is checked where the objects are made: in `programme_parts`, `learner_reader` and
their like.
"""

from __future__ import annotations

from planner.storage.schema_distribution import DistributionFile
from planner.storage.schema_learner import LearnerFile
from planner.storage.schema_offer import OfferFile
from planner.storage.schema_plan import HandPlan, ResultPlan
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.schema_scenarios import ScenariosFile
from planner.storage.shapes import FileModel

MODELS: dict[str, type[FileModel]] = {
    "programme": ProgrammeFile,
    "learner": LearnerFile,
    "plan": ResultPlan,
    "hand-plan": HandPlan,
    "scenarios": ScenariosFile,
    "distribution": DistributionFile,
    "offer": OfferFile,
}

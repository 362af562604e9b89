"""The kinds of files that people write, each with the class that describes it, which is loaded when it is asked for.

What needs more than one key at a time is checked where the objects are made: in `programme_parts`, `learner_reader` and
their like.
"""

from __future__ import annotations

from importlib import import_module

from planner.storage.shapes import FileModel

KINDS = {
    "programme": "schema_programme.ProgrammeFile",
    "learner": "schema_learner.LearnerFile",
    "plan": "schema_plan.ResultPlan",
    "hand-plan": "schema_plan.HandPlan",
    "scenarios": "schema_scenarios.ScenariosFile",
    "distribution": "schema_distribution.DistributionFile",
    "offer": "schema_offer.OfferFile",
}
"""The module and the class of each kind of file."""


def model_of(kind: str) -> type[FileModel]:
    """The class that describes a kind of file."""
    module, _, name = KINDS[kind].partition(".")
    found: type[FileModel] = getattr(import_module(f"planner.storage.{module}"), name)
    return found

"""Chances to fail, in a learner's file or a programme's."""

from typing import Annotated

from planner.storage.schema_types import Code
from planner.storage.shapes import FileModel, Limits, key

Chance = Annotated[float, Limits(0, 1)]


class Chances(FileModel):
    """How likely exams are failed: an assumption of the file, that no document gives."""

    fail: Chance = key(0.0, description="Chance to fail an exam.")
    units: dict[Code, Chance] = key({}, description="Chances of single units, by code.")
    second_session: Chance = key(1.0, description="Chance to fail the second session too, of who failed the first.")

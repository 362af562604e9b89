"""The keys of `planner/chances/1`: names that users rely on."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Words
from planner.report.documents import Worded

SCHEMA = "planner/chances/1"


class Counted(TypedDict):
    """Exams taken and failed, the chance that is read from them, and the bounds of its interval of 95 %."""

    attempted: int
    failed: int
    chance: float
    interval: list[float]


class UnitCounted(Counted):
    """The same of a unit."""

    unit: str


class Past(TypedDict):
    """Where chances come from: the academic years of the results, all of them together (the chance of a unit without
    any), each unit, and the second session, None where it was not counted. The mean counts as much as `weight` results
    of a unit; None where units do not differ more than by chance.
    """

    first: str
    last: str
    mean: Counted
    weight: float | None
    units: list[UnitCounted]
    second_session: Counted | None


class Stated(TypedDict):
    """The key `chances` of a learner's file, or a programme's."""

    fail: float
    units: dict[str, float]
    second_session: NotRequired[float]


class Meta(TypedDict):
    """What the document was made with, and from."""

    planner: str
    sha256: dict[str, str]


class ChancesDocument(Worded):
    """What past results say of the units of a programme."""

    schema: str
    programme: str
    chances: Stated
    past: Past
    warnings: list[Words]
    meta: Meta

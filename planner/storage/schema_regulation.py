"""What a programme's file asks for: requirements, and what comes before a unit."""

from typing import Annotated

from planner.storage.schema_types import Code, Sourced, Text
from planner.storage.shapes import AtLeast, Decimals, FileModel, Limits, key


class TrackRequirement(Sourced):
    """Exactly one of: `all_of`; `k` with `of`; `credits` with `of`."""

    id: Code | None = None
    title: Text | None = None
    all_of: list[Code] | None = None
    of: list[Code] | None = None
    k: Annotated[int, Limits(1, 10_000)] | None = None
    credits: Annotated[float, Limits(0.01, 100_000), Decimals(2)] | None = key(
        None, description="At least so many credits."
    )


class Track(FileModel):
    """Requirements that are all met by who chooses the track."""

    id: Code | None = None
    title: Text | None = None
    requirements: list[TrackRequirement]


class AtMost(FileModel):
    """So many units, or so many credits."""

    units: Annotated[int, Limits(0, 10_000)] | None = None
    credits: Annotated[float, Limits(0, 100_000), Decimals(2)] | None = None


class Requirement(Sourced):
    """Exactly one of: `all_of`; `k` with `of`; `credits` with `of`; `at_most` with `of`; `one_of`."""

    id: Code
    title: Text | None = None
    all_of: list[Code] | None = None
    of: list[Code] | None = None
    k: Annotated[int, Limits(1, 10_000)] | None = None
    credits: Annotated[float, Limits(0.01, 100_000), Decimals(2)] | None = key(
        None, description="At least so many credits."
    )
    share: bool = key(True, description="False: its units count for no other requirement.")
    one_of: Annotated[list[Track | list[TrackRequirement]], AtLeast(1)] | None = key(
        None, description="Tracks, each with a list of requirements: one of them is taken as a whole."
    )
    at_most: Annotated[int, Limits(0, 10_000)] | AtMost | None = key(
        None, description="No more of them count towards the award: 2 (units), or {credits: 12}."
    )


class CreditsOf(FileModel):
    """At least so many credits ended before, of these units, or of any."""

    credits: Annotated[float, Limits(0.01, 100_000), Decimals(2)]
    of: Annotated[list[Code], AtLeast(1)] | None = key(None, description="Units that count; any unit if left out.")


class AllOf(FileModel):
    """All of these together."""

    all: Annotated[list[Code | CreditsOf], AtLeast(1)]


class AnyOf(FileModel):
    """One of these is enough: a unit, credits, or several together."""

    any: Annotated[list[Code | CreditsOf | AllOf], AtLeast(1)]


class Prerequisite(Sourced):
    """Everything in `after` ended before the unit starts; what is in `together` runs in its first term or earlier, and
    is a unit or one of several.
    """

    unit: Code
    after: list[Code | CreditsOf | AnyOf] = []
    together: list[Code | AnyOf] = []

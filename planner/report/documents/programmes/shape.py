"""The keys of `planner/programmes/1`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Words

SCHEMA = "planner/programmes/1"


class Assumed(TypedDict):
    """What is taken for granted, by its id in the programme's file."""

    id: str
    text: Words


class Entry(TypedDict):
    """A programme: `units` counts its courses, `pathways` and `fundings` are words of the contract."""

    id: str
    title: Words
    vintage: str
    school: str
    fictional: bool
    units: int
    pathways: list[str]
    fundings: list[str]
    assumptions: list[Assumed]


class About(TypedDict):
    """How the document is drawn: with `assumptions`, it tells those of each programme."""

    assumptions: bool


class ProgrammesDocument(TypedDict):
    """All programmes, by their ids."""

    schema: str
    programmes: list[Entry]
    about: NotRequired[About]

"""All programmes with what is assumed in each, as `planner/programmes/1`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.programme import Programme
from planner.domain.text import Words
from planner.service.programmes import ProgrammesAnswer

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


def data(answer: ProgrammesAnswer) -> ProgrammesDocument:
    """The document of an answer, without a word."""
    made: ProgrammesDocument = {"schema": SCHEMA, "programmes": [_entry(one) for one in answer.programmes]}
    return {**made, "about": {"assumptions": True}} if answer.assumptions else made


def _entry(programme: Programme) -> Entry:
    about = programme.about
    return {
        "id": programme.id,
        "title": programme.title,
        "vintage": about["vintage"],
        "school": about["school"],
        "fictional": bool(about["fictional"]),
        "units": len(programme.courses()),
        "pathways": list(programme.pathways),
        "fundings": list(programme.fundings),
        "assumptions": [{"id": entry["id"], "text": entry["text"]} for entry in about["assumptions"] or ()],
    }

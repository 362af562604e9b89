"""What `planner/programme/1` has beside the keys of the programme's file."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Day, Words
from planner.report.documents.plan.terms_shape import Session


class Classes(TypedDict):
    """Units with classes in a period and a modality: those of the file, or of the timetable that replaces them."""

    units: list[str]
    period: str
    modality: str
    starts: Day
    ends: Day
    years: Words
    sessions: list[Session]
    site: str | None
    source: NotRequired[str]
    assumption: NotRequired[str]


class About(TypedDict):
    """What a page tells beside the file."""

    classes: list[Classes]


class ProgrammeDocument(TypedDict):
    """A programme: its file, and how its classes are told; older documents tell those of the file."""

    about: NotRequired[About]

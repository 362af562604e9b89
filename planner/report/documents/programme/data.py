"""A programme as `planner/programme/1`: its file as it is written, and the classes that take place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from planner.domain.offering import OfferingPattern
from planner.domain.programme import Programme
from planner.report.documents.plan.shape import Session
from planner.report.sessions import session_data
from planner.service.programmes import ProgrammeAnswer


class Classes(TypedDict):
    """Units with classes in a period and a modality: those of the file, or of the timetable that replaces them."""

    units: list[str]
    period: str
    modality: str
    starts: str
    ends: str
    years: str
    sessions: list[Session]
    site: str | None
    source: NotRequired[str]
    assumption: NotRequired[str]


class About(TypedDict):
    """What a page tells beside the file."""

    classes: list[Classes]


def data(answer: ProgrammeAnswer) -> Mapping[str, Any]:
    """The document of an answer, without a word: the keys are those of the file's schema."""
    about: About = {"classes": _classes(answer)}
    return {**answer.file, "about": about}


def _classes(answer: ProgrammeAnswer) -> list[Classes]:
    """Patterns in force, those of units that differ in nothing else together."""
    origins = {
        (unit, entry["period"], entry["modality"]): {
            key: entry[key] for key in ("source", "assumption") if key in entry
        }
        for entry in answer.file["offerings"]
        for unit in entry["units"]
    }
    found: list[Classes] = []
    for pattern in answer.programme.patterns:
        origin = origins.get((pattern.unit, pattern.period, pattern.modality), {}) if "*-" in pattern.id else {}
        made: Classes = {**_pattern(answer.programme, pattern), **origin}  # type: ignore[typeddict-item]
        alike = next((other for other in found if {**other, "units": []} == {**made, "units": []}), None)
        if alike is None:
            found.append(made)
        else:
            alike["units"].append(pattern.unit)
    return found


def _pattern(programme: Programme, pattern: OfferingPattern) -> Classes:
    period = programme.calendar.period(pattern.period, pattern.modality)
    assert period is not None, "a programme is cross-checked"
    return {
        "units": [pattern.unit],
        "period": pattern.period,
        "modality": pattern.modality,
        "starts": period.span.starts.isoformat(),
        "ends": period.span.ends.isoformat(),
        "years": str(pattern.years),
        "sessions": [session_data(session, pattern.site) for session in pattern.sessions],
        "site": pattern.site,
    }

"""A programme as `planner/programme/1`: its file as it is written, and the classes that take place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.offering import OfferingPattern
from planner.domain.programme import Programme
from planner.report.documents.programme.shape import About, Classes
from planner.report.sessions import session_data
from planner.report.years import years_data
from planner.service.programmes import ProgrammeAnswer


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
        "years": years_data(pattern.years),
        "sessions": [session_data(session, pattern.site) for session in pattern.sessions],
        "site": pattern.site,
    }

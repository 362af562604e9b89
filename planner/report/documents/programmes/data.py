"""All programmes with what is assumed in each, as `planner/programmes/1`."""

from __future__ import annotations

from planner.domain.programme import Programme
from planner.report.documents.programmes.shape import SCHEMA, Entry, ProgrammesDocument
from planner.service.programmes import ProgrammesAnswer


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

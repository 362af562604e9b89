"""The page of a programme: what there is, in which order it can be taken, what it costs, and where all of it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from planner import __version__
from planner.messages import say
from planner.report.documents.programme import costs, courses
from planner.report.documents.programme.origin import entitled, origin, words
from planner.report.documents.programme.shape import Classes
from planner.report.documents.programme.sheets import sheets
from planner.report.pages.blocks import Bullets
from planner.report.pages.page import Page, Section
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.shapes import keys_of, made_of


def page(data: Mapping[str, Any], created: date) -> Page:
    """The whole document. Older data do not say which classes take place: then those of the file are told."""
    file = made_of(ProgrammeFile, {key: value for key, value in data.items() if key in keys_of(ProgrammeFile)})
    classes: list[Classes] | None = data.get("about", {}).get("classes")
    subtitle = f"{file.id} · {file.vintage} · {file.school}"
    return Page(
        title=words(file.title),
        subtitle=f"{subtitle} · {say('text.fictional')}" if file.fictional else subtitle,
        sections=tuple(_sections(file, classes)),
        sheets=sheets(file, classes),
        footer=say("page.made", version=__version__),
        created=created,
    )


def _sections(file: ProgrammeFile, classes: list[Classes] | None) -> Iterator[Section]:
    for name, items in SECTIONS.items():
        yield from _section(file, name, items(file))
        if name == "calendar":
            yield from _section(file, "offerings", courses.classes(file, classes))


def _section(file: ProgrammeFile, name: str, items: Iterator[str]) -> Iterator[Section]:
    """A list, where there is anything in it."""
    found = tuple(items)
    if found:
        yield Section(name, say(f"show.{name}", year=file.calendar.year), (Bullets(found),))


def _documents(file: ProgrammeFile) -> Iterator[str]:
    for document in file.documents:
        yield say("colon", name=document.id, value=document.title)


def _notes(file: ProgrammeFile) -> Iterator[str]:
    for note in file.notes:
        yield entitled(words(note.text), origin(note.source))


def _assumptions(file: ProgrammeFile) -> Iterator[str]:
    for entry in file.assumptions:
        yield f"[{entry.id}] {words(entry.text)} {say('show.reason', reason=words(entry.reason))}"


SECTIONS: dict[str, Callable[[ProgrammeFile], Iterator[str]]] = {
    "units": courses.units,
    "requirements": courses.requirements,
    "prerequisites": courses.prerequisites,
    "certificates": courses.certificates,
    "equivalences": courses.equivalences,
    "calendar": courses.calendar,
    "pathways": courses.pathways,
    "award": courses.award,
    "fundings": costs.fundings,
    "tariffs": costs.tariffs,
    "fees": costs.fees,
    "competences": courses.competences,
    "notes": _notes,
    "documents": _documents,
    "assumptions": _assumptions,
}

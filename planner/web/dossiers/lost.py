"""A dossier whose programme is not there any more, or cannot be read: what is missing, who brings it back, and what can
be done without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import bound, say, text
from planner.report.documents import read_document
from planner.service.audit import audit
from planner.storage import programmes
from planner.storage.registry import FILE_NAME, KNOWN
from planner.web.configuration import PROGRAMMES
from planner.web.dossiers.frame import titled
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known
from planner.web.dossiers.questions.offers import offered
from planner.web.programmes.reading import programme_of


class Called(NamedTuple):
    """What people know a programme by."""

    title: str
    vintage: str
    school: str

    @classmethod
    def of(cls, programme: Programme) -> Called:
        """What a programme is called."""
        about = programme.about
        return cls(text(programme.title), str(about["vintage"]), str(about["school"]))

    @property
    def words(self) -> str:
        """All of it."""
        return f"{self.title} ({self.vintage}), {self.school}"


class Other(NamedTuple):
    """A programme that the dossier can follow as it is, and what the button sends."""

    title: str
    offer: str


class Lost(NamedTuple):
    """A programme that is lost: its id, and what it was called where a plan tells; the file that is missing, below the
    folder of the desk, or what is wrong with it (`why`).
    """

    name: str
    title: str
    file: str
    why: list[str]
    others: list[Other]


def lost(dossier: Dossier) -> Lost | None:
    """The programme of a dossier where it is lost."""
    name = dossier.programme
    try:
        programme_of(name)
    except BadInput as error:
        why = [] if KNOWN.path(name) is None else [_of_a_file(one) for one in error.problems]
        file = f"{PROGRAMMES}/{Path(name).name}/{FILE_NAME}"
        called = _called(dossier.current)
        return Lost(name, called.words if called else "", file, why, list(_others(dossier, called)))
    return None


def _of_a_file(problem: BadInput) -> str:
    """A problem of a file of a programme: its line and key, and what to do."""
    line = say("bring.line", line=problem.line) if problem.line else ""
    return bound().colon.join(filter(None, (", ".join(filter(None, (line, problem.where))), problem.message())))


def _called(version: Version | None) -> Called | None:
    """What the programme was called when the plan was made."""
    plan = (version.document or {}).get("plan") if version is not None else None
    told = read_document(plan).data["about"]["programme"] if plan else None
    return Called(text(told["title"]), str(told["vintage"]), str(told["school"])) if told else None


def _others(dossier: Dossier, called: Called | None) -> Iterator[Other]:
    """Programmes of the same title, vintage and school in which all that is known and planned holds: that without the
    prices of the school, say. Another vintage asks for a migration, which reads both.
    """
    version = dossier.current
    for name in programmes.identifiers():
        found = _readable(name)
        if version is not None and found is not None and Called.of(found) == called and _fits(version, name):
            same = {"set": {"programme": name}, "plan": version.plan}
            yield Other(titled(found), offered(dossier, "migrated", {"programme": titled(found)}, **same))


def _readable(name: str) -> Programme | None:
    try:
        return programme_of(name)
    except BadInput:
        return None


def _fits(version: Version, name: str) -> bool:
    try:
        case = Known({**version.learner, "programme": name}, version.past).case()
        return version.plan is not None and not audit(case, version.plan).violations
    except BadInput:
        return False

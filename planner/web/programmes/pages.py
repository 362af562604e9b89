"""The programmes, what each assumes, and its document; a file of the school that cannot be read says why."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.report.documents import document
from planner.service.programmes import programme as programme_answer
from planner.storage.programmes import load_known
from planner.web.document_file import answered
from planner.web.dossiers.form.choices import newest_first
from planner.web.dossiers.frame import titled
from planner.web.dossiers.store import dossiers_of
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action
from planner.web.programmes.ours import SUFFIX, kept, prices, reason_of


class Listed(NamedTuple):
    """A programme in the list, or what is wrong with its file."""

    name: str
    programme: Programme | None
    problems: list[str]
    dossiers: int

    @property
    def title(self) -> str:
        """The programme as people tell it from the others."""
        return titled(self.programme) if self.programme else self.name


def listed() -> list[tuple[str, Programme | None, list[str]]]:
    """Every programme by its id, the newest first; then those that cannot be read, with what is wrong."""
    found, broken = newest_first()
    readable = [(one.id, one, list[str]()) for one in found]
    return [*readable, *((name, None, [_told(problem) for problem in error.problems]) for name, error in broken)]


def _told(problem: BadInput) -> str:
    """A problem of a file, without where the desk keeps it."""
    place = " ".join(str(part) for part in (problem.line, problem.where) if part)
    return f"{place} : {problem.message()}" if place else problem.message()


def programme_of(name: str) -> Programme:
    """The programme of an id.

    Raises:
        Http404: there is none, or it cannot be read.
    """
    try:
        return load_known(name)
    except BadInput:
        raise Http404 from None


@needs(Action.PROGRAMMES_READ)
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """All programmes."""
    mine = dossiers_of(person_of(request)).filter(archived=False)
    counts = dict(mine.order_by().values_list("programme").annotate(Count("pk")))
    rows = [Listed(*entry, counts.get(entry[0], 0)) for entry in listed()]
    return render(request, "programmes/programmes.html", {"rows": rows})


@needs(Action.PROGRAMMES_READ)
@require_GET
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One programme, with what it assumes."""
    programme = programme_of(name)
    mine = dossiers_of(person_of(request)).filter(programme=name, archived=False)
    base = name.removesuffix(SUFFIX)
    told = kept(base) if base != name else {}
    shown = {
        "prices": list(prices(programme, told)), "reason": reason_of(told), "base": base,
        "name": name, "title": titled(programme), "assumptions": programme.about["assumptions"] or (),
        "dossiers": mine.count(), "priced": bool(programme.tariffs),
        "units": programme.units.values(),
    }  # fmt: skip
    return render(request, "programmes/programme.html", shown)


@needs(Action.PROGRAMMES_READ)
@require_GET
def document_of(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Everything that a programme holds, as a document."""
    programme_of(name)
    return answered(document(programme_answer(name)), form, name)

"""The board, the places for a unit, and every change that is made on the board."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from planner.domain.text import Key, Words
from planner.errors import BadInput
from planner.messages import bind, bound, worded
from planner.web import engine, errors
from planner.web.dossiers import store
from planner.web.dossiers.board.acts import act_words, kept
from planner.web.dossiers.board.board import Board
from planner.web.dossiers.board.events import event_sheet, movable
from planner.web.dossiers.board.moves import ACTS, Change, NotPossible
from planner.web.dossiers.board.sheet import sheet_of
from planner.web.dossiers.board.stale import Meanwhile
from planner.web.dossiers.frame import framed
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.problems import all_words
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action, may

STEPS = {"undo": store.earlier, "redo": store.later}
"""Acts that only go from one version to another."""


@needs(Action.DOSSIERS_READ)
@require_GET
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The board."""
    return _board(request, store.dossier_of(person_of(request), key))


@needs(Action.DOSSIERS_WRITE)
@require_GET
def places(request: HttpRequest, key: str) -> HttpResponse:
    """What can be done with a unit: where it can go, and what each place would break or cost."""
    dossier = store.dossier_of(person_of(request), key)
    revision = request.GET.get("revision")
    if revision is not None and whole(revision) != dossier.revision:
        return _stale(request, dossier, whole(revision))
    try:
        board = Board(_current(dossier), dossier.broken_by is not None)
        bind(bound().about_cases([board.case]))
        if "event" in request.GET:
            return _event(request, dossier, board)
        sheet = sheet_of(board, request.GET.get("unit", ""))
    except BadInput as problem:
        return _unreadable(request, dossier, problem)
    except NotPossible:
        raise Http404 from None
    values = framed(dossier, "dossier", sheet=sheet, results=_results(dossier, sheet.unit))
    part = request.htmx  # type: ignore[attr-defined]
    return render(request, "board/sheet.html" if part else "board/sheet_page.html", values)


def _event(request: HttpRequest, dossier: Dossier, board: Board) -> HttpResponse:
    """Where internship, workshop or report can be."""
    kind = request.GET.get("event", "")
    if board.version.plan is None or not movable(board.case, kind):
        raise NotPossible
    part = request.htmx  # type: ignore[attr-defined]
    values = framed(dossier, "dossier", sheet=event_sheet(board.sketch, kind))
    return render(request, "board/event.html" if part else "board/event_page.html", values)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def act(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The board after a change."""
    person, dossier = person_of(request), store.dossier_of(person_of(request), key)
    revision = whole(request.POST.get("revision"))
    try:
        if name not in (*STEPS, *ACTS):
            raise Http404
        if revision != dossier.revision:
            return _stale(request, dossier, revision, name)
        if name in STEPS:
            return _step(request, dossier, revision, name)
        change = ACTS[name](_current(dossier), request.POST)
        dossier = store.change(dossier, person, revision, change.act, values=kept(**change.values), **change.state)
    except store.Stale as stale:
        return _stale(request, stale.dossier, revision, name)
    except NotPossible:
        return _board(request, dossier, 400, refused=errors.KINDS[400])
    except engine.Busy:
        return _board(request, dossier, 503, refused=errors.KINDS[503])
    except BadInput as problem:
        return _board(request, dossier, 422, refused=errors.KINDS[400], problems=all_words(problem, dossier.programme))
    board = Board(_current(dossier), dossier.broken_by is not None)
    return _done(request, dossier, _told(board, change), change.unit or "board", board)


def _step(request: HttpRequest, dossier: Dossier, revision: int, name: str) -> HttpResponse:
    """The board after undo or redo."""
    target, current = STEPS[name](dossier), dossier.current
    if target is None or current is None:
        return _done(request, dossier, [Key("board.told.nothing")], name)
    undone = current if name == "undo" else target
    dossier = store.go_to(dossier, person_of(request), revision, target, name)
    what = act_words(undone.act, undone.values)
    return _done(request, dossier, [Key(f"board.told.{name}", what=what)], name)


def _told(board: Board, change: Change) -> list[Words]:
    """What is said of a change: what was done, and how the plan stands."""
    done: list[Words] = [Key("board.told.done", what=act_words(change.act, kept(**change.values)))]
    if change.act in ("best", "around", "repaired", "followed") and board.moved:
        done.append(Key("board.told.moved", count=board.moved))
    done += change.told
    if board.status in ("impossible", "unknown"):
        return [*done, Key(f"board.told.{board.status}")]
    if board.violations:
        return [*done, Key("board.told.broken", count=len(board.violations))]
    return [*done, Key("board.told.valid")]


def _done(
    request: HttpRequest, dossier: Dossier, told: list[Words], focus: str, board: Board | None = None
) -> HttpResponse:
    """The board, and what was done: as a part of the page, or by going there."""
    text = " ".join(map(worded, told))
    if request.htmx:  # type: ignore[attr-defined]
        return _board(request, dossier, board=board, told=text, focus=focus)
    flash.success(request, text)
    return redirect("dossier", dossier.key)


def _stale(request: HttpRequest, dossier: Dossier, revision: int, name: str = "") -> HttpResponse:
    """The board as it is now, with what was done meanwhile, and the change that was asked for, to be made again."""
    answer = _board(request, dossier, 409, meanwhile=Meanwhile.of(dossier, revision, request.user, request.POST, name))
    answer["HX-Retarget"], answer["HX-Reswap"] = "#board", "outerHTML"
    return answer


def _board(
    request: HttpRequest, dossier: Dossier, status: int = 200, board: Board | None = None, **more: Any
) -> HttpResponse:
    following = store.later(dossier) if board is None else None  # a board that is given is of a version made just now
    try:
        board = board or Board(_current(dossier), dossier.broken_by is not None)
        bind(bound().about_cases([board.case]))
        values = framed(
            dossier, "dossier", board=board, writes=Action.DOSSIERS_WRITE in may(request.user),
            undo=_undo(dossier.current), redo=_undo(following), **more,
        )  # fmt: skip
        part = request.htmx  # type: ignore[attr-defined]
        return render(request, "board/part.html" if part else "board/board.html", values, status=status)
    except BadInput as problem:
        return _unreadable(request, dossier, problem, status)


def _undo(version: Version | None) -> Words | None:
    """What a version did that can be undone, or done again; None of the first one."""
    return None if version is None or version.parent_id is None else act_words(version.act, version.values)


def _unreadable(request: HttpRequest, dossier: Dossier, problem: BadInput, status: int = 200) -> HttpResponse:
    """What is wrong with the learner or the plan, so that no board can be shown; or the programme is lost."""
    part = request.htmx  # type: ignore[attr-defined]
    name = "board/unreadable_part.html" if part else "board/unreadable.html"
    told = all_words(problem, dossier.programme)
    return render(request, name, framed(dossier, "dossier", problems=told), status=status)


def _current(dossier: Dossier) -> Version:
    if dossier.current is None:
        raise Http404
    return dossier.current


def _results(dossier: Dossier, unit: str) -> str:
    """Where results of exams are entered, at those of the unit."""
    return f"{reverse('results', args=[dossier.key])}?{urlencode({'unit': unit})}"

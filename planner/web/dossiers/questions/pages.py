"""What all pages of questions share: whose they are, what is said where they cannot be answered, and who was faster."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from planner.domain.case import Case
from planner.domain.text import Key
from planner.errors import BadInput
from planner.messages import bind, bound, worded
from planner.report.problems import problem_words
from planner.web import errors
from planner.web.dossiers import store
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.board.stale import Meanwhile
from planner.web.dossiers.frame import framed
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known
from planner.web.engine import Busy
from planner.web.numbers import whole
from planner.web.people.access import person_of
from planner.web.people.roles import Action, may

QUESTIONS = ("why", "alternatives", "frontier", "compare", "results", "migrate")
"""Pages under one tab, by the names of their addresses; `ask.nav.<name>` words them."""
NOT_AGAIN = ("csrfmiddlewaretoken", "revision")
"""Fields that are not sent again."""


class Asked:
    """A request on a dossier as it is now; `again` are the fields that are sent again where somebody was faster."""

    def __init__(self, request: HttpRequest, dossier: Dossier, version: Version) -> None:
        self.request, self.dossier, self.version = request, dossier, version
        form = request.POST
        self.again = [(name, value) for name in form if name not in NOT_AGAIN for value in form.getlist(name)]

    @property
    def known(self) -> Known:
        """What is known of the learner."""
        return Known(self.version.learner, self.version.past)

    @cached_property
    def case(self) -> Case:
        """The learner; from here on, words are those for their terms and aim.

        Raises:
            BadInput
        """
        found = self.known.case()
        bind(bound().about_cases([found]))
        return found

    @property
    def revision(self) -> int:
        """The revision that a form was made from; of none that is known where it says none."""
        return whole(self.request.POST.get("revision"))

    @property
    def wanted(self) -> bool:
        """Whether the answer is asked for, which may take seconds, and not the page around it alone."""
        return bool(self.request.htmx) or "show" in self.request.GET  # type: ignore[attr-defined]

    def change(self, act: str, values: dict[str, Any], state: dict[str, Any]) -> HttpResponse:
        """One more version, and the board that shows it.

        Raises:
            Stale
        """
        store.change(self.dossier, person_of(self.request), self.revision, act, values=values, **state)
        flash.success(self.request, worded(Key("board.told.done", what=act_words(act, values))))
        return redirect("dossier", self.dossier.key)

    def fresh(self) -> None:
        """Nothing, where the form was made from the dossier as it is now.

        Raises:
            Stale: somebody was faster.
        """
        if self.revision != self.dossier.revision:
            raise store.Stale(self.dossier)

    def page(self, name: str, template: str, status: int = 200, part: str = "", **values: Any) -> HttpResponse:
        """A page of the tab, or the `part` of it that htmx asked for."""
        writes = Action.DOSSIERS_WRITE in may(self.request.user)
        tab = name if name in ("versions", "documents") else "why"
        nav = [{"name": each, "address": reverse(each, args=[self.dossier.key]), "current": each == name}
               for each in QUESTIONS if tab == "why" and (writes or each != "results")]  # fmt: skip
        told = framed(self.dossier, tab, writes=writes, nav=nav, part=part, question=name, **values)
        alone = part and self.request.htmx  # type: ignore[attr-defined]
        return render(self.request, part if alone else template, told, status=status)


def asked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on a dossier by its key, with an answer to what can go wrong with each."""

    @wraps(view)
    def answer(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        dossier = store.dossier_of(person_of(request), key)
        if dossier.current is None:
            raise Http404
        found = Asked(request, dossier, dossier.current)
        try:
            return view(found, **more)
        except Busy:
            return errors.page(request, 503)
        except store.Stale as stale:
            return _stale(found, stale.dossier)
        except BadInput as problem:
            return _unreadable(found, problem)

    return answer


def _unreadable(found: Asked, problem: BadInput) -> HttpResponse:
    """What is wrong with the learner, the programme or the plan."""
    told = [problem_words(one, file=False) for one in problem.problems]
    status = 422 if found.request.method == "POST" else 200
    return found.page("why", "board/unreadable.html", status, "board/unreadable_part.html", problems=told)


def _stale(found: Asked, dossier: Dossier) -> HttpResponse:
    """Who did what meanwhile, and the same form to send again."""
    meanwhile = Meanwhile.of(dossier, found.revision, "", found.request.POST)
    now = Asked(found.request, dossier, found.version)
    return now.page("why", "questions/stale.html", 409, meanwhile=meanwhile, again=found.again)

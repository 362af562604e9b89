"""What all pages of questions share: whose they are, what is said where they cannot be answered, and who was faster."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from planner.domain.case import Case
from planner.domain.text import Key
from planner.errors import BadInput
from planner.messages import bind, bound, worded
from planner.web import errors
from planner.web.dossiers import store
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.board.stale import Meanwhile
from planner.web.dossiers.frame import framed
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known
from planner.web.dossiers.problems import all_words
from planner.web.dossiers.questions.asked import Answer
from planner.web.dossiers.questions.working import Waiting, answer
from planner.web.engine import Busy
from planner.web.jobs.models import Job
from planner.web.numbers import whole
from planner.web.people.access import person_of
from planner.web.people.roles import Action, may
from planner.web.programmes.reading import is_lost

QUESTIONS = ("why", "alternatives", "frontier", "compare", "risk", "results", "migrate")
"""Pages under one tab, by the names of their addresses; `ask.nav.<name>` words them."""
NOT_AGAIN = ("csrfmiddlewaretoken", "revision")
"""Fields that are not sent again."""
PAGE, PART = 0.1, 1.5
"""Seconds that a page waits for an answer, and that a part of it does once the page is there."""
ANEW = "anew"
"""In an address: the question is asked again, whatever was answered."""
WAITING = "questions/waiting.html"
Found = TypeVar("Found")


class Asked:
    """A request on a dossier as it is now; `again` are the fields that are sent again where somebody was faster."""

    def __init__(self, request: HttpRequest, dossier: Dossier, version: Version) -> None:
        self.request, self.dossier, self.version = request, dossier, version
        form = request.POST
        self.patience = PART if request.htmx else PAGE  # type: ignore[attr-defined]
        self.waits: Job | None = None
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

    def answer(self, question: str, more: Any = None) -> Answer:
        """What the engine answers.

        Raises:
            BadInput: the learner cannot be read.
            Waiting: there is no answer yet; `found` and `page` see to that.
        """
        _ = self.case
        person, anew = person_of(self.request), ANEW in self.request.GET
        return answer(self.version, question, more, person=person, patience=self.patience, anew=anew)

    def found(self, view: Callable[[], Found]) -> Found | None:
        """What a view shows; None where it waits for an answer."""
        try:
            return view()
        except Waiting as waiting:
            self.waits = waiting.job
            return None

    @property
    def here(self) -> str:
        """The address of the page, where nothing is asked anew."""
        query = self.request.GET.copy()
        query.pop(ANEW, None)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

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
        lost = is_lost(self.dossier.programme)
        tab = name if name in ("versions", "documents") else "why"
        nav = [{"name": each, "address": reverse(each, args=[self.dossier.key]), "current": each == name}
               for each in QUESTIONS if tab == "why" and not lost and (writes or each != "results")]  # fmt: skip
        anew = f"{self.here}{'&' if '?' in self.here else '?'}{ANEW}=1"
        told = framed(
            self.dossier, tab, writes=writes, nav=nav, part=part, question=name, job=self.waits, here=self.here,
            anew=anew, **values,
        )  # fmt: skip
        if part and self.request.htmx:  # type: ignore[attr-defined]
            template = part if self.waits is None else WAITING
        return render(self.request, template, told, status=status)


def asked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on a dossier by its key, with an answer to what can go wrong with each."""

    @wraps(view)
    def respond(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
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

    return respond


def _unreadable(found: Asked, problem: BadInput) -> HttpResponse:
    """What is wrong with the learner or the plan; or the programme is lost."""
    told = all_words(problem, found.dossier.programme)
    status = 422 if found.request.method == "POST" else 200
    return found.page("why", "board/unreadable.html", status, "board/unreadable_part.html", problems=told)


def _stale(found: Asked, dossier: Dossier) -> HttpResponse:
    """Who did what meanwhile, and the same form to send again."""
    meanwhile = Meanwhile.of(dossier, found.revision, found.request.user, found.request.POST)
    now = Asked(found.request, dossier, found.version)
    return now.page("why", "questions/stale.html", 409, meanwhile=meanwhile, again=found.again)

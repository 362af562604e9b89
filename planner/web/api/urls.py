"""`/api/v1`: routes, and every error in one shape, with every problem."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from planner import __version__
from planner.errors import BadInput, PlannerError, Undecided
from planner.messages import DEFAULT, LANGUAGES, say, speaking
from planner.report.documents import document
from planner.service import programmes as programmes_service
from planner.web import errors
from planner.web.api import questions, schemas
from planner.web.api.problems import refused, shape_problem
from planner.web.api.tokens import Bearer, Quota
from planner.web.disk import is_full
from planner.web.engine import Busy
from planner.web.people.tries import MINUTE, minutes

LOG = logging.getLogger("planner.web")
TOLD: dict[int, Any] = {
    200: dict[str, Any], 401: schemas.Problems, 413: schemas.Problems, 422: schemas.Problems, 429: schemas.Problems,
    500: schemas.Problems, 503: schemas.Problems,
}  # fmt: skip
api = NinjaAPI(
    title="planner", version=__version__, urls_namespace="api", docs_url=None, auth=Bearer(), throttle=[Quota()],
    description="Study plans for adults: proven plans, why they are best, what else is possible.",
)  # fmt: skip


def answered(text: str) -> HttpResponse:
    """A document as the commands print it."""
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def lang_of(request: HttpRequest) -> str:
    """The language that the options of a call ask for, read even where the rest cannot be."""
    try:
        asked = json.loads(request.body)["options"]["lang"]
    except (ValueError, KeyError, TypeError, RecursionError, RequestDataTooBig):
        asked = None
    return asked if asked in LANGUAGES else DEFAULT


def known(request: HttpRequest) -> None:
    """Nothing, where all that stands after the address is read; the library leaves it out without a word.

    Raises:
        BadInput: something is not.
    """
    found = [BadInput("api.unknown_key", where=key) for key in request.GET if key != "lang"]
    if found:
        raise BadInput.of(found)


@api.get("/programmes", response=TOLD, operation_id="programmes")
def programmes(request: HttpRequest, lang: schemas.Lang = "fr") -> HttpResponse:
    """The programmes that the server knows."""
    known(request)
    return answered(str(document(programmes_service.programmes()).render("json", lang)))


@api.get("/programmes/{identifier}", response=TOLD | {404: schemas.Problems}, operation_id="programme")
def programme(request: HttpRequest, identifier: str, lang: schemas.Lang = "fr") -> HttpResponse:
    """Everything that one of them holds."""
    known(request)
    try:
        return answered(str(document(programmes_service.programme(identifier)).render("json", lang)))
    except BadInput as error:
        with speaking(lang):
            return refused(404, [("programme", error.message())])


@api.post("/plan", response=TOLD, operation_id="plan")
def plan(request: HttpRequest, asked: schemas.AskedNear) -> HttpResponse:
    """The best plan, proven; or, as `impossible`, why there is none and what would make one possible."""
    return answered(questions.plan(asked))


@api.post("/check", response=TOLD, operation_id="check")
def check(request: HttpRequest, asked: schemas.AskedWithPlan) -> HttpResponse:
    """Every rule that a plan breaks, whoever made it, and its costs recomputed."""
    return answered(questions.check(asked))


@api.post("/explain", response=TOLD, operation_id="explain")
def explain(request: HttpRequest, asked: schemas.Asked) -> HttpResponse:
    """Why no plan exists and the smallest changes that make one; or why the best is not shorter or cheaper."""
    return answered(questions.explain(asked))


@api.post("/alternatives", response=TOLD, operation_id="alternatives")
def alternatives(request: HttpRequest, asked: schemas.Asked) -> HttpResponse:
    """A few good plans that really differ."""
    return answered(questions.alternatives(asked))


@api.post("/compare", response=TOLD, operation_id="compare")
def compare(request: HttpRequest, asked: schemas.Asked) -> HttpResponse:
    """Pathways and fundings side by side, the Pareto front marked."""
    return answered(questions.compare(asked))


@api.post("/frontier", response=TOLD, operation_id="frontier")
def frontier(request: HttpRequest, asked: schemas.Asked) -> HttpResponse:
    """Every trade-off between duration, cost and load, each a plan."""
    return answered(questions.frontier(asked))


@api.post("/replan", response=TOLD, operation_id="replan")
def replan(request: HttpRequest, asked: schemas.AskedAfterResults) -> HttpResponse:
    """A new plan after results, changed as little as possible."""
    return answered(questions.replan(asked))


@api.post("/risk", response=TOLD, operation_id="risk")
def risk(request: HttpRequest, asked: schemas.Asked) -> HttpResponse:
    """The best way to go on when units can be failed, and what to expect of it."""
    return answered(questions.risk(asked))


@api.exception_handler(BadInput)
def _bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
    with speaking(lang_of(request)):
        return refused(422, [(problem.where, problem.message()) for problem in error.problems])


@api.exception_handler(Undecided)
def _undecided(request: HttpRequest, error: PlannerError) -> HttpResponse:
    with speaking(lang_of(request)):
        return refused(422, [("", error.text())])


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    with speaking(lang_of(request)):
        return refused(422, [shape_problem(found) for found in error.errors])


@api.exception_handler(AuthenticationError)
def _unknown_caller(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = refused(401, [("Authorization", say("api.token"))])
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    status = 422 if error.status_code == 400 else error.status_code
    wait = getattr(error, "wait", None)
    told = say("api.json" if status == 422 else "error.bad.do")
    if status == 429:
        told = say("error.often.wait", count=minutes(wait or MINUTE))
    answer = refused(status, [("", told)])
    if wait is not None:
        answer["Retry-After"] = str(wait)
    return answer


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return refused(413, [("", say("api.large"))])


@api.exception_handler(Busy)
def _busy(request: HttpRequest, error: Busy) -> HttpResponse:
    answer = refused(503, [("", say("error.busy.do"))])
    answer["Retry-After"] = "5"
    return answer


@api.exception_handler(Exception)
def _defect(request: HttpRequest, error: Exception) -> HttpResponse:
    if is_full(error):
        return errors.full(request)
    number = secrets.token_hex(4)
    LOG.exception("defect %s at %s", number, request.path)
    return refused(500, [("", say("error.number", number=number))])


patterns, _app, _namespace = api.urls
for pattern in patterns:
    login_not_required(cast(Callable[..., HttpResponse], pattern.callback))
urlpatterns = [path("", (patterns, _app, _namespace))]

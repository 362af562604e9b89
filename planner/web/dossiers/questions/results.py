"""After exams: what was passed and what was not, and the nearest new plan with the reason of each move."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from planner.domain.case import Case
from planner.domain.history import RESULTS
from planner.domain.plan import Plan
from planner.domain.text import COLON, Joined, Key, Words
from planner.errors import BadInput
from planner.report.documents import document
from planner.report.documents.plan.changes_items import replan_items
from planner.report.documents.plan.milestones import reached
from planner.service.learner import as_plan
from planner.service.plan import PlanAnswer
from planner.service.replan import replan_of
from planner.storage import results as files
from planner.storage.results import COLUMNS
from planner.web import engine
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.form.choices import by_months
from planner.web.dossiers.form.uploads import in_a_file, pasted_or_sent
from planner.web.dossiers.planning import VALID, Known, audited, of_answer, with_events
from planner.web.dossiers.questions import entering
from planner.web.dossiers.questions.meant import meant
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.dossiers.questions.why import impossible
from planner.web.dossiers.readable import readable
from planner.web.errors import page as error_page
from planner.web.people.access import needs
from planner.web.people.roles import Action

SALT = "planner.results"
ROW = re.compile(r"results\[(\d+)\](?:\.\w+)?")
"""The place of a row of the form."""


@needs(Action.DOSSIERS_WRITE)
@require_http_methods(["GET", "POST"])
@asked
def results(it: Asked) -> HttpResponse:
    """The form; once it is sent, the new plan to look at, which is kept nowhere yet."""
    if it.version.plan is None:
        return it.page("results", "questions/results.html", terms=(), nothing="no_plan")
    case, before = _before(it, {})
    exams = entering.terms(case, before, date.today())
    if it.request.method != "POST":
        return _form(it, exams)
    rows = list[entering.Row]()
    try:
        rows, set_keys = _told(it, case, exams)
        if not rows and not set_keys:
            return _form(it, exams, 422, [Key("ask.results.empty")])
        it.again = [("told", _seal(it, rows, set_keys))]
        it.fresh()
        return _new_plan(it, rows, set_keys)
    except BadInput as error:
        return _form(it, exams, 422, [_problem(it, rows, one) for one in error.problems])


@needs(Action.DOSSIERS_WRITE)
@require_POST
@asked
def keep(it: Asked) -> HttpResponse:
    """The board with the new plan."""
    told = _sealed(it, it.request.POST.get("told", ""))
    if told is None or it.version.plan is None:
        return error_page(it.request, 400)
    it.fresh()
    rows, set_keys = told
    answer = _answer(it, rows, set_keys)
    state = of_answer(answer)
    if state.plan is None:
        return _new_plan(it, rows, set_keys)
    learner = {**it.version.learner, **set_keys}
    made = replace(state, by_hand=it.version.by_hand, status=VALID).kept()
    known = Known(learner, state.document["plan"])
    plan = with_events(known, state.plan, it.version.plan)
    if plan != state.plan:
        made |= replace(audited(known, plan), by_hand=it.version.by_hand).kept()
    made |= {"learner": learner, "past": state.document["plan"]}
    values = {"count": len(rows)}
    return it.change("results", values, made | {"results": [*it.version.results, *rows]})


def _form(it: Asked, exams: list[entering.Term], status: int = 200, problems: Sequence[Words] = ()) -> HttpResponse:
    sent = it.request.POST
    unit = it.request.GET.get("unit", "")
    exams = [term._replace(open=term.open or unit in [exam.unit for exam in term.exams]) for term in exams]
    shown = [(term, [(exam, sent.get(exam.name, exam.known)) for exam in term.exams]) for term in exams]
    held = entering.told(it.case, it.version.results)
    values: dict[str, Any] = {"terms": shown, "results": RESULTS, "problems": problems, "held": held}
    nothing = "" if exams else "too_early"
    return it.page("results", "questions/results.html", status, **values, nothing=nothing, asked_for=unit)


def _problem(it: Asked, rows: list[entering.Row], problem: BadInput) -> Words:
    """A problem, with its line where it is one of a file, and its unit where it is one of the form."""
    message = meant(it.case, Key(problem.key, **{name: _labels(value) for name, value in problem.values.items()}))
    sent = ROW.fullmatch(problem.where)
    if sent is not None and int(sent[1]) < len(rows):
        (row,) = entering.told(it.case, [rows[int(sent[1])]])
        return Joined((Joined((row["title"], row["when"])), message), COLON)
    what: Words = Joined((Key(f"column.{problem.where}"), message), COLON) if problem.where in COLUMNS else message
    return what if problem.line is None else Key("ask.results.line", line=problem.line, what=what)


def _labels(value: Any) -> Any:
    """Names of columns as people write them."""
    if not isinstance(value, str):
        return value
    names = value.split(", ")
    known = all(name in COLUMNS for name in names)
    return Joined(tuple(Key(f"column.{name}") for name in names)) if known else value


def _told(it: Asked, case: Case, exams: list[entering.Term]) -> tuple[list[entering.Row], dict[str, Any]]:
    """The rows of the form, of a file, or of what was looked at before; with what is set in the learner's data.

    Raises:
        BadInput: the file cannot be read.
    """
    form = it.request.POST
    sealed = _sealed(it, form.get("told", ""))
    if sealed is not None:
        return sealed
    sent = pasted_or_sent(it.request, "text", "file")
    if sent is None:
        return entering.rows(form, exams), {}
    term = case.programme.calendar.term
    with in_a_file(*sent) as path:
        read = files.load(path, case)
    return [{"unit": row.unit, "term": term(row.term).name, "result": row.result} for row in read], {}


def _answer(it: Asked, rows: list[entering.Row], set_keys: dict[str, Any]) -> PlanAnswer:
    """The nearest new plan.

    Raises:
        BadInput, Busy
    """
    case, before = _before(it, set_keys)
    with engine.PLANS():
        return replan_of(case, before, rows, engine.settings())


def _before(it: Asked, set_keys: dict[str, Any]) -> tuple[Case, Plan]:
    """The plan as it was told, since that alone has the classes of terms that are over; what of one by hand can be
    read, where the programme has changed since so that the other cannot be.
    """
    learner, told = {**it.version.learner, **set_keys}, (it.version.document or {}).get("plan")
    if told:
        with suppress(BadInput):
            return as_plan(told, Known(learner).case())
    case = Known(learner, it.version.past).case()
    return as_plan(readable(case, it.version.plan or {}), case)


def _new_plan(it: Asked, rows: list[entering.Row], set_keys: dict[str, Any]) -> HttpResponse:
    """What changes, before it is kept; or why nothing is possible, with the ways out."""
    answer = _answer(it, rows, set_keys)
    data = document(answer).data
    values: dict[str, Any] = {
        "rows": entering.told(it.case, rows), "told": _seal(it, rows, set_keys), "status": data["status"],
        "set_keys": bool(set_keys),
    }  # fmt: skip
    if answer.result.plan is None:
        out = impossible(it, data, meant(it.case, data))
        for old, way in zip(data.get("repairs", ()), out["repairs"], strict=True):
            way["told"] = _seal(it, rows, {**set_keys, **old["set"]})
        return it.page("results", "questions/replanned.html", values=values, found=out)
    told: Any = {**data, "replan": meant(it.case, data["replan"])}
    calendar = it.case.programme.calendar
    items = [{"text": by_months(calendar, item.text), "level": item.level} for item in replan_items(told)]
    before = (it.version.document or {}).get("plan")
    found = {
        "changes": items,
        "notices": [notice["text"] for notice in meant(it.case, list(data["notices"]))],
        "after": _figures(it, data),
        "before": _figures(it, before) if before else None,
    }
    return it.page("results", "questions/replanned.html", values=values, found=found)


def _figures(it: Asked, plan: Any) -> dict[str, Any]:
    """Title date and cost of a plan's document."""
    money = Money(plan["cost"], plan["cost"]["currency"]) if it.case.programme.has_prices else None
    return {"day": date.fromisoformat(reached(plan)["date"]), "own": money and money.own,
            "total": money and (money.whole or money.own)}  # fmt: skip


def _seal(it: Asked, rows: list[entering.Row], set_keys: dict[str, Any]) -> str:
    """What was looked at, so that the same is kept."""
    return signing.dumps([it.dossier.key, rows, set_keys], salt=SALT, compress=True)


def _sealed(it: Asked, text: str) -> tuple[list[entering.Row], dict[str, Any]] | None:
    try:
        key, rows, set_keys = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return (rows, set_keys) if key == it.dossier.key else None

"""From what is known of a learner and planned for them to what a board shows: read, audited or planned, never guessed.

A plan is kept as one made by hand is written: units with their terms, and what the person set of internship, workshop
and report. What follows from it stands in the `document` of a version: `plan` (`planner/plan/1`, whether or not it
holds), the rules that it breaks (`violations`; with their words in `broken`), and, where no plan exists at all,
`impossible` (`planner/plan/1` too).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.functional import cached_property

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.status import Status
from planner.errors import BadInput
from planner.messages import REFERENCE, speaking
from planner.report.documents import Document, document
from planner.report.documents.audit.data import broken_data
from planner.report.documents.plan.data import day_data, made_from, of_plan
from planner.report.events import reached_day
from planner.report.stored import to_json
from planner.service.audit import AuditAnswer
from planner.service.learner import as_plan
from planner.service.plan import PlanAnswer
from planner.solve.result import UNKNOWN
from planner.storage.learners import read_learner
from planner.web import engine
from planner.web.bounds import bounded
from planner.web.dossiers import readable
from planner.web.programmes.reading import programme_of

CASES = 256
"""Learners that are kept read: a board asks of the same one again and again."""
ANSWERS = 64
"""Learners whose best plan is kept."""
JUDGED = 512
"""Plans that are kept judged: what was told of a place is what a move to it comes to."""
EVENTS = ("internship", "workshop", "report")
"""What a plan by hand may say besides its units."""
VALID, BROKEN, NONE = "valid", "broken", "none"
HOLD = ("optimal", "feasible", VALID)
"""States of a plan that keeps every rule."""
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """What is known of a learner: their file's data, and the plan with a past that went before, if results came. The
    files of the programme are as they were when it was first asked.
    """

    learner: Data
    past: Data | None = None

    def case(self) -> Case:
        """The learner as the engine takes them.

        Raises:
            BadInput: with every problem, each naming its key.
        """
        return _case(*self._made_of)

    def judged(self, plan: Data) -> AuditAnswer:
        """A plan with its gaps filled, and every rule that it breaks.

        Raises:
            BadInput: the learner or the plan cannot be read.
        """
        return _audit(json.dumps(plan), *self._made_of)

    def answered(self, today: date | None) -> PlanAnswer:
        """The best plan, or why there is none; kept, since who saves has seen it already.

        Raises:
            BadInput, Busy
        """
        return _answer(*self._made_of, today, date.today())

    @cached_property
    def _made_of(self) -> tuple[str, str]:
        """All that the answers follow from."""
        programme = str(bounded(self.learner).get("programme", ""))
        return json.dumps([self.learner, self.past], sort_keys=True), print_of(programme)


@dataclass(frozen=True, slots=True)
class State:
    """What a version keeps of a plan (`Version.state`): the same names."""

    plan: Data | None = None
    by_hand: bool = False
    status: str = NONE
    document: dict[str, Any] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """The fields of a version."""
        return {"plan": self.plan, "by_hand": self.by_hand, "status": self.status, "document": self.document}


@lru_cache(CASES)
def _case(text: str, programme: str) -> Case:
    """The learner of a text, as long as the files of the programme are what they are."""
    learner, past = json.loads(text)
    case = read_learner(learner)
    return case if past is None else as_plan(past, case)[0]


@lru_cache(JUDGED)
def _audit(plan: str, text: str, programme: str) -> AuditAnswer:
    """The plan of a text, for the learner of another."""
    return readable.judged(_case(text, programme), json.loads(plan))


@lru_cache(ANSWERS)
def _answer(text: str, programme: str, today: date | None, asked_on: date) -> PlanAnswer:
    """The answer on the learner of a text."""
    return engine.plan(_case(text, programme), engine.settings(today=today))


def print_of(programme: str) -> str:
    """What the files of a programme are now; the reason where they cannot be read."""
    try:
        return programme_of(programme).sha256
    except BadInput as error:
        return f"! {error}"


def planned(known: Known, today: date | None = None, kept: State | None = None) -> State:
    """The best plan. Where none exists the plan that there was stays, `kept`, with why and the ways out beside it.

    Raises:
        BadInput, Busy
    """
    answer = known.answered(today)
    if answer.result.status == UNKNOWN:  # there may be more time for who asks again
        _answer.cache_clear()
    return of_answer(answer, kept)


def of_answer(answer: PlanAnswer, kept: State | None = None) -> State:
    """The state that an answer of the engine makes."""
    told = document(answer).plain(REFERENCE)
    plan = answer.result.plan
    if plan is not None:
        made = {"plan": told, "violations": [], "dates": dates(answer.case, plan)}
        return State(by_hand_data(answer.case, plan), False, answer.result.status, made)
    if kept is not None and kept.plan is not None:
        old = _told(answer.case, readable.judged(answer.case, kept.plan), kept.plan) if answer.replan is None else kept
        return State(old.plan, kept.by_hand, str(answer.result.status), old.document | {"impossible": told})
    return State(None, False, str(answer.result.status), {"impossible": told})


def followed(known: Known, before: State) -> State:
    """The plan once something else is known of the learner: one that is kept as it is (`by_hand`) is judged; another is
    the best one or, of who has begun, the one that is closest to what there was.

    Raises:
        BadInput, Busy
    """
    if before.plan is None:
        return planned(known)
    if before.by_hand:
        return audited(known, before.plan)
    return planned(known, kept=before) if known.past is None else _nearest(known, before, before.plan)


def _nearest(known: Known, before: State, plan: Data) -> State:
    stood = known.judged(plan)
    found = engine.nearest(stood.case, stood.plan, engine.settings()).plan
    if found is None:
        return planned(known, kept=before)
    made = with_events(known, by_hand_data(stood.case, found), plan)
    return replace(audited(known, made), by_hand=False)


def with_events(known: Known, plan: Data, before: Data | None) -> dict[str, Any]:
    """The plan with the events that a person put somewhere in the one before, as far as they hold there."""
    found = dict(plan)
    for kind in EVENTS:
        if before and before.get(kind) and kind not in found:
            tried = {**found, kind: before[kind]}
            if not known.judged(tried).violations:
                found = tried
    return found


def audited(known: Known, plan: Data, today: date | None = None) -> State:
    """A plan as somebody made it, with every rule that it breaks.

    Raises:
        BadInput: the learner or the plan cannot be read.
    """
    return _told(known.case(), known.judged(plan), plan, today)


def _told(case: Case, answer: AuditAnswer, plan: Data, today: date | None = None) -> State:
    made = of_plan(answer.case, Status.FEASIBLE, answer.plan, today)
    made["warnings"] = made["warnings"][1:]  # no limit was reached: nobody searched
    meta = {**made_from(answer.case), **day_data([answer.case], today)}
    told = Document({**made, "meta": meta, "given": {"learner": case.learner.data}}).plain(REFERENCE)
    with speaking(REFERENCE):
        broken = to_json({"violations": [broken_data(answer.case, one) for one in answer.violations]})
    status = BROKEN if answer.violations else VALID
    shown = {"plan": told, "violations": broken["violations"], "broken": broken, "dates": dates(case, answer.plan)}
    return State(dict(plan), True, status, shown)


def by_hand_data(case: Case, plan: Plan) -> dict[str, Any]:
    """A plan as one made by hand is written. What its rules fill in by themselves is left out: it follows moves."""
    calendar, payers = case.programme.calendar, dict(plan.payers)
    return {
        "units": [
            {"unit": one.unit, "term": calendar.term(one.first).name, "modality": one.modality}
            | ({"resit": True} if one.resit else {})
            | ({"payer": payers[one.place]} if one.place in payers else {})
            for one in plan.chosen
        ]
    }


def dates(case: Case, plan: Plan) -> dict[str, Any]:
    """What the list of dossiers says: `reached`, the day of the title or, with `goal`, of the certificate; and days on
    which a dossier needs its adviser: `results`, when each term ends that is still open, and `enrol`, the last day to
    enrol for each term in which something starts. An example needs nobody.
    """
    calendar = case.programme.calendar
    found = {
        "reached": reached_day(case, plan.award, plan.chosen).isoformat(),
        "goal": case.learner.goal is not None,
        "results": [],
        "enrol": [],
    }
    if case.learner.fictional:
        return found
    ending = {one.terms[-1] for one in plan.chosen if one.terms[-1] >= case.now}
    starting = {one.first for one in plan.chosen if not one.resit and one.first >= case.now}
    enrol = [(term.name, term.enrol_by) for term in map(calendar.term, sorted(starting))]
    return found | {
        "results": [[term.name, term.span.ends.isoformat()] for term in map(calendar.term, sorted(ending))],
        "enrol": [[name, day.isoformat()] for name, day in enrol if day is not None],
    }

"""A result as `planner/plan/1`: what follows from the learner and the plan, what was proven, and how it was asked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from planner import __version__
from planner.check.cost import cost
from planner.check.requirement import tracks
from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.plan import FEASIBLE, Plan
from planner.domain.status import Status
from planner.domain.text import Cents, Key
from planner.messages import dated
from planner.report import basis
from planner.report.attended import history_data
from planner.report.documents import wording
from planner.report.documents.plan.about import about_data
from planner.report.documents.plan.costs import cost_data, shares_data
from planner.report.documents.plan.milestones import award_data, certificates
from planner.report.documents.plan.terms import terms
from planner.report.migration import migration_data
from planner.report.notices import notices_data, of_the_day
from planner.report.values import shown

if TYPE_CHECKING:
    from planner.report.documents.plan import basis_shape, earlier_shape, shape, terms_shape
    from planner.report.documents.plan.shape import PlanDocument
    from planner.service.plan import PlanAnswer
    from planner.service.settings import Settings
    from planner.solve.result import ObjectiveValue, Result
    from planner.study.payers import Beyond

SCHEMA = "planner/plan/1"


def data(answer: PlanAnswer) -> PlanDocument:
    """The document of an answer, without a word."""
    case, settings = answer.case, answer.settings
    made = of_result(case, answer.result, today=settings.day, meta=asked(settings))
    if answer.beyond is not None:
        made["warnings"].append(_beyond(case, answer.beyond))
    if answer.replan is not None:
        from planner.report.documents.plan.changes import named_terms, replan_data

        made["replan"] = replan_data(answer.replan)
        made["about"] = about_data(case, answer.result.plan, named_terms(answer.replan))
    if answer.explanation is not None:
        from planner.report.impossible import impossible_data

        made = {**made, **impossible_data(case, answer.explanation)}
    return {**made, "given": given_data(answer)}


def given_data(answer: PlanAnswer) -> shape.Given:
    """What the document was made from, so that its calendar can be made again: the learner, and the plan before."""
    case = answer.case
    before: earlier_shape.Earlier = {}
    if answer.replan is not None:
        plan = answer.replan.before
        award = case.programme.calendar.term(plan.award)
        date: terms_shape.Milestone = {"term": award.name, "date": award.span.ends.isoformat()}
        before["before"] = {"terms": [_earlier(term) for term in terms(case, plan)], "award": date}
    return {"learner": case.learner.data, **before}


def _earlier(term: terms_shape.Term) -> earlier_shape.EarlierTerm:
    """A term of the plan before, without its texts."""

    def units(taken: Iterable[terms_shape.Taken]) -> list[earlier_shape.EarlierUnit]:
        return [
            {
                "unit": unit["unit"], "offering": unit["offering"], "modality": unit["modality"],
                "starts": unit["starts"], "ends": unit["ends"], "terms": unit["terms"],
                "sessions": unit["sessions"], "site": unit["site"], "seats": unit["seats"],
                "confidence": unit["confidence"],
            }
            for unit in taken
        ]  # fmt: skip

    return {
        "term": term["term"],
        "units": units(term["units"]),
        "attempts": units(term.get("attempts", ())),
        "events": term["events"],
    }


def asked(settings: Settings) -> basis_shape.Asked:
    """What a document says of how it was asked."""
    config, today = settings.config, settings.today
    day: basis_shape.Asked = {"today": today.isoformat()} if today else {}
    return {"time_limit": config.time_limit, "seed": config.seed, "workers": config.workers, **day}


def of_result(
    case: Case, result: Result, *, today: date | None = None, meta: basis_shape.Asked | None = None
) -> PlanDocument:
    """The document of a result. Amounts are in the programme's currency, None where unknown. `today` is the day for
    which notices are told, and `meta.today` says which it was where it matters.
    """
    made, given = of_plan(case, result.status, result.plan, today), meta or {}
    made["objectives"] = [_objective(case, objective) for objective in result.objectives]
    made["meta"] = {**made_from(case), **given, **day_data([case], today)}
    return made


def made_from(case: Case) -> basis_shape.Meta:
    """The planner and the data behind a document."""
    return {
        "planner": __version__,
        "sha256": {"programme": case.programme.sha256, "learner": case.learner.sha256},
    }


def of_part(case: Case, result: Result, settings: Settings) -> PlanDocument:
    """The document of a result as a part of another one, complete: it can be taken out and read alone."""
    made = of_result(case, result, today=settings.day, meta=asked(settings))
    return {**made, "given": {"learner": case.learner.data}}


def day_data(cases: Iterable[Case], today: date | None) -> basis_shape.Asked:
    """The key `today` of `meta`, where the day matters to any of the cases."""
    return {"today": today.isoformat()} if today is not None and any(map(of_the_day, cases)) else {}


def of_plan(case: Case, status: Status, plan: Plan | None, today: date | None = None) -> PlanDocument:
    """What follows from the learner and the plan alone; objectives and `meta` are filled in by who searched."""
    found = basis.warnings(case, plan) if plan else basis.warnings_without_plan(case)
    if plan is not None and status == FEASIBLE:
        found.insert(0, ("warning.limit", {}))
    rest: shape.Rest = {
        "warnings": [Key(key, **dated(case.programme.calendar, values)) for key, values in found],
        "notices": notices_data(case, plan.chosen if plan else (), today),
        "about": about_data(case, plan),
        **wording([case]),
    }
    head = _head(case, status, plan)
    nothing: shape.Perhaps = {}
    if plan is None:
        return {**head, **nothing, "assumptions": [], **rest}
    return {**head, **nothing, **_planned(case, plan), **_tracks(case, plan), **history_data(case), **rest}


def _head(case: Case, status: Status, plan: Plan | None) -> shape.Head:
    return {
        "schema": SCHEMA,
        "status": status,
        "programme": case.programme.id,
        "learner": case.learner.id,
        "fictional": case.fictional,
        "start": case.programme.calendar.term(case.learner.start).name,
        "pathway": case.learner.pathway,
        "funding": case.learner.funding,
        "objectives": [],
        **wishes_data(case),
        **shares_data(case, cost(case, plan) if plan else None),
        **migration_data(case),
    }


def wishes_data(case: Case) -> shape.Wishes:
    """The keys `goal`, where it is a certificate alone, `waived`, what the learner is dispensed from, and `pause`."""
    learner = case.learner
    found: shape.Wishes = {}
    if learner.goal:
        found["goal"] = learner.goal
    if learner.waive:
        found["waived"] = [{"unit": waiver.unit, "prerequisite": waiver.prerequisite} for waiver in learner.waive]
    if learner.pause:
        found["pause"] = [case.programme.calendar.term(term).name for term in learner.pause]
    return found


def _planned(case: Case, plan: Plan) -> shape.Planned:
    units, total = basis.credits(case, plan)
    held = certificates(case, plan)
    return {
        "terms": terms(case, plan),
        "certificate": held[0] if held else None,
        "certificates": held,
        "award": award_data(case, plan),
        "ects": {"units": plain(units), "total": plain(total)},
        "cost": cost_data(case, cost(case, plan)),
        "assumptions": _assumptions(case, plan),
    }


def _tracks(case: Case, plan: Plan) -> shape.Tracked:
    found: list[shape.TrackTaken] = []
    for group, track in tracks(case, plan):
        if track is not None:
            names = {"title": group.title or group.id, "name": track.title or track.id}
            found.append({"group": group.id, "title": names["title"], "track": track.id, "name": names["name"]})
    return {"tracks": found} if found else {}


def _assumptions(case: Case, plan: Plan) -> list[basis_shape.Assumption]:
    texts = {entry["id"]: entry for entry in case.programme.about["assumptions"] or ()}
    return [
        {"id": name, "text": texts[name]["text"], "reason": texts[name]["reason"]}
        for name in basis.assumptions(case, plan)
    ]


def _objective(case: Case, found: ObjectiveValue) -> basis_shape.Objective:
    value, bound = shown(case, found.name, found.value), shown(case, found.name, found.bound)
    return {"name": found.name, "value": value, "bound": bound, "proven": found.proven}


def _beyond(case: Case, other: Beyond) -> Key:
    """What the learner would pay with their own funding among the payers, where a budget leaves a part to them."""
    titles, currency = case.programme.fundings, case.programme.currency
    return Key(
        "warning.beyond",
        own=Cents(other.own, currency),
        beyond=Cents(other.beyond, currency),
        less=Cents(other.less, currency),
        funding=titles.get(case.learner.funding, case.learner.funding),
        payer=titles.get(other.mine, other.mine),
        value=json.dumps(other.funding, ensure_ascii=False).replace('"', ""),
    )

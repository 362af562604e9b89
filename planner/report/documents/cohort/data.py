"""A cohort as `planner/cohort/1`: learners in the order of the file, what keeps some from a plan, demand and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from planner import __version__
from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.report.causes import added_up
from planner.report.documents import part, wording
from planner.report.documents.cohort import shape
from planner.report.documents.cohort.learner import learner_data, outcome, unseated_words
from planner.report.documents.cohort.shape import SCHEMA, UNSEATED, CohortDocument
from planner.report.documents.plan.data import day_data
from planner.report.no_plan import NoPlan, no_plan_data
from planner.report.notices import UNKNOWN_WEEKDAYS
from planner.report.problems import all_problems, problem_words
from planner.service.cohort import CohortAnswer
from planner.storage.timetables import is_made_up
from planner.study.cohort.demand import Demand, TermLoad, demand, term_loads
from planner.study.cohort.run import Entry


def data(answer: CohortAnswer) -> CohortDocument:
    """The document of an answer, without a word. Money is in the currency's unit, and what is unknown is None."""
    good = [entry for entry in answer.entries if entry.case is not None]
    cases, sharing = [*answer.cases()], answer.shared is not None
    learners = [learner_data(entry, answer.settings.day, sharing=sharing) for entry in good]
    classes = [_demand(row) for row in demand(good, answer.places, sharing=sharing)]
    data: CohortDocument = {
        "schema": SCHEMA,
        "mode": "shared" if sharing else "alone",
        "cohort": answer.name,
        "fictional": bool(good) and all(learner["fictional"] for learner in learners),
        "counts": dict(Counter(learner["outcome"] for learner in learners)),
        "no_plan": _no_plan(good),
        "causes": added_up((each["id"], each["cause"]) for each in learners if each["cause"]),
        "unseated": added_up(_unseated(good, answer)) if sharing else [],
        "learners": learners,
        "refused": [*_refused(answer)],
        "demand": classes,
        "terms": [_term(row) for row in term_loads(good, sharing=sharing)],
        "notices": _gathered(learners),
        "unpriced": sorted({case.programme.id for case in cases if not case.programme.has_prices}),
        "meta": _meta(answer, cases),
        "about": _shown(cases, classes),
    }
    if answer.shared is not None:
        data["objectives"] = [
            {
                "name": goal.name, "value": goal.value, "bound": goal.bound, "proven": goal.proven,
                "gap": round(goal.gap, 4),
            } for goal in answer.shared.goals
        ]  # fmt: skip
    if answer.risk is not None:
        from planner.report.documents.cohort.risk_data import risk_data

        data["risk"] = risk_data(answer.risk)
    return part(CohortDocument, {**data, **wording(cases)})


def _meta(answer: CohortAnswer, cases: Sequence[Case]) -> shape.Meta:
    settings = answer.settings
    made: shape.Meta = {
        "planner": __version__,
        "programmes": {case.programme.id: case.programme.sha256 for case in cases},
        "time_limit": settings.config.time_limit,
        "seed": settings.config.seed,
        "seats": answer.places.given,
    }
    day = day_data(cases, settings.day).get("today")
    if settings.today is not None or day is not None:
        made["today"] = settings.day.isoformat()
    return made


def _shown(cases: Sequence[Case], classes: Sequence[shape.Demand]) -> shape.Shown:
    """Titles of the units in the demand; and whether a class of them is made up."""
    programmes = {case.programme.id: case.programme for case in cases}
    titles: dict[str, dict[str, Words]] = {}
    for row in classes:
        title = programmes[row["programme"]].units[row["unit"]].title
        titles.setdefault(row["programme"], {}).setdefault(row["unit"], title)
    return {"titles": titles, "made_up": any(map(is_made_up, programmes.values()))}


def _gathered(learners: Sequence[shape.Learner]) -> list[shape.SharedNotice]:
    """Each notice once, with the learners whom it is about; unknown days in one, whatever the units."""
    found: dict[Words, shape.SharedNotice] = {}
    for learner in learners:
        for entry in learner["notices"]:
            text = Key("cohort.unknown_weekdays") if entry["id"] == UNKNOWN_WEEKDAYS else entry["text"]
            made = found.setdefault(text, {"id": entry["id"], "subjects": [], "text": text, "learners": []})
            made["subjects"] = sorted({*made["subjects"], *entry["subjects"]})
            made["learners"].append(learner["id"])
    return list(found.values())


def _refused(answer: CohortAnswer) -> Iterator[shape.Refused]:
    for entry in answer.entries:
        if entry.problem is not None:
            yield {
                "line": entry.row.line,
                "id": entry.row.id,
                "problem": problem_words(entry.problem),
                **all_problems(entry.problem),
            }


def _no_plan(entries: Sequence[Entry]) -> NoPlan:
    """Who has no plan alone, whatever the seats."""
    without = [entry for entry in entries if entry.alone is not None and entry.alone.status == shape.IMPOSSIBLE]
    later = [entry.row.id for entry in without if entry.alone is not None and entry.alone.soonest is not None]
    return no_plan_data([entry.row.id for entry in without], later)


def _unseated(entries: Sequence[Entry], answer: CohortAnswer) -> Iterator[tuple[str, Words]]:
    """Who has a plan alone and none in the sharing, with the units of which no seat is left."""
    for entry in entries:
        if outcome(entry, sharing=True) == UNSEATED:
            yield entry.row.id, unseated_words(entry, entries, answer.places)


def _demand(row: Demand) -> shape.Demand:
    calendar, offering = row.programme.calendar, row.offering
    return {
        "programme": row.programme.id,
        "offering": offering.id,
        "unit": offering.unit,
        "modality": offering.modality,
        "term": calendar.term(offering.first).name,
        "last_term": calendar.term(offering.last).name,
        "alone": row.alone,
        "seats": row.seats,
        "over": row.over,
        "shared": row.shared,
    }


def _term(row: TermLoad) -> shape.Term:
    return {
        "programme": row.programme.id,
        "term": row.programme.calendar.term(row.term).name,
        "learners": row.learners,
        "units": row.units,
        "evening_units": row.evening_units,
        "peak_evenings": row.most_evenings,
        "busiest": None if row.busiest is None else {"weekday": row.busiest[0], "learners": row.busiest[1]},
    }

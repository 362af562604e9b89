"""A cohort as plain data (`planner/cohort/1`): learners in the order of the file, demand, terms, goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import __version__
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.messages import say, worded
from planner.report.causes import added_up, cause, without_way
from planner.report.conflicts import conflict_data
from planner.report.documents.plan.data import day_data
from planner.report.events import reached_day
from planner.report.listing import listed, parted
from planner.report.no_plan import no_plan_data
from planner.report.notices import UNKNOWN_WEEKDAYS, notices_data
from planner.report.stored import in_words
from planner.study.cohort.demand import Demand, TermLoad, demand, evenings, term_loads, units_without_seat
from planner.study.cohort.places import Places
from planner.study.cohort.run import Entry, offerings_taken
from planner.study.cohort.work import Made
from planner.study.conflict import Conflict

if TYPE_CHECKING:
    from planner.solve.sharing.share import Goal, Shared

Data = dict[str, Any]
SCHEMA = "planner/cohort/1"
ON_TIME, DELAYED, UNSEATED, IMPOSSIBLE = "on_time", "delayed", "without_plan", "impossible"


def cohort_data(
    name: str,
    entries: Sequence[Entry],
    places: Places,
    shared: Shared | None,
    meta: Data,
    today: date | None = None,
) -> Data:
    """The document. Money is in the currency's unit, and what is unknown is None."""
    good = [entry for entry in entries if entry.case is not None]
    learners = [_learner(entry, today, sharing=shared is not None) for entry in good]
    found: Data = {
        "schema": SCHEMA,
        "mode": "alone" if shared is None else "shared",
        "cohort": name,
        "fictional": bool(good) and all(learner["fictional"] for learner in learners),
        "counts": dict(Counter(learner["outcome"] for learner in learners)),
        "no_plan": _no_plan(good),
        "causes": added_up((learner["id"], learner["cause"]) for learner in learners if learner["cause"]),
        "unseated": added_up(_unseated(good, places)) if shared is not None else [],
        "learners": learners,
        "refused": [_refused(entry) for entry in entries if entry.problem is not None],
        "demand": [_demand(row) for row in demand(good, places, sharing=shared is not None)],
        "terms": [_term(row) for row in term_loads(good, sharing=shared is not None)],
    }
    if shared is not None:
        found["objectives"] = [_goal(goal) for goal in shared.goals]
    prints = {entry.case.programme.id: entry.case.programme.sha256 for entry in good if entry.case}
    found["notices"] = _gathered(learners)
    known = [entry.case for entry in good if entry.case is not None]
    found["unpriced"] = sorted({case.programme.id for case in known if not case.programme.has_prices})
    return {**found, "meta": {"planner": __version__, "programmes": prints, **meta, **day_data(known, today)}}


def _gathered(learners: Sequence[Data]) -> list[Data]:
    """Each notice once, with the learners whom it is about; unknown days in one, whatever the units."""
    found: dict[str, Data] = {}
    for learner in learners:
        for entry in learner["notices"]:
            days = entry["id"] == UNKNOWN_WEEKDAYS
            text = say("cohort.unknown_weekdays") if days else entry["text"]
            told = found.setdefault(text, {"id": entry["id"], "subjects": [], "text": text, "learners": []})
            told["subjects"] = sorted({*told["subjects"], *entry["subjects"]})
            told["learners"].append(learner["id"])
    return list(found.values())


def _refused(entry: Entry) -> Data:
    problem = entry.problem
    assert problem is not None
    return {"line": entry.row.line, "id": entry.row.id, "problem": _told(problem)}


def _told(problem: Any) -> str:
    """The message without the file that all rows are in."""
    file = problem.file
    problem.file = None if file is None else Path(file).name
    text: str = problem.text()
    problem.file = file
    return text


def _learner(entry: Entry, today: date | None, *, sharing: bool) -> Data:
    assert entry.case is not None
    assert entry.alone is not None
    case, made = entry.case, entry.shared if sharing and entry.shared else entry.alone
    found: Data = {
        "line": entry.row.line,
        "id": entry.row.id,
        "fictional": case.learner.fictional,
        "programme": case.programme.id,
        "start": case.programme.calendar.term(case.learner.start).name,
        "pathway": case.learner.pathway,
        **({"goal": case.learner.goal} if case.learner.goal else {}),
        "status": entry.alone.status,
        "outcome": _outcome(entry, sharing=sharing),
        **_plan(case, entry, made),
        **({"late_units": _units(case, offerings_taken(entry, entry.alone))} if entry.alone.late is not None else {}),
        "reason": _reason(case, entry.alone, made),
        "cause": worded(cause(case, entry.alone.conflict)) if entry.alone.status == IMPOSSIBLE else None,
        "notices": in_words(notices_data(case, () if made.award is None else offerings_taken(entry, made), today)),
    }
    if sharing:
        target = entry.target
        found |= {"target": None if target is None else _name(case, target), "delay": entry.delay}
        found["alone"] = None if entry.alone.award is None else _name(case, entry.alone.award)
    return found


def _outcome(entry: Entry, *, sharing: bool) -> str:
    assert entry.alone is not None
    if not sharing:
        return entry.alone.status
    if entry.shared is None:
        return IMPOSSIBLE if entry.alone.status == IMPOSSIBLE else "unknown"
    if entry.delay is None:
        return UNSEATED
    return DELAYED if entry.delay else ON_TIME


def _plan(case: Case, entry: Entry, made: Made) -> Data:
    """Figures of the plan, None without one."""
    if made.award is None:
        keys = ("duration", "award", "award_date", "cost", "peak_units", "peak_evenings")
        return {**dict.fromkeys(keys), "currency": case.programme.currency, "units": []}
    chosen, award = offerings_taken(entry, made), case.programme.calendar.term(made.award)
    within = range(case.learner.start, max([made.award, *(offering.last for offering in chosen)]) + 1)
    running = [[o for o in chosen if term in o.terms and not o.resit] for term in within]
    return {
        "duration": made.award - case.learner.start + 1,
        "award": award.name,
        "award_date": reached_day(case, made.award, chosen).isoformat(),
        "cost": None if made.cost is None else made.cost / 100,
        "currency": case.programme.currency,
        "peak_units": max(map(len, running), default=0),
        "peak_evenings": max((evenings(units, term) for term, units in zip(within, running, strict=True)), default=0),
        "units": _units(case, chosen),
    }


def _units(case: Case, chosen: Sequence[Offering]) -> list[Data]:
    return [{"unit": o.unit, "offering": o.id, "term": _name(case, o.first)} for o in chosen]


def _name(case: Case, term: int) -> str:
    return case.programme.calendar.term(term).name


def _no_plan(entries: Sequence[Entry]) -> Data:
    """Who has no plan alone, whatever the seats."""
    without = [entry for entry in entries if entry.alone is not None and entry.alone.status == IMPOSSIBLE]
    later = [entry.row.id for entry in without if entry.alone is not None and entry.alone.soonest is not None]
    return no_plan_data([entry.row.id for entry in without], later)


def _unseated(entries: Sequence[Entry], places: Places) -> Iterator[tuple[str, str]]:
    """Who has a plan alone and none in the sharing, with the units of which no seat is left."""
    for entry in entries:
        if entry.case is not None and _outcome(entry, sharing=True) == UNSEATED:
            full = units_without_seat(entry, entries, places)
            needed = without_way(entry.case, full)
            named = [unit for unit in entry.case.remaining if unit in needed]
            yield (
                entry.row.id,
                say("cause.no_seat", units=listed(named)) if named else say("cause.seats"),
            )


def _reason(case: Case, alone: Made, made: Made) -> str | None:
    """Why there is no plan alone, in one sentence; None for who has one, or a place in the sharing."""
    if alone.award is not None or made.award is not None or made.status == "unseated":
        return None
    if not alone.conflict:
        return say("why.undecided")
    sentences = [line["what"].rstrip(".") for line in in_words(conflict_data(case, Conflict(alone.conflict)))]
    return say("batch.reason", names=parted(sentences))


def _demand(row: Demand) -> Data:
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


def _term(row: TermLoad) -> Data:
    return {
        "programme": row.programme.id,
        "term": row.programme.calendar.term(row.term).name,
        "learners": row.learners,
        "units": row.units,
        "evening_units": row.evening_units,
        "peak_evenings": row.most_evenings,
        "busiest": None if row.busiest is None else {"weekday": row.busiest[0], "learners": row.busiest[1]},
    }


def _goal(goal: Goal) -> Data:
    return {
        "name": goal.name, "value": goal.value, "bound": goal.bound, "proven": goal.proven, "gap": round(goal.gap, 4),
    }  # fmt: skip

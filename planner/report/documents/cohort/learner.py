"""What comes of one learner of a cohort: the figures of the plan, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.text import Key, Words
from planner.report.causes import cause, without_way
from planner.report.conflicts import conflict_data, in_one_sentence
from planner.report.documents import part
from planner.report.documents.cohort import shape
from planner.report.documents.cohort.shape import DELAYED, IMPOSSIBLE, ON_TIME, UNKNOWN, UNSEATED
from planner.report.events import reached_day
from planner.report.listing import listed
from planner.report.notices import notices_data
from planner.study.cohort.demand import evenings, units_without_seat
from planner.study.cohort.places import Places
from planner.study.cohort.run import Entry, offerings_taken
from planner.study.cohort.work import Made
from planner.study.conflict import Conflict


def learner_data(entry: Entry, today: date | None, *, sharing: bool) -> shape.Learner:
    """The learner of an entry that has a case and a plan alone, or the reason why there is none."""
    assert entry.case is not None
    assert entry.alone is not None
    case, alone = entry.case, entry.alone
    made = entry.shared if sharing and entry.shared else alone
    taken = () if made.award is None else offerings_taken(entry, made)
    about: shape.About = {
        "line": entry.row.line,
        "id": entry.row.id,
        "fictional": case.learner.fictional,
        "programme": case.programme.id,
        "start": _name(case, case.learner.start),
        "pathway": case.learner.pathway,
        "status": alone.status,
        "outcome": outcome(entry, sharing=sharing),
    }
    if case.learner.goal:
        about["goal"] = case.learner.goal
    why: shape.Why = {
        "reason": _reason(case, alone, made),
        "cause": cause(case, alone.conflict) if alone.status == IMPOSSIBLE else None,
        "notices": notices_data(case, taken, today),
    }
    if alone.late is not None:
        why["late_units"] = _units(case, offerings_taken(entry, alone))
    if sharing:
        why["target"] = None if entry.target is None else _name(case, entry.target)
        why["delay"] = entry.delay
        why["alone"] = None if alone.award is None else _name(case, alone.award)
    return part(shape.Learner, {**about, **_figures(case, entry, made), **why})


def outcome(entry: Entry, *, sharing: bool) -> str:
    """What came of a learner, in the words of the document."""
    assert entry.alone is not None
    if not sharing:
        return entry.alone.status
    if entry.shared is None:
        return IMPOSSIBLE if entry.alone.status == IMPOSSIBLE else UNKNOWN
    if entry.delay is None:
        return UNSEATED
    return DELAYED if entry.delay else ON_TIME


def unseated_words(entry: Entry, entries: Sequence[Entry], places: Places) -> Words:
    """Why a learner who has a plan alone has none in the sharing: the units of which no seat is left."""
    assert entry.case is not None
    needed = without_way(entry.case, units_without_seat(entry, entries, places))
    named = [unit for unit in entry.case.remaining if unit in needed]
    return Key("cause.no_seat", units=listed(named)) if named else Key("cause.seats")


def _figures(case: Case, entry: Entry, made: Made) -> shape.Figures:
    """Figures of the plan, None without one."""
    currency = case.programme.currency
    if made.award is None:
        return {
            "duration": None, "award": None, "award_date": None, "cost": None, "peak_units": None,
            "peak_evenings": None, "currency": currency, "units": [],
        }  # fmt: skip
    chosen = offerings_taken(entry, made)
    within = range(case.learner.start, max([made.award, *(offering.last for offering in chosen)]) + 1)
    running = [[o for o in chosen if term in o.terms and not o.resit] for term in within]
    return {
        "duration": made.award - case.learner.start + 1,
        "award": _name(case, made.award),
        "award_date": reached_day(case, made.award, chosen).isoformat(),
        "cost": None if made.cost is None else made.cost / 100,
        "currency": currency,
        "peak_units": max(map(len, running), default=0),
        "peak_evenings": max((evenings(units, term) for term, units in zip(within, running, strict=True)), default=0),
        "units": _units(case, chosen),
    }


def _units(case: Case, chosen: Sequence[Offering]) -> list[shape.Taken]:
    return [{"unit": o.unit, "offering": o.id, "term": _name(case, o.first)} for o in chosen]


def _name(case: Case, term: int) -> str:
    return case.programme.calendar.term(term).name


def _reason(case: Case, alone: Made, made: Made) -> Words | None:
    """Why there is no plan alone, in one sentence; None for who has one, or a place in the sharing."""
    if alone.award is not None or made.award is not None or made.status == "unseated":
        return None
    return in_one_sentence(line["what"] for line in conflict_data(case, Conflict(alone.conflict)))

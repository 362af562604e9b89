"""A timetable as `planner/timetable/1`: its classes by term and as the file has them, findings, whom it serves."""

from __future__ import annotations

from collections.abc import Sequence

from planner import __version__
from planner.check.clash import Meeting
from planner.domain.calendar import Term
from planner.domain.offering import Offering, OfferingPattern
from planner.domain.programme import Programme
from planner.domain.text import Joined, Key, Words
from planner.messages.language import short_terms
from planner.report.causes import added_up, by_hours, cause
from planner.report.conflicts import conflict_data, in_one_sentence
from planner.report.documents import Worded
from planner.report.documents.plan.basis_shape import Assumption
from planner.report.documents.plan.impossible_shape import Conflict
from planner.report.documents.timetable import shape
from planner.report.documents.timetable.shape import SCHEMA, TimetableDocument
from planner.report.no_plan import no_plan_data
from planner.report.problems import refused_row
from planner.report.sessions import session_data, sessions_data
from planner.report.years import all_years_data, years_data
from planner.service.timetable import TimetableAnswer
from planner.solve.result import IMPOSSIBLE, UNKNOWN
from planner.storage.timetables import is_made_up, sites
from planner.study.cohort.run import Entry
from planner.study.collisions import Idle, Pair, Use


def data(answer: TimetableAnswer) -> TimetableDocument:
    """The document of an answer, without a word."""
    programme, file, findings = answer.programme, answer.file, _findings(answer)
    short = short_terms([programme.calendar])
    worded: Worded = {"wording": {"short_terms": True, "aim": ""}} if short else {}
    return {
        "schema": SCHEMA,
        "programme": programme.id,
        "title": programme.title,
        "vintage": programme.about["vintage"],
        "school": programme.about["school"],
        "fictional": bool(programme.about["fictional"]),
        "timetable": file.name if file else None,
        "known": any(pattern.sessions for pattern in programme.patterns),
        "terms": [_term(programme, programme.calendar.term(index)) for index in answer.terms],
        "offerings": [
            _pattern(programme, pattern) for pattern in sorted(programme.patterns, key=lambda p: not p.sessions)
        ],
        "sites": list(sites(programme.patterns)),
        "travel": [{"between": sorted(pair), "minutes": minutes} for pair, minutes in programme.travel.items()],
        "findings": findings,
        "cohort": None if answer.entries is None else _cohort(answer.entries),
        "assumptions": _assumptions(programme),
        "meta": {"planner": __version__, "sha256": {"programme": programme.sha256}},
        "about": _about(answer, findings),
        **worded,
    }


def _term(programme: Programme, term: Term) -> shape.Term:
    running = [offering for offering in programme.offerings(term.year) if term.index in offering.terms]
    return {
        "term": term.name,
        "title": programme.calendar.patterns[term.position].title,
        "starts": term.span.starts.isoformat(),
        "ends": term.span.ends.isoformat(),
        "projected": term.projected,
        "offerings": [
            {
                "offering": offering.id,
                "name": short(offering),
                "unit": offering.unit,
                "title": programme.units[offering.unit].title,
                "modality": offering.modality,
                "site": offering.pattern.site,
                "sessions": sessions_data(offering, term.index),
            }
            for offering in running
        ],
    }


def short(offering: Offering) -> str:
    """The name of an offering without its year."""
    return offering.pattern.id.replace("-*", "")


def _pattern(programme: Programme, pattern: OfferingPattern) -> shape.Pattern:
    period = f"{pattern.years}-{pattern.period}" if isinstance(pattern.years, int) else pattern.period
    return {
        "offering": pattern.id.replace("-*", ""),
        "unit": pattern.unit,
        "title": programme.units[pattern.unit].title,
        "period": period,
        "years": "every" if isinstance(pattern.years, int) else years_data(pattern.years),
        "modality": pattern.modality,
        "sessions": [session_data(session, pattern.site) for session in pattern.sessions],
        "site": pattern.site,
        "seats": pattern.seats,
        "confidence": pattern.confidence,
        "assumption": pattern.assumption,
        "named": list(pattern.named) if pattern.named else None,
    }


def _findings(answer: TimetableAnswer) -> shape.Findings:
    programme, found = answer.programme, answer.found
    return {
        "clashes": [_pair(programme, pair) for pair in found.pairs],
        "rooms": [{"room": use.name, "site": use.site, **_use(use)} for use in found.rooms],
        "teachers": [{"teacher": use.name, **_use(use)} for use in found.teachers],
        "missing": [{"pathway": name, "units": list(units)} for name, units in found.missing],
        "every_year": [
            {"unit": unit, "years": all_years_data(years)} for unit, years in programme.dropped_years().items()
        ],
        "idle": [_idle(programme, idle) for idle in found.idle],
        "travel_unknown": [list(pair) for pair in found.unknown],
        "travel_unused": [{"file": row.file, "line": row.line, "site": row.site} for row in answer.unused],
    }


def _about(answer: TimetableAnswer, findings: shape.Findings) -> shape.About:
    """Titles of the units that findings name; and whether a class is made up."""
    named = [unit for pair in findings["clashes"] for unit in pair["units"]]
    named += [unit for entry in findings["missing"] for unit in entry["units"]]
    named += [entry["unit"] for entry in findings["every_year"]]
    titles: dict[str, Words] = {code: unit.title for code, unit in answer.programme.units.items() if code in named}
    return {"titles": titles, "made_up": is_made_up(answer.programme)}


def _idle(programme: Programme, idle: Idle) -> shape.Idle:
    calendar = programme.calendar
    return {
        "offering": short(idle.offering),
        "year": calendar.year_name(idle.offering.year),
        "why": idle.why,
        **session_data(idle.session, idle.offering.pattern.site),
    }


def _pair(programme: Programme, pair: Pair) -> shape.Pair:
    return {
        "term": programme.calendar.term(pair.term).name,
        "units": [pair.one.unit, pair.other.unit],
        "offerings": [short(pair.one), short(pair.other)],
        "avoidable": pair.avoidable,
        "certificates": list(pair.certificates),
        "meetings": [_meeting(pair.one, pair.other, meeting) for meeting in pair.meetings],
    }


def _meeting(one: Offering, other: Offering, meeting: Meeting) -> shape.Meeting:
    return {
        "sessions": [session_data(meeting.one), session_data(meeting.other)],
        "date": meeting.day.isoformat() if meeting.day else None,
        "gap": meeting.gap,
        "travel": meeting.travel,
        "sites": [one.site_of(meeting.one), other.site_of(meeting.other)],
    }


def _use(use: Use) -> shape.Use:
    return {
        "offerings": [short(use.one), short(use.other)],
        "sessions": [session_data(use.first), session_data(use.second)],
        "date": use.day.isoformat() if use.day else None,
        "gap": use.gap,
        "travel": use.travel,
    }


def _assumptions(programme: Programme) -> list[Assumption]:
    used = {pattern.assumption for pattern in programme.patterns}
    return [
        {"id": entry["id"], "text": entry["text"], "reason": entry["reason"]}
        for entry in programme.about["assumptions"] or ()
        if entry["id"] in used
    ]


def _cohort(entries: Sequence[Entry]) -> shape.Cohort:
    """The part `cohort` of the document; rows in the order of the file."""
    good = [entry for entry in entries if entry.case is not None]
    unserved = [_unserved(entry) for entry in good if entry.alone and entry.alone.status in (IMPOSSIBLE, UNKNOWN)]
    return {
        "learners": len(good),
        "served": len(good) - len(unserved),
        "no_plan": no_plan_data(
            [each["id"] for each in unserved if each["status"] == IMPOSSIBLE],
            [each["id"] for each in unserved if each["later"]],
        ),
        "causes": added_up((each["id"], each["cause"]) for each in unserved if each["cause"]),
        "unserved": unserved,
        "bad": [refused_row(entry.row, entry.problem, path=True) for entry in entries if entry.problem is not None],
    }


def _unserved(entry: Entry) -> shape.Unserved:
    """What cannot hold together; and that hours play no part, where the others alone cannot."""
    case, made = entry.case, entry.alone
    assert case is not None
    assert made is not None
    if made.status == UNKNOWN:
        return _row(entry, Key("weeks.undecided"), [], None, later=False)
    # The solver comes with it: a timetable without impossible learners needs none.
    from planner.study import conflict

    conflicts = conflict_data(case, conflict.Conflict(made.conflict))
    reason, what = in_one_sentence(line["what"] for line in conflicts), cause(case, made.conflict)
    if made.conflict and not by_hours(case, made.conflict):
        reason, what = Joined((reason, Key("weeks.not_hours")), " "), Key("cause.not_hours", what=what)
    return _row(entry, reason, conflicts, what, later=made.soonest is not None)


def _row(entry: Entry, reason: Words, conflicts: list[Conflict], what: Words | None, *, later: bool) -> shape.Unserved:
    assert entry.alone is not None
    return {
        "line": entry.row.line,
        "id": entry.row.id,
        "status": entry.alone.status,
        "reason": reason,
        "conflicts": conflicts,
        "later": later,
        "cause": what,
    }

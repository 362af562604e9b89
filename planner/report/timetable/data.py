"""A timetable as the plain data of `planner/timetable/1`, which every format is drawn from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner import __version__
from planner.check.clash import Meeting
from planner.domain.calendar import Term
from planner.domain.offering import Offering, OfferingPattern
from planner.domain.programme import Programme
from planner.messages import say
from planner.messages import text as say_text
from planner.report.sessions import session_data, sessions_data
from planner.storage import timetables
from planner.storage.timetables import sites
from planner.study.collisions import Collisions, Idle, Pair, Use, collisions

SCHEMA = "planner/timetable/1"
MOST_YEARS = 6
Data = dict[str, Any]


def timetable_data(
    programme: Programme, *, file: Path | None = None, term: int | None = None, cohort: Data | None = None
) -> Data:
    """The document of a programme's timetable, read from `file`; of one term, or of every year that it names."""
    years = [term // programme.calendar.size] if term is not None else _years(programme)
    found = collisions(programme, years, term)
    size = programme.calendar.size
    terms = [term] if term is not None else [year * size + place for year in years for place in range(size)]
    return {
        "schema": SCHEMA,
        "programme": programme.id,
        "title": say_text(programme.title),
        "vintage": programme.about["vintage"],
        "school": programme.about["school"],
        "fictional": bool(programme.about["fictional"]),
        "timetable": file.name if file else None,
        "known": any(pattern.sessions for pattern in programme.patterns),
        "terms": [_term(programme, programme.calendar.term(index)) for index in terms],
        "offerings": [
            _pattern(programme, pattern) for pattern in sorted(programme.patterns, key=lambda p: not p.sessions)
        ],
        "sites": list(sites(programme.patterns)),
        "travel": [{"between": sorted(pair), "minutes": minutes} for pair, minutes in programme.travel.items()],
        "findings": _findings(programme, found) | {"travel_unused": _unused(programme, file)},
        "cohort": cohort,
        "assumptions": _assumptions(programme),
        "meta": {"planner": __version__, "sha256": {"programme": programme.sha256}},
    }


def _years(programme: Programme) -> list[int]:
    """Academic years that rows name, and the calendar's own where a row holds for every year."""
    named = {year for p in programme.patterns for year in (p.years, p.dated) if isinstance(year, int)}
    if any(not isinstance(pattern.years, int) and pattern.dated is None for pattern in programme.patterns):
        named.add(programme.calendar.year)
    return sorted(named)[:MOST_YEARS]


def _term(programme: Programme, term: Term) -> Data:
    running = [offering for offering in programme.offerings(term.year) if term.index in offering.terms]
    return {
        "term": term.name,
        "title": say_text(programme.calendar.patterns[term.position].title),
        "starts": term.span.starts.isoformat(),
        "ends": term.span.ends.isoformat(),
        "projected": term.projected,
        "offerings": [
            {
                "offering": offering.id,
                "name": short(offering),
                "unit": offering.unit,
                "title": say_text(programme.units[offering.unit].title),
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


def _pattern(programme: Programme, pattern: OfferingPattern) -> Data:
    period = f"{pattern.years}-{pattern.period}" if isinstance(pattern.years, int) else pattern.period
    return {
        "offering": pattern.id.replace("-*", ""),
        "unit": pattern.unit,
        "title": say_text(programme.units[pattern.unit].title),
        "period": period,
        "years": "every" if isinstance(pattern.years, int) else pattern.years,
        "modality": pattern.modality,
        "sessions": [session_data(session, pattern.site) for session in pattern.sessions],
        "site": pattern.site,
        "seats": pattern.seats,
        "confidence": pattern.confidence,
        "assumption": pattern.assumption,
        "named": list(pattern.named) if pattern.named else None,
    }


def _findings(programme: Programme, found: Collisions) -> Data:
    return {
        "clashes": [_pair(programme, pair) for pair in found.pairs],
        "rooms": [{"room": use.name, "site": use.site, **_use(use)} for use in found.rooms],
        "teachers": [{"teacher": use.name, **_use(use)} for use in found.teachers],
        "missing": [{"pathway": name, "units": list(units)} for name, units in found.missing],
        "every_year": [{"unit": unit, "years": years} for unit, years in programme.dropped_years().items()],
        "idle": [_idle(programme, idle) for idle in found.idle],
        "travel_unknown": [list(pair) for pair in found.unknown],
    }


def _idle(programme: Programme, idle: Idle) -> Data:
    calendar = programme.calendar
    return {
        "offering": short(idle.offering),
        "year": calendar.year_name(idle.offering.year),
        "why": idle.why,
        **session_data(idle.session, idle.offering.pattern.site),
    }


def _unused(programme: Programme, file: Path | None) -> list[Data]:
    """Rows of the travel table about sites where nothing takes place."""
    if file is None:
        return []
    timetable = timetables.load(file)
    found = timetables.travel_of(timetable, programme.patterns).unused
    return [{"file": Path(timetable.travel_path).name, "line": line, "site": site} for line, site in found]


def _pair(programme: Programme, pair: Pair) -> Data:
    return {
        "term": programme.calendar.term(pair.term).name,
        "units": [pair.one.unit, pair.other.unit],
        "offerings": [short(pair.one), short(pair.other)],
        "avoidable": pair.avoidable,
        "certificates": list(pair.certificates),
        "meetings": [_meeting(pair.one, pair.other, meeting) for meeting in pair.meetings],
    }


def _meeting(one: Offering, other: Offering, meeting: Meeting) -> Data:
    return {
        "sessions": [session_data(meeting.one), session_data(meeting.other)],
        "date": meeting.day.isoformat() if meeting.day else None,
        "gap": meeting.gap,
        "travel": meeting.travel,
        "sites": [one.site_of(meeting.one), other.site_of(meeting.other)],
    }


def _use(use: Use) -> Data:
    return {
        "offerings": [short(use.one), short(use.other)],
        "sessions": [session_data(use.first), session_data(use.second)],
        "date": use.day.isoformat() if use.day else None,
        "gap": use.gap,
        "travel": use.travel,
    }


def _assumptions(programme: Programme) -> list[Data]:
    used = {pattern.assumption for pattern in programme.patterns}
    return [
        {"id": entry["id"], "text": say_text(entry["text"]), "reason": say_text(entry["reason"])}
        for entry in programme.about["assumptions"] or ()
        if entry["id"] in used
    ]


def is_clear(data: Data) -> bool:
    """Whether nothing was found."""
    return not any(data["findings"].values())


def certificate_clashes(data: Data) -> list[str]:
    """Units of a certificate that nobody can take together in a term, in words."""
    found: dict[tuple[str, tuple[str, ...], str], None] = {}
    for pair in data["findings"]["clashes"]:
        for name in pair["certificates"]:
            if not pair["avoidable"]:
                found[name, tuple(sorted(pair["units"])), pair["term"]] = None
    return [say("weeks.certificate", name=name, units=" + ".join(units), term=term) for name, units, term in found]

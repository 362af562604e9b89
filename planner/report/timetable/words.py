"""What a timetable and its findings say in words, the same in every format."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.domain.text import Key
from planner.messages import catalogue, say, worded
from planner.report.causes import cause_lines
from planner.report.listing import listed, parted
from planner.report.no_plan import no_plan_words
from planner.report.sessions import days_text, grouped, when, where
from planner.report.sessions import notes as session_notes

Data = dict[str, Any]
Rows = list[tuple[str, ...]]


def facts(data: Data) -> list[tuple[str, str]]:
    """What there is, in names and values."""
    offerings = data["offerings"]
    seats = [offering["seats"] for offering in offerings if offering["seats"] is not None]
    names = ", ".join(f"{term['term']} ({term['title']})" for term in data["terms"])
    found = [
        ("weeks.file", data["timetable"] or say("unknown")),
        ("weeks.terms", names),
        ("weeks.sections", str(len(offerings))),
        ("weeks.timed", str(sum(bool(offering["sessions"]) for offering in offerings))),
        ("weeks.sites", ", ".join(data["sites"]) or say("unknown")),
        ("weeks.seats", f"{len(seats)} / {len(offerings)}"),
    ]
    return [(say(key), value) for key, value in found]


def grave_rows(data: Data) -> list[str]:
    """Units that nobody offers in a pathway that needs them, and units that are suddenly offered every year."""
    return [*_missing(data), *_every_year(data)]


def _missing(data: Data) -> list[str]:
    return [
        say(
            "weeks.missing",
            pathway=entry["pathway"],
            units=listed(entry["units"]),
            count=len(entry["units"]),
        )
        for entry in data["findings"]["missing"]
    ]


def _every_year(data: Data) -> list[str]:
    return [
        say(
            "weeks.every_year",
            units=entry["unit"],
            when=Key(f"show.{entry['years']}") if entry["years"] in ("even", "odd") else entry["years"],
        )
        for entry in data["findings"]["every_year"]
    ]


def clash_rows(data: Data) -> Rows:
    """Term, units, classes, when, why, way out."""
    return [
        (
            pair["term"],
            " + ".join(pair["units"]),
            " + ".join(pair["offerings"]),
            worded(parted(list(dict.fromkeys(_both(meeting) for meeting in pair["meetings"])))),
            worded(parted(list(dict.fromkeys(why(meeting) for meeting in pair["meetings"])))),
            say("weeks.avoidable" if pair["avoidable"] else "weeks.unavoidable"),
        )
        for pair in data["findings"]["clashes"]
    ]


def room_rows(data: Data) -> Rows:
    """Room, classes, when, why."""
    found = data["findings"]["rooms"]
    return [(", ".join(filter(None, (use["site"], use["room"]))), *_use(use)) for use in found]


def teacher_rows(data: Data) -> Rows:
    """Teacher, classes, when, why."""
    return [(use["teacher"], *_use(use)) for use in data["findings"]["teachers"]]


def _use(use: Data) -> tuple[str, str, str]:
    return " + ".join(use["offerings"]), _both(use), why(use)


def _both(meeting: Data) -> str:
    """When two sessions are: once where they have the same hours; with the day where they meet on one day only."""
    days = [date.fromisoformat(meeting["date"])] if meeting["date"] else []
    times = list(dict.fromkeys(f"{session['start']}-{session['end']}" for session in meeting["sessions"]))
    first = meeting["sessions"][0] | {"start": times[0].partition("-")[0], "end": times[0].partition("-")[2]}
    text = when(first, days)
    return f"{text} / {times[1]}" if len(times) > 1 else text


def why(meeting: Data) -> str:
    """At the same time, or too close for the way between two sites."""
    if meeting["gap"] < 0:
        return say("weeks.overlap")
    return say("weeks.late", gap=meeting["gap"], minutes=meeting["travel"])


def idle_rows(data: Data) -> list[str]:
    """Sessions without a class: those of one class for the same reason in one sentence."""
    found: dict[tuple[str, ...], list[Data]] = {}
    for idle in data["findings"]["idle"]:
        never = (idle["weekday"], idle["start"], idle["end"]) if idle["why"] == "never" else ()
        found.setdefault((idle["offering"], idle["why"], *never), []).append(idle)
    return [
        say(f"weeks.idle_{why}", offering=offering, weekday=group[0]["weekday"], times=_times(group[0]),
            days=tuple(sorted({date.fromisoformat(idle["date"]) for idle in group if "date" in idle})),
            years=tuple(dict.fromkeys(idle["year"] for idle in group)))
        for (offering, why, *_), group in found.items()
    ]  # fmt: skip


def _times(session: Data) -> str:
    return f"{session['start']}-{session['end']}"


def travel_rows(data: Data) -> list[str]:
    """Each way with its minutes."""
    return [
        say("weeks.travel_minutes", one=entry["between"][0], other=entry["between"][1], minutes=entry["minutes"])
        for entry in data["travel"]
    ]


def unknown_rows(data: Data) -> list[str]:
    """Each way that no table gives."""
    return [" – ".join(pair) for pair in data["findings"]["travel_unknown"]]


def unused_rows(data: Data) -> list[str]:
    """Rows of the travel table about sites where nothing takes place."""
    return [say("weeks.travel_unused", **entry) for entry in data["findings"]["travel_unused"]]


def offering_sessions(offering: Data) -> str:
    """Sessions of an offering with their rooms."""
    return " ; ".join(session_notes(offering["sessions"]))


def teachers(offering: Data) -> str:
    """Names of all who teach it."""
    return ", ".join(dict.fromkeys(name for session in offering["sessions"] for name in session.get("teachers", ())))


def served_sentence(cohort: Data) -> str:
    """How many of the cohort have a plan."""
    if not cohort["learners"]:
        return say("weeks.cohort_empty")
    if not cohort["unserved"]:
        return say("weeks.cohort_all", count=cohort["learners"])
    unknown = len(cohort["unserved"]) - cohort["no_plan"]["count"]
    undecided = say("cohort.count_unknown", count=unknown) if unknown else ""
    return " ".join(filter(None, (worded(no_plan_words(cohort["no_plan"], cohort["learners"])), undecided)))


def cause_rows(cohort: Data) -> list[str]:
    """Learners without a plan added up by the cause, then those who had no answer."""
    undecided = [learner for learner in cohort["unserved"] if learner["cause"] is None]
    told = [say("colon", name=learner["id"], value=learner["reason"]) for learner in undecided]
    return [*map(worded, cause_lines(cohort["causes"])), *told]


def slots(term: Data) -> tuple[list[str], list[list[str]]]:
    """Days of the week, and rows of a plain grid: hours first, then under each day the classes, one below the other."""
    from planner.domain.learner import WEEKDAYS

    cells: dict[tuple[str, str], dict[str, list[str]]] = {}
    for offering in term["offerings"]:
        for session, days in grouped(offering["sessions"]):
            place = where(session, offering["site"])
            text = ", ".join(filter(None, (offering["name"], place)))
            text += f" ({days_text(days)})" if days else ""
            cells.setdefault((session["start"], session["end"]), {}).setdefault(session["weekday"], []).append(text)
    used = {day for row in cells.values() for day in row}
    last = max([5, *(WEEKDAYS.index(day) + 1 for day in used)])
    names = [catalogue()[f"weekday.{day}"] for day in WEEKDAYS[:last]]
    rows = []
    for (start, end), row in sorted(cells.items()):
        height = max(len(texts) for texts in row.values())
        for number in range(height):
            column = [(row.get(day, []) + [""] * height)[number] for day in WEEKDAYS[:last]]
            rows.append([f"{start}-{end}" if number == 0 else "", *column])
    return names, rows

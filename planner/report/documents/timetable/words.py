"""What a timetable and its findings say in words, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say, worded
from planner.report.causes import cause_lines
from planner.report.documents.plan.terms_shape import Session
from planner.report.documents.timetable import shape
from planner.report.documents.timetable.shape import TimetableDocument
from planner.report.listing import MOST_NAMES, listed, parted
from planner.report.no_plan import no_plan_words
from planner.report.sessions import notes as session_notes
from planner.report.sessions import when
from planner.report.titles import Titles
from planner.report.years import years_told

Rows = list[tuple[str, ...]]


def facts(data: TimetableDocument) -> list[tuple[str, str]]:
    """What there is, in names and values."""
    offerings = data["offerings"]
    seats = [offering["seats"] for offering in offerings if offering["seats"] is not None]
    names = ", ".join(f"{term['term']} ({worded(term['title'])})" for term in data["terms"])
    found = [
        ("weeks.file", data["timetable"]),
        ("weeks.terms", names),
        ("weeks.sections", str(len(offerings))),
        ("weeks.timed", str(sum(bool(offering["sessions"]) for offering in offerings))),
        ("weeks.sites", ", ".join(data["sites"])),
        ("weeks.seats", f"{len(seats)} / {len(offerings)}"),
    ]
    return [(say(key), value) for key, value in found if value]


def grave_rows(data: TimetableDocument, name: Titles) -> Iterator[str]:
    """Units that nobody offers in a pathway that needs them, units that are suddenly offered every year, and units of a
    certificate that nobody can take together in a term.
    """
    for lost in data["findings"]["missing"]:
        units = [name(unit) for unit in lost["units"]]
        yield say("weeks.missing", pathway=lost["pathway"], units=listed(units), count=len(units))
    for each in data["findings"]["every_year"]:
        yield say("weeks.every_year", units=name(each["unit"]), when=years_told(each["years"]))
    apart = {
        (title, tuple(sorted(pair["units"])), pair["term"]): None
        for pair in data["findings"]["clashes"]
        for title in pair["certificates"]
        if not pair["avoidable"]
    }
    for title, pair_of, term in apart:
        yield say("weeks.certificate", name=title, units=" + ".join(map(name, pair_of)), term=term)


def clash_rows(data: TimetableDocument) -> Rows:
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


def clashing(data: TimetableDocument, name: Titles) -> list[str]:
    """Units of clashes that were not named before, each with its title."""
    codes = dict.fromkeys(unit for pair in data["findings"]["clashes"] for unit in pair["units"])
    return [named for code in codes if (named := name(code)) != code]


def room_rows(data: TimetableDocument) -> Rows:
    """Room, classes, when, why."""
    found = data["findings"]["rooms"]
    return [(", ".join(filter(None, (use["site"], use["room"]))), *_use(use)) for use in found]


def teacher_rows(data: TimetableDocument) -> Rows:
    """Teacher, classes, when, why."""
    return [(use["teacher"], *_use(use)) for use in data["findings"]["teachers"]]


def _use(use: shape.Use) -> tuple[str, str, str]:
    return " + ".join(use["offerings"]), _both(use), why(use)


def _both(meeting: shape.Met) -> str:
    """When two sessions are: once where they have the same hours; with the day where they meet on one day only."""
    days = [date.fromisoformat(meeting["date"])] if meeting["date"] else []
    times = list(dict.fromkeys(f"{session['start']}-{session['end']}" for session in meeting["sessions"]))
    first = meeting["sessions"][0] | {"start": times[0].partition("-")[0], "end": times[0].partition("-")[2]}
    text = when(first, days)
    return f"{text} / {times[1]}" if len(times) > 1 else text


def why(meeting: shape.Met) -> str:
    """At the same time, or too close for the way between two sites."""
    if meeting["gap"] < 0:
        return say("weeks.overlap")
    return say("weeks.late", gap=meeting["gap"], minutes=meeting["travel"])


def idle_rows(data: TimetableDocument) -> list[str]:
    """Sessions without a class: those of one class for the same reason in one sentence."""
    found: dict[tuple[str, ...], list[shape.Idle]] = {}
    for idle in data["findings"]["idle"]:
        never = (idle["weekday"], idle["start"], idle["end"]) if idle["why"] == "never" else ()
        found.setdefault((idle["offering"], idle["why"], *never), []).append(idle)
    return [
        say(f"weeks.idle_{why}", offering=offering, weekday=group[0]["weekday"], times=_times(group[0]),
            days=tuple(sorted({date.fromisoformat(idle["date"]) for idle in group if "date" in idle})),
            years=tuple(dict.fromkeys(idle["year"] for idle in group)))
        for (offering, why, *_), group in found.items()
    ]  # fmt: skip


def _times(session: Session) -> str:
    return f"{session['start']}-{session['end']}"


def travel_rows(data: TimetableDocument) -> list[str]:
    """Each way with its minutes."""
    return [
        say("weeks.travel_minutes", one=entry["between"][0], other=entry["between"][1], minutes=entry["minutes"])
        for entry in data["travel"]
    ]


def unknown_rows(data: TimetableDocument) -> list[str]:
    """Each way that no table gives."""
    return [" – ".join(pair) for pair in data["findings"]["travel_unknown"]]


def unused_rows(data: TimetableDocument) -> list[str]:
    """Rows of the travel table about sites where nothing takes place."""
    return [
        say("weeks.travel_unused", file=entry["file"], line=entry["line"], site=entry["site"])
        for entry in data["findings"]["travel_unused"]
    ]


def offering_sessions(offering: shape.Pattern) -> str:
    """Sessions of an offering with their sites and rooms."""
    return " ; ".join(session_notes(offering["sessions"], offering["site"]))


def teachers(offering: shape.Pattern) -> str:
    """Names of all who teach it."""
    return ", ".join(dict.fromkeys(name for session in offering["sessions"] for name in session.get("teachers", ())))


def served_sentence(cohort: shape.Cohort) -> str:
    """How many of the cohort have a plan."""
    if not cohort["learners"]:
        return say("weeks.cohort_empty")
    if not cohort["unserved"]:
        return say("weeks.cohort_all", count=cohort["learners"])
    unknown = len(cohort["unserved"]) - cohort["no_plan"]["count"]
    undecided = say("cohort.count_unknown", count=unknown) if unknown else ""
    return " ".join(filter(None, (worded(no_plan_words(cohort["no_plan"], cohort["learners"])), undecided)))


def cause_rows(cohort: shape.Cohort, units: Titles) -> list[str]:
    """Learners without a plan added up by the cause, then those who had no answer."""
    undecided = [learner for learner in cohort["unserved"] if learner["cause"] is None]
    told = [say("colon", name=learner["id"], value=learner["reason"]) for learner in undecided]
    return [*(worded(units.within(line)) for line in cause_lines(cohort["causes"])), *told]


def all_named(cohort: shape.Cohort) -> bool:
    """Whether the causes name everyone whom they keep from a plan."""
    return all(cause["count"] <= MOST_NAMES for cause in cohort["causes"])


def titles(data: TimetableDocument) -> Titles:
    """Titles of units: of all that have classes, and of those that findings name."""
    found = {offering["unit"]: offering["title"] for offering in data["offerings"]}
    about = data.get("about")
    return Titles(found if about is None else found | about["titles"])


def is_clear(data: TimetableDocument) -> bool:
    """Whether nothing was found."""
    return not any(data["findings"].values())

"""Classes in calendars: every day of a weekly class, changes of clocks, breaks, dated sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ical.calendar_stream import IcsCalendarStream

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.agenda import entries
from planner.report.formats.ics import render
from planner.storage import timetables
from tests.report import ics_lines
from tests.report.calendars_sample import CREATED, calendar_of, days, named
from tests.support import case_of, casp, casp_by_day, plan_of
from tests.worded import in_language


def test_weekly_classes_fall_on_the_days_counted_by_hand(tiny_plan: tuple[Case, Plan]) -> None:
    calendar = calendar_of(*tiny_plan)
    thursday, monday = named(calendar, "A A")
    mondays = [day.date().isoformat() for day in ics_lines.occurrences(monday)]
    assert mondays == [
        "2020-09-07", "2020-09-14", "2020-09-21", "2020-09-28", "2020-10-05", "2020-10-12", "2020-10-19",
        "2020-10-26", "2020-11-02", "2020-11-09", "2020-11-16", "2020-11-23", "2020-11-30", "2020-12-07",
        "2020-12-14", "2021-01-04", "2021-01-11", "2021-01-18",
    ]  # fmt: skip
    assert [day.isoformat() for day in list(ics_lines.occurrences(thursday))[-3:]] == [
        "2021-01-07T18:00:00+01:00", "2021-01-14T18:00:00+01:00", "2021-01-21T18:00:00+01:00",
    ]  # fmt: skip
    assert monday.get("RRULE")[1] == "FREQ=WEEKLY;UNTIL=20210118T170000Z"
    assert monday.get("EXDATE")[1] == "20201221T180000,20201228T180000"
    assert monday.text("LOCATION") == "Site 1; room, 2"
    assert (monday.get("STATUS")[1], monday.get("TRANSP")[1]) == ("CONFIRMED", "OPAQUE")
    (tuesday,) = named(calendar, "B B")
    assert tuesday.get("DTSTART") == ({"TZID": "Europe/Paris"}, "20200901T180000")
    assert tuesday.get("STATUS")[1] == "TENTATIVE"
    assert "not certain" in tuesday.text("DESCRIPTION")
    (friday,) = named(calendar, "C C")
    assert len(list(ics_lines.occurrences(friday))) == 21
    assert named(calendar, "D D") == []


def test_another_library_expands_the_same_moments_across_the_change_of_clocks(tiny_plan: tuple[Case, Plan]) -> None:
    case, plan = tiny_plan
    found = in_language("en", entries, case, plan, created=CREATED)
    data = in_language("en", render, found, name="P", timezone="Europe/Paris", created=CREATED)
    timeline = IcsCalendarStream.calendar_from_ics(data.decode()).timeline
    found = [event.start.astimezone(UTC) for event in timeline if event.summary == "A A"]
    own = [day.astimezone(UTC) for event in named(ics_lines.parse(data), "A A") for day in ics_lines.occurrences(event)]
    assert sorted(found) == sorted(own)
    assert datetime(2020, 10, 19, 16, tzinfo=UTC) in found
    assert datetime(2020, 10, 26, 17, tzinfo=UTC) in found


def test_reunion_has_its_own_time_and_its_break() -> None:
    rows = "".join(
        f"{code},{code},{period},evening,mon,18:00,20:00,,,\n"
        for code, period in {"AST004": "S1", "TET003": "year"}.items()
    )
    case = case_of("casp-2010-reunion", start="2010-S1")
    plan = plan_of(case, {"2010-S1": "AST004 TET003"}, "2010-S2")
    assert named(calendar_of(case, plan), "AST004") == []
    timetable = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n" + rows
    programme = timetables.with_timetable(case.programme, timetables.Timetable("timetable.csv", timetable))
    timed = replace(case, programme=programme)
    plan = plan_of(timed, {"2010-S1": "AST004 TET003"}, "2010-S2")
    calendar = calendar_of(timed, plan)
    weekly = [event for event in ics_lines.events(calendar) if event.has("RRULE")]
    half, whole = sorted(weekly, key=lambda event: event.text("SUMMARY"))
    assert half.get("DTSTART") == ({"TZID": "Indian/Reunion"}, "20100927T180000")
    assert half.get("RRULE")[1] == "FREQ=WEEKLY;UNTIL=20110207T140000Z"
    assert half.get("EXDATE")[1] == "20101220T180000,20101227T180000,20110103T180000"
    assert whole.get("RRULE")[1] == "FREQ=WEEKLY;UNTIL=20110627T140000Z"
    assert whole.get("EXDATE")[1].split(",")[3:] == ["20110214T180000", "20110221T180000"]


def test_daytime_classes_that_keep_other_days_than_the_term_say_so() -> None:
    case = case_of("casp-2020-2021", start="2020-S1", pathway="daytime")
    calendar = calendar_of(case, plan_of(case, casp_by_day(2020), "2020-S2"), "fr")
    (first,) = named(calendar, "Premier jour de 2020-S1 (cours en journée)")
    (last,) = named(calendar, "Dernier jour de 2020-S1 (cours en journée)")
    assert (days(first)[0], days(last)[0]) == ("20200928", "20210215")
    assert "du 28 septembre 2020 au 30 novembre 2020" in first.text("DESCRIPTION")
    evening = case_of("casp-2020-2021", start="2020-S1")
    found = in_language("fr", entries, evening, plan_of(evening, casp(2020), "2022-S1"), created=CREATED)
    assert not any(entry.kind in ("classes_start", "classes_end") for entry in found)


def test_dated_sessions_and_rooms(tiny: Any) -> None:
    """A meets every Monday in room 12 but once at another site; B only on two Saturdays, taught by two people."""
    rows = """offering,unit,period,modality,weekday,date,start,end,site,room,teacher,confidence
A,A,S1,evening,mon,,18:00,20:00,North,12,Ada,confirmed
A,A,S1,evening,,2020-11-03,18:00,20:00,South,,,confirmed
B,B,S1,evening,,2020-10-10,09:00,12:00,South,H1,Bo;Cy,confirmed
B,B,S1,evening,,2020-11-14,09:00,12:00,South,H1,Bo;Cy,confirmed
"""
    free = {"evenings": ["mon", "tue", "sat"]}
    two = {"requirements": [{"id": "ab", "all_of": ["A", "B"]}]}
    case = tiny(programme=two, timetable=rows, availability=free)
    plan = plan_of(case, {"2020-S1": "A B"}, "2020-S1")
    calendar = calendar_of(case, plan)
    found = [
        (event.text("SUMMARY"), event.get("DTSTART")[1], event.has("RRULE"), event.text("LOCATION"))
        for event in ics_lines.events(calendar)
        if event.has("LOCATION")
    ]
    assert sorted(found) == [
        ("A A", "20200907T180000", True, "North, room 12"),
        ("A A", "20201103T180000", False, "South"),
        ("B B", "20201010T090000", False, "South, room H1"),
        ("B B", "20201114T090000", False, "South, room H1"),
    ]
    placed = [event for event in ics_lines.events(calendar) if event.has("LOCATION")]
    taught = {event.text("LOCATION"): event.text("DESCRIPTION") for event in placed}
    assert "Taught by Ada." in taught["North, room 12"]
    assert "Taught by Bo and Cy." in taught["South, room H1"]
    assert "Taught" not in taught["South"]
    later = tiny(programme=two, timetable=rows, availability=free, start="2021-S1")
    moved = in_language("en", entries, later, plan_of(later, {"2021-S1": "A B"}, "2021-S1"), created=CREATED)
    names = {entry.uid for entry in in_language("en", entries, case, plan, created=CREATED) if entry.kind == "class"}
    assert {entry.uid for entry in moved if entry.kind == "class"} == names

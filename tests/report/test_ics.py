"""Calendars of plans: read strictly, by another library, and compared with days counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream

from planner.check.completion import finished
from planner.domain.case import Case
from planner.domain.history import FAILED, Attempt, History
from planner.domain.plan import Plan
from planner.report.agenda import entries, replacing
from planner.report.document import plan_data
from planner.report.formats.ics import render
from planner.storage import learners, plans, timetables
from tests.report import ics_lines
from tests.report.ics_lines import Component
from tests.support import ROOT, SAMPLES, case_of, casp, casp_by_day, offering_of, plan_of, sample_name, term

CREATED = date(2026, 11, 21)
POSSIBLE = [path for path in SAMPLES if not path.name.startswith("impossible-")]
TIMETABLE = """offering,unit,period,modality,weekday,start,end,site,seats,confidence
A,A,S1,evening,mon,18:00,21:30,"Site 1; room, 2",20,confirmed
A,A,S1,evening,thu,18:00,20:00,"Site 1; room, 2",20,confirmed
B,B,S1,evening,tue,18:00,19:00,,,unknown
C,C,S2,evening,fri,18:00,19:00,,,usual
D,D,S2,evening,,,,,,
"""
HOLIDAYS = [{"title": "break", "starts": "2020-12-21", "ends": "2021-01-03"}]


def calendar_of(case: Case, plan: Plan, lang: str = "en", *, name: str = "Plan", **keys: Any) -> Component:
    found = entries(case, plan, lang, **{"created": CREATED, **keys})
    data = render(found, name=name, timezone=case.programme.timezone, created=keys.get("created", CREATED), lang=lang)
    calendar = ics_lines.parse(data)
    ics_lines.check(calendar)
    return calendar


def named(calendar: Component, summary: str) -> list[Component]:
    return [event for event in ics_lines.events(calendar) if event.text("SUMMARY") == summary]


def days(event: Component) -> tuple[str, str]:
    """First day, and the day after the last."""
    for name in ("DTSTART", "DTEND"):
        assert event.get(name)[0] == {"VALUE": "DATE"}
    return event.get("DTSTART")[1], event.get("DTEND")[1]


def committed(path: Path) -> tuple[Case, Plan]:
    case = learners.load(path)
    draft, _ = plans.load(ROOT / "solutions" / path.parent.parent.name / f"{path.stem}.json", case)
    return case, finished(case, draft)


@pytest.fixture
def tiny_plan(tiny: Any) -> tuple[Case, Plan]:
    """Monday and Thursday, Tuesday, then Friday, from September 2020; two weeks of holidays."""
    calendar = {
        "year": 2020,
        "terms": [
            {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31", "exact": True,
             "classes_end": "2021-01-22", "enrol_by": "2020-08-28", "enrol_from": "2020-06-15",
             "exams": [{"session": 1, "starts": "2021-01-25", "ends": "2021-01-29"},
                       {"session": 2, "starts": "2021-06-28", "ends": "2021-06-29"}]},
            {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30", "exact": True,
             "enrol_from": "2020-06-15"},
        ],
        "periods": [{"id": "S1", "terms": ["S1"]}, {"id": "S2", "terms": ["S2"]}],
        "holidays": HOLIDAYS,
        "resits": [{"starts": "2021-07-05", "ends": "2021-07-09"}],
    }  # fmt: skip
    case = tiny(programme={"calendar": calendar}, timetable=TIMETABLE)
    return case, plan_of(case, {"2020-S1": "A B", "2020-S2": "C D"}, "2020-S2")


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_every_committed_plan_gives_a_strictly_valid_calendar(path: Path) -> None:
    case, plan = committed(path)
    for lang in ("fr", "en"):
        calendar = calendar_of(case, plan, lang)
        data = render(entries(case, plan, lang, created=CREATED), name="P", timezone=case.programme.timezone,
                      created=CREATED, lang=lang)  # fmt: skip
        read = IcsCalendarStream.calendar_from_ics(data.decode())
        assert sorted(event.uid for event in read.events) == sorted(
            event.get("UID")[1] for event in ics_lines.events(calendar)
        )


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_milestones_have_the_days_of_the_json(path: Path) -> None:
    case, plan = committed(path)
    told = [event for found in plan_data(case, plan, "en")["terms"] for event in found["events"]]
    found = entries(case, plan, "en", created=CREATED)
    written = sorted((entry.kind, entry.starts.isoformat(), entry.ends.isoformat()) for entry in found)
    for event in told:
        assert (event["kind"], event["starts"], event["ends"]) in written
    kinds = {"certificate", "internship", "report", "award", "experience", "workshop", "resit"}
    assert len(told) == sum(entry.kind in kinds for entry in found)


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
    data = render(entries(case, plan, "en", created=CREATED), name="P", timezone="Europe/Paris", created=CREATED,
                  lang="en")  # fmt: skip
    timeline = IcsCalendarStream.calendar_from_ics(data.decode()).timeline
    found = [event.start.astimezone(UTC) for event in timeline if event.summary == "A A"]
    own = [day.astimezone(UTC) for event in named(ics_lines.parse(data), "A A") for day in ics_lines.occurrences(event)]
    assert sorted(found) == sorted(own)
    assert datetime(2020, 10, 19, 16, tzinfo=UTC) in found
    assert datetime(2020, 10, 26, 17, tzinfo=UTC) in found


def test_terms_enrolment_exams_and_second_sessions_by_hand(tiny_plan: tuple[Case, Plan]) -> None:
    calendar = calendar_of(*tiny_plan)
    written = {event.text("SUMMARY"): days(event) for event in ics_lines.events(calendar) if not event.has("RRULE")}
    assert written == {
        "Enrolment opens (2020-S1 and 2020-S2)": ("20200615", "20200616"),
        "Last day to enrol (2020-S1)": ("20200828", "20200829"),
        "2020-S1 begins (autumn)": ("20200901", "20200902"),
        "Exams of 2020-S1, session 1": ("20210125", "20210130"),
        "2020-S1 ends (autumn)": ("20210131", "20210201"),
        "2020-S2 begins (spring)": ("20210201", "20210202"),
        "Exams of 2020-S1, session 2": ("20210628", "20210630"),
        "2020-S2 ends (spring)": ("20210630", "20210701"),
        "Title awarded": ("20210630", "20210701"),
        "Second session of exams (2020-2021)": ("20210705", "20210710"),
    }
    exams = [named(calendar, f"Exams of 2020-S1, session {session}")[0] for session in (1, 2)]
    assert [exam.get("STATUS")[1] for exam in exams] == ["CONFIRMED", "TENTATIVE"]
    assert exams[1].text("DESCRIPTION").startswith("Only after a failure in the first session.")
    (last_day,) = named(calendar, "Last day to enrol (2020-S1)")
    (alarm,) = last_day.parts
    assert (alarm.get("ACTION")[1], alarm.get("TRIGGER")[1]) == ("DISPLAY", "-P6DT15H")
    assert alarm.text("DESCRIPTION") == "In a week: Last day to enrol (2020-S1)"
    assert sum(len(event.parts) for event in ics_lines.events(calendar)) == 1


def test_reunion_has_its_own_time_and_its_break() -> None:
    rows = "".join(
        f"{code},{code},{period},evening,mon,18:00,20:00,,,\n"
        for code, period in {"AST004": "S1", "TET003": "year"}.items()
    )
    case = case_of("casp-2010-reunion", start="2010-S1")
    plan = plan_of(case, {"2010-S1": "AST004 TET003"}, "2010-S2")
    assert named(calendar_of(case, plan), "AST004") == []
    timetable = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n" + rows
    programme = timetables.applied(case.programme, Path("timetable.csv"), timetable)
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


def test_projected_days_and_assumptions_are_said() -> None:
    case = case_of("casp-2010-reunion", start="2010-S1", experience={"months": 0, "in_sector": False, "working": True},
                   internship_windows=[{"from": "2011-09-01", "to": "2011-12-31"}])  # fmt: skip
    plan = plan_of(case, casp(2010), "2012-S1", internship=("2011-09-01", "2011-12-01"), workshop=None)
    calendar = calendar_of(case, plan, "fr")
    (first,), (later,) = (named(calendar, f"Examens de {name}, session 1") for name in ("2010-S1", "2011-S1"))
    assert (first.get("STATUS")[1], later.get("STATUS")[1]) == ("CONFIRMED", "TENTATIVE")
    assert "projetées d'après le calendrier 2010-2011" in later.text("DESCRIPTION")
    assert "projetées" not in first.text("DESCRIPTION")
    assert days(later) == ("20120221", "20120226")
    (internship,) = named(calendar, "Stage")
    assert days(internship) == ("20110901", "20111202")
    assert "trois mois consécutifs" in internship.text("DESCRIPTION")
    assert "projetées" not in internship.text("DESCRIPTION")
    (report,) = named(calendar, "Soutenance du rapport")
    assert "Le jour exact n'est pas connu" in report.text("DESCRIPTION")
    (reached,) = named(calendar, "Expérience professionnelle atteinte")
    assert days(reached) == ("20120327", "20120328")


def test_daytime_classes_that_keep_other_days_than_the_term_say_so() -> None:
    case = case_of("casp-2020-2021", start="2020-S1", pathway="daytime")
    calendar = calendar_of(case, plan_of(case, casp_by_day(2020), "2020-S2"), "fr")
    (first,) = named(calendar, "Premier jour de 2020-S1 (cours en journée)")
    (last,) = named(calendar, "Dernier jour de 2020-S1 (cours en journée)")
    assert (days(first)[0], days(last)[0]) == ("20200928", "20210215")
    assert "du 28 septembre 2020 au 30 novembre 2020" in first.text("DESCRIPTION")
    evening = case_of("casp-2020-2021", start="2020-S1")
    found = entries(evening, plan_of(evening, casp(2020), "2022-S1"), "fr", created=CREATED)
    assert not any(entry.kind in ("classes_start", "classes_end") for entry in found)


def test_names_stay_when_a_new_plan_moves_things() -> None:
    case = case_of("casp-2019-2020")
    one = plan_of(case, casp(2019), "2021-S1")
    moved = plan_of(case, casp(2019) | {"2021-S1": "", "2021-S2": "", "2022-S1": "UEV010"}, "2022-S1")
    old, new = (entries(case, plan, "en", created=CREATED) for plan in (one, moved))
    by_kind = [{entry.uid for entry in found if entry.kind in ("report", "award")} for found in (old, new)]
    assert by_kind[0] == by_kind[1]
    assert {entry.uid for entry in old if "2021-S1" not in entry.summary} <= {entry.uid for entry in new}
    french = entries(case, one, "fr", created=date(2027, 1, 1))
    assert [entry.uid for entry in french] == [entry.uid for entry in old]
    other = case_of("casp-2019-2020", id="someone")
    labelled = entries(case, one, "en", label="B", created=CREATED)
    for found in (labelled, entries(other, plan_of(other, casp(2019), "2021-S1"), "en", created=CREATED)):
        assert {entry.uid for entry in found}.isdisjoint(entry.uid for entry in old)
    assert all(entry.summary.startswith("B: ") for entry in labelled)
    both = render([*old, *labelled], name="P", timezone="Europe/Paris", created=CREATED, lang="en")
    ics_lines.check(ics_lines.parse(both))
    with pytest.raises(ValueError, match="one UID"):
        render([*old, *old], name="P", timezone="Europe/Paris", created=CREATED, lang="en")


def test_a_later_file_is_a_later_revision_and_the_same_day_gives_the_same_bytes(tiny_plan: tuple[Case, Plan]) -> None:
    def data(day: date) -> bytes:
        found = entries(*tiny_plan, "fr", created=day)
        return render(found, name="P", timezone="Europe/Paris", created=day, lang="fr")

    assert data(CREATED) == data(CREATED)
    revisions = [int(ics_lines.events(ics_lines.parse(data(day)))[0].get("SEQUENCE")[1])
                 for day in (date(1999, 1, 1), CREATED, date(2026, 11, 22))]  # fmt: skip
    assert revisions == [0, 9821, 9822]
    assert b"DTSTAMP:20261121T000000Z" in data(CREATED)


def test_what_the_new_plan_dropped_can_be_cancelled(tiny_plan: tuple[Case, Plan]) -> None:
    case, plan = tiny_plan
    old = entries(case, plan, "en", created=CREATED)
    fewer = plan_of(case, {"2020-S2": "C D"}, "2020-S2")
    new = entries(case, fewer, "en", created=CREATED)
    found = replacing(new, old, "en")
    assert found[: len(new)] == new
    gone = {entry.summary for entry in found[len(new) :]}
    assert gone == {
        "A A",
        "B B",
        "Last day to enrol (2020-S1)",
        "Exams of 2020-S1, session 1",
        "Exams of 2020-S1, session 2",
    }
    calendar = ics_lines.parse(render(found, name="P", timezone="Europe/Paris", created=CREATED, lang="en"))
    ics_lines.check(calendar)
    (tuesday,) = named(calendar, "B B")
    assert (tuesday.get("STATUS")[1], tuesday.get("TRANSP")[1]) == ("CANCELLED", "TRANSPARENT")
    assert tuesday.text("DESCRIPTION").startswith("No longer part of the plan.")


def test_a_second_session_that_the_plan_counts_on_stands_once() -> None:
    case = case_of("casp-2010-reunion", start="2010-S1")
    failed = offering_of(case, "AST004", "2010-S1")
    history = History(term(case, "2010-S1") + 2, (Attempt(failed, FAILED),))
    again = replace(case, history=history)
    (resit,) = again.resits
    other = offering_of(case, "TET099", "2010-S2")
    calendar = calendar_of(again, Plan((other, resit), term(case, "2011-S1")))
    (event,) = named(calendar, "Second session of AST004")
    assert days(event) == ("20110829", "20110910")
    assert event.get("STATUS")[1] == "CONFIRMED"
    assert named(calendar, "Second session of exams (2010-2011)") == []


def test_odd_names_are_data() -> None:
    odd = 'É;,"\\ \u2028🎓' * 12
    case = case_of("casp-2019-2020", id="x")
    case = replace(case, learner=replace(case.learner, id=odd))
    calendar = calendar_of(case, plan_of(case, casp(2019), "2021-S1"), name=odd, label=odd)
    assert calendar.text("X-WR-CALNAME") == odd
    for event in ics_lines.events(calendar):
        assert event.text("SUMMARY").startswith(odd)
        assert event.get("UID")[1].isascii()


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
    moved = entries(later, plan_of(later, {"2021-S1": "A B"}, "2021-S1"), "en", created=CREATED)
    names = {entry.uid for entry in entries(case, plan, "en", created=CREATED) if entry.kind == "class"}
    assert {entry.uid for entry in moved if entry.kind == "class"} == names

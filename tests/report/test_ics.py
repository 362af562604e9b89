"""Calendars of plans: read strictly, by another library, and compared with days counted by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream

from planner.check.completion import complete_draft
from planner.domain.case import Case
from planner.domain.history import FAILED, Attempt, History
from planner.domain.plan import Plan
from planner.report.agenda import entries
from planner.report.documents.plan.terms import terms
from planner.report.formats.ics import render
from planner.solve.pipeline import solve
from planner.storage import learners, plans
from tests.report import ics_lines
from tests.report.calendars_sample import CREATED, calendar_of, days, named
from tests.support import ROOT, SAMPLES, case_of, casp, offering_of, plan_of, sample_name, term
from tests.worded import in_language

POSSIBLE = [path for path in SAMPLES if not path.name.startswith("impossible-")]


def committed(path: Path) -> tuple[Case, Plan]:
    case = learners.load(path)
    draft, _ = plans.load(ROOT / "solutions" / path.parent.parent.name / f"{path.stem}.json", case)
    return case, complete_draft(case, draft)


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_every_committed_plan_gives_a_strictly_valid_calendar(path: Path) -> None:
    case, plan = committed(path)
    for lang in ("fr", "en"):
        calendar = calendar_of(case, plan, lang)
        found, timezone = in_language(lang, entries, case, plan, created=CREATED), case.programme.timezone
        data = in_language(lang, render, found, name="P", timezone=timezone, created=CREATED)
        read = IcsCalendarStream.calendar_from_ics(data.decode())
        assert sorted(event.uid for event in read.events) == sorted(
            event.get("UID")[1] for event in ics_lines.events(calendar)
        )


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_milestones_have_the_days_of_the_json(path: Path) -> None:
    case, plan = committed(path)
    told = [event for found in terms(case, plan) for event in found["events"]]
    found = in_language("en", entries, case, plan, created=CREATED)
    written = sorted((entry.kind, entry.starts.isoformat(), entry.ends.isoformat()) for entry in found)
    for event in told:
        ends = "starts" if event["kind"] == "workshop" else "ends"  # a term that it is in, told at its beginning
        assert (event["kind"], event["starts"], event[ends]) in written
    kinds = {"certificate", "internship", "report", "award", "experience", "workshop", "resit"}
    assert len(told) == sum(entry.kind in kinds for entry in found)


def test_a_paused_term_is_one_note_at_its_start_without_enrolment() -> None:
    case = case_of("casp-2010-reunion", start="2026-S1", pause=["2027-S1", "2027-S2"])
    result = solve(case)
    assert result.plan is not None
    calendar = calendar_of(case, result.plan)
    about = [event.text("SUMMARY") for event in ics_lines.events(calendar) if "2027" in event.text("SUMMARY")]
    assert [text for text in about if "2027-S" in text] == [
        "Pause in 2027-S1, 27 September 2027 to 25 February 2028",
        "Pause in 2027-S2, 28 February 2028 to 15 July 2028",
    ]
    (note,) = named(calendar, about[-2])
    assert days(note) == ("20270927", "20270928")


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


def test_projected_days_and_assumptions_are_said() -> None:
    case = case_of("casp-2010-reunion", start="2010-S1", experience={"months": 0, "in_sector": False, "working": True},
                   internship_windows=[{"from": "2011-09-01", "to": "2011-12-31"}])  # fmt: skip
    plan = plan_of(case, casp(2010), "2012-S1", internship=("2011-09-01", "2011-12-01"), workshop=None)
    calendar = calendar_of(case, plan, "fr")
    (first,), (later,) = (named(calendar, f"Examens de {name}, session 1") for name in ("2010-S1", "2011-S1"))
    assert (first.get("STATUS")[1], later.get("STATUS")[1]) == ("CONFIRMED", "TENTATIVE")
    assert "projetées d’après le calendrier 2010-2011" in later.text("DESCRIPTION")
    assert "projetées" not in first.text("DESCRIPTION")
    assert days(later) == ("20120221", "20120226")
    (internship,) = named(calendar, "Stage")
    assert days(internship) == ("20110901", "20111202")
    assert "trois mois consécutifs" in internship.text("DESCRIPTION")
    assert "projetées" not in internship.text("DESCRIPTION")
    (report,) = named(calendar, "Soutenance du rapport")
    assert "Le jour exact n’est pas connu" in report.text("DESCRIPTION")
    (reached,) = named(calendar, "Expérience professionnelle atteinte")
    assert days(reached) == ("20120327", "20120328")


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

"""Calendars that follow others: names that stay, later revisions, what is gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import planner
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.agenda import entries, replacing
from planner.report.formats.ics import render
from tests.report import ics_lines
from tests.report.calendars_sample import CREATED, named
from tests.support import case_of, casp, plan_of
from tests.worded import in_language


def test_names_stay_when_a_new_plan_moves_things() -> None:
    case = case_of("casp-2019-2020")
    one = plan_of(case, casp(2019), "2021-S1")
    moved = plan_of(case, casp(2019) | {"2021-S1": "", "2021-S2": "", "2022-S1": "UEV010"}, "2022-S1")
    old, new = (in_language("en", entries, case, plan, created=CREATED) for plan in (one, moved))
    by_kind = [{entry.uid for entry in found if entry.kind in ("report", "award")} for found in (old, new)]
    assert by_kind[0] == by_kind[1]
    assert {entry.uid for entry in old if "2021-S1" not in entry.summary} <= {entry.uid for entry in new}
    french = in_language("fr", entries, case, one, created=date(2027, 1, 1))
    assert [entry.uid for entry in french] == [entry.uid for entry in old]
    other = case_of("casp-2019-2020", id="someone")
    labelled = in_language("en", entries, case, one, label="B", created=CREATED)
    for found in (labelled, in_language("en", entries, other, plan_of(other, casp(2019), "2021-S1"), created=CREATED)):
        assert {entry.uid for entry in found}.isdisjoint(entry.uid for entry in old)
    assert all(entry.summary.startswith("B: ") for entry in labelled)
    both = in_language("en", render, [*old, *labelled], name="P", timezone="Europe/Paris", created=CREATED)
    ics_lines.check(ics_lines.parse(both))
    with pytest.raises(ValueError, match="one UID"):
        in_language("en", render, [*old, *old], name="P", timezone="Europe/Paris", created=CREATED)


def test_a_later_file_is_a_later_revision_and_the_same_day_gives_the_same_bytes(tiny_plan: tuple[Case, Plan]) -> None:
    def data(day: date) -> bytes:
        found = in_language("fr", entries, *tiny_plan, created=day)
        return in_language("fr", render, found, name="P", timezone="Europe/Paris", created=day)

    assert data(CREATED) == data(CREATED)
    revisions = [int(ics_lines.events(ics_lines.parse(data(day)))[0].get("SEQUENCE")[1])
                 for day in (date(1999, 1, 1), CREATED, date(2026, 11, 22))]  # fmt: skip
    assert revisions == [0, 9821, 9822]
    assert b"DTSTAMP:20261121T000000Z" in data(CREATED)


def test_what_the_new_plan_dropped_can_be_cancelled(tiny_plan: tuple[Case, Plan]) -> None:
    case, plan = tiny_plan
    old = in_language("en", entries, case, plan, created=CREATED)
    fewer = plan_of(case, {"2020-S2": "C D"}, "2020-S2")
    new = in_language("en", entries, case, fewer, created=CREATED)
    found = in_language("en", replacing, new, old, case.first_day)
    assert found[: len(new)] == new
    gone = {entry.summary for entry in found[len(new) :]}
    assert gone == {
        "A A",
        "B B",
        "Last day to enrol (2020-S1)",
        "Exams of 2020-S1, session 1",
        "Exams of 2020-S1, session 2",
    }
    calendar = ics_lines.parse(in_language("en", render, found, name="P", timezone="Europe/Paris", created=CREATED))
    ics_lines.check(calendar)
    (tuesday,) = named(calendar, "B B")
    assert (tuesday.get("STATUS")[1], tuesday.get("TRANSP")[1]) == ("CANCELLED", "TRANSPARENT")
    assert tuesday.text("DESCRIPTION").startswith("No longer part of the plan.")


def test_nameless_learners_are_told_apart_by_their_first_term_or_by_who_owns_the_file() -> None:
    def uids(key: str = "", **learner: Any) -> set[str]:
        answer = planner.plan(planner.read_learner({"programme": "casp-2019-2020", "start": "2019-S1", **learner}))
        made = planner.document(answer)
        content = made.owned_by(key).render("ics") if key else made.render("ics")
        assert isinstance(content, bytes)
        return {event.get("UID")[1] for event in ics_lines.events(ics_lines.parse(content))}

    one, later = uids(), uids(start="2020-S1")
    assert one.isdisjoint(later)
    milestones = one & uids(pathway="daytime", acquired=["TET099"], funding="employer")
    assert milestones, "whatever else is known of them"
    assert one.isdisjoint(uids(id="Sam"))
    assert one.isdisjoint(uids("a"))
    assert uids("a").isdisjoint(uids("b"))
    assert uids("a") == uids("a")

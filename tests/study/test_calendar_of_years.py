"""Later and earlier academic years by hand: what touches, dated classes, common class days, co-requisites by term."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from planner.check.clash import meetings
from planner.domain.calendar import Calendar, Period, Span, TermPattern
from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import LANGUAGES
from planner.solve.pipeline import solve
from planner.storage import learners, timetables
from planner.storage.programme_parts import Parts
from planner.storage.validation import Source, parse
from planner.study.collisions import collisions
from tests.support import broken, day, plan_of, span, term
from tests.worded import say, text_of

Raw = dict[str, Any]
UNITS = ("A", "B", "C", "D")
PATHWAYS = {"evening": {"modalities": ["evening"]}, "mixed": {"modalities": ["evening", "daytime"]}}
LATE = {"id": "late", "terms": ["S2"], "ends": "2020-10-01"}
EARLY = {"id": "early", "terms": ["S1"], "starts": "2019-06-30"}
PARIS = [("S1", "2019-10-01", "2020-01-31"), ("S2", "2020-02-01", "2020-06-30")]


def programme(
    terms: list[tuple[str, str, str]] = PARIS, *, rows: str = "", periods: tuple[Raw, ...] = (), needs: str = "AB",
    offerings: tuple[Raw, ...] = (), **keys: Any,
) -> Programme:  # fmt: skip
    """A small programme; `rows` are those of a timetable, under unit,period,weekday,date,start,end."""
    names = [name for name, _, _ in terms]
    calendar = {
        "year": int(terms[0][1][:4]),
        "terms": [{"id": name, "title": name, "starts": starts, "ends": ends} for name, starts, ends in terms],
        "periods": [*({"id": name, "terms": [name]} for name in names), {"id": "year", "terms": names}, *periods],
        "holidays": keys.pop("holidays", []),
    }
    everywhere = tuple({"units": list(UNITS), "period": name, "modality": "evening"} for name in names)
    data = {
        "format": "planner/programme/1", "id": "tiny", "title": "T", "short_title": "T", "vintage": "v", "school": "s",
        "units": [{"code": unit, "title": unit, "credits": 6} for unit in UNITS],
        "requirements": [{"id": "core", "all_of": list(needs)}], "calendar": calendar,
        "offerings": list(offerings or everywhere),
        "pathways": dict(PATHWAYS),
        "load": {"max_evening_units": 4}, **keys,
    }  # fmt: skip
    source = Source(data, "programme.yaml")
    made = Parts(source, parse(source, "programme")).programme("programme.yaml", "")
    if not rows:
        return made
    table = "offering,unit,period,modality,weekday,date,start,end,site,room,teacher\n"
    for number, line in enumerate(rows.split("\n")):
        unit, period, weekday, on, starts, ends, *rest = line.split(",")
        name, site, room, teacher = (*rest, "", "", "", "")[:4]
        cells = (name or f"{unit}{number}", unit, period, "evening", weekday, on, starts, ends, site, room, teacher)
        table += ",".join(cells) + "\n"
    return timetables.with_timetable(made, timetables.Timetable("timetable.csv", table))


def learner(made: Programme, **keys: Any) -> Case:
    data = Source({"programme": "tiny", "start": "2019-S1", **keys}, "learner.yaml")
    return Case(made, learners.learner(data, made, "by-hand"))


def days(made: Programme, unit: str, year: int) -> list[date]:
    """All class days of the unit's offerings of the year."""
    own = [offering for offering in made.offerings(year) if offering.unit == unit]
    return sorted(d for o in own for session in o.sessions for d in class_days(made.calendar, o, session))


@pytest.mark.parametrize(
    ("ends", "starts", "year", "expected"),
    [
        ("2020-02-28", "2020-02-29", 2020, ("2021-02-28", "2021-03-01")),
        ("2020-02-28", "2020-02-29", 2023, ("2024-02-28", "2024-02-29")),
        ("2020-02-29", "2020-03-01", 2021, ("2022-02-28", "2022-03-01")),
        ("2019-02-28", "2019-03-01", 2019, ("2020-02-29", "2020-03-01")),
        ("2019-02-28", "2019-03-01", 2017, ("2018-02-28", "2018-03-01")),
        ("2019-02-28", "2019-03-02", 2019, ("2020-02-28", "2020-03-02")),
        ("2020-02-28", "2020-03-01", 2023, ("2024-02-28", "2024-03-01")),
        ("2020-02-29", "2020-03-09", 2099, ("2100-02-28", "2100-03-09")),
    ],
)
def test_what_touches_touches_in_every_year(ends: str, starts: str, year: int, expected: tuple[str, str]) -> None:
    base = int(ends[:4]) - 1
    made = programme([("S1", f"{base}-10-01", ends), ("S2", starts, f"{base + 1}-06-30")])
    first, second = made.calendar.of(year).terms
    assert (first.ends, second.starts) == (day(expected[0]), day(expected[1]))
    assert made.calendar.term(year * 2).span == first
    assert [made.calendar.days_of(name, "evening", year) for name in ("S1", "S2")] == [first, second]


def test_halves_breaks_exams_and_enrolment_touch_too() -> None:
    """Each ends on 28 February 2019 beside something that starts on 1 March, and on the 29th in 2020."""
    s1 = TermPattern(
        "S1", "S1", span("2018-10-01", "2019-02-10"), True, None, day("2018-09-01"), day("2019-02-28"), (), None
    )
    exams = ((1, span("2019-02-20", "2019-02-28")), (2, span("2019-03-01", "2019-03-04")))
    s2 = TermPattern("S2", "S2", span("2019-02-11", "2019-06-30"), True, day("2019-02-28"), None, None, exams, None)
    halves = {("a", None): Period("a", (1,), span("2019-02-11", "2019-02-28"), None)}
    calendar = Calendar(
        2018, (s1, s2), halves, (("break", span("2019-02-25", "2019-02-28")),), (span("2019-02-27", "2019-02-28"),)
    )
    year, leap = calendar.of(2019), day("2020-02-29")
    assert (year.enrol_by[0], year.classes_end[1], year.exams[1][0][1].ends) == (leap, leap, leap)
    assert (year.periods["a", None].ends, year.holidays[0].ends, year.resits[0].ends) == (leap, leap, leap)
    assert year.exams[1][1][1] == span("2020-03-01", "2020-03-04")
    assert calendar.of(2020).enrol_by[0] == day("2021-02-28")


def test_an_internship_window_touches_what_ends_before_it() -> None:
    """The daytime classes of 2018-2019 go to 28 February, the window opens on 1 March: in 2020 they go to the 29th."""
    window = {"from": "2019-03-01", "to": "2019-06-15"}
    pathways = {"daytime": {"modalities": ["daytime"], "internship_window": window}}
    terms = [("S1", "2018-10-01", "2019-02-10"), ("S2", "2019-02-11", "2019-06-30")]
    theory = {"id": "S1", "modality": "daytime", "terms": ["S1"], "ends": "2019-02-28"}
    made = programme(terms, periods=(theory,), pathways=pathways)
    assert made.calendar.days_of("S1", "daytime", 2019).ends == day("2020-02-29")
    assert made.calendar.days_of("S1", "daytime", 2020).ends == day("2021-02-28")


def test_what_is_on_29_february_alone() -> None:
    """An exam is on the last day of February; a holiday has no day to be on."""
    exam, off = ((1, span("2020-02-29", "2020-02-29")),), (("off", span("2020-02-29", "2020-02-29")),)
    term = TermPattern(
        "S1", "S1", span("2019-10-01", "2020-06-30"), True, None, day("2020-02-29"), day("2020-02-29"), exam, None
    )
    calendar = Calendar(2019, (term,), {}, off)
    year = calendar.of(2020)
    assert year.exams[0] == ((1, span("2021-02-28", "2021-02-28")),)
    assert (year.enrol_from[0], year.enrol_by[0], year.holidays) == (day("2021-02-28"), day("2021-02-28"), ())
    assert calendar.of(2023).holidays == (span("2024-02-29", "2024-02-29"),)


@pytest.mark.parametrize(
    ("terms", "periods", "key", "where"),
    [
        ([PARIS[0], ("S2", "2020-02-01", "2020-10-01")], (), "programme.years_overlap", "calendar.terms[1]"),
        (PARIS, (LATE,), "programme.years_overlap", "calendar.periods[3]"),
        (PARIS, (EARLY,), "programme.years_early", "calendar.periods[3]"),
        (
            [("S1", "2019-10-01", "2020-02-28"), ("F", "2020-02-29", "2020-02-29"), ("S2", "2020-03-01", "2020-06-30")],
            (), "programme.terms_overlap_in", "calendar.terms[1]",
        ),
        ([("S1", "2020-03-01", "2021-02-28")], (), None, None),
        ([("S1", "2020-02-29", "2021-02-28")], (), None, None),
    ],
)  # fmt: skip
def test_a_year_that_contradicts_itself_or_the_next_is_refused(
    terms: list[tuple[str, str, str]], periods: tuple[Raw, ...], key: str | None, where: str | None
) -> None:
    if key is None:
        assert programme(terms, periods=periods)
        return
    with pytest.raises(BadInput) as caught:
        programme(terms, periods=periods)
    assert (caught.value.key, caught.value.where) == (key, where)
    for lang in LANGUAGES:
        assert "2020" in text_of(caught.value, lang)


def test_alternate_weeks_and_ten_mondays_stay_so_for_ten_years() -> None:
    """A on every other Monday from 7 October 2019, B on those between, C on ten Mondays from 4 November."""
    monday, week = day("2019-10-07"), timedelta(days=7)
    rows = [f"A,S1,,{monday + week * n},18:00,20:00,A" for n in range(0, 14, 2)]
    rows += [f"B,S1,,{monday + week * n},18:00,20:00,B" for n in range(1, 14, 2)]
    rows += [f"C,S1,,{monday + week * n},20:00,21:00,C" for n in range(4, 14)]
    made = programme(rows="\n".join(rows))
    for year in range(2009, 2031):
        a, b, c = (days(made, unit, year) for unit in "ABC")
        assert (len(a), len(b), len(c)) == (7, 7, 10)
        assert {d.weekday() for d in a + b + c} == {0}
        assert sorted(a + b) == [a[0] + week * n for n in range(14)], "they alternate, and A comes first"
        assert a[0] >= day(f"{year}-10-01")
        assert abs((a[0] - day(f"{year}-10-07")).days) <= 3
        assert c == [a[0] + week * n for n in range(4, 14)]


def test_the_first_class_does_not_leave_the_term_and_what_leaves_it_is_dropped() -> None:
    """1 October 2019 is a Tuesday, that of 2020 a Thursday: the nearest Tuesday inside the term is the 6th. The last
    Tuesday of January 2020, the 28th, is then one of February 2021.
    """
    rows = "A,S1,,2019-10-01,18:00,20:00,A\nA,S1,,2020-01-28,18:00,20:00,A\nA,S1,,2019-12-17,18:00,20:00,A"
    made = programme(rows=rows, holidays=[{"title": "H", "starts": "2019-12-19", "ends": "2020-01-05"}], needs="A")
    assert days(made, "A", 2019) == [day("2019-10-01"), day("2019-12-17"), day("2020-01-28")]
    assert days(made, "A", 2020) == [day("2020-10-06")]
    (offering,) = [o for o in made.offerings(2020) if o.unit == "A"]
    assert [(each.session.day, each.why) for each in offering.dropped] == [
        (day("2021-02-02"), "outside"), (day("2020-12-22"), "holiday"),
    ]  # fmt: skip
    found = collisions(made, [2019])
    assert {(idle.session.day, idle.why) for idle in found.idle} >= {
        (day("2021-02-02"), "outside"), (day("2020-12-22"), "holiday"),
    }  # fmt: skip
    assert all(idle.offering.year in range(2020, 2030) for idle in found.idle)


def test_sections_that_keep_one_year_do_not_lead_the_others() -> None:
    """A class of 2019-2020 alone on the first day moves nothing."""
    rows = "A,2019-S1,,2019-10-01,18:00,20:00,X\nB,S1,,2019-10-09,18:00,20:00,Y"
    assert days(programme(rows=rows), "B", 2020) == [day("2020-10-07")]


def test_a_clash_is_a_common_class_day() -> None:
    """Halves that share only 2 December 2019, a Monday: Mondays clash, Tuesdays do not; in 2020 it is a Wednesday."""
    halves: tuple[Raw, ...] = (
        {"id": "a", "terms": ["S1"], "ends": "2019-12-02"}, {"id": "b", "terms": ["S1"], "starts": "2019-12-02"},
    )  # fmt: skip
    for weekday, clashing in (("mon", {2019, 2024}), ("tue", {2025}), ("wed", {2020})):
        made = programme(rows=f"A,a,{weekday},,18:00,20:00\nB,b,{weekday},,19:00,21:00", periods=halves)
        for year in range(2019, 2026):
            one, other = made.offerings(year)
            assert any(meeting.clashes for meeting in meetings(made, one, other)) == (year in clashing), (weekday, year)
        taken = plan_of(learner(made), {"2019-S1": "A B"}, "2019-S1", workshop=None)
        assert ("clash" in broken(learner(made), taken)) == (weekday == "mon")
        plan = solve(learner(made)).plan
        assert plan is not None
        assert plan.award == term(learner(made), "2020-S1" if weekday == "mon" else "2019-S1")


def test_one_class_of_several_units_is_no_double_booking() -> None:
    rows = "A,S1,mon,,18:00,20:00,X,Site,R1,Ada\nB,S1,mon,,18:00,20:00,X,Site,R1,Ada"
    made = programme(rows=rows)
    assert [pattern.id for pattern in made.patterns] == ["A-X-*", "B-X-*"]
    found = collisions(made, [2019])
    assert (found.rooms, found.teachers) == ((), ())
    first = "A,S1,mon,,18:00,20:00,X,Site,R1,Ada\n"
    for second, rooms, teachers in (
        ("18:00,20:00,X,Site,R2,Ada", 0, 1), ("18:00,20:00,Y,Site,R1,Ada", 1, 1), ("19:00,21:00,X,Site,R1,Ada", 1, 1),
    ):  # fmt: skip
        found = collisions(programme(rows=f"{first}B,S1,mon,,{second}"), [2019])
        assert (len(found.rooms), len(found.teachers)) == (rooms, teachers)


def test_a_weekday_that_a_period_never_has_is_told() -> None:
    week: tuple[Raw, ...] = ({"id": "week", "terms": ["S1"], "starts": "2019-10-07", "ends": "2019-10-11"},)
    found = collisions(programme(rows="A,week,sat,,18:00,20:00\nB,week,mon,,18:00,20:00", periods=week), [2019])
    assert [(idle.offering.unit, idle.why) for idle in found.idle] == [("A", "never")]


def test_a_co_requisite_goes_by_terms() -> None:
    """D needs C: in the same term, whatever their first days, or an earlier one; not in a later one."""
    halves: tuple[Raw, ...] = ({"id": "late", "terms": ["S1"], "starts": "2019-12-01"},)
    offered: tuple[Raw, ...] = (
        {"units": ["D"], "period": "S1", "modality": "evening"},
        {"units": ["C"], "period": "late", "modality": "evening"},
        {"units": ["C", "D"], "period": "S2", "modality": "evening"},
        {"units": ["C", "D"], "period": "year", "modality": "daytime"},
    )
    made = programme(needs="CD", periods=halves, offerings=offered, prerequisites=[{"unit": "D", "together": ["C"]}])
    case = learner(made, pathway="mixed")
    for units, award, expected in (
        ({"2019-S1": "C D"}, "2019-S1", set[str]()),
        ({"2019-S1": "C", "2019-S2": "D"}, "2019-S2", set()),
        ({"2019-S1": "C/day D"}, "2019-S2", set()),
        ({"2019-S1": "D", "2019-S2": "C"}, "2019-S2", {"prerequisite"}),
        ({"2019-S1": "D/day", "2019-S2": "C"}, "2019-S2", {"prerequisite"}),
    ):
        assert broken(case, plan_of(case, units, award, workshop=None)) == expected
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, "2019-S1")


def test_a_plan_that_waits_for_every_second_year_is_found() -> None:
    """Four units, one after the other, each in even years only: from 2019 the last of them is in 2026-2027."""
    offered: tuple[Raw, ...] = ({"units": list(UNITS), "period": "S1", "modality": "evening", "years": "even"},)
    chain = [{"unit": later, "after": [before]} for before, later in zip("ABC", "BCD", strict=True)]
    case = learner(programme(needs="ABCD", offerings=offered, prerequisites=chain))
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, "2026-S1")


def test_a_plan_that_waits_for_a_year_without_a_clash_is_found() -> None:
    """A and B, only together in a term, on Saturdays of halves that share 2 to 7 December: none in 2029 first."""
    halves: tuple[Raw, ...] = (
        {"id": "a", "terms": ["S1"], "ends": "2019-12-07"}, {"id": "b", "terms": ["S1"], "starts": "2019-12-02"},
    )  # fmt: skip
    rows = "A,a,sat,,18:00,20:00\nB,b,sat,,19:00,21:00"
    made = programme(rows=rows, periods=halves, load={"max_evening_units": 4, "min_units": 2})
    case = learner(made, availability={"evenings": ["sat"]})
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, "2029-S1")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_on_co_requisites_do_not_speak_of_an_end(lang: str) -> None:
    for key in ("conflict.together", "check.together", "would.together", "show.together"):
        text = say(lang, key, unit="D", needed="C", units="C", term="2019-S1")
        assert "D" in text
        assert "C" in text
        assert not any(word in text for word in (" end", "ended", " fin ", "terminé"))


def test_days_far_away_are_refused_in_one_message() -> None:
    made = programme()
    for window in ({"from": "9999-01-01", "to": "9999-12-31"}, {"from": "0001-01-01", "to": "2020-01-01"}):
        with pytest.raises(BadInput) as caught:
            learner(made, internship_windows=[window])
        assert caught.value.key == "date.range"
        assert "1970" in text_of(caught.value, "fr")
    with pytest.raises(BadInput) as caught:
        programme(rows="A,S1,,0001-01-03,18:00,20:00")
    assert (caught.value.key, caught.value.where) == ("date.range", "date")
    edge = learner(made, start="2150-S1", internship_windows=[{"from": "1970-01-01", "to": "2199-12-31"}])
    assert solve(edge).plan is not None


@pytest.mark.parametrize(
    ("on", "year", "ends"),
    [("2020-02-10", "2019-2020", "31"), ("2019-09-20", "2019-2020", "31"), ("2020-08-20", "2020-2021", "31")],
)
def test_a_date_outside_every_term_is_told_with_the_nearest_year(on: str, year: str, ends: str) -> None:
    with pytest.raises(BadInput) as caught:
        programme(rows=f"A,S1,,{on},18:00,20:00")
    text = text_of(caught.value, "en")
    assert caught.value.key == "timetable.outside"
    assert f"{ends} January {year[5:]} in {year}" in text


def test_a_class_on_29_february_is_accepted_where_the_term_goes_on_to_it() -> None:
    terms = [("S1", "2018-10-01", "2019-02-28"), ("S2", "2019-03-01", "2019-06-30")]
    made = programme(terms, rows="A,S1,,2020-02-29,09:00,12:00")
    assert days(made, "A", 2019) == [day("2020-02-29")]
    assert days(made, "A", 2020) == [day("2021-02-27")]
    assert made.offerings(2019)[0].span == Span(day("2019-10-01"), day("2020-02-29"))


@pytest.mark.parametrize("name", ["1989-S1", "2151-S2", "9998-S1"])
def test_terms_of_far_years_are_refused_as_such(name: str) -> None:
    with pytest.raises(BadInput, match="academic years go from 1990 to 2150"):
        learner(programme(), start=name)


@pytest.mark.parametrize("name", ["1990-S1", "2150-S2"])
def test_plans_of_the_first_and_the_last_year_are_made(name: str) -> None:
    case = learner(programme(), start=name)
    plan = solve(case).plan
    assert plan is not None
    assert plan.award == term(case, name)

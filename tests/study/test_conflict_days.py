"""Why there is no plan, by the days of classes: which unit meets when, what counts as free, and what is not offered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import Result

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS, WORKDAYS
from planner.domain.plan import Instance
from planner.model.build import build
from planner.report.conflicts import conflict_data, each_needed
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.conflict import Conflict, smallest
from tests.study.test_conflicts import holds_together
from tests.support import case_of, casp_by_day
from tests.worded import in_language

Run = Callable[..., Result]
UNITS = tuple(casp_by_day(2019)["2019-S1"].replace("/day", "").split())
HEAD = "offering,section,unit,period,modality,weekday,date,start,end,site\n"
LEARNER = """
programme: casp-2019-2020
start: 2019-S1
fictional: true
experience: {{months: 24, in_sector: true}}
acquired: [{held}]
{more}
"""


def plain(text: str) -> str:
    """With common blanks alone."""
    return " ".join(text.split())


@pytest.fixture
def explain(planner: Run, tmp_path: Path) -> Callable[..., tuple[str, dict[str, Any]]]:
    """`explain(lacking, rows, more, lang)`: text and data of why a learner who lacks these units has no plan."""

    def run(lacking: str, rows: str, more: str = "", lang: str = "en") -> tuple[str, dict[str, Any]]:
        learner, timetable = tmp_path / "learner.yaml", tmp_path / "rows.csv"
        held = ", ".join(unit for unit in UNITS if unit not in lacking.split())
        learner.write_text(LEARNER.format(held=held, more=more), encoding="utf-8")
        timetable.write_text(HEAD + rows, encoding="utf-8")
        call = ("explain", learner, "--timetable", timetable, "--lang", lang)
        text, data = planner(*call), planner(*call, "--format", "json")
        assert (text.exit_code, data.exit_code) == (3, 3)
        return plain(text.stdout), json.loads(data.stdout)

    return run


MONDAYS = "AST002,,AST002,S1,evening,mon,,18:00,21:30,\n"


@pytest.mark.parametrize(
    "lang, sentence",
    [("en", "- AST002 only on Mondays (18:00-21:30); you are free on Tuesdays and Thursdays."),
     ("fr", "- AST002 seulement le lundi (18:00-21:30) ; vous êtes disponible le mardi et le jeudi.")],
)  # fmt: skip
def test_the_day_that_blocks_is_named_once(explain: Callable[..., Any], lang: str, sentence: str) -> None:
    text, data = explain("AST002", MONDAYS, "availability: {evenings: [tue, thu]}", lang)
    assert text.count(sentence) == 1
    assert "16" not in text.split("(18:00-21:30)")[1].split(".")[0]
    (entry,) = [entry for entry in data["conflicts"] if entry["rule"] == "availability"]
    assert (entry["subjects"][0], plain(entry["what"])) == ("AST002", sentence.removeprefix("- "))
    assert data["each_needed"] is False


def test_wishes_without_which_the_days_block_as_well_are_no_reason(explain: Callable[..., Any]) -> None:
    """Later, dearer or without a pause, the class would still be on Mondays."""
    more = "availability: {evenings: [tue, thu]}\n"
    wishes = "deadline: 2022-S2\npause: [2020-S1]\nmax_cost_per_year: 400\navoid: [TET006]"
    _, plainly = explain("AST002", MONDAYS, more)
    _, data = explain("AST002", MONDAYS, more + wishes)
    assert [entry["what"] for entry in data["conflicts"]] == [entry["what"] for entry in plainly["conflicts"]]
    assert {entry["rule"] for entry in data["conflicts"]} == {"requirement", "offering", "availability"}


def test_days_that_nobody_spoke_of_are_not_told() -> None:
    """Two evenings, a budget that no daytime class fits, and an earlier title: the days are no matter."""
    case = case_of("casp-2019-2020", max_cost_per_year=400, pause=["2020-S1"], deadline="2021-S2",
                   availability={"evenings": ["tue", "thu"]})  # fmt: skip
    conflict = smallest(case, Config(), Clock.start(60))
    told = [line["what"] for line in in_language("en", conflict_data, case, conflict) if line["rule"] == "availability"]
    assert told
    assert not any("daytime" in text for text in told)


def test_other_units_on_such_days_are_named_too(explain: Callable[..., Any]) -> None:
    rows = MONDAYS + "CCE003,,CCE003,S1,evening,fri,,18:00,20:00,\nTRS002,,TRS002,S2,evening,tue,,18:00,20:00,\n"
    text, _ = explain("AST002 CCE003 TRS002", rows, "availability: {evenings: [tue, thu]}")
    assert "only on Mondays (18:00-21:30)" in text
    assert "CCE003 only on Fridays (18:00-20:00)" in text
    assert "TRS002 only on" not in text


def test_two_classes_and_two_evenings_a_week(explain: Callable[..., Any]) -> None:
    rows = ("A,1,AST002,S1,evening,mon,,18:00,20:00,\nA,1,AST002,S1,evening,wed,,18:00,20:00,\n"
            "A,2,AST002,S1,evening,fri,,18:00,21:00,\n")  # fmt: skip
    text, _ = explain("AST002", rows, "availability: {evenings: [mon, thu]}")
    assert "AST002 only on Mondays (18:00-20:00) and Wednesdays (18:00-20:00) or Fridays (18:00-21:00)" in text
    assert "you are free on Mondays and Thursdays." in text


def test_terms_are_told_where_other_terms_have_other_days(explain: Callable[..., Any]) -> None:
    """Free on Thursdays in autumn 2020, on Tuesdays otherwise, and the class is on Mondays."""
    more = "availability: {evenings: [tue], terms: {2020-S1: {evenings: [thu]}}}"
    text, _ = explain("AST002", MONDAYS, more)
    assert "AST002 only on Mondays (18:00-21:30); you are free on Thursdays: 2020-S1" in text
    assert "you are free on Tuesdays: " in text


@pytest.mark.parametrize("lang, sentence", [("en", "you have no evening free: 2019-S1"),
                                            ("fr", "vous n’avez aucune soirée libre : 2019-S1")])  # fmt: skip
def test_the_term_is_told_where_only_it_has_no_evening(explain: Callable[..., Any], lang: str, sentence: str) -> None:
    """Every evening is free but in the autumn of 2019."""
    more = "availability: {terms: {2019-S1: {evenings: []}}}\ndeadline: 2019-S2"
    assert sentence in explain("AST002", MONDAYS, more, lang)[0]


@pytest.mark.parametrize(
    "lang, words",
    [("en", ["AST002 only on Saturdays (09:00-12:00)", "you have not said when you are free",
             "being free on Saturdays (09:00-12:00) too, in 2019-S1"]),
     ("fr", ["AST002 seulement le samedi (09:00-12:00)", "vous n’avez pas indiqué vos disponibilités",
             "une disponibilité de plus, le samedi (09:00-12:00), en 2019-S1"])],
)  # fmt: skip
def test_a_saturday_morning_and_nothing_said(explain: Callable[..., Any], lang: str, words: list[str]) -> None:
    text, data = explain("AST002", "AST002,,AST002,S1,evening,sat,,09:00,12:00,\n", "", lang)
    for word in words:
        assert word in text
    told = " ".join([entry["what"] for entry in data["conflicts"] if entry["rule"] == "availability"])
    assert "evening" not in told + data["repairs"][0]["change"]
    assert "soir" not in told + data["repairs"][0]["change"]


def test_a_saturday_morning_that_somebody_said_is_not_free(explain: Callable[..., Any]) -> None:
    rows = "AST002,,AST002,S1,evening,sat,,09:00,12:00,\n"
    text, _ = explain("AST002", rows, "availability: {evenings: [mon, tue]}")
    assert "only on Saturdays (09:00-12:00); you are free on Mondays and Tuesdays." in text
    assert "have not said" not in text


def test_the_daytime_pathway_names_evenings_where_nothing_says_that_it_has_none(tmp_path: Path) -> None:
    """A class of the evening that this pathway has not is dear to nobody, and it is the evenings that rule it out."""
    path = tmp_path / "rows.csv"
    path.write_text(HEAD + MONDAYS, encoding="utf-8")
    held = [unit for unit in UNITS if unit != "AST002"]
    case = case_of("casp-2019-2020", timetable=path, acquired=held, pathway="daytime", max_cost_per_year=300,
                   availability={"evenings": ["fri"], "days": ["mon"]})  # fmt: skip
    conflict = smallest(case, Config(), Clock.start(60))
    told = [line["what"] for line in in_language("en", conflict_data, case, conflict) if line["rule"] == "availability"]
    left_out = [instance for instance in conflict.instances if instance.rule == "offering"]
    assert bool(told) != bool(left_out)
    assert all("You are free on Fridays in the evening, and on Mondays in the daytime" in text for text in told)


def test_the_mixed_pathway_names_evenings_and_days(explain: Callable[..., Any]) -> None:
    rows = MONDAYS + "B,,AST002,S1,daytime,wed,,09:00,12:00,\n"
    more = "pathway: mixed\navailability: {evenings: [tue], days: [thu]}"
    text, _ = explain("AST002", rows, more)
    assert "AST002 only on Mondays (18:00-21:30) or Wednesdays (09:00-12:00)" in text
    assert "you are free on Tuesdays and in the daytime you are free on Thursdays." in text


@pytest.mark.parametrize(
    "lang, sentence",
    [("en", "- You still have to take CCE003, AST002, and the timetable has no class of them for the evening pathway."),
     ("fr", "- Il vous reste à suivre CCE003, AST002, et l’emploi du temps n’en contient aucun cours pour le parcours"
            " du soir.")],
)  # fmt: skip
def test_what_a_timetable_leaves_out_is_named(explain: Callable[..., Any], lang: str, sentence: str) -> None:
    rows = "UEV010,,UEV010,S1,evening,mon,,18:00,21:30,\n"
    text, data = explain("AST002 CCE003 UEV010", rows, "", lang)
    assert sentence in text
    assert {"rule": "requirement", "what": sentence[2:], "subjects": ["CCE003", "AST002"]} in [
        {**entry, "what": plain(entry["what"])} for entry in data["conflicts"]
    ]


def test_a_unit_that_no_class_is_left_of_is_told_where_it_was_offered_once(explain: Callable[..., Any]) -> None:
    """A row of the year before the start is no class for this learner."""
    rows = "AST002,,AST002,2018-S1,evening,mon,,18:00,21:30,\n"
    text, _ = explain("AST002", rows)
    assert "the timetable has no class of it" in text


def relaxed(case: Case, terms: set[int], told: list[str]) -> Case:
    """Every evening, or every day, free in these terms, as far as the sentences speak of evenings or of days."""
    both = any("in the evening, and on" in text for text in told)
    evening = both or any("evenings free" in text or "evening free" in text for text in told)
    by_day = both or any("days free" in text or "day free" in text for text in told)
    assert evening or by_day, told
    evenings, days = case.learner.evenings_by_term, case.learner.days_by_term
    return replace(case, learner=replace(
        case.learner,
        evenings_by_term={**evenings, **dict.fromkeys(terms if evening else (), WEEKDAYS)},
        days_by_term={**days, **dict.fromkeys(terms if by_day else (), WEEKDAYS)},
    ))  # fmt: skip


def left_in(case: Case, instances: tuple[Instance, ...]) -> set[Instance]:
    """Those that still ask for anything of the case."""
    _, variables = build(case, horizon.last_term(case, deadline=False), lean=True)
    return set(instances) & set(variables.instances)


def random_case(seed: int, folder: Path) -> Case:
    random = Random(seed)
    lacking = random.sample(UNITS[:-1], random.randint(2, 6))
    rows = []
    for unit in lacking:
        period = "year" if unit == "TET003" else random.choice(("S1", "S2"))
        sections = range(random.randint(1, 2))
        rows += [f"{unit},{s},{unit},{period},evening,{random.choice(WORKDAYS)},,18:00,21:00," for s in sections]
    path = folder / f"{seed}.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    held = [unit for unit in UNITS if unit not in lacking]
    free = {"evenings": random.sample(WORKDAYS, random.randint(1, 3))}
    limit = random.choice(("2019-S2", "2020-S1", "2020-S2"))
    timetable = None if seed % 3 == 0 else path
    keys: dict[str, Any] = {"pathway": random.choice(("evening", "evening", "daytime", "mixed"))}
    if random.random() < 0.4:
        keys["max_cost_per_year"] = random.choice((200, 300, 500))
        free["days"] = random.sample(WORKDAYS, random.randint(0, 2))
    return case_of("casp-2019-2020", timetable=timetable, acquired=held, availability=free, deadline=limit, **keys)


def test_the_claim_that_each_condition_is_needed_is_true_of_the_sentences(tmp_path: Path) -> None:
    """Free days as printed: with every day free in these terms, the other conditions hold. Where days of classes are
    named, nothing is claimed, and each of those units does meet on a day that is not free.
    """
    claimed = named = 0
    for seed in range(120):
        case = random_case(seed, tmp_path)
        conflict: Conflict = smallest(case, Config(), Clock.start(60))
        told = [line["what"] for line in in_language("en", conflict_data, case, conflict)] if conflict else []
        days = [instance for instance in conflict.instances if instance.rule == "availability"]
        named += any(" only on " in text for text in told)
        if not days:
            continue
        if each_needed(case, conflict):
            claimed += 1
            assert not any(" only on " in text for text in told)
            free = relaxed(case, {case.programme.calendar.index(instance.subjects[0]) or 0 for instance in days}, told)
            assert holds_together(free, left_in(free, conflict.instances)), told
    assert min(claimed, named) > 3, (claimed, named)

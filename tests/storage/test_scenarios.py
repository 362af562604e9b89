"""Files of scenarios: what they say, and what is wrong with them, by file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.offering import Session
from planner.domain.scenario import (
    Close,
    EveningsLost,
    Failure,
    Fees,
    Move,
    NotOpening,
    Open,
    Scenario,
    Seats,
    Selector,
    UnitCap,
)
from planner.errors import BadInput
from planner.storage import programmes, scenarios
from tests.support import INSTANCES
from tests.worded import text_of

ALL = """
format: planner/scenarios/1
scenarios:
- id: everything
  title: {fr: Tout, en: Everything}
  runs: 5
  changes:
  - close: {unit: AST005, period: 2020-S2, modality: evening}
  - open: {unit: AST005, period: S1, modality: evening, weekday: thu, start: "18:00", end: "21:30", seats: 30,
           confidence: usual}
  - move: {unit: TET003, year: 2019-2020, to: {period: S2, weekday: fri, start: "9:05", end: "10:00", site: North}}
  - seats: {offering: AST004-*-S1-evening, seats: 25}
  - cap: {max_units_per_term: 2, term: 2020-S1}
  - evenings: {lost: [thu, fri, thu]}
  - fees: {modality: evening, funding: individual, percent: 12.5}
  - fees: {modality: daytime, yearly: 20.5, per_credit: 0}
  - fail: {rate: 0.15, units: {AST005: 0.3}, second_session: 0.5}
  - not_opening: {confidence: usual, probability: 0.2}
- id: nothing
  changes: []
"""


def load(folder: Path, text: str, *names: str) -> list[Scenario]:
    path = folder / "scenarios.yaml"
    path.write_text(text, encoding="utf-8")
    return scenarios.load(path, [programmes.load(name) for name in names])


def refused(folder: Path, change: str, *names: str) -> str:
    """The message about a scenario with one change, the file's folder left out."""
    text = f"scenarios:\n- id: one\n  changes:\n  - {change}\n"
    with pytest.raises(BadInput) as problem:
        load(folder, text, *(names or ("casp-2019-2020",)))
    for lang in ("fr", "en"):
        told = text_of(problem.value, lang)
        assert told.startswith(str(folder / "scenarios.yaml"))
    return told.removeprefix(f"{folder}/")


def test_every_change_is_read(tmp_path: Path) -> None:
    everything, nothing = load(tmp_path, ALL, "casp-2019-2020")
    assert (everything.id, everything.title, everything.runs) == ("everything", {"fr": "Tout", "en": "Everything"}, 5)
    assert everything.random
    assert everything.changes == (
        Close(Selector(unit="AST005", period="S2", modality="evening", year=2020)),
        Open("AST005", "S1", "evening", sessions=(Session("thu", 1080, 1290),), seats=30, confidence="usual"),
        Move(Selector(unit="TET003", year=2019), "S2", "fri", 545, 600, "North"),
        Seats(Selector(offering="AST004-*-S1-evening"), 25),
        UnitCap(2, "2020-S1"),
        EveningsLost(("thu", "fri")),
        Fees("evening", "individual", 12.5),
        Fees("daytime", per_credit=0, yearly=2050),
        Failure(0.15, {"AST005": 0.3}, 0.5),
        NotOpening("usual", 0.2),
    )
    assert (nothing.id, nothing.title, nothing.runs, nothing.changes) == ("nothing", "nothing", 1, ())
    assert not nothing.random


def test_the_sample_fits_its_programme() -> None:
    path = INSTANCES / "casp-2019-2020" / "scenarios.yaml"
    found = scenarios.load(path, [programmes.load("casp-2019-2020")])
    assert len(found) > 5
    assert len({scenario.id for scenario in found}) == len(found)


def test_an_offering_may_be_named_as_of_one_year(tmp_path: Path) -> None:
    programme = programmes.load("casp-2019-2020")
    where = Selector(offering="AST005-2020-S2-evening")
    assert [(pattern.id, year) for pattern, year in where.picks(programme)] == [("AST005-*-S2-evening", 2020)]
    assert Selector(offering="AST005-2020-S2-evening", year=2021).picks(programme) == []


def test_what_matches_in_one_of_the_programmes_is_enough(tmp_path: Path) -> None:
    text = "scenarios: [{id: one, changes: [{close: {unit: TET010}}]}]"
    assert load(tmp_path, text, "casp-2019-2020", "casp-rncp36625")
    with pytest.raises(BadInput):
        load(tmp_path, text, "casp-2019-2020", "casp-2010-reunion")


@pytest.mark.parametrize(
    "change, message",
    [
        ("close: {unit: AST999}", "scenarios.yaml:4: scenarios[0].changes[0].close.unit: unknown unit 'AST999'"),
        ("close: {unit: UAS003}", "scenarios.yaml:4: scenarios[0].changes[0].close.unit: unknown unit 'UAS003'"),
        (
            "close: {unit: AST005, period: S1, modality: evening}",
            "scenarios.yaml:4: scenarios[0].changes[0].close: no offering of the cohort's programmes is like this; "
            "there are: AST005-*-S2-evening, AST005-*-S1b-daytime",
        ),
        ("close: {}", "scenarios.yaml:4: scenarios[0].changes[0].close: say which offerings"),
        ("close: {units: AST005}", "scenarios.yaml:4: scenarios[0].changes[0].close.units: unknown key"),
        (
            "closed: {unit: AST005}",
            "scenarios.yaml:4: scenarios[0].changes[0].closed: unknown key; did you mean close?",
        ),
        ("{}", "scenarios.yaml:4: scenarios[0].changes[0]: one change each"),
        (
            "{close: {unit: AST005}, cap: {max_units_per_term: 2}}",
            "scenarios.yaml:4: scenarios[0].changes[0]: one change each",
        ),
        ("open: {unit: AST005, modality: evening}", "scenarios.yaml:4: scenarios[0].changes[0].open.period: this key"),
        (
            "open: {unit: AST005, period: S9, modality: evening}",
            "scenarios.yaml:4: scenarios[0].changes[0].open.period: 'S9' is not a period of evening",
        ),
        (
            "open: {unit: AST005, period: S1, modality: evening, weekday: thu}",
            "scenarios.yaml:4: scenarios[0].changes[0].open.weekday: give the weekday's times too",
        ),
        (
            'open: {unit: AST005, period: S1, modality: evening, start: "18:00", end: "20:00"}',
            "scenarios.yaml:4: scenarios[0].changes[0].open.start: give the weekday of these times too",
        ),
        (
            'open: {unit: AST005, period: S1, modality: evening, weekday: thu, start: "18:00", end: "17:00"}',
            "scenarios.yaml:4: scenarios[0].changes[0].open.end: ",
        ),
        (
            'open: {unit: AST005, period: S1, modality: evening, weekday: thu, start: "25:00", end: "26:00"}',
            "scenarios.yaml:4: scenarios[0].changes[0].open.start: value '25:00': it must be a time",
        ),
        (
            "open: {unit: AST005, period: S1, modality: evening, weekday: thu, start: 18, end: 20}",
            "scenarios.yaml:4: scenarios[0].changes[0].open.start: value 18: it must be a time",
        ),
        ("move: {unit: AST005}", "scenarios.yaml:4: scenarios[0].changes[0].move.to: this key is required"),
        ("move: {unit: AST005, to: {}}", "scenarios.yaml:4: scenarios[0].changes[0].move.to: say where it goes"),
        (
            "move: {unit: AST005, to: {weekday: thu}}",
            "scenarios.yaml:4: scenarios[0].changes[0].move.to.weekday: give the weekday's times too",
        ),
        (
            "move: {unit: AST005, to: {period: S7}}",
            "scenarios.yaml:4: scenarios[0].changes[0].move.to.period: 'S7' is not a period of evening",
        ),
        ("seats: {unit: AST005, seats: -1}", "scenarios.yaml:4: scenarios[0].changes[0].seats.seats: value -1: at"),
        (
            "seats: {period: 2020-S2, year: 2021, seats: 3}",
            "scenarios.yaml:4: scenarios[0].changes[0].seats.year: '2021' is not the year of the period",
        ),
        (
            "cap: {max_units_per_term: 2, term: 2020-S3}",
            "scenarios.yaml:4: scenarios[0].changes[0].cap.term: '2020-S3' is not a term of casp-2019-2020",
        ),
        ("evenings: {lost: []}", "scenarios.yaml:4: scenarios[0].changes[0].evenings.lost: value []: at least 1"),
        ("evenings: {lost: [lune]}", "scenarios.yaml:4: scenarios[0].changes[0].evenings.lost[0]: 'lune' is not"),
        ("fees: {modality: evening}", "scenarios.yaml:4: scenarios[0].changes[0].fees: give either percent"),
        (
            "fees: {percent: 10, yearly: 100}",
            "scenarios.yaml:4: scenarios[0].changes[0].fees: give either percent",
        ),
        (
            "fees: {modality: distance, percent: 10}",
            "scenarios.yaml:4: scenarios[0].changes[0].fees: no price of the cohort's programmes is like this",
        ),
        (
            "fees: {yearly: 10.005}",
            "scenarios.yaml:4: scenarios[0].changes[0].fees.yearly: 10.005: two decimals at most",
        ),
        ("fail: {rate: 1.5}", "scenarios.yaml:4: scenarios[0].changes[0].fail.rate: value 1.5: at most 1"),
        ("fail: {units: {XYZ: 0.5}}", "scenarios.yaml:4: scenarios[0].changes[0].fail.units.XYZ: unknown unit 'XYZ'"),
        (
            "not_opening: {confidence: usual, probability: 0.2}",
            "scenarios.yaml:4: scenarios[0].changes[0].not_opening.confidence: no offering",
        ),
    ],
)
def test_one_message_that_names_the_place(tmp_path: Path, change: str, message: str) -> None:
    assert refused(tmp_path, change).startswith(message), refused(tmp_path, change)


def test_ids_are_unique_and_baseline_is_taken(tmp_path: Path) -> None:
    for text in ("[{id: a, changes: []}, {id: a, changes: []}]", "[{id: baseline, changes: []}]"):
        with pytest.raises(BadInput, match="already taken"):
            load(tmp_path, f"scenarios: {text}")


@pytest.mark.parametrize("text", ["scenarios: []", "scenarios: 3", "changes: []", "[]", "scenarios: [{id: a}]"])
def test_a_file_of_another_form(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        load(tmp_path, text)

"""`planner cohort --risk`: how many come to each class, and when titles come, against figures by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import planner as library
from planner.domain.chances import Chances
from planner.solve.config import Config
from planner.study.risk.attendance import estimated, expectation
from tests.support import case_of
from tests.worded import in_language

Planner = Callable[..., Result]
DONE = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
ID = "casp-2019-2020"
USUAL: dict[str, Any] = {
    "programme": ID, "start": "2019-S1", "fictional": True, "acquired": DONE,
    "experience": {"months": 24, "in_sector": True},
}  # fmt: skip
OWN = {"fail": 0.2, "units": {"AST005": 0.5}}
LEARNERS: list[dict[str, Any]] = [
    {"id": "one", **USUAL, "chances": OWN, "deadline": "2020-S2"},
    {"id": "two", **USUAL, "chances": OWN, "deadline": "2020-S2"},
    {"id": "none", **USUAL},
    {"id": "never", **USUAL, "chances": OWN, "avoid": ["AST005"]},
]
PAST = [
    {"unit": "TET003", "year": "2017", "attempted": "40", "failed": "10"},
    {"unit": "AST005", "year": "2017", "attempted": "40", "failed": "10"},
]
YEARS = [(1 - 0.2**k) ** 2 * (1 - 0.5**k) for k in range(17)]


@cache
def plain(past: bool) -> dict[str, Any]:
    given = PAST if past else None
    answer = library.cohort(LEARNERS, risk=True, past=given, seats={"AST005": 1, "TET003": 1}, workers=1)
    return library.document(answer).plain("en")


def of(rows: list[dict[str, Any]], **keys: str) -> dict[str, Any]:
    (found,) = [row for row in rows if all(row[key] == value for key, value in keys.items())]
    return found


def test_classes_are_taken_again_by_who_failed() -> None:
    """Three units a year, each until it is passed: in year k AST005 is taken again with 0.5^k, TET003 with 0.2^k."""
    demand = plain(False)["risk"]["demand"]
    for year in range(4):
        term = f"{2019 + year}-S2"
        row = of(demand, unit="AST005", term=term)
        assert row["offerings"] == [f"AST005-{term}-evening"]
        assert row["expected"] == pytest.approx(2 * 0.5**year)
        assert row["repeaters"] == pytest.approx(2 * 0.5**year if year else 0, abs=1e-12)
        assert row["over"] == pytest.approx(0.25**year) and row["seats"] == 1
    annual = of(demand, unit="TET003", term="2020-S1")
    assert (annual["last_term"], annual["expected"]) == ("2020-S2", pytest.approx(0.4))
    assert annual["interval"] == [0, 2] and of(demand, unit="AST005", term="2019-S2")["interval"] == [2, 2]
    assert of(demand, unit="AST005", term="2022-S2")["interval"] == [0, 1]


def test_titles_come_term_by_term() -> None:
    risk = plain(False)["risk"]
    for year in range(3):
        row = of(risk["awards"], term=f"{2019 + year}-S2")
        assert row["expected"] == pytest.approx(2 * (YEARS[year + 1] - YEARS[year]))
        assert row["by_then"]["expected"] == pytest.approx(2 * YEARS[year + 1])
    assert risk["on_time"]["of"] == 2 and risk["on_time"]["expected"] == pytest.approx(2 * YEARS[2])
    learner = risk["learners"][0]
    assert learner["on_time"] == pytest.approx(YEARS[2])
    assert (learner["half"], learner["likely"]) == ("2020-S2", "2022-S2")  # 69 % after two years, 86 % three, 93 % four
    alone = library.document(library.risk(LEARNERS[0])).plain("en")["policy"]
    assert learner["award"] == alone["award"] and learner["expected_cost"] == pytest.approx(alone["expected_cost"])


def test_who_is_not_counted_is_named_with_the_reason() -> None:
    left = {each["id"]: each["why"] for each in plain(False)["risk"]["left_out"]}
    assert left == {"never": "impossible", "none": "no_chances"}
    assert [each["id"] for each in plain(False)["risk"]["learners"]] == ["one", "two"]


def test_an_estimate_has_the_exact_answer_in_its_interval() -> None:
    case, chances = library.read_learner({**USUAL, "id": "one"}), Chances(0.2, {"AST005": 0.5})
    found, exact = estimated(case, chances, Config(60, seed=1), draws=600), expectation(case, chances)
    assert found is not None and (found.exact, exact.exact) == (False, True)
    low, high = found.outlook.ends["expected_terms"]
    assert low <= exact.outlook.expected_terms <= high
    for name, told in list(exact.attended.items())[:6]:
        half = 3.5 * (told.chance * (1 - told.chance) / 600) ** 0.5
        assert found.attended[name].chance == pytest.approx(told.chance, abs=half + 1e-9), name
        assert found.attended[name].first == pytest.approx(told.first, abs=1e-9), name


def test_who_has_no_exact_answer_is_estimated() -> None:
    """What may be paid in a year hangs on more than on what is passed: here it leaves the dear TET003 a year alone."""
    data = {"id": "budget", **USUAL, "chances": OWN, "max_cost_per_year": 370}
    answer = library.cohort([data, LEARNERS[0]], risk=True, workers=1, seed=1)
    risk = library.document(answer).plain("en")["risk"]
    assert [(each["id"], each["exact"]) for each in risk["learners"]] == [("budget", False), ("one", True)]
    assert risk["left_out"] == [] and any("1 case has no exact answer" in text for text in risk["warnings"])
    assert risk["learners"][0]["expected_terms"] > risk["learners"][1]["expected_terms"] + 0.5


def test_past_results_serve_who_states_no_chances() -> None:
    """All units alike: 10 of 40 each, the mean 20.5 / 81 weighs as the 40 of the other."""
    risk = plain(True)["risk"]
    assert "none" in [each["id"] for each in risk["learners"]]
    alike = (10 + 40 * 20.5 / 81) / 80
    again = of(risk["demand"], unit="AST005", term="2020-S2")["expected"]
    before = of(plain(False)["risk"]["demand"], unit="AST005", term="2020-S2")["expected"]
    assert again - before == pytest.approx(alike)
    assert [(one["unit"], one["chance"]) for one in risk["past"]["units"]] == [
        ("TET003", pytest.approx(alike)), ("AST005", pytest.approx(alike)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("programme", "learner", "second"),
    [
        (ID, {"start": "2019-S2", "acquired": DONE[:7]}, 1.0),
        (ID, {"start": "2019-S1", "pathway": "daytime", "acquired": DONE[:5]}, 1.0),
        (
            "casp-2010-reunion",
            {"start": "2010-S1", "acquired": ["TET099", "AST004", "TRS001", "CCE001", "TET003"]},
            0.4,
        ),
    ],
    ids=["evening", "daytime", "2010"],
)
def test_each_unit_is_taken_until_it_is_passed(programme: str, learner: dict[str, Any], second: float) -> None:
    """A unit that all must pass is taken 1 / (chance to pass) times, whatever decides when; once for the first time."""
    case = case_of(programme, experience={"months": 48, "in_sector": True}, **learner)
    found = expectation(case, Chances(0.3, {}, second))
    size = case.programme.calendar.size
    units = {(year, one.id): one for year in range(case.learner.start // size, case.learner.start // size + 17)
             for one in case.programme.offerings(year)}  # fmt: skip
    taken, first = Counter[str](), Counter[str]()
    for name, attended in found.attended.items():
        taken[units[name].unit] += attended.chance  # type: ignore[assignment]
        first[units[name].unit] += attended.first  # type: ignore[assignment]
        assert units[name].first >= case.learner.start and 0 <= attended.first <= attended.chance + 1e-12
    sure = {unit for rule, missing in case.requirements() if missing == len(set(rule.units) & set(case.remaining))
            for unit in set(rule.units) & set(case.remaining)}  # fmt: skip
    assert len(sure & set(taken)) >= 4
    for unit in sure & set(taken):
        assert taken[unit] == pytest.approx(1 / (1 - 0.3 * second), rel=1e-3), unit
        assert first[unit] == pytest.approx(1, abs=1e-4), unit


def test_the_document_is_stored_and_drawn_in_the_other_language() -> None:
    answer = library.cohort(LEARNERS, risk=True, past=PAST, workers=1)
    made = library.document(answer)
    again = library.read_document(made.render("json", language="fr"))
    for form in ("text", "html", "md", "csv", "xlsx"):
        assert again.render(form, "en", created=made.created) == made.render(form, "en", created=made.created)
    told = in_language("en", lambda: made.render("text", "en"))
    assert "On time: " in str(told) and "Repeaters" in str(told) and "80 exam results" in str(told)


def test_the_command_asks_for_both(planner: Planner, tmp_path: Path) -> None:
    cohort, past = tmp_path / "cohort.csv", tmp_path / "past.csv"
    rows = [f"{name},{ID},2019-S1,{';'.join(DONE)},24,true,true" for name in ("a", "b")]
    head = "id,programme,start,acquired,experience.months,experience.in_sector,fictional"
    cohort.write_text("\n".join([head, *rows]))
    past.write_text("unit,year,attempted,failed\nAST005,2017,40,10\n")
    result = planner("cohort", cohort, "--risk", "--chances", past, "--format", "json", "--workers", "1")
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)["risk"]["learners"]) == 2
    assert planner("cohort", cohort, "--chances", past).exit_code == 2
    past.write_text("unit,year,attempted,failed\nAST005,2017,40,50\n")
    bad = planner("cohort", cohort, "--risk", "--chances", past)
    assert bad.exit_code == 1 and f"{past}:2" in bad.stderr.replace(" ", "")

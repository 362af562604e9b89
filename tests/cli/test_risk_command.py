"""`planner risk` as people call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import planner as library
from tests.support import works_at_most

Planner = Callable[..., Result]
DONE = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
LEFT = {
    "programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "acquired": DONE, "deadline": "2020-S2",
    "experience": {"months": 24, "in_sector": True}, "chances": {"fail": 0.2, "units": {"AST005": 0.5}},
}  # fmt: skip


def file_of(folder: Path, **keys: Any) -> Path:
    path = folder / "learner.yaml"
    path.write_text(json.dumps({key: value for key, value in {**LEFT, **keys}.items() if value is not None}))
    return path


def asked(planner: Planner, path: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    result = planner("risk", path, "--format", "json", "--lang", "en", *arguments)
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_figures_of_a_small_case_are_those_by_hand(planner: Planner, tmp_path: Path) -> None:
    """Three units a year, each passed or not: the years needed are the longest of three geometric waits. In the last
    year of the horizon nothing is taken: an award then counts as many terms as none.
    """
    data = asked(planner, file_of(tmp_path))
    years = [(1 - 0.2**k) ** 2 * (1 - 0.5**k) for k in range(17)]
    mean = sum(1 - done for done in years[:16])
    assert (data["schema"], data["status"], data["exact"]) == ("planner/risk/1", "optimal", True)
    assert data["chances"] == {"fail": 0.2, "units": {"AST005": 0.5}, "source": "learner"}
    policy = data["policy"]
    assert policy["on_time"] == pytest.approx(years[2], abs=1e-9)
    assert policy["expected_terms"] == pytest.approx(2 * mean, abs=1e-9)
    attempts = [(1 - 0.2**15) / 0.8] * 2 + [(1 - 0.5**15) / 0.5]
    paid = attempts[0] * 112 + attempts[1] * 56 + attempts[2] * 84
    assert policy["expected_cost"] == pytest.approx(paid + 170 * sum(1 - done for done in years[:15]), abs=1e-7)
    assert policy["unfinished"] == pytest.approx(1 - years[15], abs=1e-9)
    assert policy["now"] == [{"unit": "TET003", "offering": "TET003-2019-year-evening"}]
    chances = {one["term"]: one["probability"] for one in policy["award"]}
    assert chances["2019-S2"] == pytest.approx(years[1]) and chances["2020-S2"] == pytest.approx(years[2] - years[1])
    assert sum(chances.values()) + policy["unfinished"] == pytest.approx(1, abs=1e-9)


def test_what_a_failure_means_is_that_by_hand(planner: Planner, tmp_path: Path) -> None:
    units = {one["unit"]: one for one in asked(planner, file_of(tmp_path))["units"]}
    years = [(1 - 0.2**k) ** 2 * (1 - 0.5**k) for k in range(17)]

    def mean(first: float, wait: list[float]) -> float:
        """Years until all is passed, the chance of which by the end of each is known."""
        return first + sum(1 - done for done in wait)

    rest = [(1 - 0.2**k) ** 2 for k in range(17)]
    failed = mean(1, [rest[k] * (1 - 0.5 ** (k - 1)) for k in range(1, 16)])
    passed = mean(1, [rest[k] for k in range(1, 16)])
    assert units["AST005"]["attempted"] == pytest.approx(1)
    assert units["AST005"]["delay"] == pytest.approx(2 * (failed - passed), abs=1e-9)
    assert units["AST005"]["on_time_if_failed"] == pytest.approx(rest[2] * 0.5, abs=1e-9)
    assert len(years) == 17 and set(units) == {"TET003", "AST005", "PSY001"}


def test_the_plan_gone_on_with_is_never_better(planner: Planner, tmp_path: Path) -> None:
    data = asked(planner, file_of(tmp_path, acquired=["TET099", "TRS001"], deadline="2021-S2"))
    assert set(data["plan"]) == {"on_time", "expected_terms", "expected_cost", "award", "expected_date"}
    assert data["plan"]["on_time"] <= data["policy"]["on_time"] + 1e-9
    assert 0.999 < sum(one["probability"] for one in data["plan"]["award"]) <= 1


def test_without_failures_both_are_the_plan(planner: Planner, tmp_path: Path) -> None:
    path = file_of(tmp_path, acquired=[], deadline=None, chances={"fail": 0})
    data = asked(planner, path, "--set", "order=ignore", "--set", "minimise=[duration, cost]")
    plan = json.loads(planner("plan", path, "--format", "json", "--set", "order=ignore",
                              "--set", "minimise=[duration, cost]").stdout)  # fmt: skip
    figures = {one["name"]: one["value"] for one in plan["objectives"]}
    for way in ("policy", "plan"):
        assert data[way]["on_time"] is None
        assert data[way]["expected_terms"] == pytest.approx(figures["duration"])
        assert data[way]["expected_cost"] == pytest.approx(figures["cost"])
        assert data[way]["award"] == [
            {
                "term": plan["award"]["term"],
                "ends": plan["award"]["date"],
                "probability": 1.0,
                "terms": figures["duration"],
            }
        ]


def test_without_chances_a_table_tells_what_some_would_mean(planner: Planner, tmp_path: Path) -> None:
    data = asked(planner, file_of(tmp_path, chances=None))
    assert data["status"] == "no_chances" and "policy" not in data and "chances" not in data
    assert [row["fail"] for row in data["table"]] == [0.05, 0.1, 0.2, 0.3]
    chances = [row["on_time"] for row in data["table"]]
    assert chances == sorted(chances, reverse=True) and chances[2] == pytest.approx(0.96**3)


@pytest.mark.parametrize("change, why", [
    ("max_cost_per_year=300", "max_cost_per_year"), ("min_units_per_term=2", "Least loads"), ("terms=4", "(terms)"),
])  # fmt: skip
def test_what_is_not_exact_is_estimated(planner: Planner, tmp_path: Path, change: str, why: str) -> None:
    data = asked(planner, file_of(tmp_path, acquired=[*DONE, "TET003"]), "--set", change)
    assert (data["status"], data["exact"]) == ("feasible", False)
    policy, bound, gap = data["policy"], data["bound"], data["gap"]
    for name in ("on_time", "expected_terms", "expected_cost"):
        low, high = policy["interval"][name]
        assert low <= policy[name] <= high
    assert bound["proven"] is True and bound["expected_cost"] is None
    assert gap["on_time"] == max(0, bound["on_time"] - policy["on_time"])
    assert gap["expected_terms"] == max(0, policy["expected_terms"] - bound["expected_terms"])
    assert sum(one["probability"] for one in policy["award"]) + policy["unfinished"] == pytest.approx(1)
    assert all(one["interval"][0] <= one["probability"] <= one["interval"][1] for one in policy["award"])
    assert data["draws"]["policy"] >= data["draws"]["plan"] >= 10
    assert {one["unit"] for one in data["units"]} == {"AST005", "PSY001"}
    assert any(why in text for text in data["warnings"]), data["warnings"]


def test_a_page_of_estimates_tells_intervals_and_the_bound(planner: Planner, tmp_path: Path) -> None:
    path = file_of(tmp_path, acquired=[*DONE, "TET003"])
    pages = [planner("risk", path, "--lang", lang, "--set", "max_cost_per_year=300") for lang in ("fr", "en")]
    assert [page.exit_code for page in pages] == [0, 0]
    assert "Intervalle (95" in pages[0].stdout and "La borne est prouvée" in pages[0].stdout
    assert "Interval (95%)" in pages[1].stdout and "The bound is proven" in pages[1].stdout


def test_without_time_there_are_no_figures(planner: Planner, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    data = asked(planner, path, "--set", "max_cost_per_year=300", "--time-limit", "0.01", code=4)
    assert (data["status"], data["exact"]) == ("unknown", False)
    assert not {"policy", "plan", "units", "table"} & set(data)


def test_without_chances_the_table_is_estimated_too(planner: Planner, tmp_path: Path) -> None:
    data = asked(planner, file_of(tmp_path, chances=None, acquired=[*DONE, "TET003"], max_cost_per_year=300))
    assert data["status"] == "no_chances" and data["exact"] is False
    assert [row["fail"] for row in data["table"]] == [0.05, 0.1, 0.2, 0.3]
    assert all(row["interval"]["on_time"][0] < 1 for row in data["table"])


def test_a_goal_that_nobody_reaches_is_told(planner: Planner, tmp_path: Path) -> None:
    keys = {"experience": {"months": 0, "in_sector": True, "working": False}}
    assert asked(planner, file_of(tmp_path, **keys), code=3)["status"] == "impossible"


def test_nothing_left_is_the_award_at_once(planner: Planner, tmp_path: Path) -> None:
    data = asked(planner, file_of(tmp_path, acquired=[*DONE, "TET003", "AST005", "PSY001"]))
    assert data["policy"]["on_time"] == 1 and data["policy"]["expected_terms"] == 1 and data["units"] == []
    assert data["policy"]["expected_cost"] == 170.0 and data["policy"]["now"] == []


def test_the_page_speaks_both_languages(planner: Planner, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    french, english = (planner("risk", path, "--lang", lang) for lang in ("fr", "en"))
    assert (french.exit_code, english.exit_code) == (0, 0)
    assert "TET003" in french.stdout and "69 %" in french.stdout.replace("\u202f", " ").replace("\xa0", " ")
    assert "To take in 2019-S1: TET003" in english.stdout and "69%" in english.stdout


def test_the_document_of_an_answer_comes_back(tmp_path: Path) -> None:
    document = library.document(library.risk(LEFT))
    again = library.read_document(document.render("json", language="fr"))
    assert again.render("text", language="en") == document.render("text", language="en")


def test_a_pinned_unit_is_taken_where_it_stands(planner: Planner, tmp_path: Path) -> None:
    path = file_of(tmp_path, acquired=["TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007"], deadline=None)
    free = [one["unit"] for one in asked(planner, path)["policy"]["now"]]
    later = asked(planner, path, "--set", "pins=[{unit: CCE003, term: 2020-S1}]")
    assert "CCE003" in free and "CCE003" not in [one["unit"] for one in later["policy"]["now"]]


def test_a_fresh_learner_is_quick() -> None:
    given = {key: value for key, value in LEFT.items() if key != "acquired"} | {"deadline": "2021-S2"}
    case = library.read_learner(given)
    with works_at_most(12):
        found = library.risk(case).found
    assert found is not None and 0.5 < (found.policy.on_time or 0) < 1

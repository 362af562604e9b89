"""`planner frontier`: every trade-off between duration, cost and load, each a plan."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.domain.text import Cents
from planner.study import sweep
from tests.support import INSTANCES, ROOT, refused
from tests.worded import say

Run = Callable[..., Result]
Data = dict[str, Any]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
LEARNERS = {
    "evening": EVENING,
    "mixed": PARIS / "mixed-one-day-part.yaml",
    "jobseeker": INSTANCES / "casp-2016-2017/learners/mixed-jobseeker.yaml",
    "unknown cost": INSTANCES / "casp-rncp36625/learners/mixed-deadline.yaml",
    "one point": INSTANCES / "casp-2016-2017/learners/acquired-last-unit-dif.yaml",
}


def shown(planner: Run, learner: Path, *arguments: object) -> Data:
    result = planner("frontier", learner, *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    data: Data = json.loads(result.stdout)
    return data


def figures(point: Data) -> tuple[int, float | None, int]:
    return point["duration"], point["cost"], point["load"]


# The document


@pytest.mark.parametrize("name", LEARNERS)
def test_every_point_is_a_plan_that_the_check_accepts(planner: Run, tmp_path: Path, name: str) -> None:
    data = shown(planner, LEARNERS[name])
    assert (data["schema"], data["status"], data["complete"], data["open"]) == (
        "planner/frontier/1", "optimal", True, None,
    )  # fmt: skip
    assert data["objectives"] == ["duration", "cost", "load"]
    assert data["solves"] > 0
    for number, point in enumerate(data["points"]):
        plan = point["plan"]
        assert (plan["schema"], plan["status"], point["proven"]) == ("planner/plan/1", "optimal", True)
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        result = planner("check", LEARNERS[name], path, "--format", "json")
        assert result.exit_code == 0, result.stdout
        assert json.loads(result.stdout)["mismatches"] == []
        assert point["award"] == plan["award"]
        assert point["cost"] == plan["cost"]["total"]
        assert point["duration"] == len(plan["terms"])
        assert point["load"] == max(len(term["units"]) for term in plan["terms"])
        assert point["evenings"] == max(term["evenings"] for term in plan["terms"])
    rows = [figures(point) for point in data["points"]]
    assert rows == sorted(rows, key=lambda row: (row[0], row[1] is None, row[1] or 0, row[2]))
    priced = [(terms, float("inf") if cost is None else cost, load) for terms, cost, load in rows]
    for one, other in permutations(priced, 2):
        assert any(mine < its for mine, its in zip(one, other, strict=True)), (one, other)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", LEARNERS)
def test_what_a_point_trades_is_true(planner: Run, name: str, lang: str) -> None:
    points = shown(planner, LEARNERS[name], "--lang", lang)["points"]
    joint = "\u00a0; " if lang == "fr" else "; "
    for place, point in enumerate(points):
        assert point["why"] == joint.join(expected(points, place, lang)), place


def expected(points: list[Data], place: int, lang: str) -> Iterator[str]:
    """The words, every figure taken from the plans."""
    if len(points) == 1:
        yield say(lang, "frontier.only")
        return
    plans = [point["plan"] for point in points]
    totals = [plan["cost"]["total"] for plan in plans]
    loads = [max(len(term["units"]) for term in plan["terms"]) for plan in plans]
    if place == 0:
        yield say(lang, "frontier.shortest")
    if None not in totals and totals[place] == min(totals) and min(totals) not in totals[:place]:
        yield say(lang, "frontier.cheapest")
    if loads[place] == min(loads) and min(loads) not in loads[:place]:
        yield say(lang, "frontier.lightest")
    if place:
        trade = ", ".join(differences(points, place, lang))
        yield say(lang, "frontier.against", number=place, what=trade)


def differences(points: list[Data], place: int, lang: str) -> Iterator[str]:
    """What a plan trades against the one before."""
    plans = [point["plan"] for point in points]
    totals = [plan["cost"]["total"] for plan in plans]
    loads = [max(len(term["units"]) for term in plan["terms"]) for plan in plans]
    if more := len(plans[place]["terms"]) - len(plans[place - 1]["terms"]):
        yield say(lang, "frontier.longer", count=more)
    if None not in totals and totals[place] != totals[place - 1]:
        dearer = totals[place] > totals[place - 1]
        amount = Cents(round(100 * abs(totals[place] - totals[place - 1])))
        yield say(lang, "alternatives.more" if dearer else "alternatives.less", amount=amount)
    if loads[place] != loads[place - 1]:
        yield say(lang, "alternatives.load", count=loads[place], before=loads[place - 1])


def test_a_term_more_for_28_euros_less(planner: Run) -> None:
    points = shown(planner, EVENING)["points"]
    assert figures(points[0]) == (5, 1462, 3)
    assert figures(points[1]) == (6, 1434, 3)
    assert (
        points[1]["why"] == "le moins cher\u00a0; par rapport au plan 1\u00a0: 1 semestre de plus, 28\u00a0€ de moins"
    )


def test_an_unknown_cost_is_null_and_said(planner: Run) -> None:
    data = shown(planner, LEARNERS["unknown cost"], "--lang", "en")
    assert {point["cost"] for point in data["points"]} == {None}
    assert data["warnings"] == [say("en", "frontier.unpriced")]


def test_no_longer_plans_than_asked_for(planner: Run) -> None:
    data = shown(planner, EVENING, "--max-terms", 7)
    assert data["max_terms"] == 7
    assert [figures(point) for point in data["points"]] == [(5, 1462, 3), (6, 1434, 3), (7, 1632, 2)]


def test_options_change_the_learner(planner: Run) -> None:
    data = shown(planner, EVENING, "--set", "funding=cpf", "--max-terms", 6, "--avoid", "TET006")
    assert data["funding"] == "cpf"
    assert {unit["unit"] for p in data["points"] for t in p["plan"]["terms"] for unit in t["units"]} >= {"UEV010"}
    assert {point["cost"] for point in data["points"]} == {7650}


# The text


def test_the_text_has_the_table_and_each_plan(planner: Run) -> None:
    result = planner("frontier", EVENING, "--max-terms", 7)
    lines = [line.rstrip() for line in result.stdout.replace("\u00a0", " ").replace("\u202f", " ").splitlines()]
    assert lines[0] == "Durée, coût et charge : autumn-evening"
    assert lines[1].endswith("exemple fictif")
    assert "Les plans de plus de 7 semestres sont laissés de côté." in lines
    rows = [re.split(r"  +", line.strip()) for line in lines if re.match(r" +\d  +\d", line)]
    assert rows == [
        ["1", "31 janvier 2022", "1 462 €", "5", "28", "31 janvier 2021", "3", "3"],
        ["2", "30 juin 2022", "1 434 €", "6", "33", "31 janvier 2021", "3", "3"],
        ["3", "31 janvier 2023", "1 632 €", "7", "40", "30 juin 2021", "2", "2"],
    ]
    for term in ("2021-S1, le 31 janvier 2022", "2021-S2, le 30 juin 2022", "2022-S1, le 31 janvier 2023"):
        assert sum(line.startswith("  Titre : ") and line.endswith(term) for line in lines) == 1
    assert [line for line in lines if re.fullmatch(r"PLAN \d", line)] == ["PLAN 1", "PLAN 2", "PLAN 3"]
    assert "Le moins cher ; par rapport au plan 1 : 1 semestre de plus, 28 € de moins." in lines
    assert sum("Dates projetées" in line for line in lines) == 1
    assert sum("[pattern-2010]" in line for line in lines) == 1
    assert all(len(line) <= 100 for line in lines)


def test_one_point_needs_no_trade(planner: Run) -> None:
    text = planner("frontier", LEARNERS["one point"], "--lang", "en").stdout
    assert "The shortest, the cheapest and the lightest all at once." in text
    assert "compared with plan" not in text


def test_a_limit_is_said(planner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    search = sweep.Sweep._search

    def limited(self: sweep.Sweep, *args: Any, **kwargs: Any) -> Any:
        if self.cap == 2:
            raise sweep.Late
        return search(self, *args, **kwargs)

    monkeypatch.setattr(sweep.Sweep, "_search", limited)
    data = shown(planner, EVENING, "--lang", "en")
    assert (data["status"], data["complete"]) == ("feasible", False)
    assert data["open"] == {"load": 2, "unknown_cost_only": False}
    assert [figures(point) for point in data["points"]] == [(5, 1462, 3), (6, 1434, 3)]
    assert data["warnings"] == [say("en", "frontier.open_load", count=2)]
    assert [point["why"] for point in data["points"]] == ["the shortest", "compared with plan 1: 1 more term, €28 less"]
    text = planner("frontier", EVENING).stdout
    assert "Voici les compromis trouvés" in text
    assert "avec 2 UE par semestre au plus" in text.replace("\u00a0", " ").replace("\n    ", " ")


# No plan, bad input


def test_an_impossible_learner_is_told_why(planner: Run) -> None:
    learner = PARIS / "impossible-deadline.yaml"
    result = planner("frontier", learner, "--format", "json")
    assert result.exit_code == 3
    data, plan = json.loads(result.stdout), json.loads(planner("plan", learner, "--format", "json").stdout)
    assert (data["status"], data["conflicts"], data["repairs"]) == ("impossible", plan["conflicts"], plan["repairs"])


def test_too_few_terms_are_impossible_and_no_repair_takes_more(planner: Run) -> None:
    result = planner("frontier", EVENING, "--max-terms", 3, "--format", "json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["status"]) == (3, "impossible")
    assert {conflict["rule"] for conflict in data["conflicts"]} >= {"deadline"}
    assert data["repairs"]
    assert all("deadline" not in repair["set"] for repair in data["repairs"])


def test_no_time_is_undecided(planner: Run) -> None:
    result = planner("frontier", EVENING, "--time-limit", "0.00001", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["status"]) == (4, "unknown")


def test_bad_input(planner: Run, tmp_path: Path) -> None:
    assert "nowhere.yaml" in refused(planner, "frontier", tmp_path / "nowhere.yaml")
    assert "funding" in refused(planner, "frontier", EVENING, "--set", "funding=lottery")
    for wrong in ("0", "-1", "many", "2.5"):
        result = planner("frontier", EVENING, "--max-terms", wrong)
        assert (result.exit_code, result.stdout) == (2, "")


def test_the_output_can_go_to_a_file(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "front.json"
    result = planner("frontier", EVENING, "--max-terms", 5, "--format", "json", "--out", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(json.loads(path.read_text(encoding="utf-8"))["points"]) == 1


def test_help_and_bad_input_load_no_solver() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from planner.cli import main\n"
        "print([CliRunner().invoke(main, words.split()).exit_code for words in\n"
        "       ('frontier --help', 'frontier nowhere.yaml', 'frontier x --max-terms 0')])\n"
        "print(sorted({'ortools', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[0, 1, 2]", "[]"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_unknown_days_are_said_once_for_all_plans(planner: Run, lang: str) -> None:
    free = "availability.evenings=[mon, tue, thu]"
    for command in ("frontier", "alternatives"):
        result = planner(command, EVENING, "--set", free, "--lang", lang, "--format", "json")
        data = json.loads(result.stdout)
        plans = [point["plan"] for point in data["points"]] if command == "frontier" else data["plans"]
        own = [entry["text"] for plan in plans for entry in plan["notices"]]
        (notice,) = data["notices"]
        terms = {term["term"] for plan in plans for term in plan["terms"]}
        named = {name for plan in plans for entry in plan["notices"] for name in entry["subjects"] if name in terms}
        assert len(own) == len(plans) > 1
        assert [name for name in notice["subjects"] if name in terms] == sorted(named)
        assert ", ".join(sorted(named)) in notice["text"]

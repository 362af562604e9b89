"""`planner alternatives`: good plans that differ, each told by its difference from the best one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.domain.text import Cents
from planner.solve.result import Result as Solved
from planner.study import alternatives as study
from tests.support import INSTANCES, refused
from tests.worded import say

Run = Callable[..., Result]
Data = dict[str, Any]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
LEARNERS = {
    "evening": (EVENING, ()),
    "acquired": (PARIS / "acquired-vae-ves.yaml", ()),
    "internship": (INSTANCES / "casp-2020-2021/learners/out-of-sector-internship.yaml", ()),
    "mixed": (INSTANCES / "casp-2016-2017/learners/mixed-jobseeker.yaml", ("duration=1", "cost=60%")),
    "unknown cost": (INSTANCES / "casp-rncp36625/learners/autumn-evening.yaml", ("duration=2",)),
    "looser": (INSTANCES / "casp-2010-reunion/learners/two-evenings-free-spring.yaml", ("duration=2,load=1",)),
}


@pytest.fixture(autouse=True)
def little_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly any effort for the last unit of distance."""
    monkeypatch.setattr(study, "JOINT_EFFORT", 0.05)


def shown(planner: Run, learner: Path, *arguments: object) -> Data:
    result = planner("alternatives", learner, *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    data: Data = json.loads(result.stdout)
    return data


def classes(plan: Data) -> dict[str, tuple[str, str]]:
    """Offering and modality of each unit."""
    return {unit["unit"]: (unit["offering"], unit["modality"]) for term in plan["terms"] for unit in term["units"]}


def apart(one: Data, other: Data) -> int:
    mine, theirs = classes(one), classes(other)
    return sum(mine.get(unit) != theirs.get(unit) for unit in {*mine, *theirs})


def ordinal(plans: list[Data], term: str | None) -> int | None:
    names = [entry["term"] for entry in max(plans, key=lambda plan: len(plan["terms"]))["terms"]]
    return None if term is None else names.index(term)


# The document


@pytest.mark.parametrize("name", LEARNERS)
def test_every_plan_is_a_document_that_the_check_accepts(planner: Run, tmp_path: Path, name: str) -> None:
    learner, slack = LEARNERS[name]
    options = [word for text in slack for word in ("--slack", text)]
    data = shown(planner, learner, "-k", 3, *options, "--lang", "en")
    assert (data["schema"], data["status"], data["asked"]) == ("planner/alternatives/1", "optimal", 3)
    assert len(data["plans"]) == 3
    for number, plan in enumerate(data["plans"]):
        assert plan["schema"] == "planner/plan/1"
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        result = planner("check", learner, path, "--format", "json")
        assert result.exit_code == 0, result.stdout
        assert json.loads(result.stdout)["mismatches"] == []
        assert plan["distances"] == [apart(plan, other) for other in data["plans"]]
        assert plan["difference"].endswith("; ".join(expected(data["plans"], number, "en")))
    assert len({plan["difference"] for plan in data["plans"]}) == len(data["plans"])
    assert data["smallest_distance"] == min(apart(*pair) for pair in combinations(data["plans"], 2)) > 0
    assert data["smallest_distance"] <= data["bound"]
    assert data["proven"] is (data["smallest_distance"] == data["bound"])
    assert data["complete"] is True
    for plan in data["plans"]:
        values = {entry["name"]: entry["value"] for entry in plan["objectives"]}
        assert "apart" not in values
        assert all(values[name] <= limit for name, limit in data["limits"].items())


@pytest.mark.parametrize("name", LEARNERS)
def test_the_difference_in_french_is_true(planner: Run, name: str) -> None:
    learner, slack = LEARNERS[name]
    options = [word for text in slack for word in ("--slack", text)]
    data = shown(planner, learner, "-k", 4, *options)
    for number, plan in enumerate(data["plans"]):
        assert plan["difference"].endswith("\u00a0; ".join(expected(data["plans"], number, "fr")))


def expected(plans: list[Data], number: int, lang: str) -> Iterator[str]:
    """The words of the difference, every figure taken from the documents."""
    best, plan = plans[0], plans[number]
    if number == 0:
        yield say(lang, "alternatives.best")
        return
    if later := len(plan["terms"]) - len(best["terms"]):
        yield say(lang, "alternatives.later" if later > 0 else "alternatives.sooner", count=abs(later))
    costs = best["cost"]["total"], plan["cost"]["total"]
    if None not in costs and costs[0] != costs[1]:
        amount = Cents(round(100 * abs(costs[1] - costs[0])))
        yield say(lang, "alternatives.more" if costs[1] > costs[0] else "alternatives.less", amount=amount)
    nights = [max(term["evenings"] for term in one["terms"]) for one in (best, plan)]
    loads = [max(len(term["units"]) for term in one["terms"]) for one in (best, plan)]
    if nights[0] != nights[1]:
        yield say(lang, "alternatives.evenings", count=nights[1], before=nights[0])
    elif loads[0] != loads[1]:
        yield say(lang, "alternatives.load", count=loads[1], before=loads[0])
    for before, after in zip(best["certificates"], plan["certificates"], strict=True):
        places = ordinal(plans, before["term"]), ordinal(plans, after["term"])
        if places[0] is not None and places[1] is not None and places[0] != places[1]:
            sign = "later" if places[1] > places[0] else "sooner"
            key = f"alternatives.certificate_{sign}"
            yield say(lang, key, name=before["id"], count=abs(places[1] - places[0]))
    mine, theirs = classes(best), classes(plan)
    gone, new = [u for u in mine if u not in theirs], [u for u in theirs if u not in mine]
    if gone and new:
        yield say(lang, "alternatives.instead", new=joined(new, lang), gone=joined(gone, lang))
    elif gone or new:
        yield say(lang, "alternatives.without" if gone else "alternatives.with", units=joined(gone or new, lang))
    for modality in ("evening", "daytime", "distance"):
        units = [u for u in theirs if theirs[u][1] == modality and u in mine and mine[u][1] != modality]
        if units:
            yield say(lang, "alternatives.modality", units=joined(units, lang), modality=modality)
    yield say(lang, "alternatives.moved", count=apart(best, plan))


def joined(units: list[str], lang: str) -> str:
    *first, last = units
    word = {"fr": "et", "en": "and"}[lang]
    return f"{', '.join(first)} {word} {last}" if first else last


@pytest.mark.parametrize(
    "key, count, french, english",
    [
        ("later", 1, "finit un semestre plus tard", "finishes a term later"),
        ("sooner", 2, "finit 2 semestres plus tôt", "finishes 2 terms sooner"),
        ("moved", 1, "1 UE de différence", "1 unit differs"),
        ("moved", 8, "8 UE de différence en tout", "8 units differ in all"),
    ],
)
def test_the_words_of_a_difference(key: str, count: int, french: str, english: str) -> None:
    assert say("fr", f"alternatives.{key}", count=count) == french
    assert say("en", f"alternatives.{key}", count=count) == english
    assert say("en", "alternatives.evenings", count=2, before=3) == "at most 2 evenings a week instead of 3"
    assert say("fr", "alternatives.less", amount=Cents(2800)) == "28\u00a0€ de moins"


# The text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_text_says_what_the_document_says(planner: Run, tmp_path: Path, lang: str) -> None:
    data = shown(planner, EVENING, "-k", 3, "--lang", lang)
    result = planner("alternatives", EVENING, "-k", 3, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    words = re.sub(r"\s+", " ", result.stdout)
    best, *others = (re.sub(r"\s+", " ", plan["difference"]) for plan in data["plans"])
    assert f"{best[:1].upper()}{best[1:]}." in words
    assert all(f"{difference}." in words for difference in others)
    longest = max(data["plans"], key=lambda plan: len(plan["terms"]))
    for plan in data["plans"]:
        assert plan["award"]["term"] in words
        for warning in plan["warnings"]:
            # Which dates are projected is said once, for the longest plan.
            told_once = plan is not longest and warning.startswith(("Dates projetées", "Dates projected"))
            assert (re.sub(r"\s+", " ", warning) in words) or told_once
        for entry in plan["assumptions"]:
            assert f"[{entry['id']}]" in words
    assert re.search(rf"\b{data['smallest_distance']} (UE|units)", words)
    assert all(len(line) <= 110 for line in result.stdout.splitlines())
    target = tmp_path / "alternatives.txt"
    assert planner("alternatives", EVENING, "-k", 3, "--lang", lang, "--out", target).stdout == ""
    assert target.read_text(encoding="utf-8") == result.stdout


def test_the_same_again_and_in_a_file(planner: Run, tmp_path: Path) -> None:
    target = tmp_path / "alternatives.json"
    first = planner("alternatives", EVENING, "-k", 3, "--format", "json")
    second = planner("alternatives", EVENING, "-k", 3, "--format", "json", "--out", target)
    assert (second.exit_code, second.stdout) == (0, "")
    assert target.read_bytes() == first.stdout_bytes


def test_the_best_is_that_of_the_plan_command(planner: Run) -> None:
    best = shown(planner, EVENING, "-k", 2)["plans"][0]
    alone = json.loads(planner("plan", EVENING, "--format", "json").stdout)
    del alone["words"]
    assert {key: best[key] for key in alone} == alone


def test_only_one_plan(planner: Run) -> None:
    everything = [
        "TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007", "TRS002", "CCE003", "PSY001", "AST005", "AST002",
        "UEV010",
    ]  # fmt: skip
    alone = ("--set", f"acquired=[{', '.join(everything)}]")
    data = shown(planner, EVENING, *alone)
    assert [len(data["plans"]), data["smallest_distance"], data["bound"], data["proven"]] == [1, None, None, True]
    text = planner("alternatives", EVENING, *alone, "--lang", "en").stdout
    assert "No other plan exists within the slack." in text
    assert "There are not" not in text


# Slack and number


@pytest.mark.parametrize(
    "slack, limits",
    [
        ((), {"duration": 6, "cost": 1608.2}),
        (("duration=0",), {"duration": 5, "cost": 1608.2}),
        (("cost=20",), {"duration": 6, "cost": 1482.0}),
        (("cost=0.5",), {"duration": 6, "cost": 1462.5}),
        (("duration=2,cost=0%", "load=0, order=3"), {"duration": 7, "cost": 1462.0, "load": 3, "order": 3}),
        (("duration=20%", "certificate=0"), {"duration": 6, "cost": 1608.2, "certificate": 3}),
    ],
)
def test_the_limits_of_a_slack(planner: Run, slack: tuple[str, ...], limits: dict[str, float]) -> None:
    data = shown(planner, EVENING, "-k", 2, *(word for text in slack for word in ("--slack", text)))
    assert data["limits"] == limits
    assert data["warnings"] == []
    for plan in data["plans"]:
        values = {entry["name"]: entry["value"] for entry in plan["objectives"]}
        assert all(values[name] <= limit for name, limit in limits.items())


def test_a_slack_that_means_nothing_is_left_out_with_a_warning(planner: Run) -> None:
    options = ("--set", "order=ignore", "--slack", "order=1", "-k", 2, "--lang", "en")
    data = shown(planner, EVENING, *options)
    assert "order" not in data["limits"]
    assert len(data["warnings"]) == 1
    assert "means nothing here" in data["warnings"][0]
    assert data["warnings"][0] in re.sub(r"\s+", " ", planner("alternatives", EVENING, *options).stdout)


@pytest.mark.parametrize(
    "slack",
    ["duration=-1", "duration=one", "duration=1.5", "duration", "duration=", "cost=1e3", "cost=10%%", "cost=%",
     "load=inf", "load=nan", "duration=9999999", "cost=99999999999999999999%", "duration=١"],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_slack_that_is_none(planner: Run, slack: str, lang: str) -> None:
    line = refused(planner, "alternatives", EVENING, "--slack", slack, lang=lang)
    assert "--slack" in line
    assert slack in line


@pytest.mark.parametrize("slack", ["", ",", "money=1", "Duration=1", "=1", "duration=1,"])
def test_a_slack_on_nothing_known(planner: Run, slack: str) -> None:
    line = refused(planner, "alternatives", EVENING, "--slack", slack)
    assert "--slack" in line
    assert "duration, order, cost, load, certificate" in line


@pytest.mark.parametrize("number", ["1", "0", "-2", "13", "two", "2.5"])
def test_a_number_out_of_bounds_is_a_usage_error(planner: Run, number: str) -> None:
    result = planner("alternatives", EVENING, "-k", number)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-k" in result.stderr


def test_as_many_as_can_be_asked_for(planner: Run) -> None:
    """Twelve, all different, however little there is to choose."""
    data = shown(planner, PARIS / "acquired-vae-ves.yaml", "-k", 12, "--slack", "duration=1,cost=30%")
    assert len({json.dumps(classes(plan), sort_keys=True) for plan in data["plans"]}) == len(data["plans"])
    assert data["complete"]


# No plan, no time


@pytest.mark.parametrize("form", ["json", "text"])
def test_impossible(planner: Run, form: str) -> None:
    learner = PARIS / "impossible-deadline.yaml"
    result = planner("alternatives", learner, "--format", form, "--lang", "en")
    assert (result.exit_code, result.stderr) == (3, "")
    assert result.stdout == planner("plan", learner, "--format", form, "--lang", "en").stdout
    if form == "json":
        data = json.loads(result.stdout)
        assert data["status"] == "impossible"
        assert data["conflicts"]
        assert data["repairs"]


def test_no_time_at_all(planner: Run) -> None:
    learner = INSTANCES / "fictional-three-terms" / "learners" / "evening-fresh.yaml"
    result = planner("alternatives", learner, "--time-limit", "0.001", "--format", "json")
    assert (result.exit_code, result.stderr) == (4, "")
    assert json.loads(result.stdout)["status"] == "unknown"


@pytest.mark.parametrize(
    "found, french, english",
    [
        (1, "n’a été trouvé avant la limite de temps", "was found before the time limit"),
        (2, "La limite de temps a été atteinte avant", "The time limit was reached before"),
    ],
)
def test_time_that_is_up_is_no_proof_that_nothing_else_exists(
    planner: Run, monkeypatch: pytest.MonkeyPatch, found: int, french: str, english: str
) -> None:
    real = study.solve

    def late(*arguments: Any) -> Solved:
        late.calls += 1  # type: ignore[attr-defined]
        return real(*arguments) if late.calls <= found else Solved("unknown")  # type: ignore[attr-defined]

    monkeypatch.setattr(study, "solve", late)
    for lang, words in (("fr", french), ("en", english)):
        late.calls = 0  # type: ignore[attr-defined]
        data = shown(planner, EVENING, "--lang", lang)
        assert (len(data["plans"]), data["complete"], data["proven"]) == (found, False, False)
        late.calls = 0  # type: ignore[attr-defined]
        text = re.sub(r"\s+", " ", planner("alternatives", EVENING, "--lang", lang).stdout)
        assert words in text
        assert "No other plan exists" not in text
        assert "There are not" not in text

"""Comparisons: each row is what a plan gives alone, shared bottlenecks are those of each row, the front is exact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.case import Case
from planner.errors import BadInput
from planner.report.documents import document
from planner.report.documents.plan.data import of_part
from planner.report.stored import in_words
from planner.service.compare import CompareAnswer
from planner.service.settings import Settings
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import UNKNOWN, Result
from planner.storage import learners
from planner.study import bottleneck, combinations
from planner.study import compare as study
from planner.study.bottleneck import Bottlenecks
from planner.study.combinations import Asked
from planner.study.compare import Comparison, compare, point
from tests.front_agreement import agree
from tests.reference.random_learners import random_busy_case, random_case
from tests.support import INSTANCES, tiny_programme
from tests.worded import in_language

Tiny = Callable[..., Case]
SETTINGS = Settings.of(today=date(2019, 9, 2))
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
LEARNERS = [
    EVENING,
    PARIS / "out-of-sector-internship.yaml",
    PARIS / "impossible-deadline.yaml",
    INSTANCES / "casp-2010-reunion/learners/cost-first-budget.yaml",
    INSTANCES / "casp-2016-2017/learners/acquired-last-unit-dif.yaml",
    INSTANCES / "casp-rncp36625/learners/acquired-old-title.yaml",
    INSTANCES / "casp-rncp36625/learners/mixed-deadline.yaml",
]


def name(path: Path) -> str:
    return f"{path.parents[1].name}/{path.stem}"


def english(found: Comparison) -> dict[str, Any]:
    """The document of a comparison."""
    data: dict[str, Any] = json.loads(document(CompareAnswer(found, SETTINGS)).render("json", "en"))
    return data


@pytest.mark.parametrize("path", LEARNERS, ids=name)
def test_every_row_is_the_plan_of_its_combination_alone(path: Path) -> None:
    found = compare(Asked(path))
    data = english(found)
    assert len(found.rows) >= 9
    for row, shown in zip(found.rows, data["rows"], strict=True):
        alone = learners.load(path, row.entry.combination.settings())
        result = solve(alone)
        document_alone = in_language("en", in_words, of_part(alone, result, SETTINGS))
        assert shown["status"] == document_alone["status"]
        assert shown["plan"] == (document_alone if result.plan else None)


@pytest.mark.parametrize("path", LEARNERS, ids=name)
def test_a_shared_bottleneck_is_the_one_that_each_row_has_alone(path: Path) -> None:
    rows = compare(Asked(path)).rows
    keys = set()
    for row in rows:
        assert row.case is not None
        assert row.result is not None
        alone = Bottlenecks(Config()).of(row.case, row.result)
        assert alone is not None
        assert row.bottleneck is not None
        assert alone.conflict.instances == row.bottleneck.conflict.instances
        assert (alone.kind, alone.wishes) == (row.bottleneck.kind, row.bottleneck.wishes)
        keys.add(bottleneck.rules_key(row.case, row.result))
    assert len(keys) == len(rows) if "budget" in path.stem else len(keys) < len(rows) / 2


def test_results_share_a_bottleneck_only_when_rules_and_award_are_the_same() -> None:
    case = learners.load(EVENING)
    result = solve(case)
    assert result.plan is not None
    key = bottleneck.rules_key(case, result)
    assert key == bottleneck.rules_key(learners.load(EVENING, ("funding=cpf",)), result)
    later = replace(result, plan=replace(result.plan, award=result.plan.award + 1))
    unproven = replace(result, objectives=(replace(result.objectives[0], proven=False),))
    others = [("pathway=mixed",), ("start=2018-S1",), ("max_units_per_term=2",), ("max_cost_per_year=9000",)]
    keys = {bottleneck.rules_key(learners.load(EVENING, changes), result) for changes in others}
    keys |= {bottleneck.rules_key(case, later), bottleneck.rules_key(case, unproven)}
    assert len(keys - {key}) == 6


@pytest.mark.parametrize("make, seeds", [(random_case, range(24)), (random_busy_case, range(6))])
def test_the_front_equals_plain_enumeration(make: Callable[..., Any], seeds: range, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        seen.update(agree(tmp_path, *make(seed)))
    assert all(seen[kind] >= len(seeds) // 2 for kind in ("front", "behind"))
    assert seen["unknown"] > 0
    assert seen["impossible"] > 0


def test_the_front_of_a_fresh_learner_by_hand() -> None:
    """2019: evenings until 31 January 2022 cost 1 462, 5 100, 7 650 and 9 520 €, and who is not alone pays nothing; the
    mixed year ends on 30 June 2020 with nine units in a term, a daytime one with twelve. CPF has no daytime price.
    """
    found = compare(Asked(EVENING))
    rows = found.rows
    assert found.by == "own"
    choices = [(row.entry.combination.pathway, row.entry.combination.funding) for row in rows]
    others = ("employer", "jobseeker", "cpf")
    assert [choices[place] for place, row in enumerate(rows) if row.front] == [
        *(("evening", payer) for payer in others),
        *(("mixed", payer) for payer in others[:2]),
    ]
    assert [choices[p] for p, row in enumerate(rows) if row.front is None] == [("daytime", "cpf"), ("mixed", "cpf")]
    assert rows[choices.index(("evening", "individual"))].dominated_by == (1, 2, 3)
    assert all(row.dominated_by == () for row in rows if row.front is not False)


def test_costs_in_different_currencies_are_not_compared(tmp_path: Path) -> None:
    prices = [{"modality": "evening", "funding": "individual", "per_credit": 1, "source": "paper: p. 1"}]
    extra = {"fundings": [{"id": "individual", "title": "individual"}], "tariffs": prices}
    extra |= {"documents": [{"id": "paper", "title": "paper"}]}
    paths = []
    for place, currency in enumerate(("CHF", "EUR", "EUR")):
        (tmp_path / str(place)).mkdir()
        price = [prices[0] | {"per_credit": place + 1}]
        extra |= {"id": f"tiny-{place}", "currency": currency, "tariffs": price}
        paths.append(str(tiny_programme(tmp_path / str(place), **extra)))
    learner = tmp_path / "learner.yaml"
    learner.write_text(json.dumps({"programme": paths[0], "start": "2020-S1"}), encoding="utf-8")
    rows = compare(Asked(learner, programmes=paths, pathways=["evening"])).rows
    assert [found[1] for row in rows if (found := point(row))] == [2400, 4800, 7200]
    assert [(row.front, row.dominated_by) for row in rows] == [(True, ()), (True, ()), (False, (1,))]


def test_defaults_are_all_pathways_and_fundings_of_the_programme_in_its_order() -> None:
    found = combinations.combinations(Asked(INSTANCES / "casp-2016-2017/learners/autumn-evening.yaml"))
    fundings = ["individual", "employer", "jobseeker", "cpf", "dif"]
    expected = [(way, payer) for way in ("evening", "daytime", "mixed") for payer in fundings]
    assert [(one.pathway, one.funding) for one in found] == expected


def test_the_learner_s_own_funding_stays_a_row_when_the_programme_does_not_list_it() -> None:
    path = INSTANCES / "casp-2010-reunion/learners/autumn-evening.yaml"
    found = combinations.combinations(Asked(path, ("funding=cpf",), pathways=["evening"]))
    assert [one.funding for one in found] == ["individual", "employer", "jobseeker", "cpf"]
    mix = [{"cpf": ["TET003"]}, "individual"]
    found = combinations.combinations(Asked(path, (f"funding={json.dumps(mix)}",), pathways=["evening"]))
    assert [one.funding for one in found] == ["individual", "employer", "jobseeker", mix]


def test_programmes_starts_and_other_keys_multiply_and_repeated_values_count_once() -> None:
    asked = Asked(
        EVENING,
        pathways=["evening", "evening"],
        fundings=["cpf"],
        starts=["2019-S1", "2019-S2", "2019-S1"],
        programmes=["casp-2019-2020", "casp-2020-2021"],
        vary={"max_units_per_term": [2, 3, 2], "order": ["ignore"]},
    )
    found = combinations.combinations(asked)
    assert [(one.programme, one.start, one.changes["max_units_per_term"]) for one in found] == [
        (programme, start, cap)
        for programme in ("casp-2019-2020", "casp-2020-2021")
        for start in ("2019-S1", "2019-S2")
        for cap in (2, 3)
    ]


def test_what_one_programme_does_not_know_is_a_row_that_says_so() -> None:
    programmes = ["casp-2016-2017", "casp-2019-2020", "fictional-three-terms"]
    found = compare(Asked(EVENING, pathways=["evening"], fundings=["dif", "individual"], programmes=programmes))
    rows = english(found)["rows"]
    assert [row["status"] for row in rows] == [
        "optimal",
        "optimal",
        "impossible",
        "optimal",
        "impossible",
        "impossible",
    ]
    assert "unknown funding 'dif' in casp-2019-2020" in rows[2]["reason"]
    assert "'2019-S1' is not a term of fictional-three-terms" in rows[4]["reason"]
    assert found.status == "optimal"


def test_a_pathway_that_the_programme_does_not_have_says_so(tmp_path: Path) -> None:
    path = tiny_programme(tmp_path, pathways={"evening": {"modalities": ["evening"]}})
    learner = tmp_path / "learner.yaml"
    learner.write_text(json.dumps({"programme": str(path), "start": "2020-S1"}), encoding="utf-8")
    data = english(compare(Asked(learner, pathways=["evening", "mixed"])))
    assert [row["status"] for row in data["rows"]] == ["optimal", "impossible"]
    assert data["rows"][1]["reason"] == "Programme tiny has no mixed (evening and daytime) pathway."


@pytest.mark.parametrize(
    "asked, key",
    [
        (Asked(EVENING, pathways=["evening", "nights"]), "schema.choice"),
        (Asked(EVENING, fundings=["individual", "gold"]), "funding.unknown"),
        (Asked(EVENING, starts=["2019-S1", "2019-S9"]), "term.unknown"),
        (Asked(EVENING, programmes=["casp-2019-2020", "nope"]), "programme.unknown"),
        (Asked(EVENING, vary={"deadline": ["2022-S1", "2018-S1"]}), "deadline.before_start"),
        (Asked(EVENING, vary={"colour": ["red"]}), "schema.unknown_key"),
        (Asked(EVENING, vary={"note": [str(number) for number in range(42)]}), "compare.too_many"),
    ],
)
def test_a_value_that_fits_nowhere_is_bad_input(asked: Asked, key: str) -> None:
    with pytest.raises(BadInput) as raised:
        combinations.read(asked)
    assert raised.value.key == key


def test_as_many_combinations_as_allowed_are_read() -> None:
    notes = [str(number) for number in range(combinations.MOST // 4)]
    asked = Asked(EVENING, pathways=["evening"], vary={"note": notes})
    assert len(combinations.combinations(asked)) == combinations.MOST


def bound(found: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.bottleneck.kind, row.bottleneck.wishes) for row in found.rows if row.bottleneck]


def test_nothing_binds_an_award_in_the_first_term() -> None:
    path = INSTANCES / "casp-2016-2017/learners/acquired-last-unit-dif.yaml"
    found = compare(Asked(path, pathways=["evening"], fundings=["individual"]))
    assert bound(found) == [("first", ())]
    assert english(found)["rows"][0]["binds"] == []


def test_what_comes_before_the_duration_binds_when_an_earlier_award_exists() -> None:
    asked = Asked(EVENING, ("minimise=[cost]",), pathways=["evening"], fundings=["individual"])
    found = compare(asked)
    assert bound(found) == [("wishes", ("cost",))]
    told = english(found)["rows"][0]["binds"]
    assert told == ["The title could come sooner, but you put this before the duration: cost."]


def test_rules_bind_a_cheapest_plan_that_cannot_be_shorter() -> None:
    path = INSTANCES / "casp-2010-reunion/learners/cost-first-budget.yaml"
    row = compare(Asked(path, pathways=["evening"], fundings=["individual"])).rows[0]
    assert row.bottleneck is not None
    assert row.case is not None
    assert row.result is not None
    assert row.result.plan is not None
    limit = replace(row.case, learner=replace(row.case.learner, deadline=row.result.plan.award - 1))
    assert (row.bottleneck.kind == "wishes") is (solve(limit).plan is not None)


def test_what_the_limit_leaves_open_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bottleneck, "smallest_in_time", lambda *_: bottleneck.NO_CONFLICT)
    found = compare(Asked(EVENING, pathways=["evening"], fundings=["individual"]))
    assert bound(found) == [("open", ())]
    assert english(found)["rows"][0]["binds"] is None


def test_the_status_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    impossible = PARIS / "impossible-deadline.yaml"
    assert compare(Asked(impossible, pathways=["evening"])).status == "impossible"
    assert compare(Asked(impossible)).status == "optimal"
    real = study.solve

    def sometimes(case: Case, config: Config) -> Result:
        return Result(UNKNOWN) if case.learner.pathway == "evening" else real(case, config)

    monkeypatch.setattr(study, "solve", sometimes)
    assert compare(Asked(EVENING, pathways=["evening"])).status == "unknown"
    found = compare(Asked(EVENING, pathways=["evening", "mixed"], fundings=["individual"]))
    assert found.status == "feasible"
    data = english(found)
    assert [entry["rows"] for entry in data["warnings"] if "a plan may exist" in entry["text"]] == [[0]]
    rows = data["rows"]
    assert (rows[0]["status"], rows[0]["reason"]) == ("unknown", "No answer within the time limit.")
    assert (rows[0]["front"], rows[0]["plan"], rows[0]["binds"], rows[0]["cost"]) == (None, None, None, None)

"""What other commands make of even terms, of bounds on a term, and of a given number of terms."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.check import violations
from planner.domain.plan import Instance
from planner.solve.horizon import last_term
from planner.solve.pipeline import solve
from planner.storage import learners
from planner.study.alternatives import Slack, alternatives
from planner.study.explain import explain
from planner.study.stress.evaluate import solve_case
from tests.support import INSTANCES, case_of, tiny_programme
from tests.worded import fraction, say

Run = Callable[..., Result]
EVEN = INSTANCES / "casp-2019-2020" / "learners" / "even-three-years.yaml"
CASP = "casp-2019-2020"


def test_a_bound_that_leaves_no_plan_is_named_and_taken_back() -> None:
    """TET003 makes eight credits a term by itself."""
    found = explain(case_of(CASP, max_credits_per_term=7))
    assert {instance.rule for instance in found.conflict.instances} >= {"load_cap", "requirement"}
    assert any(len(instance.subjects) == 1 for instance in found.conflict.instances if instance.rule == "load_cap")
    kinds = {tuple(change.kind for change in repair.changes): repair for repair in found.repairs}
    assert kinds["bounds",].set == {"max_credits_per_term": None}
    assert kinds["bounds",].result.plan is not None


def test_a_number_of_terms_that_leaves_no_plan_is_named_and_taken_back() -> None:
    found = explain(case_of(CASP, terms=3))
    assert Instance("deadline", ("terms",)) in found.conflict.instances
    repair = next(repair for repair in found.repairs if [change.kind for change in repair.changes] == ["length"])
    assert repair.set == {"terms": None}
    assert repair.result.plan is not None
    assert repair.result.plan.award == repair.case.learner.start + 4


def test_a_plan_of_a_given_length_is_not_shorter_because_it_is_wanted_so(planner: Run) -> None:
    result = planner("explain", EVEN, "--format", "json", "--lang", "en")
    data = json.loads(result.stdout)
    assert data["sooner"]["kind"] == "rules"
    assert {line["rule"] for line in data["sooner"]["conflicts"]} == {"deadline"}
    told = " ".join(line["what"] for line in data["sooner"]["conflicts"])
    assert "exactly 6 terms, up to 2021-S2" in told
    assert "length" in data["tried"]
    assert "length" not in [gain["kind"] for gain in data["gains"]], "six credits fewer, and seven terms more"


@pytest.mark.parametrize("lang, told", [("fr", "6,5 crédits"), ("en", "6.5 credits")])
def test_parts_of_a_credit_are_shown(planner: Run, tmp_path: Path, lang: str, told: str) -> None:
    """A of 5 credits over the year beside B of 4 in its first term: 6.5 and 2.5 credits."""
    path = tmp_path / "learner.yaml"
    year = {"id": "year", "terms": ["S1", "S2"]}
    terms = [("S1", "2020-09-01", "2021-01-31"), ("S2", "2021-02-01", "2021-06-30")]
    tiny_programme(
        tmp_path,
        units=[{"code": code, "title": code, "credits": credits} for code, credits in (("A", 5), ("B", 4))],
        requirements=[{"id": "core", "all_of": ["A", "B"]}],
        calendar={
            "year": 2020,
            "terms": [{"id": i, "title": i, "starts": starts, "ends": ends} for i, starts, ends in terms],
            "periods": [{"id": "S1", "terms": ["S1"]}, year],
        },
        offerings=[
            {"units": ["A"], "period": "year", "modality": "evening"},
            {"units": ["B"], "period": "S1", "modality": "evening"},
        ],
    )
    path.write_text("programme: programme.yaml\nstart: 2020-S1\nterms: 2\nminimise: [balance]\n", encoding="utf-8")
    text = " ".join(planner("plan", path, "--lang", lang).stdout.replace("\u00a0", " ").split())
    assert told in text
    data = json.loads(planner("plan", path, "--format", "json").stdout)
    assert [term["credits"] for term in data["terms"]] == [6.5, 2.5]
    assert [entry["value"] for entry in data["objectives"][:2]] == [6.5, 1.5**2 * 2]
    for form in ("html", "md", "xlsx"):
        file = tmp_path / f"plan.{form}"
        assert planner("plan", path, "--format", form, "--out", file, "--lang", lang).exit_code == 0
        assert file.stat().st_size > 0
    shown = (tmp_path / "plan.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert told in shown


def test_fractions_are_exact() -> None:
    assert [fraction("fr", Fraction(9, 2)), fraction("en", Fraction(9, 4))] == ["4,5", "2.25"]
    assert [fraction(lang, Fraction(13, 3)) for lang in ("fr", "en")] == ["13/3", "13/3"]
    assert [fraction("en", Fraction(12)), fraction("en", None)] == ["12", say("en", "unknown")]


def test_alternatives_take_slack_in_credits() -> None:
    case = case_of(CASP, minimise=["duration", "balance"])
    found = alternatives(case, 2, {"duration": Slack(0), "balance": Slack(2)})
    assert found.limits["balance"] == 2 * (16 + 2), "halves of a credit"


def test_a_cohort_s_cells_hold_the_bounds(planner: Run, tmp_path: Path) -> None:
    file = tmp_path / "cohort.csv"
    head = "id,programme,start,terms,min_units_per_term,max_credits_per_term,max_total_units_per_term,minimise"
    row = "one,casp-2019-2020,2019-S1,6,1,16;2020-S1=18,4,balance"
    file.write_text(f"{head}\n{row}\n", encoding="utf-8")
    from planner.storage.cohorts import CaseReader, load

    case = CaseReader(file).case(load(file).rows[0])
    learner = case.learner
    assert (learner.terms, learner.least_units.default, learner.most_units.default) == (6, 1, 4)
    assert learner.most_credits.default == 16
    assert list(learner.most_credits.terms.values()) == [18]
    assert learner.objectives()[:2] == ("balance", "evenness")


@pytest.mark.parametrize(
    "keys, told",
    [
        ({"terms": 33}, "terms.too_many"),
        ({"terms": 6, "deadline": "2021-S1"}, "terms.deadline"),
        ({"terms": 0}, "schema.range"),
        ({"terms": "six"}, "schema.type"),
        ({"min_credits_per_term": -1}, "schema.range"),
        ({"max_total_units_per_term": {"terms": {"2020-S9": 3}}}, "term.unknown"),
        ({"minimise": ["balance", "balance"]}, "minimise.twice"),
    ],
)
def test_what_a_learner_cannot_ask(keys: dict[str, Any], told: str) -> None:
    from planner.errors import BadInput

    with pytest.raises(BadInput) as refused:
        case_of(CASP, **keys)
    assert refused.value.key == told


def test_who_is_late_in_a_stress_run_is_late_and_not_lost() -> None:
    """Three units a term do not fit into four terms: the fixed length gives way as a deadline does."""
    for keys in ({"terms": 4}, {"deadline": "2020-S2"}):
        found = solve_case(case_of(CASP, **keys))
        assert found.plan is not None
        assert found.plan.award - found.case.learner.start + 1 == 5
    on_time = solve_case(case_of(CASP, terms=7))
    assert on_time.plan is not None
    assert on_time.plan.award - on_time.case.learner.start + 1 == 7


def test_an_empty_term_can_make_a_plan_more_even(tmp_path: Path) -> None:
    """Loads of 4, 1 and 1 credits: 2² + 1² + 1² around 2, but 2² + 0 + 0 + 1² between 1 and 2."""
    units = [{"code": code, "title": code, "credits": credits} for code, credits in (("A", 4), ("B", 1), ("C", 1))]
    offerings = [{"units": ["A", "B", "C"], "period": period, "modality": "evening"} for period in ("S1", "S2")]
    path = tiny_programme(tmp_path, units=units, requirements=[{"id": "core", "all_of": ["A", "B", "C"]}],
                          offerings=offerings)  # fmt: skip
    case = case_of(path, start="2020-S1", max_total_units_per_term=1, minimise=["evenness"])
    result = solve(case)
    assert result.plan is not None and not violations(case, result.plan)
    assert {item.name: item.value for item in result.objectives} | {"evenness": 5, "duration": 4} == {
        item.name: item.value for item in result.objectives
    }
    size = case.programme.calendar.size
    assert last_term(case) == case.learner.start + 16 * size - 1, "every length is looked at"


def test_a_second_session_is_no_load_and_what_is_kept_stays(planner: Run, tmp_path: Path) -> None:
    learner = INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml"
    file, results = tmp_path / "plan.json", tmp_path / "results.csv"
    assert planner("plan", learner, "--format", "json", "--out", file).exit_code == 0
    results.write_text("unit,term,result\nTET003,2010-S2,failed\n", encoding="utf-8")
    options = ("--results", results, "--minimise", "duration,balance", "--format", "json")
    data = json.loads(planner("replan", learner, file, *options).stdout)
    values = {entry["name"]: entry["value"] for entry in data["objectives"]}
    assert [term["credits"] for term in data["terms"]] == [12, 12, 4, 16, 16]
    assert values["balance"] == 16
    assert values["evenness"] == 64 + 16 + 16  # 60 / 5 = 12


def test_the_sample_is_as_even_as_can_be() -> None:
    result = solve(learners.load(EVEN))
    assert [(item.name, item.value) for item in result.objectives][:3] == [
        ("balance", 24), ("evenness", 8), ("duration", 6),
    ]  # fmt: skip

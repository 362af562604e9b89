"""Plans after results whose outcome is worked by hand: what is retaken, when, what moves, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, ROOT

Data = dict[str, Any]
Replan = Callable[..., Data]
REUNION, PARIS = "casp-2010-reunion/autumn-evening", "casp-2019-2020/autumn-evening"
FAST = ("--set", "max_units_per_term=6", "--set", "order=ignore")
LAST = ("AST002 passed", "CCE003 passed", "UEV010 passed")


@pytest.fixture
def replan(planner: Callable[..., Result], tmp_path: Path) -> Replan:
    """`replan(sample, "2019-S1", "AST004 failed", ..., options=())`: results of a term; of a sample's own plan, or of
    `plan`. What comes out passes `planner check` with its own cost.
    """

    def run(sample: str, term: str, *told: str, options: tuple[str, ...] = (), plan: Path | None = None) -> Data:
        programme, name = sample.split("/")
        learner = INSTANCES / programme / "learners" / f"{name}.yaml"
        rows = [line.split() for line in told]
        file, out = tmp_path / "results.csv", tmp_path / f"new-{len(list(tmp_path.iterdir()))}.json"
        text = [f"{unit},{rest[-1] if len(rest) > 1 else term},{rest[0]}" for unit, *rest in rows]
        file.write_text("\n".join(["unit,term,result", *text]), encoding="utf-8")
        old = plan or ROOT / "solutions" / programme / f"{name}.json"
        common = ("--format", "json", "--lang", "en")
        result = planner("replan", learner, old, "--results", file, *common, "--out", out, *options)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        data: Data = json.loads(out.read_text(encoding="utf-8"))
        kept = [part for pair in pairwise(options) if pair[0] == "--set" for part in pair]
        checked = planner("check", learner, out, "--format", "json", *kept)
        assert (checked.exit_code, checked.stderr) == (0, ""), checked.output
        assert json.loads(checked.stdout)["cost"]["total"] == data["cost"]["total"]
        return data | {"path": out}

    return run


@pytest.fixture
def fast(planner: Callable[..., Result], tmp_path: Path) -> Path:
    """AST004 in autumn 2010 and AST005 in the spring that follows, everything within two years."""
    path = tmp_path / "fast.json"
    learner = INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml"
    planner("plan", learner, "--format", "json", "--out", path, *FAST)
    found = {u["unit"]: t["term"] for t in json.loads(path.read_text("utf-8"))["terms"] for u in t["units"]}
    assert (found["AST004"], found["AST005"]) == ("2010-S1", "2010-S2")
    return path


def moved(data: Data) -> dict[str, tuple[str, str | None]]:
    return {entry["unit"]: (entry["from"], entry["to"]) for entry in data["replan"]["moves"]}


def retaken(data: Data) -> dict[str, tuple[str, str, float | None]]:
    return {entry["unit"]: (entry["how"], entry["to"], entry["cost"]) for entry in data["replan"]["retakes"]}


def place(data: Data) -> dict[str, str]:
    """The last term of each unit that is planned or taken."""
    return {unit["unit"]: term["term"] for term in data["terms"] for unit in term["units"]}


def event(data: Data, kind: str) -> Data:
    found = [entry | {"term": term["term"]} for term in data["terms"] for entry in term["events"]]
    return next(entry for entry in found if entry["kind"] == kind)


# La Réunion 2010-2011: second sessions


def test_the_second_session_repairs_without_paying_and_what_needs_the_unit_moves(replan: Replan, fast: Path) -> None:
    data = replan(REUNION, "2010-S1", "AST004 failed", plan=fast, options=FAST)
    assert data["award"]["term"] == "2011-S2"
    assert retaken(data) == {"AST004": ("resit", "2010-S2", 0.0)}
    resit = event(data, "resit")
    assert (resit["starts"], resit["ends"], resit["id"]) == ("2011-08-29", "2011-09-09", "AST004")
    assert moved(data) == {"AST005": ("2010-S2", "2011-S2")}
    reason = data["replan"]["moves"][0]
    assert reason["rule"] == "prerequisite"
    assert reason["reason"] == "AST005 would start on 28 February 2011, before the end of AST004."
    assert data["cost"]["total"] == 18 + 2 * 100 + 68 * 55 + 152 + 0  # as before the failure
    assert place(data)["TET003"] == "2010-S2"
    again = data["replan"]["otherwise"]
    assert [(entry["units"], entry["resit"], entry["later"]) for entry in again] == [(["AST004"], True, 0)]
    assert again[0]["cost"] == data["cost"]["total"] + 6 * 55


def test_without_second_sessions_the_unit_is_paid_again(replan: Replan, fast: Path) -> None:
    data = replan(REUNION, "2010-S1", "AST004 failed", plan=fast, options=(*FAST, "--no-resits"))
    assert retaken(data) == {"AST004": ("classes", "2011-S1", 330.0)}
    assert moved(data) == {"AST005": ("2010-S2", "2011-S2")}
    assert data["cost"]["total"] == 18 + 2 * 100 + (68 + 6) * 55 + 152
    assert data["history"]["resits"] is False


def test_the_award_waits_for_the_autumn_when_the_last_unit_is_repaired(replan: Replan) -> None:
    """UEV010 fails in autumn 2012: the second session is in September 2013, and so the title in the next autumn."""
    data = replan(REUNION, "2012-S1", "UEV010 failed")
    assert retaken(data) == {"UEV010": ("resit", "2012-S2", 0.0)}
    assert event(data, "resit")["starts"] == "2013-08-29"
    assert data["award"]["term"] == "2013-S1"
    assert data["cost"]["total"] == 18 + 4 * 100 + 68 * 55 + 152  # a year more, for the defence


@pytest.mark.parametrize("result, how", [("failed", "classes"), ("absent", "classes"), ("passed", None)])
def test_a_result_of_the_second_session_is_believed(replan: Replan, fast: Path, result: str, how: str | None) -> None:
    first = replan(REUNION, "2010-S1", "AST004 failed", plan=fast, options=FAST)
    data = replan(REUNION, "2010-S2", f"AST004 {result}", plan=first["path"], options=FAST)
    assert retaken(data) == ({"AST004": (how, "2011-S1", 330.0)} if how else {})
    assert "AST004" not in data["replan"]["supposed"]
    assert (moved(data), data["award"]["term"]) == ({}, "2011-S2")
    assert data["cost"]["total"] == first["cost"]["total"] + (330 if how else 0)


def test_a_second_session_that_is_still_to_come_is_waited_for_and_then_counts_as_passed(
    replan: Replan, fast: Path
) -> None:
    first = replan(REUNION, "2010-S1", "AST004 failed", plan=fast, options=FAST)
    summer = replan(REUNION, "2010-S2", "TET099 passed", plan=first["path"], options=FAST)
    assert retaken(summer) == {"AST004": ("resit", "2010-S2", 0.0)}
    spring = replan(REUNION, "2011-S1", "AST002 passed", plan=summer["path"], options=FAST)
    assert retaken(spring) == {}
    assert "AST004" in spring["replan"]["supposed"]
    told = replan(REUNION, "2010-S1", "AST004 failed", plan=summer["path"], options=(*FAST, "--now", "2011-S2"))
    assert retaken(told) == {"AST004": ("classes", "2012-S1", 330.0)}


def test_a_pending_second_session_is_not_offered_twice(replan: Replan, fast: Path) -> None:
    first = replan(REUNION, "2010-S1", "AST004 failed", plan=fast, options=FAST)
    data = replan(REUNION, "2010-S2", "AST004 pending", plan=first["path"], options=FAST)
    other = data["replan"]["otherwise"][0]
    assert [(entry["how"], entry["to"]) for entry in other["retakes"]] == [("classes", "2011-S1")]


# Paris 2019-2020


def test_an_annual_unit_is_retaken_over_a_later_year(replan: Replan) -> None:
    """TET003 (8 credits) in both terms of 2020-2021: a unit of that spring goes to the spring after the old award."""
    data = replan(PARIS, "2019-S2", "TET003 failed", "TET099 passed", "TET007 passed")
    assert retaken(data) == {"TET003": ("classes", "2020-S1", 112.0)}
    assert (data["award"]["term"], len(moved(data))) == ("2021-S2", 1)
    assert next(iter(moved(data).values())) == ("2020-S2", "2021-S2")
    assert data["cost"]["total"] == 1462 + 112  # three yearly fees as before
    assert data["replan"]["spent"] == 170 + 4 * 84 + 112
    lost = [line for line in data["cost"]["lines"] if line.get("lost")]
    assert [(line["unit"], line["year"], line["amount"]) for line in lost] == [("TET003", "2019-2020", 112.0)]


@pytest.mark.parametrize("result", ["failed", "absent"])
def test_failing_in_the_last_term_costs_a_year(replan: Replan, result: str) -> None:
    """AST002 is compulsory and runs in autumn only."""
    data = replan(PARIS, "2021-S1", f"AST002 {result}", "CCE003 passed", "UEV010 passed", "UA211G failed")
    assert retaken(data) == {"AST002": ("classes", "2022-S1", 84.0)}
    assert (data["award"]["term"], moved(data)) == ("2022-S1", {})
    assert data["cost"]["total"] == 1462 + 84 + 170
    assert event(data, "report")["term"] == "2022-S1"


@pytest.mark.parametrize("told", [LAST, (*LAST, "UA211G passed"), ()])
def test_nothing_changes_when_all_is_passed(replan: Replan, told: tuple[str, ...]) -> None:
    data = replan(PARIS, "2021-S1", *told, options=("--now", "2021-S2"))
    assert (data["award"]["term"], moved(data), retaken(data)) == ("2021-S1", {}, {})
    assert data["replan"]["spent"] == data["cost"]["total"] == 1462.0
    assert event(data, "report")["term"] == "2021-S1"
    assert ("UA211G" in data["replan"]["supposed"]) == ("UA211G passed" not in told)


def test_a_report_that_failed_is_defended_a_term_later(replan: Replan) -> None:
    data = replan(PARIS, "2021-S1", *LAST, "UA211G failed")
    assert (data["award"]["term"], moved(data)) == ("2021-S2", {})
    assert data["cost"]["total"] == 1462.0  # the same academic year: its fee is paid


def test_a_report_that_is_waited_for_has_both_outcomes(replan: Replan) -> None:
    data = replan(PARIS, "2021-S1", *LAST, "UA211G pending")
    assert data["award"]["term"] == "2021-S1"
    other = data["replan"]["otherwise"]
    assert [(entry["units"], entry["award"], entry["later"]) for entry in other] == [(["UA211G"], "2021-S2", 1)]


def test_pending_results_are_planned_with_both_ways(replan: Replan) -> None:
    """Each pending unit alone, then both; meanwhile nothing changes."""
    data = replan(PARIS, "2019-S2", "TET003 pending", "TET099 pending", "TET007 passed")
    assert (data["award"]["term"], moved(data), retaken(data)) == ("2021-S1", {}, {})
    assert data["cost"]["total"] == 1462.0
    other = {tuple(entry["units"]): entry for entry in data["replan"]["otherwise"]}
    assert list(other) == [("TET003",), ("TET099",), ("TET003", "TET099")]
    assert {entry["later"] for entry in other.values()} == {1}
    assert other["TET099",]["cost"] == 1462 + 84
    assert other["TET003", "TET099"]["cost"] == 1462 + 84 + 112 - 28  # one unit must give way: TET006 for UEV010
    later = replan(PARIS, "2019-S2", "TET003 failed", plan=data["path"])
    assert (later["award"]["term"], later["cost"]["total"]) == (other["TET003",]["award"], other["TET003",]["cost"])


def test_a_unit_acquired_on_the_way_is_no_longer_taken_nor_paid(replan: Replan) -> None:
    """VES for AST005: its place in spring 2021 is free for TET006, and autumn 2021 is no longer needed."""
    options = ("--set", "acquired=[{unit: AST005, by: VES}]")
    data = replan(PARIS, "2019-S1", "AST004 passed", options=options)
    assert "AST005" not in place(data)
    assert data["replan"]["no_longer"] == ["AST005"]
    assert data["award"]["term"] == "2020-S2"
    sooner = ("2021-S1", "2020-S1")
    assert moved(data) == {"AST002": sooner, "CCE003": sooner, "UEV010": ("2021-S1", None)}
    assert data["cost"]["total"] == 2 * 170 + 14 * (66 - 6)
    calm = replan(PARIS, "2019-S1", "AST004 passed", options=(*options, "--prefer", "stability"))
    assert (calm["award"]["term"], moved(calm), calm["cost"]["total"]) == ("2021-S1", {}, 1462 - 84)


def test_a_unit_acquired_after_it_was_taken_stays_paid(replan: Replan) -> None:
    options = ("--set", "acquired=[{unit: TRS001, by: VES}]")
    data = replan(PARIS, "2019-S1", "TRS001 failed", options=options)
    assert (data["award"]["term"], retaken(data), data["cost"]["total"]) == ("2021-S1", {}, 1462.0)


def test_an_internship_that_has_begun_is_kept(replan: Replan) -> None:
    """The internship of autumn 2020 runs when spring 2021 is planned again; its window does not matter any more."""
    sample = "casp-2019-2020/out-of-sector-internship"
    options = ("--set", "internship_windows=[]")
    data = replan(sample, "2020-S1", options=("--now", "2020-S2", *options))
    days = event(data, "internship")
    assert (days["starts"], days["ends"]) == ("2020-09-01", "2020-12-01")
    assert data["history"]["internship"] == {"starts": "2020-09-01", "ends": "2020-12-01"}
    assert moved(data) == {}


def test_an_internship_to_come_stays_where_it_was(replan: Replan) -> None:
    sample = "casp-2019-2020/out-of-sector-internship"
    data = replan(sample, "2019-S1", "AST004 passed")
    assert event(data, "internship")["starts"] == "2020-09-01"
    assert data["history"]["internship"] is None


def test_the_employer_pays_the_retake_again(replan: Replan) -> None:
    data = replan("casp-2010-reunion/autumn-evening", "2010-S1", "TRS001 failed",
                  options=("--set", "funding=employer", "--no-resits"))  # fmt: skip
    assert retaken(data)["TRS001"][2] == 6 * 125
    years = 3 if data["award"]["term"].startswith("2012") else 4
    assert data["cost"]["total"] == 18 + years * 100 + (68 + 6) * 125 + 152


def test_cpf_pays_by_the_size_of_the_unit(replan: Replan) -> None:
    """A spring start of 2019-2020 with CPF: 675 for six credits, and no yearly fee."""
    sample = "casp-2019-2020/spring-cpf"
    old = json.loads((ROOT / "solutions" / f"{sample}.json").read_text("utf-8"))
    first = next(unit for unit in old["terms"][0]["units"] if unit["ects"] == 6)
    data = replan(sample, "2019-S2", f"{first['unit']} failed")
    assert retaken(data)[first["unit"]][0::2] == ("classes", 675.0)
    assert data["cost"]["total"] == old["cost"]["total"] + 675
    assert place(data)[first["unit"]] > "2019-S2"


def test_a_daytime_unit_is_retaken_in_the_next_daytime_year(replan: Replan) -> None:
    """5 976 / 12 once more, and the defence at the end of the second year."""
    data = replan("casp-2019-2020/daytime-full-time", "2019-S1", "PSY001 failed")
    assert retaken(data) == {"PSY001": ("classes", "2020-S1", 498.0)}
    assert data["award"]["term"] == "2020-S2"
    assert data["cost"]["total"] is not None


def test_on_the_mixed_pathway_a_unit_may_be_retaken_the_other_way(replan: Replan) -> None:
    data = replan(PARIS, "2019-S1", "AST004 failed", options=("--set", "pathway=mixed", "--prefer", "stability"))
    assert set(moved(data)) <= {"AST005"}
    assert retaken(data)["AST004"][1] == "2020-S1"


def test_a_lower_cap_does_not_judge_what_is_past(replan: Replan) -> None:
    """Two units a term from the third on, after terms with three."""
    data = replan(PARIS, "2019-S2", "TET007 passed", options=("--set", "max_units_per_term=2"))
    assert all(item["proven"] for item in data["objectives"])
    assert {name: to for name, (_, to) in moved(data).items()} == {"AST005": "2021-S2", "UEV010": None}


@pytest.mark.parametrize("pathway", ["daytime", "mixed"])
def test_what_was_taken_in_the_evening_is_paid_after_a_change_of_pathway(replan: Replan, pathway: str) -> None:
    """A yearly fee of 170 for 2019-2020, where three evening units began."""
    data = replan(PARIS, "2019-S1", "AST004 passed", options=("--set", f"pathway={pathway}"))
    paid = [line["amount"] for line in data["cost"]["lines"] if line["year"] == "2019-2020"]
    assert sum(paid) >= 170 + 84 + 84 + 112


# The order of what matters


def test_stability_first_keeps_units_that_duration_first_moves(replan: Replan) -> None:
    told = ("2019-S2", "TET003 failed", "TET099 passed", "TET007 passed")
    calm = replan(PARIS, *told, options=("--prefer", "stability"))
    assert moved(calm) == {}
    assert calm["award"]["term"] > "2021-S2"
    kept = replan(PARIS, *told, options=("--keep-duration", "6"))
    assert (kept["award"]["term"], len(moved(kept))) == ("2021-S2", 1)


def test_a_pin_in_an_open_term_holds_and_a_past_one_is_not_judged(replan: Replan) -> None:
    options = ("--set", "pins=[{unit: AST005, term: 2020-S2}, {unit: TRS001, term: 2019-S2}]")
    data = replan(PARIS, "2019-S2", "TET003 failed", "TET099 passed", "TET007 passed", options=options)
    assert place(data)["AST005"] == "2020-S2"
    assert len(moved(data)) == 1

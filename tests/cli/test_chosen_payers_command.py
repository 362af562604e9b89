"""Several payers that stand alone, from the file to the page and back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import refusals

Run = Callable[..., Result]
FILE = """programme: casp-2019-2020
start: 2026-S2
experience: {months: 40, in_sector: true}
funding: [{employer: [AST004, TRS001, TET003]}, cpf, individual]
payer_budgets: {cpf: 1500}
"""


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    path = tmp_path / "learner.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def data_of(result: Result, code: int = 0) -> dict[str, Any]:
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_json_names_the_payer_of_each_line(planner: Run, learner: Path) -> None:
    data = data_of(planner("plan", learner, "--format", "json"))
    by_unit = {line["unit"]: line["payer"] for line in data["cost"]["lines"] if line["unit"]}
    assert {unit for unit, payer in by_unit.items() if payer == "employer"} == {"AST004", "TRS001", "TET003"}
    assert data["payers"] == ["cpf", "individual"]
    assert {unit: payer for payer, units in data["shares"].items() for unit in units} == by_unit
    totals = {entry["funding"]: entry["total"] for entry in data["cost"]["by_payer"]}
    assert totals == {"individual": 816.0, "employer": 2800.0, "cpf": 1350.0}
    assert data["cost"]["own"] == 816.0
    assert [one["name"] for one in data["objectives"]][2:4] == ["own-cost", "cost"]


@pytest.mark.parametrize("form", ["text", "html", "md"])
def test_documents_name_who_is_chosen(planner: Run, learner: Path, form: str) -> None:
    result = planner("plan", learner, "--format", form, "--lang", "en")
    text = " ".join(result.stdout.replace("\u202f", " ").replace("\u00a0", " ").split())
    assert "a choice of personal training account (CPF) and individual for the rest" in text
    assert "€816" in text
    assert "AST004" in text


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def written(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...]) -> Path:
    lines = [",".join(columns), *(",".join(row[column] for column in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_csv_plan_names_its_payers_and_is_checked_by_them(planner: Run, learner: Path, tmp_path: Path) -> None:
    rows = rows_of(planner("plan", learner, "--format", "csv").stdout)
    columns = ("unit", "term", "modality", "payer")
    same = data_of(planner("check", learner, written(tmp_path / "same.csv", rows, columns), "--format", "json"))
    assert (same["valid"], same["cost"]["own"]) == (True, 816.0)
    bare = data_of(planner("check", learner, written(tmp_path / "bare.csv", rows, columns[:3]), "--format", "json"))
    assert (bare["valid"], bare["cost"]["own"], bare["cost"]["total"]) == (True, 816.0, same["cost"]["total"])
    mine = [row | {"payer": "individual" if row["payer"] == "cpf" else row["payer"]} for row in rows]
    paid = data_of(planner("check", learner, written(tmp_path / "mine.csv", mine, columns), "--format", "json"))
    assert (paid["valid"], paid["cost"]["own"]) == (True, 984.0)
    # one more unit of 4 credits for the CPF: four at 450 are 1 800
    more = [row | {"payer": "cpf" if row["price"] == "56.00" else row["payer"]} for row in rows]
    path = written(tmp_path / "more.csv", more, columns)
    over = data_of(planner("check", learner, path, "--format", "json"), 3)
    assert [violation["rule"] for violation in over["violations"]] == ["payer_budget"]
    assert "another way to share the units" in planner("check", learner, path, "--lang", "en").stdout.replace(
        "\n    ", " "
    )
    wrong = [row | {"payer": "lottery" if row["payer"] == "cpf" else row["payer"]} for row in rows]
    messages = refusals(planner, "check", learner, written(tmp_path / "wrong.csv", wrong, columns))
    assert len(messages) == sum(row["payer"] == "lottery" for row in wrong)
    assert all(word in message for message in messages for word in ("wrong.csv:", "lottery", "individual"))


def test_a_yaml_plan_may_name_a_payer(planner: Run, learner: Path, tmp_path: Path) -> None:
    rows = rows_of(planner("plan", learner, "--format", "csv").stdout)
    plan = tmp_path / "hand.yaml"
    units = [f"- {{unit: {row['unit']}, term: {row['term']}{', payer: cpf' if row['unit'] == 'AST004' else ''}}}\n"
             for row in rows if row["modality"]]  # fmt: skip
    plan.write_text("units:\n" + "".join(units), encoding="utf-8")
    found = data_of(planner("check", learner, plan, "--format", "json"), 3)
    assert [(one["rule"], one["subjects"]) for one in found["violations"]] == [("payer_budget", ["AST004", "cpf"])]


def test_a_json_plan_with_another_payer_is_what_it_says(planner: Run, learner: Path, tmp_path: Path) -> None:
    data = data_of(planner("plan", learner, "--format", "json"))
    for line in data["cost"]["lines"]:
        if line["payer"] == "cpf":
            line["payer"] = "individual"
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = data_of(planner("check", learner, path, "--format", "json"), 3)
    assert found["cost"]["own"] == 984.0
    assert found["mismatches"]


def test_what_was_paid_stays_paid(planner: Run, learner: Path, tmp_path: Path) -> None:
    """One unit of the first term failed: the payers of that term stay, that of the lost attempt too."""
    plan = tmp_path / "plan.json"
    plan.write_text(planner("plan", learner, "--format", "json").stdout, encoding="utf-8")
    before = json.loads(plan.read_text(encoding="utf-8"))
    results = tmp_path / "results.csv"
    results.write_text("unit,term,result\nTET099,2026-S2,failed\nTET007,2026-S2,passed\n", encoding="utf-8")
    richer = ("--set", "payer_budgets.cpf=4000", "--no-resits")
    after = data_of(planner("replan", learner, plan, "--results", results, *richer, "--format", "json"))
    paid = {line["unit"]: line["payer"] for line in before["cost"]["lines"] if line["year"] == "2026-2027"}
    kept = {line["unit"]: line["payer"] for line in after["cost"]["lines"] if line["year"] == "2026-2027"}
    assert kept == paid
    assert [line["payer"] for line in after["cost"]["lines"] if line.get("lost")] == [paid["TET099"]]
    assert {entry["unit"]: entry["payer"] for entry in after["history"]["attempts"]} == {
        unit: payer for unit, payer in paid.items() if unit
    }
    again = tmp_path / "again.json"
    again.write_text(json.dumps(after), encoding="utf-8")
    checked = data_of(planner("check", learner, again, *richer[:2], "--format", "json"))
    assert (checked["valid"], checked["mismatches"]) == (True, [])
    unchanged = data_of(planner("replan", learner, again, *richer[:2], "--format", "json"))
    assert unchanged["terms"] == after["terms"]
    assert unchanged["cost"]["total"] == after["cost"]["total"]


def test_an_impossible_choice_names_budgets_and_what_helps(planner: Run, learner: Path) -> None:
    options = ("--set", "funding=[employer, cpf]", "--set", "payer_budgets={employer: 2000, cpf: 1500}")
    data = data_of(planner("explain", learner, *options, "--format", "json"), 3)
    assert {("payer_budget", "employer"), ("payer_budget", "cpf")} <= {
        (one["rule"], one["subjects"][0]) for one in data["conflicts"] if one["subjects"]
    }
    sets = [repair["set"] for repair in data["repairs"]]
    assert {"funding": ["employer", "cpf", "individual"]} in sets
    budgets = [found["payer_budgets"] for found in sets if "payer_budgets" in found]
    # 66 credits at 140 are 9 240; the CPF's 1 500 take three units of 4 credits, 1 680 at the employer's price
    assert {"employer": 7560, "cpf": 1500} in budgets


@pytest.mark.parametrize("form", ["text", "json", "html", "md"])
def test_beside_a_budget_alone_stands_what_oneself_among_the_payers_would_pay(
    planner: Run, learner: Path, form: str
) -> None:
    """Under the CPF alone 3 675 € are left to the learner; with themself among the payers 816 €."""
    alone = ("--set", "funding=[{employer: [AST004, TRS001, TET003]}, cpf]")
    text = planner("plan", learner, *alone, "--format", form, "--lang", "en").stdout
    told = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "").split())
    assert "€3,675 of it beyond the budget" in told
    assert "you would pay €816: funding: [{employer: [AST004, TRS001, TET003]}, cpf, individual]" in told
    enough = planner("plan", learner, *alone, "--set", "payer_budgets={cpf: 5175}", "--format", form, "--lang", "en")
    assert "you would pay" not in enough.stdout


def test_explain_never_says_that_nothing_costs_less_of_what_other_payers_would_lower(
    planner: Run, learner: Path
) -> None:
    """66 credits at 14 and three years at 170 are 1 434 € under one's own funding, whoever pays now."""
    alone = ("--set", "funding=employer", "--set", "payer_budgets={}")
    data = data_of(planner("explain", learner, *alone, "--format", "json"))
    assert data["anyone"]["cost"] == 1434.0
    assert "payer" in data["tried"]
    gains = {json.dumps(gain["set"]): gain["gain"] for gain in data["gains"] if gain["kind"] == "payer"}
    # 66 x 140 = 9 240 for the employer
    assert gains['{"funding": "individual"}']["cost"] == 9240.0 - 1434.0
    assert gains['{"funding": "individual"}']["own"] == -1434.0
    told = planner("explain", learner, *alone, "--lang", "en").stdout
    assert "No plan of any length costs less." not in told
    own = planner("explain", learner, "--set", "funding=individual", "--set", "payer_budgets={}", "--lang", "en").stdout
    assert "No plan of any length costs less." in " ".join(own.split())


@pytest.mark.parametrize("lang, word", [("en", "name who pays for each unit"), ("fr", "indiquez qui paie chaque UE")])
def test_too_many_ways_to_share_are_not_searched_for_ever(
    planner: Run, learner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, word: str
) -> None:
    """What names its payers is checked all the same."""
    full, bare = tmp_path / "full.csv", tmp_path / "bare.csv"
    assert planner("plan", learner, "--out", full).exit_code == 0
    rows = csv.DictReader(io.StringIO(full.read_text(encoding="utf-8-sig")))
    bare.write_text("unit,term\n" + "".join(f"{row['unit']},{row['term']}\n" for row in rows), encoding="utf-8")
    assert planner("check", learner, bare).exit_code == 0
    monkeypatch.setattr("planner.check.sharing.MOST_STATES", 5)
    assert planner("check", learner, full).exit_code == 0
    told = planner("check", learner, bare, "--lang", lang)
    assert (told.exit_code, told.stdout) == (4, "")
    assert word in told.stderr


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_payer_of_everything_with_a_budget_leaves_the_rest_to_the_learner(
    planner: Run, tmp_path: Path, lang: str
) -> None:
    """68 credits at 900 for 8, 675 for 6 and 450 for 4 are 7 650 under CPF, which pays 1 400 of them."""
    path = tmp_path / "learner.yaml"
    path.write_text(FILE.split("experience")[0] + "funding: [cpf, employer]\n", encoding="utf-8")
    given = ("explain", path, "--set", "payer_budgets={cpf: 1400, employer: 3000}", "--lang", lang)
    data = data_of(planner(*given, "--format", "json"), 3)
    repairs = {json.dumps(repair["set"]): repair for repair in data["repairs"]}
    alone = repairs['{"funding": "cpf"}']
    assert alone["gives"]["own"] == alone["gives"]["cost"] - 1400
    assert "1,400" in alone["change"] or "1\u202f400" in alone["change"]
    mine = repairs['{"funding": "individual"}']
    assert mine["gives"]["own"] == mine["gives"]["cost"]
    text = " ".join(planner(*given).stdout.split())
    assert {"fr": ", tout à votre charge.", "en": ", all of it by you."}[lang] in text
    assert {"fr": "à votre charge.", "en": " by you."}[lang] in text

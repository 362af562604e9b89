"""Several fundings from the file to the page: what is read, what is printed, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, refused

Run = Callable[..., Result]
SAMPLES = INSTANCES / "casp-2019-2020" / "learners"
MIX, EMPLOYER = SAMPLES / "mix-cpf-two-units.yaml", SAMPLES / "mix-employer-own-cost.yaml"
GOOD = "programme: casp-2019-2020\nstart: 2019-S1\n"


def learner(folder: Path, text: str) -> Path:
    path = folder / "learner.yaml"
    path.write_text(GOOD + text, encoding="utf-8")
    return path


def data_of(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def spaced_out(result: Result) -> str:
    """The text with ordinary and single spaces."""
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_json_of_a_mix(planner: Run) -> None:
    data = data_of(planner("plan", MIX, "--format", "json"))
    cost = data["cost"]
    assert (data["funding"], data["shares"]) == ("individual", {"cpf": ["TET003", "AST004"]})
    assert {line["unit"] for line in cost["lines"] if line["payer"] == "cpf"} == {"TET003", "AST004"}
    assert all(line["payer"] == "individual" for line in cost["lines"] if line["unit"] is None)
    payers = {(entry["funding"], entry.get("beyond", False)): entry for entry in cost["by_payer"]}
    totals = {key: (entry["own"], entry["total"]) for key, entry in payers.items()}
    # 3 x 170 + 54 x 14; at most 1 500 of 900 + 675, the rest for the learner
    assert totals == {
        ("individual", False): (True, 1266.0),
        ("cpf", False): (False, 1500.0),
        ("cpf", True): (True, 75.0),
    }
    assert cost["own"] == 1341.0
    assert sum(entry["total"] for entry in cost["by_payer"]) == cost["total"]
    for entry in cost["by_payer"]:
        assert sum(year["amount"] for year in entry["by_year"]) == entry["total"]
        assert [year["year"] for year in entry["by_year"]] == [year["year"] for year in cost["by_year"]]
    for place, year in enumerate(cost["by_year"]):
        assert sum(entry["by_year"][place]["amount"] for entry in cost["by_payer"]) == year["amount"]


@pytest.mark.parametrize(
    "lang, sentences",
    [
        (
            "fr",
            [
                "Financement : compte personnel de formation (CPF) pour TET003 et AST004 ; individuel pour le reste",
                "Coût par année (compte personnel de formation (CPF) et individuel) Année individuel (vous)",
                "2019-2020 422 € 1 500 € 75 € 1 997 € 2020-2021",
                "À votre charge : 1 341 €",
            ],
        ),
        (
            "en",
            [
                "Funding: personal training account (CPF) for TET003 and AST004; individual for the rest",
                "Cost by year (personal training account (CPF) and individual) Year individual (you)",
                "2019-2020 €422 €1,500 €75 €1,997 2020-2021",
                "What you pay: €1,341",
            ],
        ),
    ],
)
def test_the_text_of_a_mix(planner: Run, lang: str, sentences: list[str]) -> None:
    text = spaced_out(planner("plan", MIX, "--lang", lang))
    for sentence in sentences:
        assert sentence in text


def test_who_pays_is_told_when_it_is_not_the_learner_alone(planner: Run) -> None:
    alone = SAMPLES / "autumn-evening.yaml"
    assert "What you pay" not in planner("plan", alone, "--lang", "en").stdout
    other = spaced_out(planner("plan", alone, "--lang", "en", "--set", "funding=employer"))
    assert "Cost by year (employer or body)" in other
    assert "What you pay: €0" in other


def test_own_cost_first_by_an_option(planner: Run) -> None:
    """6 terms: two years of 170, 52 x 14, and 1 575 - 1 500: the file alone takes 5 terms and 1 341."""
    data = data_of(planner("plan", MIX, "--minimise", "own-cost", "--format", "json"))
    assert [entry["name"] for entry in data["objectives"]][:2] == ["own-cost", "duration"]
    first = data["objectives"][0]
    assert (first["value"], first["bound"], first["proven"]) == (1143.0, 1143.0, True)
    assert data["cost"]["own"] == 1143.0
    text = spaced_out(planner("plan", MIX, "--minimise", "own-cost", "--lang", "fr"))
    assert "ce que vous payez 1 143 € prouvé" in text


def test_set_gives_a_mix_and_a_budget(planner: Run) -> None:
    options = ("--set", "funding=[individual, {cpf: [TET003]}]", "--set", "payer_budgets.cpf=500")
    data = data_of(planner("plan", SAMPLES / "autumn-evening.yaml", *options, "--format", "json"))
    # 60 x 14 + 3 x 170, and 900 - 500
    assert data["cost"]["own"] == 840 + 510 + 400


def test_an_unpriced_mix_is_unknown_and_never_zero(planner: Run) -> None:
    data = data_of(planner("plan", MIX, "--set", "pathway=daytime", "--minimise", "own-cost", "--format", "json"))
    assert (data["cost"]["total"], data["cost"]["own"]) == (None, None)
    assert [entry["total"] for entry in data["cost"]["by_payer"]] == [4980.0, None, None]
    assert not {"cost", "own-cost"} & {entry["name"] for entry in data["objectives"]}
    text = spaced_out(planner("plan", MIX, "--set", "pathway=daytime", "--lang", "en"))
    assert "What you pay: unknown" in text


def test_check_recomputes_who_pays(planner: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    planner("plan", EMPLOYER, "--format", "json", "--out", plan)
    assert planner("check", EMPLOYER, plan).exit_code == 0
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["cost"]["own"] = 0
    data["cost"]["by_payer"][1]["total"] = 1.5
    data["objectives"][0]["value"] = None
    plan.write_text(json.dumps(data), encoding="utf-8")
    audit = planner("check", EMPLOYER, plan, "--format", "json", "--lang", "en")
    assert audit.exit_code == 3
    assert json.loads(audit.stdout)["mismatches"] == [
        "objectives own-cost › value: the plan states unknown; recomputed, it is €618.",
        "cost › by_payer employer › total: the plan states €1.50; recomputed, it is €4,916.",
        "cost › own: the plan states €0; recomputed, it is €618.",
    ]
    less = planner("check", EMPLOYER, plan, "--set", "payer_budgets.employer=4000", "--format", "json")
    assert json.loads(less.stdout)["cost"]["own"] == 618 + 916


def test_the_other_commands_take_own_cost(planner: Run) -> None:
    options = ("--minimise", "own-cost", "--format", "json")
    plans = data_of(planner("alternatives", MIX, *options, "-k", "2", "--slack", "own-cost=50"))
    assert plans["limits"]["own-cost"] == 1193.0
    assert plans["shares"] == {"cpf": ["TET003", "AST004"]}
    assert max(plan["cost"]["own"] for plan in plans["plans"]) <= 1193
    told = data_of(planner("explain", MIX, *options))
    assert all("own" in gain["gain"] for gain in told["gains"])
    assert told["gains"]


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("funding: [{cpf: [TET003]}, lottery]\n", 3, ["funding[1]", "lottery", "individual"]),
        ("funding:\n- {lottery: [TET003]}\n- individual\n", 4, ["funding[0].lottery", "individual"]),
        ("funding:\n- cpf:\n  - TET003\n  - XYZ\n- individual\n", 6, ["funding[0].cpf[1]", "XYZ", "TET003"]),
        ("funding: [{cpf: [UAS003]}, individual]\n", 3, ["funding[0].cpf[0]", "UAS003"]),
        ("funding:\n- {cpf: [TET003]}\n- {employer: [TET003]}\n- individual\n", 5, ["funding[1].employer", "TET003"]),
        ("funding: [{cpf: [TET003, TET003]}, individual]\n", 3, ["funding[0].cpf[1]", "TET003"]),
        ("funding: [{cpf: [TET003]}]\n", 3, ["funding", "rest", "individual"]),
        ("funding:\n- individual\n- {cpf: [TET003]}\n- individual\n", 6, ["funding[2]", "twice"]),
        ("funding: [individual, individual]\n", 3, ["funding[1]", "twice"]),
        ("funding: []\n", 3, ["funding", "empty"]),
        ("funding: [{cpf: []}, individual]\n", 3, ["funding[0].cpf", "empty"]),
        ("funding: [{}, individual]\n", 3, ["funding[0]", "empty"]),
        ("funding: {cpf: [TET003]}\n", 3, ["funding", "individual"]),
        ("funding: [[cpf], individual]\n", 3, ["funding[0]", "a funding"]),
        ("funding: [{cpf: 3.5}, individual]\n", 3, ["funding[0].cpf"]),
        ("payer_budgets: {lottery: 10}\n", 3, ["payer_budgets.lottery", "known"]),
        ("payer_budgets: {individual: 10}\n", 3, ["payer_budgets.individual", "max_cost_per_year"]),
        ("payer_budgets: {cpf: -1}\n", 3, ["payer_budgets.cpf", "at least 0"]),
        ("payer_budgets: {cpf: 10.005}\n", 3, ["payer_budgets.cpf", "two decimals"]),
        ("payer_budgets: 1500\n", 3, ["payer_budgets", "1500"]),
        ("minimise: [own-costs]\n", 3, ["minimise[0]", "own-cost"]),
        ("minimise: [own-cost, own-cost]\n", 3, ["minimise[1]", "own-cost"]),
    ],
)
def test_bad_mixes(planner: Run, tmp_path: Path, text: str, line: int, words: list[str]) -> None:
    path = learner(tmp_path, text)
    for command in (("plan", path), ("explain", path)):
        message = refused(planner, *command)
        assert message.startswith(f"{path}:{line}: ")
        for word in words:
            assert word in message


def test_an_alias_is_the_same_unit(planner: Run, tmp_path: Path) -> None:
    """UEV010 and TET006 have no alias in the vintages: the one of a made-up programme."""
    raw = (INSTANCES / "casp-2019-2020" / "programme.yaml").read_text(encoding="utf-8")
    programme = tmp_path / "programme.yaml"
    programme.write_text(raw.replace("- code: TET003\n", "- code: TET003\n  aliases: [TET3]\n"), encoding="utf-8")
    twice = learner(tmp_path, "funding: [{cpf: [TET3, TET003]}, individual]\n")
    assert "funding[0].cpf[1]" in refused(planner, "plan", twice, "--set", f"programme={programme}")
    once = learner(tmp_path, "funding: [{cpf: [TET3]}, individual]\n")
    data = data_of(planner("plan", once, "--set", f"programme={programme}", "--format", "json"))
    assert data["shares"] == {"cpf": ["TET003"]}


def test_the_schema_tells_of_mixes(planner: Run) -> None:
    schema = data_of(planner("schema", "learner"))
    assert {"funding", "payer_budgets"} <= schema["properties"].keys()
    assert "own-cost" in json.dumps(schema["properties"]["minimise"])
    assert {"own", "source", "assumption"} <= data_of(planner("schema", "programme"))["$defs"]["Funding"][
        "properties"
    ].keys()

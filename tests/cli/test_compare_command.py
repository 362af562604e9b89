"""`planner compare`: its data, its text in both languages, its exit codes and its messages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.solve.result import UNKNOWN
from planner.solve.result import Result as Solved
from planner.study import compare as study
from tests.support import INSTANCES, ROOT, refused
from tests.worded import day, money

Run = Callable[..., Result]
Data = dict[str, Any]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
IMPOSSIBLE = PARIS / "impossible-deadline.yaml"
ROW = {
    "programme", "start", "pathway", "funding", "changes", "labels", "status", "reason", "front", "dominated_by",
    "starts", "duration", "months", "certificate", "award", "cost", "peak", "internship", "binds", "bottleneck",
    "conflicts", "admission", "holds", "plan",
}  # fmt: skip


def shown(planner: Run, learner: Path, *arguments: object, code: int = 0) -> Data:
    result = planner("compare", learner, *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (code, "")
    data: Data = json.loads(result.stdout)
    return data


def text(planner: Run, learner: Path, *arguments: object, code: int = 0) -> str:
    result = planner("compare", learner, *arguments)
    assert (result.exit_code, result.stderr) == (code, "")
    assert max(map(len, result.stdout.splitlines())) <= 100
    return result.stdout


# The data


def test_a_fresh_learner_of_2019_by_hand(planner: Run) -> None:
    """Three academic years at 170 € and 68 credits at 14 €; 300, 450 or 600 € for a unit of 4, 6 or 8 credits."""
    data = shown(planner, EVENING, "--lang", "en")
    assert (data["schema"], data["status"], data["varied"]) == ("planner/compare/1", "optimal", ["pathway", "funding"])
    assert all(set(row) == ROW for row in data["rows"])
    rows = {(row["pathway"], row["funding"]): row for row in data["rows"]}
    assert len(rows) == len(data["rows"]) == 12
    totals = {key: row["cost"]["total"] for key, row in rows.items()}
    assert totals["evening", "individual"] == 3 * 170 + 68 * 14 == 1462
    assert totals["evening", "jobseeker"] == 3 * 300 + 8 * 450 + 600
    assert totals["evening", "employer"] == 68 * 140
    assert totals["daytime", "employer"] == 11952
    assert totals["daytime", "cpf"] is None
    assert rows["evening", "individual"]["months"] == 28
    assert rows["evening", "individual"]["peak"] == {
        "units": 3, "evenings": 3, "hours_per_week": None, "term": "2019-S1",
    }  # fmt: skip
    assert rows["evening", "individual"]["starts"] == "2019-10-01"
    assert rows["evening", "individual"]["admission"] == []
    assert rows["daytime", "cpf"]["admission"][0] == "compulsory positioning session (written)"
    unpriced = "No document gives a price for daytime classes under this funding: personal training account (CPF)"
    assert rows["daytime", "cpf"]["cost"]["why"] == unpriced
    assert rows["evening", "individual"]["binds"][0].startswith("You still have to take these 11 units: TET099")
    assert not any("award" in text for text in rows["evening", "individual"]["binds"])


@pytest.mark.parametrize("place", [0, 7, 8])
def test_a_row_is_what_planner_plan_prints(planner: Run, place: int) -> None:
    row = shown(planner, EVENING, "--seed", 3)["rows"][place]
    sets = [f"start={row['start']}", f"pathway={row['pathway']}", f"funding={row['funding']}"]
    options = [word for text in sets for word in ("--set", text)]
    alone = planner("plan", EVENING, *options, "--seed", 3, "--format", "json")
    told = json.loads(alone.stdout)
    del told["words"]
    assert row["plan"] == told


def test_assumptions_and_warnings_name_the_rows_that_have_them(planner: Run) -> None:
    data = shown(planner, EVENING)
    for key in ("assumptions", "warnings"):
        assert len({entry["text"] for entry in data[key]}) == len(data[key])
    for place, row in enumerate(data["rows"]):
        mine = {entry["id"] for entry in data["assumptions"] if place in entry["rows"]}
        assert mine == {entry["id"] for entry in row["plan"]["assumptions"]}
        told = {entry["text"] for entry in data["warnings"] if place in entry["rows"]}
        assert told == set(row["plan"]["warnings"])


def test_hours_and_internship_where_the_document_gives_them(planner: Run) -> None:
    """2010: 6 to 8 hours a week for each unit."""
    path = INSTANCES / "casp-2010-reunion/learners/out-of-sector-internship.yaml"
    row = shown(planner, path, "--pathways", "evening", "--fundings", "individual")["rows"][0]
    assert row["peak"]["hours_per_week"] == [3 * 6, 3 * 8]
    assert row["internship"] == {"starts": "2011-07-18", "ends": "2011-10-18"}
    assert [entry["internship"] for entry in row["holds"]] == [False, False, True, True, True]


def test_a_package_for_one_unit_says_what_it_covers(planner: Run) -> None:
    path = INSTANCES / "casp-2016-2017/learners/autumn-evening.yaml"
    row = shown(planner, path, "--pathways", "evening", "--fundings", "dif", "--lang", "en")["rows"][0]
    assert (row["cost"]["total"], row["front"]) == (None, None)
    expected = "The price covers 1 unit only (evening classes, individual right to training (Dif))"
    assert row["cost"]["why"] == expected


def test_no_price_at_all_is_said(planner: Run) -> None:
    path = INSTANCES / "casp-rncp36625/learners/autumn-evening.yaml"
    data = shown(planner, path, "--lang", "en", "--fundings", "individual")
    assert [row["front"] for row in data["rows"]] == [None, None, None]
    assert [row["cost"]["why"] for row in data["rows"]] == [None, None, None], "it is said of all of them at once"
    (told,) = [entry for entry in data["warnings"] if "no prices" in entry["text"]]
    assert told["rows"] == [0, 1, 2]


@pytest.mark.parametrize("lang, words", [("fr", "Les lignes sont comparées"), ("en", "Rows are compared")])
def test_what_rows_are_ranked_by_is_said_only_where_some_are(planner: Run, lang: str, words: str) -> None:
    unpriced = INSTANCES / "casp-rncp36625/learners/autumn-evening.yaml"
    for learner, arguments, code in ((IMPOSSIBLE, ("--pathways", "evening"), 3), (unpriced, (), 0)):
        assert words not in text(planner, learner, *arguments, "--lang", lang, code=code)
    assert words in text(planner, EVENING, "--lang", lang)


def test_pages_mark_rows_of_unknown_place(planner: Run, tmp_path: Path) -> None:
    page = tmp_path / "rows.html"
    assert planner("compare", EVENING, "--lang", "en", "--out", page).exit_code == 0
    written = page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    rows = shown(planner, EVENING)["rows"]
    unknown = [place for place, row in enumerate(rows, 1) if row["plan"] and row["front"] is None]
    assert unknown and unknown == [int(number) for number in re.findall(r">(\d+) \?</th>", written)]
    assert "<p>? What you pay is unknown" in written


def test_other_keys_starts_and_programmes(planner: Run) -> None:
    options = ("--pathways", "evening", "--fundings", "individual", "--vary", "max_units_per_term=2,3, 2")
    rows = shown(planner, EVENING, *options, "--starts", "2019-S1,2019-S2")["rows"]
    told = [(row["start"], row["changes"], row["duration"]) for row in rows]
    assert told == [
        ("2019-S1", {"max_units_per_term": 2}, 7),
        ("2019-S1", {"max_units_per_term": 3}, 5),
        ("2019-S2", {"max_units_per_term": 2}, 7),
        ("2019-S2", {"max_units_per_term": 3}, 5),
    ]
    rows = shown(planner, EVENING, *options[:4], "--programmes", "casp-2016-2017,casp-2019-2020")["rows"]
    assert [row["programme"] for row in rows] == ["casp-2016-2017", "casp-2019-2020"]
    varied = ("--vary", "availability.evenings=[mon],[mon, tue]", "--vary", "pathway=evening,mixed")
    rows = shown(planner, EVENING, *varied, "--fundings", "cpf")["rows"]
    assert [(row["changes"]["availability.evenings"], row["pathway"]) for row in rows] == [
        (["mon"], "evening"), (["mon"], "mixed"), (["mon", "tue"], "evening"), (["mon", "tue"], "mixed"),
    ]  # fmt: skip


# Exit codes


def test_impossible_rows_say_why_and_all_impossible_is_exit_3(planner: Run) -> None:
    data = shown(planner, IMPOSSIBLE, "--lang", "en")
    assert [row["status"] for row in data["rows"][:4]] == ["impossible"] * 4
    for row in data["rows"][:4]:
        assert row["reason"].startswith("These conditions cannot all hold: you still have to take")
        assert row["reason"].endswith("you want the title in 2020-S2 (1 February 2021 to 30 June 2021) at the latest.")
        assert {line["rule"] for line in row["conflicts"]} >= {"requirement", "load_cap", "deadline"}
        assert (row["front"], row["plan"], row["duration"], row["holds"]) == (None, None, None, [])
    data = shown(planner, IMPOSSIBLE, "--pathways", "evening", code=3)
    assert data["status"] == "impossible"


def test_undecided_rows_without_any_plan_are_exit_4(planner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "solve", lambda *_: Solved(UNKNOWN))
    data = shown(planner, EVENING, code=4)
    assert {row["status"] for row in data["rows"]} == {"unknown"}
    told = text(planner, EVENING, "--lang", "en", code=4)
    assert "Rows 1 to 12 – No answer within the time limit." in told


# The text


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "arguments, count",
    [
        (("--pathways", "evening", "--fundings", "cpf"), 1),
        (("--fundings", "individual"), 3),
        ((), 12),
        (("--starts", "2019-S1,2019-S2", "--vary", "max_units_per_term=2,4", "--pathways", "evening,mixed"), 32),
    ],
)
def test_the_table_has_the_figures_of_the_data(planner: Run, arguments: tuple[str, ...], count: int, lang: str) -> None:
    rows = shown(planner, EVENING, *arguments, "--lang", lang)["rows"]
    whole = text(planner, EVENING, *arguments, "--lang", lang).splitlines()
    told = whole[next(place for place, line in enumerate(whole) if line.startswith("-")) + 1 :]
    assert len(rows) == count
    for place, row in enumerate(rows, 1):
        line = next(line for line in told if line.removeprefix("*").split()[:1] == [str(place)])
        amounts = [row["cost"][key] for key in ("own", "total")]
        own, price = (money(lang, None if amount is None else round(amount * 100)) for amount in amounts)
        assert line.startswith("*") is bool(row["front"])
        assert (line.removeprefix("*").split()[1] == "?") is (row["front"] is None)
        figures = [row["duration"], row["months"], row["peak"]["units"], row["peak"]["evenings"]]
        ends = day(lang, date.fromisoformat(row["award"]["date"]))
        start, _, rest = line.partition(ends)
        assert " ".join(rest.split()) == " ".join([*own.split(), *price.split(), *map(str, figures)])
        assert start.split()[1:]


def test_rows_that_share_all_but_the_money_are_told_together(planner: Run) -> None:
    told = text(planner, EVENING)
    assert told.count("Ce que vous gardez si vous vous arrêtez") == 4
    assert "LIGNES 1 À 4 · SOIR" in told
    assert "  - Ligne 1, individuel – 2019-2020\u00a0: 618\u00a0€ · 2020-2021\u00a0: 450\u00a0€ · " in told
    assert "    · moins intéressante que les lignes 2 à 4\n" in told
    assert "Les lignes sont comparées sur ce que vous payez vous-même, pas sur le coût total.\n" in told
    held = ["2019-S2", "30", "juin", "2020", "5", "32", "5", "UE", "validées", "(32", "crédits)", ";", "blocs", "B1"]
    assert any(line.split()[: len(held)] == held for line in told.splitlines())
    assert "Certificat CP29\u00a0: 2020-S1 (31 janvier 2021)" in told
    assert "Ce qui empêche d’obtenir le titre un semestre plus tôt\u00a0:" in told
    english = text(planner, EVENING, "--lang", "en")
    assert "ROWS 5 TO 8 · DAYTIME" in english
    held = ["2019-S1", "15", "February", "2020", "12", "68", "certificate", "CP29;", "12", "units", "validated", "(68"]
    assert any(line.split()[: len(held)] == held for line in english.splitlines())


def test_keys_of_the_learner_file_and_their_values_are_told_in_words(planner: Run) -> None:
    asked = ("--vary", "order=prefer,require", "--pathways", "evening", "--fundings", "individual")
    told = text(planner, EVENING, *asked)
    assert "LIGNE 2 · SOIR · CERTIFICAT D’ABORD\u00a0: EXIGÉ" in told
    assert "prefer" not in told
    english = text(planner, EVENING, *asked, "--lang", "en")
    assert "ROW 1 · EVENING · CERTIFICATE FIRST: PREFERRED" in english
    page = planner("compare", EVENING, *asked, "--format", "md").stdout
    assert "| N° | certificat d’abord | Parcours |" in page


def test_impossible_rows_are_told_together_in_the_text(planner: Run) -> None:
    told = text(planner, IMPOSSIBLE)
    assert "SANS PLAN\n  - Lignes 1 à 4 – Ces conditions sont incompatibles\u00a0:\n    · Vous devez encore" in told
    assert told.count("impossible\n") == 4


def test_the_output_goes_into_a_file(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "compare.txt"
    result = planner("compare", EVENING, "--out", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == text(planner, EVENING)


# Bad input


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("--pathways", "evening,nights"), ["pathway", "nights", "mixed"]),
        (("--fundings", "gold"), ["funding", "gold", "jobseeker"]),
        (("--starts", "2019-S1,2019-S9"), ["start", "2019-S9", "S1, S2"]),
        (("--starts", "soon"), ["start", "soon"]),
        (("--programmes", "nope"), ["programme", "nope", "casp-2019-2020"]),
        (("--pathways", ","), ["--pathways", "evening,mixed"]),
        (("--vary", "max_units_per_term"), ["--vary max_units_per_term", "KEY=v1,v2"]),
        (("--vary", "=1,2"), ["--vary =1,2", "KEY=v1,v2"]),
        (("--vary", "a..b=1"), ["--vary a..b=1", "KEY=v1,v2"]),
        (("--vary", "max_units_per_term="), ["--vary max_units_per_term="]),
        (("--vary", "max_units_per_term=[2"), ["--vary max_units_per_term", "not closed"]),
        (("--vary", "max_units_per_term=2,few"), ["max_units_per_term", "few", "whole number"]),
        (("--vary", "colour=red,blue"), ["colour", "unknown key"]),
        (("--vary", "experience.moths=3"), ["experience.moths", "months"]),
        (("--pathways", "mixed", "--vary", "pathway=evening"), ["--vary pathway=evening", "--pathways"]),
        (("--vary", f"note={','.join(map(str, range(42)))}"), ["500", "--vary"]),
        (("--set", "colour=red"), ["colour", "unknown key"]),
    ],
)
def test_bad_options_are_one_clear_message(planner: Run, arguments: tuple[str, ...], told: list[str]) -> None:
    message = refused(planner, "compare", EVENING, *arguments)
    assert all(word in message for word in told), message
    assert message != refused(planner, "compare", EVENING, *arguments, lang="fr")


def test_a_missing_learner_and_an_unknown_option(planner: Run, tmp_path: Path) -> None:
    assert "none.yaml" in refused(planner, "compare", tmp_path / "none.yaml")
    assert planner("compare", EVENING, "--nope").exit_code == 2


def test_bad_input_and_help_load_no_solver() -> None:
    for arguments in (["compare", "--help"], ["compare", str(EVENING), "--fundings", "gold"]):
        code = (
            "import sys; from planner.cli import main\n"
            f"try: main({arguments!r})\n"
            "except SystemExit: print(sorted({'ortools', 'pandas', 'pydantic'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.stdout.splitlines()[-1] == "[]", done.stderr

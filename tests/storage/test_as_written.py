"""YAML as people type it: keys and codes as they are written, amounts, blanks that are none, and what is refused."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.errors import BadInput
from planner.storage import learners, numbers, programmes, yaml_reader
from planner.storage.validation import Source, validate
from tests.support import refused, tiny_programme
from tests.worded import text_of

Run = Callable[..., Result]
BOMB = "a: &a [x, x, x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijkl"))
CODES = ("É101", "US/101", "C++1", "A B", "6.100", "101", "0012", "1e3", ".NET", "हिंदी-1", "NO", "+A")


def written(text: str, kind: str = "learner") -> Any:
    return validate(Source(yaml_reader.parse(text, "f.yaml"), "f.yaml", text), kind)


def problem(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        written(text)
    return caught.value


def programme(folder: Path, codes: tuple[str, ...]) -> Path:
    """A tiny programme whose units have these codes, written without quotes."""
    listed = ", ".join(codes)
    units = "".join(f"- {{code: {code}, title: T, credits: 600, hours: 900}}\n" for code in codes)
    path = folder / "programme.yaml"
    path.write_text(
        "format: planner/programme/1\nid: École/1\ntitle: T\nshort_title: T\nvintage: '2020'\nschool: S\n"
        f"currency: XOF\nunits:\n{units}requirements:\n- {{id: core, all_of: [{listed}]}}\n"
        "calendar:\n  year: 2020\n  terms:\n"
        "  - {id: S1, title: autumn, starts: 2020-09-01, ends: 2021-01-31}\n"
        "  - {id: S2, title: spring, starts: 2021-02-01, ends: 2021-06-30}\n"
        "  periods: [{id: S1, terms: [S1]}, {id: S2, terms: [S2]}]\n"
        f"offerings:\n- {{units: [{listed}], period: S1, modality: evening}}\n"
        f"- {{units: [{listed}], period: S2, modality: evening}}\n"
        "pathways: {evening: {modalities: [evening]}}\nload: {max_evening_units: 6}\n"
        "fundings: [{id: individual, title: I, own: true}]\n"
        "tariffs:\n- modality: evening\n  funding: individual\n  by_credits: {600: 2 500 000 XOF}\n",
        encoding="utf-8",
    )
    return path


def test_a_path_with_accents_is_found_however_the_disk_writes_it(tmp_path: Path) -> None:
    programme(tmp_path, ("A",)).rename(tmp_path / "E\u0301cole.yaml")
    learner = tmp_path / "l.yaml"
    for name in ("École.yaml", "E\u0301cole.yaml"):
        learner.write_text(f"programme: {name}\nstart: 2020-S1\n", encoding="utf-8")
        assert learners.load(learner).programme.id == "École/1"


def test_codes_are_texts_as_they_are_written(planner: Run, tmp_path: Path) -> None:
    path = programme(tmp_path, CODES)
    assert tuple(programmes.load(str(path)).units) == CODES
    learner = tmp_path / "l.yaml"
    learner.write_text(
        f"programme: {path.name}\nstart: 2020-S1\nid: 20190012\nacquired: [101, 0012]\n", encoding="utf-8"
    )
    pins = [option for code in ("6.100", "C++1", "A B") for option in ("--pin", f"{code}=2020-S2")]
    decomposed = "E\u0301101"
    result = planner("plan", learner, "--format", "json", *pins, "--pin", f"{decomposed}=2020-S1", "--lang", "en")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["learner"] == "20190012"
    planned = {term["term"]: {unit["unit"] for unit in term["units"]} for term in data["terms"]}
    assert planned["2020-S1"] | planned["2020-S2"] == set(CODES) - {"101", "0012"}
    assert {"6.100", "C++1", "A B"} <= planned["2020-S2"]
    assert "É101" in planned["2020-S1"]
    assert data["cost"]["total"] == 10 * 2_500_000
    for form in ("json", "csv", "xlsx"):
        out = tmp_path / f"plan.{form}"
        assert planner("plan", learner, "--out", out).exit_code == 0
        assert planner("check", learner, out).exit_code == 0, form
    table = tmp_path / "cohort.csv"
    table.write_text(
        f"id;programme;start;acquired\nÉ/1;{path.name};2020-S1;101;0012\n".replace("101;0012", '"101;0012"')
    )
    folder = tmp_path / "out"
    assert planner("batch", table, "--out", folder, "--format", "ics,html", "--workers", 1).exit_code == 0
    assert len(list(folder.glob("*.json"))) == 2


@pytest.mark.parametrize(
    ("code", "sign"),
    [("A:1", "':'"), ("A;1", "';'"), ("A,1", "','"), ("A=1", "'='"), ("A&1", "'&'"), ("A|1", "'|'"), ("A(1)", "'('"),
     ("A\u00a01", "U+00A0"), ("A“1", "'“'"), ("A  1", "two blanks"), ("++", "letter or a digit"), ("x" * 61, "60")],
)  # fmt: skip
def test_what_is_no_code_names_its_sign(code: str, sign: str) -> None:
    found = problem(f'programme: p\nstart: 2019-S1\navoid: ["{code}"]\n')
    assert (found.line, found.where) == (3, "avoid[0]")
    assert sign in text_of(found, "en")
    assert text_of(found, "fr") != text_of(found, "en")


def test_keys_are_texts_and_blanks_around_values_are_nothing() -> None:
    data = written(
        "programme: ' p'\nstart: 2019-S1\u00a0\nmax_cost_per_year:\n  years:\n    2020: 1 200,50 €\nid: 007\n"
    )
    assert data["max_cost_per_year"]["years"] == {"2020": 1200.5}
    assert (data["start"], data["id"]) == ("2019-S1", "007")
    assert yaml_reader.parse("{true: 1, 6.10: 2, 2019-10-01: 3, no: 4, 1e3: 5}", "") == {
        "true": 1, "6.10": 2, "2019-10-01": 3, "no": 4, "1e3": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("programme: p\nstart\u00a0: 2019-S1\n", "yaml.blank", 2),
        ("programme: p\nstart:\u00a02019-S1\n", "yaml.blank", 2),
        ("programme:\u00a0p\nstart:\u00a02019-S1\n", "yaml.blank", 1),
        ("programme: p\n\u200bstart: 2019-S1\n", "yaml.blank", 2),
        ("programme: p\nexperience:\n\tmonths: 6\n", "yaml.tab", 3),
        ('programme: p\navoid: ["AST004”]\n', "yaml.quotes", 2),
        ("programme: p\n'programme': q\n", "yaml.duplicate", 2),
        ("{4: 1, '4': 2}\n", "yaml.duplicate", 1),
        ("? [a, b]\n: 1\n", "yaml.key", 1),
        ("a: !!python/tuple [1]\n", "yaml.tag", 1),
        ("a: " + "[" * 2000, "yaml.deep", 1),
        ("a: &a [*a]\n", "yaml.repeats", 1),
        (BOMB, "yaml.repeats", 9),
    ],
)  # fmt: skip
def test_what_yaml_cannot_mean(text: str, key: str, line: int) -> None:
    begun = time.process_time()
    found = problem(text)
    assert (found.key, found.line) == (key, line), text_of(found, "en")
    assert time.process_time() - begun < 5


def test_repeated_parts_are_read_where_they_are_few() -> None:
    assert yaml_reader.parse("a: &a [1, 2]\nb: *a\n", "") == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 200 €", 1200), ("1\u202f200 EUR", 1200), ("1200,50", 1200.5), ("1.200,50", 1200.5), ("1,200.50", 1200.5),
     ("CHF 1'200.50", 1200.5), ("1.200.300", 1_200_300), ("€12", 12), ("-5", -5)],
)  # fmt: skip
def test_amounts(text: str, value: float) -> None:
    assert numbers.amount(text) == value


@pytest.mark.parametrize("text", ["1.200", "1,200", "1,20,3", "700 euros", "12 € EUR", "1 20 €", "", "€", "9" * 5000])
def test_what_is_no_amount_for_sure(text: str) -> None:
    assert numbers.amount(text) == text


def test_an_amount_in_another_currency_is_refused(tmp_path: Path) -> None:
    path = tiny_programme(tmp_path, currency="CHF")
    for given, key in (("1 200 €", "money.currency"), ("1.200", "money.cents"), ("700 CHF", ""), ("700.50", "")):
        text = f"programme: {path}\nstart: 2020-S1\nmax_cost_per_year: {given}\n"
        learner = tmp_path / "l.yaml"
        learner.write_text(text, encoding="utf-8")
        if key:
            with pytest.raises(BadInput) as caught:
                learners.load(learner)
            assert (caught.value.key, caught.value.line) == (key, 3)
        else:
            assert learners.load(learner).learner.budget.default in (70_000, 70_050)


def test_a_number_of_thousands_of_digits(planner: Run, tmp_path: Path) -> None:
    digits = "9" * 5000
    learner = tmp_path / "l.yaml"
    learner.write_text(f"programme: casp-2019-2020\nstart: 2019-S1\nmax_units_per_term: {digits}\n", encoding="utf-8")
    assert "max_units_per_term" in refused(planner, "plan", learner)
    learner.write_text("programme: casp-2019-2020\nstart: 2019-S1\n", encoding="utf-8")
    for option in (f"max_units_per_term={digits}", f"max_cost_per_year={digits}.5", f"experience.months={digits}"):
        assert len(refused(planner, "plan", learner, "--set", option)) < 600
    table = tmp_path / "t.csv"
    table.write_text(f"offering,unit,period,modality,seats\nx,AST004,S1,evening,{digits}\n", encoding="utf-8")
    assert ":2: seats" in refused(planner, "plan", learner, "--timetable", table)
    plan = tmp_path / "plan.json"
    plan.write_text(f'{{"schema": "planner/plan/1", "n": {digits}}}', encoding="utf-8")
    assert "number" in refused(planner, "check", learner, plan)


@pytest.mark.parametrize(
    ("change", "meant"),
    [
        ("deadlin=2022-S2", "deadline"),
        ("pathway=evenning", "evening"),
        ("avoid=[AST04]", "AST004"),
        ("avoid=[ast004]", "AST004"),
        ("funding=individuel", "individual"),
        ("programme=casp-2019-202", "casp-2019-2020"),
        ("minimise=[durations]", "duration"),
        ("goal=CP92", "CP29"),
    ],
)
def test_did_you_mean(planner: Run, tmp_path: Path, change: str, meant: str) -> None:
    learner = tmp_path / "l.yaml"
    learner.write_text("programme: casp-2019-2020\nstart: 2019-S1\n", encoding="utf-8")
    assert f"did you mean {meant}" in refused(planner, "plan", learner, "--set", change)

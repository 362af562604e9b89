"""`--programme`: a learner of an older vintage continues in a newer one, and reads what became of their units."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, refused

Run = Callable[..., Result]
NEW = ("--programme", "casp-rncp36625")
SAMPLE = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
LEARNER = """\
programme: casp-2019-2020
start: 2019-S1
acquired: [TET099, {unit: TRS001, by: VES}, {unit: TET006, by: VAE}]
experience: {months: 24, in_sector: true}
pins: [{unit: AST004, term: 2019-S1}]
avoid: [TET006]
"""
OVERLAY = """\
extends: casp-rncp36625
id: my-centre
equivalences:
- {programme: casp-2019-2020, unit: TET006, counts_as: [TET010, UEV010], assumption: tet006}
assumptions:
- {id: tet006, text: {fr: TET006 vaut deux UE., en: TET006 is worth two.}, reason: {fr: Avis., en: Opinion.}}
"""


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    path = tmp_path / "someone.yaml"
    path.write_text(LEARNER, encoding="utf-8")
    return path


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    path = tmp_path / "my-centre.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    return path


def data_of(result: Result) -> dict[str, Any]:
    assert (result.exit_code, result.stderr) == (0, "")
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def flat(text: str) -> str:
    return " ".join(text.split())


def planned(data: dict[str, Any]) -> set[str]:
    return {entry["unit"] for term in data["terms"] for entry in term["units"]}


def test_the_data_says_what_carried_over_and_what_did_not(planner: Run, learner: Path) -> None:
    data = data_of(planner("plan", learner, *NEW, "--format", "json", "--lang", "en"))
    title = "Initiation aux questions du travail et de l'emploi"
    assert (data["status"], data["programme"]) == ("optimal", "casp-rncp36625")
    assert data["migration"] == {
        "from": "casp-2019-2020",
        "carried": [
            {"unit": "TET099", "as": "TET099", "by": None, "how": "code"},
            {"unit": "TRS001", "as": "TRS001", "by": "VES", "how": "code"},
        ],
        "left": [
            {"key": "acquired", "unit": "TET006", "title": title},
            {"key": "avoid", "unit": "TET006", "title": title},
        ],
    }
    assert not planned(data) & {"TET099", "TRS001", "TET006"}
    assert len(planned(data)) == 10
    assert data["warnings"][:2] == [
        "Acquired, without a counterpart in casp-rncp36625: TET006. Ask the school what it recognises.",
        "Choices left out in casp-rncp36625: TET006.",
    ]


def test_an_equivalence_is_planned_with_and_its_assumption_printed(planner: Run, learner: Path, overlay: Path) -> None:
    data = data_of(planner("plan", learner, "--programme", overlay, "--format", "json", "--lang", "en"))
    assert data["migration"]["carried"][2:] == [
        {"unit": "TET006", "as": "TET010", "by": "VAE", "how": "equivalence"},
        {"unit": "TET006", "as": "UEV010", "by": "VAE", "how": "equivalence"},
    ]
    assert len(planned(data)) == 9
    assert {"id": "tet006", "text": "TET006 is worth two.", "reason": "Opinion."} in data["assumptions"]
    without = data_of(planner("plan", learner, "--programme", overlay, "--set", "acquired=[]", "--format", "json"))
    assert "tet006" not in {entry["id"] for entry in without["assumptions"]}


@pytest.mark.parametrize(
    "lang, sentences",
    [
        ("fr", ["CHANGEMENT DE PROGRAMME De casp-2019-2020 à my-centre "
                "Acquis repris : TET099, TRS001 (VES), TET006 (VAE) compte comme TET010 + UEV010 "
                "UE à éviter (avoid) qui n’existent pas dans my-centre : TET006 (Initiation aux questions",
                "! Choix laissés de côté dans my-centre : TET006.", "TET006 vaut deux UE. [tet006]"]),
        ("en", ["CHANGE OF PROGRAMME From casp-2019-2020 to my-centre "
                "Acquired and carried over: TET099, TRS001 (VES), TET006 (VAE) counts as TET010 + UEV010 "
                "Units to avoid (avoid) that my-centre does not have: TET006 (Initiation aux questions",
                "! Choices left out in my-centre: TET006.", "TET006 is worth two. [tet006]"]),
    ],
)  # fmt: skip
def test_the_text(planner: Run, learner: Path, overlay: Path, lang: str, sentences: list[str]) -> None:
    text = flat(planner("plan", learner, "--programme", overlay, "--lang", lang).stdout)
    for sentence in sentences:
        assert sentence in text


@pytest.mark.parametrize(
    "lang, change, sentences",
    [
        ("fr", "acquired=[TET006]", ["Sans équivalent dans casp-rncp36625 : TET006 (Initiation",
                                     "! Acquis sans équivalent dans casp-rncp36625 : TET006."]),
        ("en", "acquired=[TET006]", ["Without a counterpart in casp-rncp36625: TET006 (Initiation",
                                     "! Acquired, without a counterpart in casp-rncp36625: TET006."]),
        ("fr", "pins=[{unit: TET006, term: 2019-S2}]", [
            "Choix imposés (pins) qui n’ont plus d’objet dans casp-rncp36625 : TET006 (Initiation",
            "! Choix laissés de côté dans casp-rncp36625 : TET006."]),
        ("en", "pins=[{unit: TET006, term: 2019-S2}]", [
            "Pins that no longer apply in casp-rncp36625: TET006 (Initiation",
            "! Choices left out in casp-rncp36625: TET006."]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more, code", [((), 0), (("--set", "deadline=2019-S1"), 3)], ids=["a plan", "impossible"])
def test_the_text_says_what_was_left_with_or_without_a_plan(
    planner: Run, learner: Path, lang: str, change: str, sentences: list[str], more: tuple[str, ...], code: int
) -> None:
    fresh = ("--set", "acquired=[]", "--set", "avoid=[]", "--set", change)
    result = planner("plan", learner, *NEW, *fresh, *more, "--lang", lang)
    assert result.exit_code == code
    for sentence in sentences:
        assert sentence in flat(result.stdout)


def test_set_programme_is_the_same(planner: Run, learner: Path) -> None:
    by_option = planner("plan", learner, *NEW, "--format", "json")
    assert planner("plan", learner, "--set", "programme=casp-rncp36625", "--format", "json").stdout == by_option.stdout


@pytest.mark.parametrize("arguments", [(), ("--programme", "casp-2019-2020")])
def test_who_stays_reads_nothing_of_it(planner: Run, arguments: tuple[str, ...]) -> None:
    assert "migration" not in data_of(planner("plan", SAMPLE, *arguments, "--format", "json"))
    text = planner("plan", SAMPLE, *arguments).stdout
    assert text == planner("plan", SAMPLE).stdout
    assert "CHANGEMENT DE PROGRAMME" not in text


@pytest.mark.parametrize("source", ["casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021"])
def test_the_plan_after_a_migration_is_valid(planner: Run, tmp_path: Path, source: str) -> None:
    path, made = tmp_path / "learner.yaml", tmp_path / "plan.json"
    acquired = "[AST004, TET003, {unit: UEV010, by: VES}]"
    path.write_text(f"programme: {source}\nstart: 2021-S1\nacquired: {acquired}\n", encoding="utf-8")
    assert planner("plan", path, *NEW, "--format", "json", "--out", made).exit_code == 0
    audit = data_of(planner("check", path, made, *NEW, "--format", "json"))
    assert audit["valid"] is True
    assert audit["migration"] == json.loads(made.read_text(encoding="utf-8"))["migration"]
    assert [entry["unit"] for entry in audit["migration"]["carried"]] == ["AST004", "TET003", "UEV010"]
    text = planner("check", path, made, *NEW, "--lang", "en").stdout
    assert "A valid plan" in text
    assert f"From {source} to casp-rncp36625" in text


def test_a_plan_of_the_new_programme_checked_in_the_old_one(planner: Run, learner: Path, tmp_path: Path) -> None:
    made = tmp_path / "plan.json"
    planner("plan", learner, *NEW, "--format", "json", "--out", made)
    message = refused(planner, "check", learner, made)
    for word in ("casp-rncp36625", "casp-2019-2020", "choose that programme"):
        assert word in message


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_programme_that_does_not_exist(planner: Run, lang: str) -> None:
    for command in (("plan", SAMPLE), ("check", SAMPLE, SAMPLE)):
        message = refused(planner, *command, "--programme", "casp-1999", lang=lang)
        assert message.startswith(str(SAMPLE))
        for word in ("programme", "casp-1999", "casp-rncp36625"):
            assert word in message

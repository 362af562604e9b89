"""From a learner's data to the form and back: nothing is lost, nothing is added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.learner import Learner
from planner.messages import speaking
from planner.storage import programmes, yaml_reader
from planner.storage.learners import read_learner
from planner.storage.registry import instances_folder
from planner.storage.schema_learner import LearnerFile
from planner.storage.shapes import keys_of
from planner.web.dossiers.form.sheet import Sheet
from tests.web.form.sending import sent

SAMPLES = sorted(instances_folder().glob("*/learners/*.yaml"))
CASP, THREE = "casp-2019-2020", "fictional-three-terms"
RARE: dict[str, dict[str, Any]] = {
    "several payers": {
        "funding": [{"employer": ["AST004"]}, "cpf", "individual"], "payer_budgets": {"employer": 1700, "cpf": 1400.5}
    },
    "a list after the payers": {"funding": ["cpf", "individual", {"employer": ["AST004", "TET003"]}]},
    "two lists in one entry": {"funding": [{"employer": ["AST004"], "cpf": ["TET003"]}, "individual"]},
    "a budget of who pays nothing": {"payer_budgets": {"employer": 100}},
    "caps by term": {
        "max_units_per_term": {"default": 3, "terms": {"2020-S1": 4}},
        "max_daytime_units_per_term": {"terms": {"2020-S1": 0, "2021-S2": 2}},
        "min_units_per_term": 1,
        "max_total_units_per_term": 5,
        "min_credits_per_term": {"default": 0, "terms": {"2020-S2": 6}},
        "max_credits_per_term": 24,
    },
    "days by term": {
        "pathway": "mixed",
        "availability": {
            "evenings": [], "days": ["sat"], "terms": {"2020-S1": {"evenings": ["sun"], "days": []}, "2020-S2": {}}
        },
    },
    "budgets by year": {"max_cost_per_year": {"default": 700, "years": {"2020-2021": 900.25}}},
    "a budget of one year": {"max_cost_per_year": {"years": {"2024-2025": 0}}},
    "far terms": {"deadline": "2060-S1", "pause": ["2055-S2", "2020-S2"], "avoid": ["UEV010"]},
    "pins": {
        "pins": [{"unit": "TET007", "term": "2020-S2", "modality": "evening"}, {"unit": "TET003", "term": "2030-S1"}]
    },
    "wishes": {
        "goal": "CP29", "extra": ["AST005"], "waive": [{"unit": "AST005", "prerequisite": "AST004"}], "order": "ignore",
        "minimise": ["own-cost", "load", "evenness", "duration"], "note": "two\nlines", "id": "L 1", "fictional": True,
    },
    "length": {"terms": 9, "avoid": ["UEV010"]},
    "experience said in part": {"experience": {"working": False}},
    "acquired by other ways": {"acquired": [{"unit": "TRS001", "by": "equivalence"}, "UASO03"]},
    "chances": {"chances": {"fail": 0.15, "units": {"AST005": 0.3, "TET003": 0}, "second_session": 0.125}},
    "chances of single exams": {"chances": {"units": {"TRS001": 0.075}}},
    "chances of none, by many digits": {"chances": {"fail": 0, "units": {"AST004": 0.0123456789}}},
    "a sure second session": {"chances": {"fail": 1, "second_session": 1.0}},
    "written in another way": {
        "acquired": "AST004, TRS001", "fictional": "oui", "availability": {"evenings": ["lundi"]}
    },
}  # fmt: skip


def learner_of(data: dict[str, Any]) -> Learner:
    return replace(read_learner(data).learner, data={}, read_from="")


def again(data: dict[str, Any]) -> dict[str, Any]:
    """The data that comes back when the form that shows some is sent without a change."""
    programme = programmes.load_known(data["programme"])
    posted = sent(Sheet(programme, data, "Ada"))
    back = Sheet(programme, {"programme": programme.id}, posted=posted)
    assert back.read() is not None, back.problems()
    return back.data


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_sample_learner_comes_back_the_same(path: Path) -> None:
    data = yaml_reader.parse(path.read_text(), path.name)
    assert learner_of(again(data)) == learner_of(data)


@pytest.mark.parametrize("name", RARE)
def test_what_is_rare_comes_back_the_same(name: str) -> None:
    data = {"programme": CASP, "start": "2019-S1", **RARE[name]}
    assert learner_of(again(data)) == learner_of(data)


def test_every_key_of_a_learner_file_has_a_field() -> None:
    programme = programmes.load_known(CASP)
    sheet = Sheet(programme, {"programme": CASP, "start": "2019-S1"})
    told = Sheet(programme, {"programme": CASP}, posted=sent(sheet, name="Ada"))
    assert told.read() is not None
    with_everything = {key for rare in RARE.values() for key in rare} | {"programme", "start", "internship_windows"}
    assert with_everything >= set(keys_of(LearnerFile)) - {"acquired", "experience"}


def test_chances_that_are_taken_out_are_gone() -> None:
    programme = programmes.load_known(CASP)
    data = {"programme": CASP, "start": "2019-S1", "chances": {"fail": 0.2, "units": {"AST005": 0.4}}}
    posted = sent(Sheet(programme, data, "Ada"))
    for name in [name for name in posted if name.startswith("chance")]:
        del posted[name]
    back = Sheet(programme, data, posted=posted)
    assert back.read() is not None, back.problems()
    assert "chances" not in back.data


def test_the_usual_answers_are_left_out() -> None:
    data = again({"programme": THREE, "start": "2024-T1", "order": "prefer", "availability": {"evenings": [
        "mon", "tue", "wed", "thu", "fri"]}, "acquired": []})  # fmt: skip
    assert data == {"programme": THREE, "start": "2024-T1", "pathway": "evening", "funding": "individual"}

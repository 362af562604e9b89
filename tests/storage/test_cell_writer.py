"""Learners as cells: read again they are the same, in each language and as a file of a spreadsheet has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.domain.case import Case
from planner.errors import BadInput
from planner.messages import language, speaking
from planner.storage import cell_writer, cohorts, csv_writer, headings, yaml_reader
from planner.storage.cohorts import CaseReader
from planner.storage.synonyms import NOTHING, TRUTH, meaning
from tests.support import INSTANCES
from tests.worded import text_of

RARE: dict[str, Any] = {
    "programme": "casp-2019-2020", "start": "2019-S1", "acquired": [{"unit": "TRS001", "by": "VES"}, "AST004"],
    "funding": [{"cpf": ["TET003", "AST002"]}, "individual"], "payer_budgets": {"cpf": 1400.5}, "pause": ["2020-S2"],
    "availability": {"evenings": ["mon"], "terms": {"2020-S2": {"evenings": [], "days": ["sat"]}}},
    "max_units_per_term": {"default": 3, "terms": {"2020-S1": 4}}, "max_cost_per_year": 700.5,
    "internship_windows": [{"from": "2020-09-01", "to": "2020-12-31"}], "avoid": [], "note": "evening",
    "pins": [{"unit": "TET003", "term": "2019-S1", "modality": "evening"}], "minimise": ["own-cost", "duration"],
    "experience": {"months": 6, "in_sector": False, "working": True}, "order": "require",
}  # fmt: skip


def learners() -> list[dict[str, Any]]:
    """The sample learners whose programmes ship."""
    paths = sorted(INSTANCES.glob("*/learners/*.yaml"))
    return [RARE, *(dict(yaml_reader.parse(path.read_text(encoding="utf-8"), path.name)) for path in paths)]


def again(folder: Path, cells: dict[str, Any], separator: str) -> Case | BadInput:
    path = folder / "cohort.csv"
    table = [[headings.written(column) for column in cells], list(cells.values())]
    path.write_text("\ufeff" + csv_writer.lines(table, separator=separator), encoding="utf-8")
    ((_, found),) = CaseReader().cases(cohorts.load(path).rows)
    return found


@pytest.mark.parametrize(("lang", "separator"), [("fr", ";"), ("en", ",")])
def test_learners_come_back_the_same(tmp_path: Path, lang: str, separator: str) -> None:
    plain = 0
    with speaking(lang):
        for data in learners():
            own = {key: value for key, value in data.items() if key != "id"}
            cells = cell_writer.write(own)
            found = again(tmp_path, {"id": "Ada", "documents": "A. B.", **cells}, separator)
            if isinstance(found, BadInput):  # a programme or a timetable that stands beside the file
                assert "programme" in str([each.where for each in found.problems]), text_of(found, "en")
                continue
            assert found.learner.data == {**own, "id": "A. B."}
            plain += not any(str(cell).startswith(("{", "[")) for cell in cells.values())
    assert plain > 20, "cells are what people write"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_words_of_cells_are_read_as_what_they_stand_for(lang: str) -> None:
    for key, told in language(lang).messages.items():
        value = key.removeprefix("cell.")
        if key.startswith("cell.") and value != "point":
            assert told in NOTHING or str(TRUTH.get(told, meaning(told, [value]))).lower() == value


@pytest.mark.parametrize(
    ("start", "term"),
    [
        ("octobre 2019", "2019-S1"), ("oct.-19", "2019-S1"), ("mars 2020", "2019-S2"), ("February 2020", "2019-S2"),
        ("février – juin 2020", "2019-S2"), ("octobre 2019 – janvier 2020", "2019-S1"), ("01/10/2019", "2019-S1"),
        ("2019-10-01", "2019-S1"), ("septembre 2019", "2019-S1"), ("2019-S1", "2019-S1"),
    ],
)  # fmt: skip
def test_terms_by_a_month(tmp_path: Path, start: str, term: str) -> None:
    path = tmp_path / "cohort.csv"
    path.write_text(f"nom;formation;début;financement\nAda;casp-2019-2020;{start};employeur\n", encoding="cp1252")
    ((_, found),) = CaseReader().cases(cohorts.load(path).rows)
    assert isinstance(found, Case), text_of(found, "en")
    assert (found.learner.data["start"], found.learner.funding) == (term, "employer")


def test_all_unknown_columns_are_named_with_what_is_most_like_them(tmp_path: Path) -> None:
    path = tmp_path / "cohort.csv"
    path.write_text("nom;formaton;début;soirs;wage\nAda;casp-2019-2020;2019-S1;;\n", encoding="utf-8")
    with pytest.raises(BadInput) as problem:
        cohorts.load(path)
    assert [each.where for each in problem.value.problems] == ["formaton", "soirs", "wage"]
    assert "formation" in text_of(problem.value, "fr")

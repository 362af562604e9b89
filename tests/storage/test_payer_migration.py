"""Who pays for which unit, for a learner who comes from another programme."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.learner import Left
from planner.errors import BadInput
from tests.storage.test_migration import OVERLAY, migrate, overlay, record, tiny


def test_units_keep_their_payer_by_code(tmp_path: Path) -> None:
    funding = [{"cpf": ["TET003"]}, "individual", {"employer": ["AST004", "CCE001"]}]
    case = migrate(tmp_path, "casp-2016-2017", "casp-2019-2020", funding=funding, payer_budgets={"cpf": 100})
    assert case.learner.shares == {"TET003": "cpf", "AST004": "employer", "CCE001": "employer"}
    assert (case.learner.funding, case.learner.payer_budgets) == ("individual", {"cpf": 10000})
    assert record(case).left == ()


def test_by_an_alias_and_by_an_equivalence(tmp_path: Path) -> None:
    old = tiny(tmp_path, "old", {"A": [], "B": []})
    new = tiny(tmp_path, "new", {"A2": ["A"], "B2": []})
    case = migrate(tmp_path, old, new, start="2020-S1", funding=["individual", {"cpf": ["A", "B"]}])
    assert case.learner.shares == {"A2": "cpf"}
    assert record(case).left == (Left("funding", "B", "B of old"),)
    funding = [{"cpf": ["TET006"]}, "individual"]
    case = migrate(tmp_path, "casp-2019-2020", overlay(tmp_path, OVERLAY), start="2023-S1", funding=funding)
    assert case.learner.shares == {"TET010": "cpf"}


def test_what_is_left_is_listed_and_its_payer_with_it(tmp_path: Path) -> None:
    funding = [{"cpf": ["TET006"]}, "individual"]
    case = migrate(tmp_path, "casp-2019-2020", "casp-rncp36625", start="2023-S1", funding=funding)
    assert (case.learner.shares, case.learner.funding) == ({}, "individual")
    assert [(entry.key, entry.unit) for entry in record(case).left] == [("funding", "TET006")]


def test_of_two_that_become_one_the_first_says_who_pays(tmp_path: Path) -> None:
    old = tiny(tmp_path, "old", {"A": [], "B": []})
    new = tiny(tmp_path, "new", {"C": ["A", "B"]})
    same = migrate(tmp_path, old, new, start="2020-S1", funding=[{"cpf": ["A", "B"]}, "individual"])
    assert (same.learner.shares, record(same).left) == ({"C": "cpf"}, ())
    funding = [{"cpf": ["A"]}, {"employer": ["B"]}, "individual"]
    other = migrate(tmp_path, old, new, start="2020-S1", funding=funding)
    assert other.learner.shares == {"C": "cpf"}
    assert record(other).left == (Left("funding", "B", "B of old"),)


def test_several_that_stand_alone_go_on_to_be_chosen_from(tmp_path: Path) -> None:
    funding = ["cpf", {"employer": ["TET003"]}, "individual"]
    case = migrate(tmp_path, "casp-2016-2017", "casp-2019-2020", funding=funding)
    assert (case.learner.alone, case.learner.funding) == (("cpf", "individual"), "individual")
    assert (case.learner.shares, case.learner.payers) == ({"TET003": "employer"}, ("cpf", "employer", "individual"))


@pytest.mark.parametrize(
    "funding, where, key",
    [
        ([{"cpf": ["XYZ"]}, "individual"], "funding[0].cpf[0]", "unit.unknown"),
        ([{"cpf": ["TET003"]}, {"employer": ["TET003"]}, "individual"], "funding[1].employer[0]", "funding.twice"),
        ([{"cpf": []}, "individual"], "funding[0].cpf", "funding.empty"),
        ([{"cpf": ["TET006"]}, {"lottery": ["TET003"]}, "individual"], "funding[1].lottery", "funding.unknown"),
        ([{"cpf": ["TET006"]}, "individual", "individual"], "funding[2]", "funding.alone_twice"),
        ([{"cpf": ["TET006"]}], "funding", "funding.no_rest"),
    ],
)
def test_errors_stand_where_the_file_has_them(tmp_path: Path, funding: list[object], where: str, key: str) -> None:
    with pytest.raises(BadInput) as caught:
        migrate(tmp_path, "casp-2019-2020", "casp-rncp36625", start="2023-S1", funding=funding)
    assert (caught.value.where, caught.value.key) == (where, key)

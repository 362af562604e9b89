"""Synthetic cohorts follow their distribution, are read without an error, and depend on the seed alone."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from planner.domain.case import Case
from planner.storage import cohorts, distributions
from planner.study.cohort.generate import cohort_text, rows
from tests.support import INSTANCES

SAMPLE = INSTANCES / "casp-2019-2020" / "distribution.yaml"


def cases(folder: Path, number: int) -> list[Case]:
    path = folder / "cohort.csv"
    path.write_text(cohort_text(distributions.load(SAMPLE), number, 1), encoding="utf-8")
    found = [case for _, case in cohorts.CaseReader(path).cases(cohorts.load(path).rows)]
    assert all(isinstance(case, Case) for case in found), found
    return [case for case in found if isinstance(case, Case)]


def test_every_learner_is_fictional_and_read_without_an_error(tmp_path: Path) -> None:
    found = cases(tmp_path, 400)
    assert [case.learner.id for case in found[:2]] == ["fictional-0001", "fictional-0002"]
    assert all(case.learner.fictional for case in found)
    for case in found:
        for rule in case.programme.prerequisites:
            if rule.unit in case.learner.acquired:
                assert all(set(clause.units) & set(case.learner.acquired) for clause in rule.clauses)
        assert not case.learner.windows or case.learner.experience.in_sector is False  # type: ignore[union-attr]


def test_shares_are_those_of_the_file() -> None:
    found = list(rows(distributions.load(SAMPLE), 4000, 7))
    profile = Counter(row["note"] for row in found)
    assert abs(profile["begins, works in the sector"] / 4000 - 0.5) < 0.03
    assert abs(profile["studies in the daytime"] / 4000 - 0.03) < 0.01
    evenings = Counter(len(row["availability.evenings"].split(";")) for row in found)
    assert abs(evenings[5] / 4000 - 0.6) < 0.03
    begun = [row for row in found if row["note"].startswith("begins")]
    assert abs(sum(row["start"] == "2019-S1" for row in begun) / len(begun) - 0.8) < 0.03
    assert not any(row["acquired"] for row in begun)


def test_the_seed_decides_and_a_larger_cohort_begins_alike() -> None:
    distribution = distributions.load(SAMPLE)
    assert cohort_text(distribution, 50, 3) == cohort_text(distribution, 50, 3) != cohort_text(distribution, 50, 4)
    few, many = cohort_text(distribution, 50, 3).splitlines(), cohort_text(distribution, 80, 3).splitlines()
    assert many[:51] == few
    assert next(iter(csv.DictReader(io.StringIO("\n".join(few)))))["fictional"] == "true"


def test_another_programme() -> None:
    distribution = distributions.load(SAMPLE, "casp-2016-2017")
    assert {row["programme"] for row in rows(distribution, 5, 0)} == {"casp-2016-2017"}

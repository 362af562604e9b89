"""The service for many learners: a file or a list in, what comes of each out, and nothing raised for a bad row."""

from __future__ import annotations

import pytest

from planner.errors import BadInput
from planner.service.cohort import cohort
from tests.support import INSTANCES

SAMPLE = INSTANCES / "casp-2019-2020" / "cohort.csv"
LEARNER = {"id": "one", "programme": "casp-2019-2020", "start": "2019-S1"}


def test_a_file_by_its_path_or_rows_as_data() -> None:
    found = cohort(str(SAMPLE), stop=lambda: True)
    assert (found.name, len(found.entries), found.shared) == ("cohort", 8, None)
    assert {entry.alone.status for entry in found.entries if entry.alone} == {"unknown"}
    (entry,) = cohort([LEARNER]).entries
    assert entry.alone is not None
    assert entry.alone.status == "optimal"


def test_seats_are_texts_or_a_mapping() -> None:
    told = [cohort([LEARNER], seats=seats, stop=lambda: True).places.given for seats in (["AST004=3"], {"AST004": 3})]
    assert told == [{"AST004": 3}, {"AST004": 3}]


@pytest.mark.parametrize("rows, seats", [([], ()), ([LEARNER], ["nothing=3"])])
def test_what_is_wrong_with_the_whole_is_raised(rows: list[dict[str, str]], seats: list[str]) -> None:
    with pytest.raises(BadInput):
        cohort(rows, seats=seats)

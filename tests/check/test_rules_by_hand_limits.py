"""Just inside and just outside of limits that only a small programme reaches: where one more literal than the limit is
all there is, and where units could only be each other's reason.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import broken, case_of, plan_of, tiny_programme

OPEN = {"requirements": [{"id": "one", "k": 1, "of": ["C", "D"]}]}
"""Of the four units one of C and D is needed, A and B are not."""


@pytest.mark.parametrize(
    "evenings, found",
    [(["mon", "tue", "wed", "thu"], set()), (["mon", "tue", "wed"], {"availability"}), (["mon"], {"availability"})],
)
def test_four_units_in_the_only_term_need_four_free_evenings(
    tmp_path: Path, evenings: list[str], found: set[str]
) -> None:
    """No more than these four can be taken in the term: one more than the three evenings that are free."""
    path = tiny_programme(tmp_path, offerings=[{"units": ["A", "B", "C", "D"], "period": "S1", "modality": "evening"}])
    case = case_of(path, start="2020-S1", availability={"evenings": evenings}, deadline="2020-S1")
    assert broken(case, plan_of(case, {"2020-S1": "A B C D"}, "2020-S1")) == found


def test_a_session_takes_the_evening_that_a_unit_without_sessions_lacks(tmp_path: Path) -> None:
    """A on Monday by the timetable, B on some evening: two evenings, which is one more than Monday alone."""
    timetable = tmp_path / "timetable.csv"
    timetable.write_text(
        "offering,unit,period,modality,weekday,start,end\nx,A,S1,evening,mon,18:00,20:00\ny,B,S1,evening,,,\n"
    )
    offerings = [{"units": ["A", "B"], "period": "S1", "modality": "evening"}]
    rules = [{"id": "both", "all_of": ["A", "B"]}]
    units = [{"code": code, "title": code, "credits": 6} for code in "AB"]
    path = tiny_programme(tmp_path, offerings=offerings, requirements=rules, units=units)
    for evenings, found in ((["mon"], {"availability"}), (["mon", "tue"], set())):
        case = case_of(path, start="2020-S1", availability={"evenings": evenings}, timetable=timetable)
        assert broken(case, plan_of(case, {"2020-S1": "A B"}, "2020-S1")) == found


@pytest.mark.parametrize(
    "rules, units, found",
    [
        ([], "C", set()),
        ([], "A B C", {"requirement"}),
        ([("A", "B"), ("B", "A")], "A B C", {"requirement"}),
        ([("A", "B"), ("B", "A"), ("C", "A")], "A B C", set()),
        ([("A", "B"), ("B", "A"), ("C", "A")], "D", set()),
        ([("A", "B"), ("B", "A"), ("C", "A")], "A B D", {"requirement"}),
        ([("C", "A"), ("A", "B")], "A B C", set()),
        ([("A", "B")], "A B C", {"requirement"}),
    ],
)
def test_units_are_not_each_other_s_only_reason(
    tmp_path: Path, rules: list[tuple[str, str]], units: str, found: set[str]
) -> None:
    """A and B go together, each with the other; unless C needs one of them, neither serves anything."""
    together = [{"unit": unit, "together": [other]} for unit, other in rules]
    path = tiny_programme(tmp_path, **OPEN, prerequisites=together)
    case = case_of(path, start="2020-S1")
    assert broken(case, plan_of(case, {"2020-S1": units}, "2020-S1")) == found

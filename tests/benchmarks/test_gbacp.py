"""Data in the form of the public instances are read as an offer, and all searches agree on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.gbacp import parse
from benchmarks.public import designs
from benchmarks.public.answers import Effort, Problem
from planner.domain.offer import Place

TEXT = """
% two curricula of our own
n_periods = 3 ; n_courses = 4 ; n_curricula = 2 ;
min_courses = 1 ; max_courses = 2 ;
n_precedences = 1 ; n_undesirables = 2 ;
w1 = 2; w2 = 5;
course_load = [4, 6, 8, 3] ;
courses_of = [{1, 2, 3}, {4, 2, 3}] ;
precedes = array2d(precedences,1..2, [3, 2]) ;
undesirable = array2d(undesirables,1..2, [1, 1, 2, 3]) ;
% {'name': 1}
"""


def test_the_text_is_read() -> None:
    offer = parse(TEXT, "own")
    assert (offer.id, offer.terms, offer.balance, offer.precedences) == ("own", 3, 2, (("c3", "c2"),))
    assert [unit.credits for unit in offer.units.values()] == [4, 6, 8, 3]
    assert offer.units["c2"].costs == {Place((2,)): 5}
    assert [(one.units, one.min_units, one.max_units) for one in offer.curricula] == [
        (("c1", "c2", "c3"), 1, 2),
        (("c4", "c2", "c3"), 1, 2),
    ]


def test_all_searches_find_the_best(tmp_path: Path) -> None:
    """4, 6, 8 against 6, and 3, 6, 8 against 5 to 6: twice (4 + 4 + 4 + 4); unwanted: c3, c2, then c1 or c4."""
    path = tmp_path / "own.dzn"
    path.write_text(TEXT, encoding="utf-8")
    problem = Problem("gbacp", "own", path, tmp_path)
    for search in (designs.planned, designs.plain, designs.plain_loads):
        found = search(problem, Effort(20.0, 0, 1))
        assert (found.status, found.value, found.bound, found.faults) == ("optimal", 32, 32, ())


def test_a_text_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="announced"):
        parse(TEXT.replace("n_courses = 4", "n_courses = 5"))

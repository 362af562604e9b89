"""Chances to fail from past results, and learners to whom they are lent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.past import PastChances
from planner.domain.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.storage.past_results import Given


@dataclass(frozen=True, slots=True)
class ChancesAnswer:
    """What past results say of the units of a `programme`."""

    programme: Programme
    past: PastChances


def chances(results: Given, programme: str | Path) -> ChancesAnswer:
    """The chances to fail that past results make: a file (CSV or XLSX), or a list of its rows. The programme is that of
    an id, or of a path: a text is an id and never opens any other file.

    Raises:
        BadInput: there is no such programme, or rows do not fit; with every problem, naming file and line.
    """
    from planner.storage import programmes

    find = programmes.load_known if isinstance(programme, str) else programmes.load
    found = find(str(programme))
    return ChancesAnswer(found, past_chances(results, (found,)))


def past_chances(results: Given, programmes: Sequence[Programme]) -> PastChances:
    """The same for several programmes: each unit is one of theirs."""
    from planner.storage import past_results
    from planner.study.risk.past import chances_of

    return chances_of(past_results.load(results, programmes))


def lent(case: Case, past: PastChances) -> Case:
    """The learner with these chances."""
    return replace(case, learner=replace(case.learner, chances=past.chances(case.programme)))

"""The key `meta` of a plan's file: what it was made from, for what day, and by which version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.report.claims.compare import same
from planner.report.claims.statement import MISSING, NOTHING, WRONG, Data, Statement, at, mapping

SOMEBODY_ELSE = "learner of another"
"""Stands for the pattern of a statement that has words of its own."""


def today(data: Data) -> date | None:
    """The day for which the document was made, where it says so."""
    return day_of(mapping(data, "meta").get("today"))


def day_of(text: Any) -> date | None:
    """A day as documents write it; None of anything else."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def near_term(case: Case, name: Any) -> int | None:
    """A term by its name, not so far away that nobody would plan there."""
    if not isinstance(name, str) or not name[:4].isascii() or not name[:4].isdigit() or name[4:5] != "-":
        return None
    calendar = case.programme.calendar
    near = abs(int(name[:4]) - case.learner.start // calendar.size) <= 2 * LONGEST_PLAN_YEARS
    return calendar.index(name) if near else None


def given(case: Case, data: Data) -> Iterator[Statement]:
    """The learner's data that the file was made from, where they are others: its calendar is made from them again."""
    if "given" not in data or _made_for_another(case, data):
        return
    path, told = ("given", "learner"), mapping(data, "given").get("learner")
    right = json.loads(json.dumps(case.learner.data))
    limit = told.get("deadline") if isinstance(told, dict) and "replan" in data else None
    if told != right and not (near_term(case, limit) is not None and told == {**right, "deadline": limit}):
        yield at(path, told, right)


def for_somebody_else(case: Case, data: Data) -> Iterator[Statement]:
    """That the file names another learner, and was made from the data of another: what it says is about them."""
    named = data.get("learner", case.learner.id)
    if named != case.learner.id and _made_for_another(case, data):
        yield Statement(WRONG, ("learner",), SOMEBODY_ELSE, ("learner",), named, case.learner.id)


def _made_for_another(case: Case, data: Data) -> bool:
    """Whether the fingerprint says that the learner's data are others."""
    claimed = mapping(mapping(data, "meta"), "sha256").get("learner", case.learner.sha256)
    return not same(claimed, case.learner.sha256) and not _with_a_deadline(case, data, claimed)


def false(case: Case, data: Data, *, complete: bool) -> Iterator[Statement]:
    """Fingerprints of other data than the programme's and the learner's, and a day that is none."""
    said = data.get("meta")
    if not isinstance(said, dict):
        if "meta" in data:
            yield at(("meta",), said, {})
        return
    if said.get("today") is not None and today(data) is None:
        yield at(("meta", "today"), said["today"], NOTHING)
    prints = said.get("sha256", {})
    if not isinstance(prints, dict):
        yield at(("meta", "sha256"), prints, {})
        return
    for name, right in (("programme", case.programme.sha256), ("learner", case.learner.sha256)):
        path = ("meta", "sha256", name)
        if name not in prints:
            if complete:
                yield at(path, NOTHING, right, MISSING)
        elif _made_for_another(case, data) if name == "learner" else not same(prints[name], right):
            yield at(path, prints[name], right)


def _with_a_deadline(case: Case, data: Data, claimed: Any) -> bool:
    """Whether it is the learner with a deadline, as a new plan within so many terms is for."""
    if "replan" not in data:
        return False
    from planner.storage.learners import with_changes

    calendar, start = case.programme.calendar, case.learner.start
    for term in range(start, start + LONGEST_PLAN_YEARS * calendar.size):
        if with_changes(case, {"deadline": calendar.term(term).name}).learner.sha256 == claimed:
            return True
    return False

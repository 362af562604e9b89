"""Synthetic cohorts: fictional learners drawn from a distribution, each by its place and the seed alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from random import Random
from typing import TypeVar

from planner.domain.calendar import add_months
from planner.domain.learner import WEEKDAYS
from planner.storage.csv_writer import lines
from planner.storage.distributions import Acquired, Distribution, Evenings, Internship, Profile

Choice = TypeVar("Choice")
FIRST = ("id", "fictional", "note", "programme", "start")
DRAWN = ("acquired", "availability.evenings", "deadline", "internship_windows")
OUTSIDE = ("no", "non", "false", "faux")
"""Cells of `experience.in_sector` that say no."""


def cohort_text(distribution: Distribution, number: int, seed: int) -> str:
    """A cohort of `number` learners as CSV, with the columns that the distribution can fill."""
    found = [name for profile in distribution.profiles for name in (*profile.columns, *_drawn_columns(profile))]
    names = list(dict.fromkeys((*FIRST, *found)))
    table = ([row.get(name, "") for name in names] for row in rows(distribution, number, seed))
    return lines(chain([names], table), "\n")


def rows(distribution: Distribution, number: int, seed: int) -> Iterator[dict[str, str]]:
    """Cells by column, learner after learner. The same seed gives the same first learners in a larger cohort."""
    width = max(4, len(str(number)))
    for place in range(1, number + 1):
        random = Random(f"{seed}/{place}")  # noqa: S311 - no secret depends on it
        yield {"id": f"fictional-{place:0{width}}", **_draw_learner(random, distribution)}


def _drawn_columns(profile: Profile) -> list[str]:
    given = (profile.acquired, profile.evenings, profile.deadline, profile.internship)
    return [name for name, value in zip(DRAWN, given, strict=True) if value is not None]


def _draw_learner(random: Random, distribution: Distribution) -> dict[str, str]:
    by_place = {place: profile.share for place, profile in enumerate(distribution.profiles)}
    profile = distribution.profiles[_draw(random, by_place)]
    row = {"fictional": "true", "note": profile.name, "programme": distribution.named}
    row |= {name: _draw(random, cells) for name, cells in profile.columns.items()}
    calendar = distribution.programme.calendar
    start = calendar.index(row["start"])
    assert start is not None, "checked when the distribution was read"
    if profile.acquired is not None:
        row["acquired"] = _draw_acquired(random, distribution, profile.acquired)
    if profile.evenings is not None:
        row["availability.evenings"] = _draw_evenings(random, profile.evenings)
    if profile.deadline is not None and (terms := _draw(random, profile.deadline)):
        row["deadline"] = calendar.term(start + terms - 1).name
    if profile.internship is not None and row.get("experience.in_sector", "").lower() in OUTSIDE:
        row["internship_windows"] = _draw_windows(random, distribution, start, profile.internship)
    return row


def _draw(random: Random, shares: Mapping[Choice, float]) -> Choice:
    """One of the names by its share, with one number of the generator, the same in every version of Python."""
    left = random.random() * sum(shares.values())
    last = next(iter(shares))
    for name, share in shares.items():
        if share:
            last = name
            left -= share
            if left < 0:
                break
    return last


def _draw_several(random: Random, shares: Mapping[str, float], number: int) -> list[str]:
    """Different names, fewer where there are not so many."""
    left = {name: share for name, share in shares.items() if share}
    found: list[str] = []
    while left and len(found) < number:
        found.append(_draw(random, left))
        del left[found[-1]]
    return found


def _draw_acquired(random: Random, distribution: Distribution, shares: Acquired) -> str:
    """Units one after the other, each with what comes before it already held."""
    programme = distribution.programme
    held: list[str] = []
    for _ in range(_draw(random, shares.number)):
        barred = {
            rule.unit
            for rule in programme.prerequisites
            if not all(programme.meets(clause, held) for clause in rule.clauses)
        }
        open_units = {unit: part for unit, part in shares.units.items() if unit not in barred and unit not in held}
        held += _draw_several(random, open_units, 1)
    by = {unit: _draw(random, shares.by) for unit in sorted(held, key=programme.courses().index)}
    return ";".join(f"{unit}:{how}" if how else unit for unit, how in by.items())


def _draw_evenings(random: Random, shares: Evenings) -> str:
    found = _draw_several(random, shares.days, _draw(random, shares.number))
    return ";".join(sorted(found, key=WEEKDAYS.index)) or "none"


def _draw_windows(random: Random, distribution: Distribution, start: int, shares: Internship) -> str:
    first = distribution.programme.calendar.term(start).span.starts
    found = []
    for _ in range(_draw(random, shares.windows)):
        opens = add_months(first, _draw(random, shares.after_months))
        found.append(f"{opens.isoformat()}..{add_months(opens, _draw(random, shares.months)).isoformat()}")
    return ";".join(sorted(set(found)))

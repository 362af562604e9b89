"""What is no rule, and part of the reason: units that do not run in every term, or meet on days that are not free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.dated import positions_of
from planner.domain.text import Key, Words
from planner.report.conflicts.free_days import also_blocked
from planner.report.conflicts.lines import named_units

if TYPE_CHECKING:
    from planner.study.conflict import Conflict


def facts(case: Case, conflict: Conflict) -> list[Key]:
    """When the units of a conflict start, where they do not run in every term: no rule, but part of the reason."""
    calendar = case.programme.calendar
    groups: dict[tuple[tuple[tuple[int, ...], ...], str], list[str]] = {}
    named = named_units(case, conflict.instances)
    for unit in named:
        patterns = [p for p in case.programme.patterns if p.unit == unit and p.modality in case.modalities]
        runs = tuple(sorted({positions for p in patterns if (positions := positions_of(calendar, p))}))
        each = {str(pattern.years) for pattern in patterns}
        run = each.pop() if len(each) == 1 else "every"
        groups.setdefault((runs, run), []).append(unit)
    found = []
    for (runs, years), units in groups.items():
        if runs and (len({run[0] for run in runs}) < calendar.size or years != "every"):
            also = () if years == "every" else (Key(f"show.{years}") if years in ("even", "odd") else years,)
            all_year = len(runs) == 1 < calendar.size == len(runs[0])
            when = (*(_run(case, run) for run in runs), *also) if not all_year else also
            values = {"units": ", ".join(units), "first": calendar.patterns[runs[0][0]].title}
            key = "fact.runs_only" if not all_year else "fact.all_year_only" if also else "fact.all_year"
            found.append(Key(key, count=len(units), when=when, **values))
    return [*found, *also_blocked(case, named, conflict.instances)]


def _run(case: Case, positions: tuple[int, ...]) -> Words:
    """A term of the year, or the first and the last one of several."""
    titles = [case.programme.calendar.patterns[place].title for place in positions]
    return titles[0] if len(titles) == 1 else Key("fact.through", first=titles[0], last=titles[-1])

"""Why learners of a cohort have no plan, in the third person: those with the same cause are one line, added up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.plan import Instance
from planner.domain.text import Key
from planner.messages import say
from planner.report.blocked import blocked, together, unoffered
from planner.report.conflicts import named_units
from planner.report.listing import listed, parted

Data = dict[str, Any]
TOLD = (
    "deadline", "pause", "load_cap", "availability", "budget", "payer_budget", "pin", "certificate_order", "clash",
    "internship", "experience", "prerequisite",
)  # fmt: skip
"""Rules that a cause names, in this order; the others hold for everybody."""
MOST_NAMES = 5
"""Of more learners, a line names the first."""


def cause(case: Case, instances: Collection[Instance], lang: str) -> str:
    """What keeps a learner from a plan, in a few words that are the same for all whom the same keeps from one."""
    if not instances:
        return say(lang, "cause.undecided")
    units = named_units(case, instances)
    missing = [unit for unit in unoffered(case) if unit in units]
    if missing:
        values = {"units": listed(missing, lang), "pathway": case.learner.pathway}
        return say(lang, "cause.no_class", count=len(missing), **values)
    days = _days(case, units, instances)
    if days:
        told = (say(lang, "cause.days", count=len(names), units=listed(names, lang), days=key) for key, names in days)
        return parted(list(told), lang)
    rules = {instance.rule for instance in instances}
    names = [say(lang, f"cause.{rule}") for rule in TOLD if rule in rules] or [say(lang, "cause.requirement")]
    return say(lang, "cause.rules", count=len(names), names=listed(names, lang))


def _days(case: Case, units: Iterable[str], instances: Iterable[Instance]) -> list[tuple[Key, list[str]]]:
    """Units whose classes are all on days that are not free, by these days."""
    index = case.programme.calendar.index
    terms = {index(instance.subjects[-1]) or 0 for instance in instances if instance.rule == "availability"}
    groups: dict[tuple[str, ...], list[str]] = {}
    for unit, ways in blocked(case, units, terms).ways.items() if terms else ():
        named = {day for way in ways for day, _, _ in way}
        groups.setdefault(tuple(day for day in WEEKDAYS if day in named), []).append(unit)
    return [(together([Key(f"days.{day}") for day in days]), found) for days, found in groups.items()]


def added_up(causes: Iterable[tuple[str, str]]) -> list[Data]:
    """Causes of learners (their ids) with how many have each, the most frequent first."""
    groups: dict[str, list[str]] = {}
    for learner, what in causes:
        groups.setdefault(what, []).append(learner)
    found = [{"what": what, "count": len(names), "learners": names} for what, names in groups.items()]
    return sorted(found, key=lambda group: -int(str(group["count"])))


def cause_lines(causes: Iterable[Data], lang: str) -> list[str]:
    """A line a cause: how many learners, and why."""
    return [
        say(lang, "cause.line", count=group["count"], what=group["what"], names=_names(group["learners"], lang))
        for group in causes
    ]


def _names(names: list[str], lang: str) -> str:
    return ", ".join(names[:MOST_NAMES]) + ", …" if len(names) > MOST_NAMES else listed(names, lang)

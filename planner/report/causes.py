"""Why learners of a cohort have no plan, in the third person: those with the same cause are one line, added up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypedDict

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.plan import Instance
from planner.domain.rules import NAMED, OF_HOURS
from planner.domain.text import Key, Words
from planner.report.conflicts.blocked import blocked, together, unoffered
from planner.report.conflicts.lines import named_units
from planner.report.listing import few, listed, parted
from planner.report.spans import term_spans
from planner.solve import horizon


class Cause(TypedDict):
    """What keeps so many learners (their ids) from a plan."""

    what: Words
    count: int
    learners: list[str]


def cause(case: Case, instances: Collection[Instance]) -> Words:
    """What keeps a learner from a plan, in a few words that are the same for all whom the same keeps from one."""
    if not instances:
        return Key("cause.undecided")
    units = named_units(case, instances)
    missing = [unit for unit in unoffered(case) if unit in units]
    if missing:
        values = {"units": listed(missing), "pathway": case.learner.pathway}
        return Key("cause.no_class", count=len(missing), **values)
    never = _never(case)
    if never:
        return never
    names = list(_rules(case, instances)) or [Key("cause.requirement")]
    return Key("cause.rules", count=len(names), names=listed(names))


def by_hours(case: Case, instances: Collection[Instance]) -> bool:
    """Whether days or hours of classes have to do with it."""
    return any(instance.rule in OF_HOURS for instance in instances) or bool(_never(case))


def _rules(case: Case, instances: Collection[Instance]) -> Iterator[Words]:
    """The rules of a conflict that a person can do something about; free days by term where these are the reason."""
    for rule in NAMED:
        index = case.programme.calendar.index
        terms = [index(instance.subjects[-1]) or 0 for instance in instances if instance.rule == rule == "availability"]
        own = {*case.learner.evenings_by_term, *case.learner.days_by_term}
        if terms and own.issuperset(terms):
            yield Key("cause.availability_in", terms=term_spans(case.programme.calendar, sorted(terms)))
        elif any(instance.rule == rule for instance in instances):
            yield Key(f"cause.{rule}")


def _never(case: Case) -> Words:
    """What no other deadline and no other number of units would help: no evening is ever free, or units that are needed
    meet on no day that ever is. Empty where free days leave a way.
    """
    terms = range(case.now, horizon.last_term(case, deadline=False) + 1)
    found = blocked(case, case.remaining, terms)
    needed = [unit for unit in case.remaining if unit in without_way(case, {*found.ways})]
    offered = {
        p.modality for p in case.programme.patterns if p.modality in case.modalities and p.unit in case.remaining
    }
    for modality, free in ((EVENING, case.learner.free_evenings), (DAYTIME, case.learner.free_days)):
        only = offered == {modality} and all(
            offering.in_the_evening(session) == (modality == EVENING) for offering, session in found.missed
        )
        if only and not any(free(term) for term in terms):
            return Key(f"cause.no_{modality}")
    groups: dict[tuple[str, ...], list[str]] = {}
    for unit in needed:
        named = {day for way in found.ways[unit] for day, _, _ in way}
        groups.setdefault(tuple(day for day in WEEKDAYS if day in named), []).append(unit)
    told = (
        Key("cause.days", count=len(names), units=listed(names),
            days=together([Key(f"days.{day}") for day in days]))
        for days, names in sorted(groups.items(), key=lambda group: [WEEKDAYS.index(day) for day in group[0]])
    )  # fmt: skip
    return parted(list(told))


def without_way(case: Case, shut: set[str]) -> set[str]:
    """Units of `shut` that leave a requirement without enough others."""
    found: set[str] = set()
    for rule, missing in case.requirements():
        left = [unit for unit in rule.units if unit in case.remaining]
        if rule.kind == "all" or (rule.kind == "count" and len([u for u in left if u not in shut]) < missing):
            found |= shut & {*left}
    return found


def added_up(causes: Iterable[tuple[str, Words]]) -> list[Cause]:
    """Causes of learners (their ids) with how many have each, the most frequent first."""
    groups: dict[Words, list[str]] = {}
    for learner, what in causes:
        groups.setdefault(what, []).append(learner)
    found: list[Cause] = [{"what": what, "count": len(names), "learners": names} for what, names in groups.items()]
    return sorted(found, key=lambda group: -group["count"])


def cause_lines(causes: Iterable[Cause]) -> list[Key]:
    """A line a cause: how many learners, and why."""
    return [
        Key("cause.line", count=group["count"], what=group["what"], names=few(group["learners"])) for group in causes
    ]

"""Sentences of a conflict on free days, with the days on which units meet, and on units without any class."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, DISTANCE, EVENING
from planner.domain.plan import Instance
from planner.domain.text import Key
from planner.report.conflicts.blocked import blocked, by_default, settles, together, unoffered, words
from planner.report.conflicts.lines import Group, Line, named_units
from planner.report.spans import term_spans


def free_days(group: Group) -> Iterator[Line]:
    """The days on which units meet, as far as they say it all; for other terms, when the learner is free. The terms are
    told where they have free days of their own, and unless these are all of the conflict.
    """
    case, instances = group.case, group.instances
    calendar, units = case.programme.calendar, named_units(case, group.all_of)
    everywhere = all(other in instances for other in group.all_of if other.rule == group.rule)
    index = {instance: calendar.index(instance.subjects[-1]) or 0 for instance in instances}
    terms = set(index.values())
    found = blocked(case, units, terms)
    settled = sorted(settles(case, units, found, terms))
    if settled:
        names = tuple(calendar.term(term).name for term in settled)
        values, key = words(case, found), "blocked.sentence"
        if not everywhere or not _always(case, settled):
            values, key = {**values, "terms": term_spans(calendar, settled)}, "blocked.sentence_in"
        yield group.line(key, (*found.ways, *names), **values)
    left = [instance for instance in instances if index[instance] not in settled]
    if left:
        yield _free(Group(case, group.rule, left, group.all_of))


def _always(case: Case, terms: Sequence[int]) -> bool:
    """Whether what is said of free days holds in other terms too: no term has its own."""
    free = {(case.learner.free_evenings(term), case.learner.free_days(term)) for term in terms}
    return free == {(case.learner.evenings, case.learner.days)}


def _sides(case: Case, all_of: Collection[Instance]) -> list[bool]:
    """Whether free evenings (False) and free days (True) matter: where no condition of the conflict says that the
    pathway leaves a modality out, free days alone may do so, if somebody said which they are.
    """
    left_out = {instance.subjects[0] for instance in all_of if instance.rule == "offering"}
    patterns = [pattern for pattern in case.programme.patterns if pattern.modality not in left_out]
    live = any(pattern.modality == DISTANCE and pattern.sessions for pattern in patterns)
    kinds = {pattern.modality for pattern in patterns}
    found = [
        by_day
        for by_day, kind, side in ((False, EVENING, "evenings"), (True, DAYTIME, "days"))
        if live or (kind in kinds and (kind in case.modalities or not by_default(case, [side])))
    ]
    return found or [EVENING not in case.modalities]


def _free(group: Group) -> Line:
    """Free evenings or days, with the terms in which they are so; or both."""
    case, terms, which = group.case, group.terms, _sides(group.case, group.all_of)
    spans = term_spans(case.programme.calendar, terms)
    sides = case.learner.free_evenings(terms[0]), case.learner.free_days(terms[0])
    if len(which) > 1:
        both = [[Key(f"days.{day}") for day in WEEKDAYS if day in free] for free in sides]
        evening, daytime = (together(days or [Key("blocked.never")]) for days in both)
        return group.line("conflict.free_both", group.lasts, evenings=evening, days=daytime, terms=spans)
    (by_day,) = which
    free = set(sides[by_day])
    if not free:
        return group.line("conflict.no_day" if by_day else "conflict.no_evening", group.lasts, terms=spans)
    days = tuple(Key(f"weekday.{day}") for day in WEEKDAYS if day in free)
    key = "conflict.days" if by_day else "conflict.evenings"
    return group.line(key, group.lasts, count=len(free), days=days, terms=spans)


def without_classes(group: Group, line: Line) -> Line:
    """Of units that are to be taken and of which there is no class at all, that there is none; and of which others."""
    case, missing = group.case, unoffered(group.case)
    if not line.subjects or not set(line.subjects) <= set(missing):
        return line
    key = "blocked.not_offered" if case.programme.untimed is None else "blocked.no_classes"
    return group.line(key, missing, count=len(missing), units=", ".join(missing), pathway=case.learner.pathway)


def also_blocked(case: Case, units: Sequence[str], instances: Collection[Instance]) -> Iterator[Key]:
    """Other units that the learner must take and that meet on days that are not free, where such days are a reason."""
    index = case.programme.calendar.index
    terms = {index(instance.subjects[-1]) or 0 for instance in instances if instance.rule == "availability"}
    if not terms or not settles(case, units, blocked(case, units, terms), terms):
        return
    last, needed = max(terms), {unit for rule, _ in case.requirements() if rule.kind == "all" for unit in rule.units}
    others = [unit for unit in case.remaining if unit in needed and unit not in units]
    found = blocked(case, others, range(case.now, last + 1))
    if found.ways:
        yield Key("blocked.also", **words(case, found))

"""Sentences of a conflict on free days, with the days on which units meet, and on units without any class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, DISTANCE, EVENING
from planner.domain.plan import Instance
from planner.domain.text import Key
from planner.report.blocked import blocked, by_default, settles, together, unoffered, words
from planner.report.spans import term_spans

Line = tuple[str, str, dict[str, Any], tuple[str, ...]]
"""Rule, message, its values, and subjects."""


def free_days(
    case: Case, units: Sequence[str], instances: list[Instance], all_of: Sequence[Instance]
) -> Iterator[Line]:
    """The days on which units meet, as far as they say it all; for other terms, when the learner is free. The terms are
    told where they have free days of their own, and unless these are all of the conflict (`all_of`).
    """
    everywhere = all(other in instances for other in all_of if other.rule == "availability")
    calendar = case.programme.calendar
    index = {instance: calendar.index(instance.subjects[-1]) or 0 for instance in instances}
    terms = set(index.values())
    found = blocked(case, units, terms)
    settled = sorted(settles(case, units, found, terms))
    if settled:
        names = tuple(calendar.term(term).name for term in settled)
        values, key = words(case, found), "blocked.sentence"
        if not everywhere or not _always(case, settled):
            values, key = {**values, "terms": term_spans(calendar, settled)}, "blocked.sentence_in"
        yield "availability", key, values, (*found.ways, *names)
    left = [instance for instance in instances if index[instance] not in settled]
    if left:
        yield _free(case, left, sorted(index[instance] for instance in left), _sides(case, all_of))


def _always(case: Case, terms: Sequence[int]) -> bool:
    """Whether what is said of free days holds in other terms too: no term has its own."""
    free = {(case.learner.free_evenings(term), case.learner.free_days(term)) for term in terms}
    return free == {(case.learner.evenings, case.learner.days)}


def _sides(case: Case, all_of: Sequence[Instance]) -> list[bool]:
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


def _free(case: Case, instances: list[Instance], terms: list[int], which: list[bool]) -> Line:
    """Free evenings or days, with the terms in which they are so; or both."""
    learner, rule = case.learner, "availability"
    names = tuple(instance.subjects[-1] for instance in instances)
    values: dict[str, Any] = {"terms": term_spans(case.programme.calendar, terms)}
    sides = learner.free_evenings(terms[0]), learner.free_days(terms[0])
    if len(which) > 1:
        both = [[Key(f"days.{day}") for day in WEEKDAYS if day in free] for free in sides]
        evening, daytime = (together(told or [Key("blocked.never")]) for told in both)
        return rule, "conflict.free_both", {"evenings": evening, "days": daytime, **values}, names
    (by_day,) = which
    free = set(sides[by_day])
    if not free:
        return rule, "conflict.no_day" if by_day else "conflict.no_evening", values, names
    days = tuple(Key(f"weekday.{day}") for day in WEEKDAYS if day in free)
    key = "conflict.days" if by_day else "conflict.evenings"
    return rule, key, {"count": len(free), "days": days, **values}, names


def without_classes(case: Case, line: Line) -> Line:
    """Of units that are to be taken and of which there is no class at all, that there is none; and of which others."""
    rule, _, _, subjects = line
    missing = unoffered(case)
    if not subjects or not set(subjects) <= set(missing):
        return line
    key = "blocked.not_offered" if case.programme.untimed is None else "blocked.no_classes"
    return rule, key, {"count": len(missing), "units": ", ".join(missing), "pathway": case.learner.pathway}, missing


def also_blocked(
    case: Case, units: Sequence[str], instances: Sequence[Instance]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Other units that the learner must take and that meet on days that are not free, where such days are a reason."""
    index = case.programme.calendar.index
    terms = {index(instance.subjects[-1]) or 0 for instance in instances if instance.rule == "availability"}
    if not terms or not settles(case, units, blocked(case, units, terms), terms):
        return
    last, needed = max(terms), {unit for rule, _ in case.requirements() if rule.kind == "all" for unit in rule.units}
    others = [unit for unit in case.remaining if unit in needed and unit not in units]
    found = blocked(case, others, range(case.now, last + 1))
    if found.ways:
        yield "blocked.also", words(case, found)

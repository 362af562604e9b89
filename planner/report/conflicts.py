"""A conflict in the words of the person: instances of a rule that say the same about several terms become one line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.check.clash import meetings
from planner.domain.calendar import Calendar
from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.plan import Instance
from planner.domain.target import EXTRA
from planner.domain.text import Cents, Key
from planner.messages import dated, say

if TYPE_CHECKING:
    from planner.study.conflict import Conflict

Data = dict[str, Any]
Line = tuple[str, str, dict[str, Any], tuple[str, ...]]
MOST_SPANS = 4
"""Of more single terms, a sentence names the first and the last."""


def conflict_data(case: Case, conflict: Conflict, lang: str, *, sooner: bool = False) -> list[Data]:
    """`conflicts` of the JSON: rule, sentence and subjects. With `sooner` the deadline is a question, not a wish."""
    lines = []
    for rule, instances in _groups(case, conflict.instances):
        line = _line(case, rule, instances, sooner)
        lines.append(_once(line, conflict) if rule == "requirement" else line)
    return [
        {
            "rule": rule,
            "what": say(lang, key, **dated(case.programme.calendar, values)),
            "subjects": list(subjects),
        }
        for rule, key, values, subjects in lines
    ]


def _groups(case: Case, instances: Collection[Instance]) -> list[tuple[str, list[Instance]]]:
    """Instances that one sentence can name together."""
    found: dict[tuple[Any, ...], list[Instance]] = {}
    placed = {subjects[0] for rule, subjects in instances if rule == "pin" and len(subjects) > 1}
    for instance in instances:
        found.setdefault((instance.rule, _likeness(case, instance, placed)), []).append(instance)
    return [(key[0], group) for key, group in found.items()]


def _likeness(case: Case, instance: Instance, placed: Collection[str]) -> Any:
    """What instances of a rule must share to be told in one sentence; of units that are `placed`, it is told that they
    are taken once only.
    """
    learner, index = case.learner, case.programme.calendar.index
    rule, subjects = instance
    if rule == "load_cap" and len(subjects) == 1:
        return len(subjects), _own_bounds(case, index(subjects[0]) or 0)
    if rule == "load_cap":
        term = index(subjects[1]) or 0
        return subjects[0], case.evening_cap(term) if subjects[0] == EVENING else learner.daytime_cap.of(term)
    if rule == "availability":
        term = index(subjects[0]) or 0
        return learner.free_evenings(term), learner.free_days(term)
    if rule == "budget":
        return learner.budget.of(int(subjects[0][:4]))
    if rule == "requirement":
        one = subjects and subjects[0] in case.programme.units
        return (len(subjects), subjects[0] in placed, _is_extra(case, subjects[0])) if one else subjects[:1]
    return subjects if rule != "certificate_order" else len(subjects)


def _own_bounds(case: Case, term: int) -> bool:
    """Whether the learner bounds the units or credits of the term, beside the programme."""
    learner = case.learner
    caps = (learner.least_units, learner.most_units, learner.least_credits, learner.most_credits)
    return any(cap.of(term) is not None for cap in caps)


def _line(case: Case, rule: str, instances: list[Instance], sooner: bool) -> Line:
    """Rule, message and subjects of a group."""
    learner = case.learner
    subjects = tuple(dict.fromkeys(name for instance in instances for name in instance.subjects))
    key, values = f"conflict.{rule}", dict[str, Any]()
    if rule in ("load_cap", "availability"):
        return _terms_line(case, rule, instances)
    if rule == "requirement":
        return _requirement(case, subjects)
    if rule == "offering":
        values = {"pathway": learner.pathway, "modality": subjects[0]}
    elif rule == "prerequisite":
        key = "conflict.together" if case.programme.co_requisite(subjects[0], subjects[1:]) else key
        values = {"unit": subjects[0], "needed": " / ".join(subjects[1:])}
    elif rule == "clash":
        key = key if _overlap(case, *subjects) else "conflict.travel"
        values = {"unit": subjects[0], "other": subjects[1]}
    elif rule == "certificate_order":
        names = ", ".join(c.id for c in case.certificates(first_only=True))
        values = {"names": names, "units": ", ".join(subjects)}
    elif rule == "deadline":
        if subjects:
            term = case.programme.calendar.term(learner.fixed_award or 0)
            return rule, "conflict.terms", {"count": learner.terms, "term": term.name}, (term.name,)
        limit = learner.deadline or 0
        subjects = (case.programme.calendar.term(limit).name,)
        return rule, "conflict.sooner" if sooner else key, {"term": subjects[0]}, subjects
    elif rule == "pin":
        key, values = _pin(case, subjects)
    elif rule == "budget":
        most = learner.budget.of(int(subjects[0][:4]))
        values = {"most": Cents(most or 0, case.programme.currency), "years": _years(subjects)}
    elif rule == "payer_budget":
        most = Cents(learner.payer_budgets[subjects[0]], case.programme.currency)
        values = {"payer": case.programme.fundings.get(subjects[0], subjects[0]), "most": most}
    elif rule == "internship":
        return _internship(case)
    elif rule == "experience":
        return _experience(case)
    elif rule == "workshop":
        values = {"unit": case.target.award.workshop}
    elif rule == "report" and not case.needs_report:
        key = "conflict.award"
    return rule, key, values, subjects


def _pin(case: Case, subjects: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """What the learner wants of a unit: a term, a modality with it, or none of it."""
    values: dict[str, Any] = {"unit": subjects[0], "term": subjects[-1]}
    if len(subjects) == 1:
        return "conflict.avoid", values
    term = case.programme.calendar.index(subjects[1])
    for pin in case.learner.pins:
        if (pin.unit, pin.term) == (subjects[0], term) and pin.modality is not None:
            year = case.programme.offerings(pin.term // case.programme.calendar.size)
            there = any((o.unit, o.modality) == (pin.unit, pin.modality) and pin.term in o.terms for o in year)
            return "conflict.pin_in" if there else "conflict.pin_none", values | {"modality": pin.modality}
    return "conflict.pin", values


def _overlap(case: Case, unit: str, other: str) -> bool:
    """Whether classes of two units that clash ever do so at the same time, not only for the way between them."""
    if not case.programme.travel:
        return True
    year = case.learner.start // case.programme.calendar.size
    offerings = [
        o for each in (year, year + 1) for o in case.programme.offerings(each) if o.modality in case.modalities
    ]
    pairs = ((a, b) for a in offerings for b in offerings if a.unit == unit and b.unit == other)
    return any(meeting.gap < 0 for a, b in pairs for meeting in meetings(case.programme, a, b))


def _once(line: Line, conflict: Conflict) -> Line:
    """A unit that a wish places elsewhere is not only to be taken: it is not taken twice."""
    rule, key, values, subjects = line
    placed = {names[0] for other, names in conflict.instances if other == "pin" and len(names) > 1}
    return rule, "conflict.once" if key == "conflict.requirement" and set(subjects) <= placed else key, values, subjects


def _requirement(case: Case, subjects: tuple[str, ...]) -> Line:
    if not subjects:
        return "requirement", "conflict.nothing_twice", {}, ()
    for requirement, need in case.requirements():
        if subjects == (requirement.id,):
            units = tuple(unit for unit in requirement.units if unit in case.remaining)
            key = "conflict.choice_credits" if requirement.kind == "credits" else "conflict.choice"
            title = requirement.title or requirement.id
            values = {"need": need, "name": title, "units": ", ".join(units)}
            return "requirement", key, values, (requirement.id, *units)
    values = {"count": len(subjects), "units": ", ".join(subjects)}
    key = "conflict.extra" if _is_extra(case, subjects[0]) else "conflict.requirement"
    return "requirement", key, values, subjects


def _is_extra(case: Case, unit: str) -> bool:
    """Whether only the learner asks for the unit."""
    return any(rule.id == EXTRA and unit in rule.units for rule in case.target.requirements)


def _terms_line(case: Case, rule: str, instances: list[Instance]) -> Line:
    """Caps and free evenings or days, with the terms in which they are so."""
    calendar, learner = case.programme.calendar, case.learner
    names = tuple(instance.subjects[-1] for instance in instances)
    indices = sorted(calendar.index(name) or 0 for name in names)
    values: dict[str, Any] = {"terms": term_spans(calendar, indices)}
    if rule == "load_cap":
        if len(instances[0].subjects) < 2:
            return rule, "conflict.own_bounds" if _own_bounds(case, indices[0]) else "conflict.bounds", values, names
        modality = instances[0].subjects[0]
        cap = case.evening_cap(indices[0]) if modality == EVENING else learner.daytime_cap.of(indices[0])
        key = f"conflict.cap.{modality}" if cap else f"conflict.none.{modality}"
        return rule, key, {"count": cap or 0, **values} if cap else values, names
    daytime = EVENING not in case.modalities and DAYTIME in case.modalities
    free = set(learner.free_days(indices[0]) if daytime else learner.free_evenings(indices[0]))
    if not free:
        return rule, "conflict.no_day" if daytime else "conflict.no_evening", values, names
    days = tuple(Key(f"weekday.{day}") for day in WEEKDAYS if day in free)
    key = "conflict.days" if daytime else "conflict.evenings"
    return rule, key, {"count": len(free), "days": days, **values}, names


def term_spans(calendar: Calendar, indices: Sequence[int]) -> tuple[Any, ...]:
    """Terms for a sentence: with their days, and neighbours as one span."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found: list[Any] = []
    for run in runs:
        first, last = calendar.term(run[0]), calendar.term(run[-1])
        if first is last:
            found.append(first)
        else:
            days = {"starts": first.span.starts, "ends": last.span.ends}
            found.append(Key("terms.range", first=first.name, last=last.name, **days))
    if len(found) > MOST_SPANS and len(found) == len(indices):
        return (Key("terms.several", count=len(found), first=found[0], last=found[-1]),)
    return tuple(found)


def _years(names: tuple[str, ...]) -> Any:
    numbers = [int(name[:4]) for name in names]
    if len(names) > 2 and numbers == list(range(numbers[0], numbers[0] + len(names))):
        return Key("conflict.years", first=names[0], last=names[-1])
    return ", ".join(names)


def _internship(case: Case) -> Line:
    if case.history is not None and case.history.internship is not None:
        span = case.history.internship
        return "internship", "conflict.internship_arranged", {"starts": span.starts, "ends": span.ends}, ()
    windows = case.windows(case.now + case.programme.calendar.size)
    spans = tuple(Key("show.period", starts=window.starts, ends=window.ends) for window in windows)
    key = "conflict.internship" if spans else "conflict.internship_none"
    subjects = tuple(f"{window.starts}/{window.ends}" for window in windows)
    return "internship", key, {"months": case.internship_months, "spans": spans}, subjects


def _experience(case: Case) -> Line:
    rule, day = case.experience_rule, case.experience_day
    need, subjects = (rule.months, (rule.unit,) if rule.unit else ()) if rule else (0, ())
    if day is None or day == date.min:
        months = case.learner.experience.months if case.learner.experience else 0
        return "experience", "conflict.experience", {"need": need, "months": months}, subjects
    return "experience", "conflict.experience_day", {"need": need, "day": day}, subjects


def facts(case: Case, conflict: Conflict, lang: str) -> list[str]:
    """When the units of a conflict start, where they do not run in every term: no rule, but part of the reason."""
    calendar = case.programme.calendar
    named = {name for instance in conflict.instances for name in instance.subjects}
    named |= {unit for r in case.target.requirements if r.id in named for unit in r.units}
    groups: dict[tuple[tuple[int, ...], str], list[str]] = {}
    for unit in case.remaining:
        if unit in named:
            patterns = [p for p in case.programme.patterns if p.unit == unit and p.modality in case.modalities]
            periods = [calendar.period(p.period, p.modality) for p in patterns]
            first = tuple(sorted({period.positions[0] for period in periods if period}))
            each = {str(pattern.years) for pattern in patterns}
            run = each.pop() if len(each) == 1 else "every"
            groups.setdefault((first, run), []).append(unit)
    found = []
    for (places, years), units in groups.items():
        if places and (len(places) < calendar.size or years != "every"):
            when: tuple[Any, ...] = tuple(calendar.patterns[place].title for place in places)
            when += (Key(f"show.{years}"),) if years in ("even", "odd") else () if years == "every" else (years,)
            found.append(say(lang, "fact.runs_only", units=", ".join(units), when=when))
    return found

"""A conflict in the words of the person: instances of a rule that say the same about several terms become one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.check.clash import meetings
from planner.domain.case import Case
from planner.domain.dated import positions_of
from planner.domain.offering import EVENING
from planner.domain.plan import Instance
from planner.domain.target import EXTRA
from planner.domain.text import Cents, Key
from planner.messages import dated, say
from planner.report.free_days import Line, also_blocked, free_days, without_classes
from planner.report.spans import term_spans

if TYPE_CHECKING:
    from planner.study.conflict import Conflict

Data = dict[str, Any]


def conflict_data(case: Case, conflict: Conflict, *, sooner: bool = False) -> list[Data]:
    """`conflicts` of the JSON: rule, sentence and subjects. With `sooner` the deadline is a question, not a wish."""
    return [
        {
            "rule": rule,
            "what": say(key, **dated(case.programme.calendar, values)),
            "subjects": list(subjects),
        }
        for rule, key, values, subjects in _lines(case, conflict, sooner=sooner)
    ]


def each_needed(case: Case, conflict: Conflict) -> bool:
    """Whether leaving out any one of the sentences lets the others hold: each stands for whole instances of a rule
    then, and for no more. What is said of days and of missing classes joins several.
    """
    return not any(key.startswith("blocked.") for _, key, _, _ in _lines(case, conflict))


def _lines(case: Case, conflict: Conflict, *, sooner: bool = False) -> Iterator[Line]:
    """What to say of each group of instances: one sentence, but for free days that several things ask for."""
    units = named_units(case, conflict.instances)
    for rule, instances in _groups(case, conflict.instances):
        if rule == "requirement":
            yield without_classes(case, _once(_line(case, rule, instances, sooner), conflict))
        elif rule == "availability":
            yield from free_days(case, units, instances, conflict.instances)
        else:
            yield _line(case, rule, instances, sooner)


def named_units(case: Case, instances: Collection[Instance]) -> list[str]:
    """Units that instances speak of and that are still to be taken, those of a choice too."""
    named = {name for instance in instances for name in instance.subjects}
    named |= {unit for rule in case.target.requirements if rule.id in named for unit in rule.units}
    return [unit for unit in case.remaining if unit in named]


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
    if rule == "pause":
        return None
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
    if rule == "load_cap":
        return _cap(case, instances)
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
    elif rule == "pause":
        terms = sorted(case.programme.calendar.index(name) or 0 for name in subjects)
        values = {"terms": term_spans(case.programme.calendar, terms)}
        running = sorted(unit for unit, offering in case.kept.items() if {*terms} & {*offering.terms})
        if running:
            key, values = "conflict.pause_running", {**values, "units": ", ".join(running)}
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


def _cap(case: Case, instances: list[Instance]) -> Line:
    """Caps, with the terms in which they are so."""
    calendar, rule = case.programme.calendar, "load_cap"
    names = tuple(instance.subjects[-1] for instance in instances)
    indices = sorted(calendar.index(name) or 0 for name in names)
    values: dict[str, Any] = {"terms": term_spans(calendar, indices)}
    if len(instances[0].subjects) < 2:
        return rule, "conflict.own_bounds" if _own_bounds(case, indices[0]) else "conflict.bounds", values, names
    modality = instances[0].subjects[0]
    cap = case.evening_cap(indices[0]) if modality == EVENING else case.learner.daytime_cap.of(indices[0])
    key = f"conflict.cap.{modality}" if cap else f"conflict.none.{modality}"
    return rule, key, {"count": cap or 0, **values} if cap else values, names


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


def facts(case: Case, conflict: Conflict) -> list[str]:
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
            found.append(say(key, count=len(units), when=when, **values))
    return [*found, *(say(key, **values) for key, values in also_blocked(case, named, conflict.instances))]


def _run(case: Case, positions: tuple[int, ...]) -> Any:
    """A term of the year, or the first and the last one of several."""
    titles = [case.programme.calendar.patterns[place].title for place in positions]
    return titles[0] if len(titles) == 1 else Key("fact.through", first=titles[0], last=titles[-1])

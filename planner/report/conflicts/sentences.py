"""The sentence of each rule that stands in the way of a plan; a rule that has none here is told by its subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from planner.check.clash import meetings
from planner.domain.case import Case
from planner.domain.condition import Credits
from planner.domain.offering import EVENING
from planner.domain.regulation import Track
from planner.domain.text import Cents, Joined, Key
from planner.report.conflicts.alike import has_own_bounds, is_extra
from planner.report.conflicts.free_days import free_days, without_classes
from planner.report.conflicts.lines import Group, Line, placed_units
from planner.report.spans import term_spans


def of_subjects(group: Group) -> Iterator[Line]:
    """`conflict.<rule>` with its subjects as `names`."""
    yield group.own(names=", ".join(group.subjects))


def _requirement(group: Group) -> Iterator[Line]:
    yield without_classes(group, _need(group))


def _need(group: Group) -> Line:
    """What is to be taken: nothing twice, so many of a choice, or units, those that only the learner asks for apart."""
    case, subjects = group.case, group.subjects
    if not subjects:
        return group.line("conflict.nothing_twice")
    for requirement, need in case.requirements():
        if subjects == (requirement.id,) and not case.choices.contested.isdisjoint(requirement.units):
            key = "conflict.choice_credits_alone" if requirement.kind == "credits" else "conflict.choice_alone"
            title, names = requirement.title or requirement.id, ", ".join(requirement.units)
            return group.line(key, (requirement.id, *requirement.units), need=requirement.need, name=title, units=names)
        if subjects == (requirement.id,):
            units = tuple(unit for unit in requirement.units if unit in case.remaining)
            key = "conflict.choice_credits" if requirement.kind == "credits" else "conflict.choice"
            title, names = requirement.title or requirement.id, ", ".join(units)
            return group.line(key, (requirement.id, *units), need=need, name=title, units=names)
    if line := _of_regulations(group):
        return line
    # A unit that a wish places elsewhere is not only to be taken: it is not taken twice.
    once = "conflict.once" if set(subjects) <= placed_units(group.all_of) else "conflict.requirement"
    key = "conflict.extra" if is_extra(case, subjects[0]) else once
    return group.line(key, count=len(subjects), units=", ".join(subjects))


def _of_regulations(group: Group) -> Line | None:
    """What counts at most, what excludes each other, tracks of which one is taken; None where it is something else."""
    target, subjects = group.case.target, group.subjects
    for limit in target.limits:
        if subjects == (limit.id,):
            key = "conflict.at_most_credits" if limit.kind == "credits" else "conflict.at_most"
            title, units = limit.title or limit.id, ", ".join(limit.units)
            return group.line(key, (limit.id, *limit.units), most=limit.most, name=title, units=units)
    for one in target.one_of:
        if subjects == (one.id,):
            ways = tuple(_track(track) for track in one.tracks)
            return group.line("conflict.one_of", (one.id, *one.units), name=one.title or one.id, tracks=ways)
    return group.line("conflict.exclusive", units=", ".join(subjects)) if subjects in target.exclusive else None


def _track(track: Track) -> Key:
    units = dict.fromkeys(unit for rule in track.requirements for unit in rule.units)
    return Key("conflict.track", name=track.title or track.id, units=", ".join(units))


def _offering(group: Group) -> Iterator[Line]:
    yield group.own(pathway=group.case.learner.pathway, modality=group.subjects[0])


def _prerequisite(group: Group) -> Iterator[Line]:
    unit, *needed = group.subjects
    clauses = (clause for dependent, clause in group.case.clauses() if dependent == unit and clause.credits)
    asked = next((clause for clause in clauses if clause.names == tuple(needed)), None)
    if asked is not None:
        yield group.line(
            "conflict.credits", unit=unit, needed=Joined((*asked.units, *map(_credits, asked.credits)), " / ")
        )
        return
    together = group.case.programme.co_requisite(unit, tuple(needed))
    key = "conflict.together" if together else "conflict.prerequisite"
    yield group.line(key, unit=unit, needed=" / ".join(needed))


def _credits(asked: Credits) -> Key:
    key = "needed.credits" if asked.whole else "needed.credits_of"
    return Key(key, count=asked.need, units=", ".join(asked.units))


def _load_cap(group: Group) -> Iterator[Line]:
    """Caps, or a unit that is to be alone, with the terms in which they are so."""
    case, terms, modality = group.case, group.terms, group.instances[0].subjects[0]
    spans = term_spans(case.programme.calendar, terms)
    if len(group.instances[0].subjects) < 2:
        key = "conflict.own_bounds" if has_own_bounds(case, terms[0]) else "conflict.bounds"
        yield group.line(key, group.lasts, terms=spans)
        return
    if modality in case.programme.units:
        yield group.line("conflict.alone", (modality, *group.lasts), unit=modality, terms=spans)
        return
    cap = case.evening_cap(terms[0]) if modality == EVENING else case.learner.daytime_cap.of(terms[0])
    if cap:
        yield group.line(f"conflict.cap.{modality}", group.lasts, count=cap, terms=spans)
    else:
        yield group.line(f"conflict.none.{modality}", group.lasts, terms=spans)


def _clash(group: Group) -> Iterator[Line]:
    unit, other = group.subjects
    key = "conflict.clash" if _overlap(group.case, unit, other) else "conflict.travel"
    yield group.line(key, unit=unit, other=other)


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


def _certificate_order(group: Group) -> Iterator[Line]:
    names = ", ".join(certificate.id for certificate in group.case.certificates(first_only=True))
    yield group.own(names=names, units=", ".join(group.subjects))


def _experience(group: Group) -> Iterator[Line]:
    case = group.case
    rule, day = case.experience_rule, case.experience_day
    need, subjects = (rule.months, (rule.unit,) if rule.unit else ()) if rule else (0, ())
    if day is None or day == date.min:
        months = case.learner.experience.months if case.learner.experience else 0
        yield group.line("conflict.experience", subjects, need=need, months=months)
    else:
        yield group.line("conflict.experience_day", subjects, need=need, day=day)


def _internship(group: Group) -> Iterator[Line]:
    case = group.case
    if case.history is not None and case.history.internship is not None:
        span = case.history.internship
        yield group.line("conflict.internship_arranged", (), starts=span.starts, ends=span.ends)
        return
    windows = case.windows(case.now + case.programme.calendar.size)
    spans = tuple(Key("show.period", starts=window.starts, ends=window.ends) for window in windows)
    key = "conflict.internship" if spans else "conflict.internship_none"
    subjects = tuple(f"{window.starts}/{window.ends}" for window in windows)
    yield group.line(key, subjects, months=case.internship_months, spans=spans)


def _workshop(group: Group) -> Iterator[Line]:
    yield group.own(unit=group.case.target.award.workshop)


def _report(group: Group) -> Iterator[Line]:
    yield group.line("conflict.report" if group.case.needs_report else "conflict.award")


def _deadline(group: Group) -> Iterator[Line]:
    learner, calendar = group.case.learner, group.case.programme.calendar
    if group.subjects:
        term = calendar.term(learner.fixed_award or 0).name
        yield group.line("conflict.terms", (term,), count=learner.terms, term=term)
        return
    term = calendar.term(learner.deadline or 0).name
    yield group.line("conflict.sooner" if group.sooner else "conflict.deadline", (term,), term=term)


def _pin(group: Group) -> Iterator[Line]:
    """What the learner wants of a unit: a term, a modality with it, or none of it."""
    case, subjects = group.case, group.subjects
    if len(subjects) == 1:
        yield group.line("conflict.avoid", unit=subjects[0])
        return
    calendar = case.programme.calendar
    key, values, term = "conflict.pin", {"unit": subjects[0], "term": subjects[-1]}, calendar.index(subjects[1])
    asked = (pin for pin in case.learner.pins if (pin.unit, pin.term) == (subjects[0], term))
    pin = next((pin for pin in asked if pin.modality is not None), None)
    if pin is not None and pin.modality is not None:
        year = case.programme.offerings(pin.term // calendar.size)
        there = any((o.unit, o.modality) == (pin.unit, pin.modality) and pin.term in o.terms for o in year)
        key = "conflict.pin_in" if there else "conflict.pin_none"
        values["modality"] = pin.modality
    yield group.line(key, None, **values)


def _pause(group: Group) -> Iterator[Line]:
    case, terms = group.case, group.terms
    spans = term_spans(case.programme.calendar, terms)
    running = sorted(unit for unit, offering in case.kept.items() if {*terms} & {*offering.terms})
    if running:
        yield group.line("conflict.pause_running", terms=spans, units=", ".join(running))
    else:
        yield group.own(terms=spans)


def _budget(group: Group) -> Iterator[Line]:
    case, names = group.case, group.subjects
    most, numbers = case.learner.budget.of(int(names[0][:4])), [int(name[:4]) for name in names]
    row = len(names) > 2 and numbers == list(range(numbers[0], numbers[0] + len(names)))
    years = Key("conflict.years", first=names[0], last=names[-1]) if row else ", ".join(names)
    yield group.own(most=Cents(most or 0, case.programme.currency), years=years)


def _payer_budget(group: Group) -> Iterator[Line]:
    programme, payer = group.case.programme, group.subjects[0]
    most = Cents(group.case.learner.payer_budgets[payer], programme.currency)
    yield group.own(payer=programme.fundings.get(payer, payer), most=most)


SENTENCES: dict[str, Callable[[Group], Iterator[Line]]] = {
    "requirement": _requirement,
    "offering": _offering,
    "prerequisite": _prerequisite,
    "load_cap": _load_cap,
    "availability": free_days,
    "clash": _clash,
    "certificate_order": _certificate_order,
    "experience": _experience,
    "internship": _internship,
    "workshop": _workshop,
    "report": _report,
    "deadline": _deadline,
    "pin": _pin,
    "pause": _pause,
    "budget": _budget,
    "payer_budget": _payer_budget,
}

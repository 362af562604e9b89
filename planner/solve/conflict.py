"""When nothing exists: a smallest set of rules that cannot hold together, confirmed by solving again."""

from __future__ import annotations

from datetime import date

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.text import Cents, Key
from planner.model.build import build
from planner.model.rules import RULES
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.result import Conflict


def conflicting_rules(case: Case, config: Config, clock: Clock) -> tuple[Conflict, ...]:
    """Rules of which none can be left out without a plan appearing; empty when the limit comes first."""
    last = horizon.last_term(case, deadline=False)
    dropped = _silent(case, last)
    for name in RULES:
        if name in dropped:
            continue
        model, _ = build(case, last, without=[*dropped, name])
        answer = run(model, config, clock, confirm=True)
        if answer.found is None:
            return ()
        if not answer.found:
            dropped.append(name)
    return tuple(_words(case, name) for name in RULES if name not in dropped)


def _silent(case: Case, last: int) -> list[str]:
    """Rules that ask nothing of this learner: they add no constraint, and cannot be in conflict."""
    model, variables = build(case, last, without=RULES)
    found = []
    for name, add in RULES.items():
        before = len(model.proto.constraints)
        add(model, variables, case)
        if len(model.proto.constraints) == before:
            found.append(name)
    return found


def _words(case: Case, rule: str) -> Conflict:
    """What the rule asks of this learner."""
    learner, calendar = case.learner, case.programme.calendar
    names: tuple[str, ...] = ()
    values: dict[str, object] = {}
    key = f"conflict.{rule}"
    if rule == "requirement":
        missing = sum(need if r.kind != "all" else len([u for u in r.units if not case.acquired(u)])
                      for r, need in case.requirements() if r.kind != "credits")  # fmt: skip
        names = case.remaining
        values = {"units": missing}
    elif rule == "offering":
        values = {"pathway": learner.pathway}
    elif rule == "prerequisite":
        names = tuple(f"{'/'.join(clause.units)} → {unit}" for unit, clause in case.clauses())
    elif rule == "load_cap":
        return _load_cap(case, rule)
    elif rule == "availability":
        return _availability(case, rule)
    elif rule == "deadline" and learner.deadline is not None:
        term = calendar.term(learner.deadline)
        return Conflict(rule, key, {"term": term}, (term.name,))
    elif rule == "pin":
        pins = [Key("conflict.pinned", unit=unit, term=calendar.term(term)) for unit, term in learner.pins]
        texts = (*pins, *(Key("conflict.avoid", unit=unit) for unit in learner.avoid))
        return Conflict(rule, key, {"names": texts}, tuple(unit for unit, _ in learner.pins) + learner.avoid)
    elif rule == "budget":
        values = {"most": Cents(learner.budget or 0)}
    elif rule == "internship":
        windows = case.windows(learner.start + calendar.size)
        spans = tuple(Key("show.period", starts=window.starts, ends=window.ends) for window in windows)
        key = key if spans else "conflict.internship_none"
        subjects = tuple(f"{window.starts}/{window.ends}" for window in windows)
        return Conflict(rule, key, {"months": case.internship_months, "names": spans}, subjects)
    elif rule == "experience":
        return _experience(case, rule)
    return Conflict(rule, key, values | {"names": ", ".join(names)}, names)


def _load_cap(case: Case, rule: str) -> Conflict:
    """The caps of the pathway's modalities, and those of single terms."""
    learner, calendar = case.learner, case.programme.calendar
    texts: list[Key] = []
    if EVENING in case.modalities:
        texts.append(Key("conflict.evening_cap", most=case.evening_cap(-1)))
        caps = learner.evening_cap.terms.items()
        texts += [Key("conflict.evening_cap_in", most=cap, term=calendar.term(term).name) for term, cap in caps]
    if DAYTIME in case.modalities and learner.daytime_cap.default is not None:
        texts.append(Key("conflict.daytime_cap", most=learner.daytime_cap.default))
    load = case.programme.load
    if any(bound is not None for bound in (load.min_units, load.max_units, load.min_credits, load.max_credits)):
        texts.append(Key("conflict.bounds"))
    return Conflict(rule, "conflict.load_cap", {"names": tuple(texts)}, ())


def _availability(case: Case, rule: str) -> Conflict:
    """Evenings, or days on the daytime pathway, and what differs in single terms."""
    learner, calendar = case.learner, case.programme.calendar
    daytime = EVENING not in case.modalities
    usual, special = (learner.days, learner.days_by_term) if daytime else (learner.evenings, learner.evenings_by_term)
    texts = [Key("conflict.days", days=_weekdays(usual))]
    texts += [Key("conflict.days_in", term=calendar.term(t).name, days=_weekdays(d)) for t, d in special.items()]
    key = "conflict.availability_days" if daytime else "conflict.availability"
    return Conflict(rule, key, {"names": tuple(texts)}, tuple(calendar.term(term).name for term in special))


def _weekdays(days: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(Key(f"weekday.{day}") for day in days) or (Key("conflict.no_day"),)


def _experience(case: Case, rule: str) -> Conflict:
    need = case.experience_rule.months if case.experience_rule else 0
    day = case.experience_day
    if day is None or day == date.min:
        months = case.learner.experience.months if case.learner.experience else 0
        return Conflict(rule, "conflict.experience", {"need": need, "months": months}, (str(months),))
    return Conflict(rule, "conflict.experience_day", {"need": need, "day": day}, (day.isoformat(),))

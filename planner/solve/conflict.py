"""When nothing exists: a smallest set of rules that cannot hold together, confirmed by solving again."""

from __future__ import annotations

from datetime import date

from planner.domain.case import Case
from planner.domain.text import Cents
from planner.model.build import build
from planner.model.rules import RULES
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.result import Conflict


def conflicting_rules(case: Case, config: Config, clock: Clock) -> tuple[Conflict, ...]:
    """Rules of which none can be left out without a plan appearing; empty when the limit comes first."""
    last = horizon.last_term(case, deadline=False)
    dropped: list[str] = []
    for name in RULES:
        model, _ = build(case, last, without=[*dropped, name])
        answer = run(model, config, clock, confirm=True)
        if answer.found is None:
            return ()
        if not answer.found:
            dropped.append(name)
    return tuple(_words(case, name) for name in RULES if name not in dropped)


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
        values = {"most": case.evening_cap(learner.start)}
    elif rule == "availability":
        default = ", ".join(learner.evenings) or "0"
        special = [f"{calendar.term(t).name}: {', '.join(days) or '0'}" for t, days in learner.evenings_by_term.items()]
        names = (default, *special)
    elif rule == "deadline" and learner.deadline is not None:
        term = calendar.term(learner.deadline)
        values = {"term": term.name, "ends": term.span.ends}
        return Conflict(rule, key, values, (term.name,))
    elif rule == "pin":
        names = tuple(f"{unit} = {calendar.term(term).name}" for unit, term in learner.pins) + learner.avoid
    elif rule == "budget":
        values = {"most": Cents(learner.budget or 0)}
    elif rule == "internship":
        names = tuple(f"{window.starts} – {window.ends}" for window in learner.windows)
        values = {"months": case.internship_months}
        key = key if names else "conflict.internship_none"
    elif rule == "experience":
        return _experience(case, rule)
    return Conflict(rule, key, values | {"names": ", ".join(names)}, names)


def _experience(case: Case, rule: str) -> Conflict:
    need = case.experience_rule.months if case.experience_rule else 0
    day = case.experience_day
    if day is None or day == date.min:
        months = case.learner.experience.months if case.learner.experience else 0
        return Conflict(rule, "conflict.experience", {"need": need, "months": months}, (str(months),))
    return Conflict(rule, "conflict.experience_day", {"need": need, "day": day}, (day.isoformat(),))

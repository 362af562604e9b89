"""Pinned units run where the learner put them, and avoided ones are not used."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Pins that no offering meets, and avoided units that are planned."""
    for unit, term, modality in case.learner.pins:
        if term < case.now or unit in case.kept or unit in plan.misplaced:
            continue
        there = [o.modality for o in plan.chosen if o.unit == unit and term in o.terms and not o.resit]
        if not there or (modality is not None and modality not in there):
            name = case.programme.calendar.term(term).name
            key = "check.pin" if modality is None else "check.pin_in"
            yield Violation("pin", key, (unit, name), {"unit": unit, "term": name, "modality": modality or ""})
    for unit in case.learner.avoid:
        if plan.of(unit) is not None and unit not in case.kept:
            yield Violation("pin", "check.avoid", (unit,), {"unit": unit})

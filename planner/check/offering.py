"""A unit is taken in an offering that exists and that the pathway allows."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Units of lines that no offering matches, offerings before the start, and modalities that are not allowed."""
    first = {line[0]: line for line in reversed(plan.unmatched)}
    for unit, term, modality in (line for line in plan.unmatched if first[line[0]] is line):
        key = "check.no_offering_in" if modality else "check.no_offering"
        values = {"unit": unit, "term": term, "modality": modality or ""}
        yield Violation("offering", key, (unit, term), values)
    for offering in plan.chosen:
        if case.is_kept(offering):
            continue
        name = case.programme.calendar.term(offering.first).name
        if offering.modality not in case.modalities:
            values = {"unit": offering.unit, "modality": offering.modality, "pathway": case.learner.pathway}
            yield Violation("offering", "check.modality", (offering.unit, name), values)
        if offering.first < case.now and not offering.resit:
            values = {
                "unit": offering.unit,
                "term": name,
                "start": case.programme.calendar.term(case.now).name,
            }
            yield Violation("offering", "check.before_start", (offering.unit, name), values)

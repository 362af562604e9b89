"""No term holds more evening or daytime units than the learner's caps, nor more or less in all than its bounds."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each term over or under a bound."""
    attended = {term for offering in plan.chosen if not offering.resit for term in offering.terms}
    if case.learner.terms is not None:
        attended |= set(range(case.learner.start, case.learner.start + case.learner.terms))
    for term in sorted(term for term in attended if term >= case.now):
        name = case.programme.calendar.term(term).name
        running = plan.running(term)
        evening = [offering.unit for offering in running if offering.modality == "evening"]
        daytime = [offering.unit for offering in running if offering.modality == "daytime"]
        cap = case.learner.evening_cap.of(term)
        cap = case.programme.load.max_evening_units if cap is None else cap
        day_cap = case.learner.daytime_cap.of(term)
        for units, most, key in ((evening, cap, "check.evening_cap"), (daytime, day_cap, "check.daytime_cap")):
            if most is not None and len(units) > most:
                values = {"term": name, "count": len(units), "most": most, "units": ", ".join(units)}
                yield Violation("load_cap", key, (*units, name), values)
        yield from _bounds(case, term, [offering.unit for offering in running])


def _bounds(case: Case, index: int, units: list[str]) -> Iterator[Violation]:
    """What the programme, then what the learner asks of the term in all."""
    load, learner, term = case.programme.load, case.learner, case.programme.calendar.term(index).name
    credits = sum(case.programme.units[unit].credits or 0 for unit in units)
    paused = index in case.learner.pause
    for value, least, most, what in (
        (len(units), load.min_units, load.max_units, "units"),
        (credits, load.min_credits, load.max_credits, "credits"),
        (len(units), learner.least_units.of(index), learner.most_units.of(index), "units"),
        (credits, learner.least_credits.of(index), learner.most_credits.of(index), "credits"),
    ):
        if most is not None and value > most:
            values = {"term": term, "count": value, "most": most}
            yield Violation("load_cap", f"check.most_{what}", (*units, term), values)
        if least is not None and value < least and not paused:
            values = {"term": term, "count": value, "least": least}
            yield Violation("load_cap", f"check.least_{what}", (*units, term), values)

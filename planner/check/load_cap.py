"""No term holds more evening or daytime units than the learner's caps, nor more or less in all than its bounds, nor
anything beside a unit that fills it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each term over or under a bound, or with something beside a unit that is to be alone."""
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
        yield from _alone(case, name, [offering for offering in running if not offering.resit])


def _alone(case: Case, term: str, running: list[Offering]) -> Iterator[Violation]:
    """Units that are to fill the term, with what runs beside them; not what happened before and no plan can change."""
    for own in running:
        if case.programme.units[own.unit].alone:
            known = case.is_kept(own)
            beside = [one.unit for one in running if one.unit != own.unit and not (known and case.is_kept(one))]
            if beside:
                values = {"unit": own.unit, "term": term, "count": len(beside), "units": ", ".join(beside)}
                yield Violation("load_cap", "check.alone", (own.unit, *beside, term), values)


def _bounds(case: Case, index: int, units: list[str]) -> Iterator[Violation]:
    """What the programme, then what the learner asks of the term in all."""
    load, learner, term = case.programme.load, case.learner, case.programme.calendar.term(index)
    credits = sum(case.programme.units[unit].credits or 0 for unit in units)
    paused = index in case.learner.pause
    for value, least, most, what in (
        (len(units), load.min_units, load.max_units[term.position], "units"),
        (credits, load.min_credits, load.max_credits[term.position], "credits"),
        (len(units), learner.least_units.of(index), learner.most_units.of(index), "units"),
        (credits, learner.least_credits.of(index), learner.most_credits.of(index), "credits"),
    ):
        if most is not None and value > most:
            values = {"term": term.name, "count": value, "most": most}
            yield Violation("load_cap", f"check.most_{what}", (*units, term.name), values)
        if least is not None and value < least and not paused:
            values = {"term": term.name, "count": value, "least": least}
            yield Violation("load_cap", f"check.least_{what}", (*units, term.name), values)

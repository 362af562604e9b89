"""What a learner holds after each term of a plan, and so keeps who stops there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from planner.check.asked import lost
from planner.check.requirement import complete_tracks
from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.plan import Plan
from planner.domain.programme import Unit
from planner.domain.text import Day, Key, Words
from planner.report.listing import listed, parted

if TYPE_CHECKING:
    from planner.domain.credits import Worth


class Holding(TypedDict):
    """What is held after a term: `units` validated, the `new` ones among them, `begun` ones that are not, `ects` (None
    when unknown), `certificates`, `blocks`, `experience` and `internship` (None where nothing is asked for or said),
    `award`, the `date` from which this is so, and what one `keeps`, in words.
    """

    term: str
    date: Day
    units: int
    new: list[str]
    begun: list[str]
    ects: float | None
    certificates: list[str]
    blocks: list[str]
    experience: bool | None
    internship: bool | None
    award: bool
    keeps: Words


def holdings(case: Case, plan: Plan) -> list[Holding]:
    """A holding for each term up to the award's."""
    found: list[Holding] = []
    before = set(_courses(case, plan, case.learner.start - 1))
    for term in range(case.learner.start, case.end(plan) + 1):
        units = _courses(case, plan, term)
        entry: Holding = {
            "term": case.programme.calendar.term(term).name,
            "date": _day(case, plan, term).isoformat(),
            "units": len(units),
            "new": [unit for unit in units if unit not in before],
            "begun": [o.unit for o in plan.running(term) if o.award_from > term],
            "ects": plain(_credits(case, units)),
            "certificates": [c.id for c in case.target.shown if set(c.units) <= _held(case, plan, term)],
            "blocks": list(_blocks(case, plan, term)),
            "experience": _experience(case, plan, term),
            "internship": _internship(case, plan, term),
            "award": term == plan.award and case.target.goal is None,
            "keeps": "",
        }
        entry["keeps"] = _keeps(entry)
        found.append(entry)
        before = set(units)
    return found


def _held(case: Case, plan: Plan, term: int) -> set[str]:
    """Units acquired, and those whose last term is over."""
    return {*case.learner.acquired, *(o.unit for o in plan.chosen if o.award_from <= term)}


def _courses(case: Case, plan: Plan, term: int) -> list[str]:
    held = _held(case, plan, term)
    return [unit for unit in case.programme.courses() if unit in held]


def _credits(case: Case, units: list[str]) -> Worth | None:
    """Of every unit held, needed or not; None when those of one are unknown."""
    values = [case.programme.units[unit].credits for unit in units]
    return None if None in values else sum(value or 0 for value in values)


def _day(case: Case, plan: Plan, term: int) -> date:
    """The end of the term, or of the last classes that belong to it."""
    ends = [offering.span.ends for offering in plan.running(term) if offering.last == term]
    return max([case.programme.calendar.term(term).span.ends, *ends])


def _experience(case: Case, plan: Plan, term: int) -> bool | None:
    said = case.learner.experience
    if case.experience_held:
        return True
    if case.experience_rule is None or said is None or said.months is None:
        return None
    return case.experience_day is not None and case.experience_day <= _day(case, plan, term)


def _internship(case: Case, plan: Plan, term: int) -> bool | None:
    if not case.internship_months:
        return None
    return plan.internship is not None and plan.internship.ends <= _day(case, plan, term)


def _blocks(case: Case, plan: Plan, term: int) -> Iterator[str]:
    """Ids of the blocks of which everything that is needed is held."""
    held = _held(case, plan, term)
    for block in case.programme.about["blocks"] or ():
        units = {code: unit for code, unit in case.programme.units.items() if unit.block == block["id"]}
        others = [_other(case, plan, term, unit) for unit in units.values() if unit.kind != "course"]
        parts = [*_required(case, set(units), held), *(other for other in others if other is not None)]
        if parts and all(parts):
            yield block["id"]


def _required(case: Case, units: set[str], held: set[str]) -> Iterator[bool]:
    """Whether each requirement that speaks of units of a block is met there; a choice is met as a whole, since it may
    be made in another block, and so is a group of tracks.
    """
    for rule in case.programme.requirements:
        if rule.kind == "all":
            if units & set(rule.units):
                yield units & set(rule.units) <= held
        elif units & set(rule.units):
            mine = [unit for unit in rule.units if unit in held]
            credits = sum(case.programme.units[unit].credits or 0 for unit in mine)
            yield (credits if rule.kind == "credits" else len(mine)) >= rule.need + lost(case, rule)
    for group, track in complete_tracks(case, held, {}):
        if units & set(group.units):
            yield track is not None


def _other(case: Case, plan: Plan, term: int, unit: Unit) -> bool | None:
    """Whether experience, report or workshop is done; None for one that the learner does not need."""
    if case.acquired(unit.code):
        return True
    award, rule = case.target.award, case.experience_rule
    if unit.code == award.report:
        return term >= plan.award
    if unit.code == award.workshop:
        return plan.workshop is not None and plan.workshop <= term
    if rule is None or unit.code != rule.unit:
        return None
    return _experience(case, plan, term) is not False and _internship(case, plan, term) is not False


def _keeps(entry: Holding) -> Words:
    """In words, what a learner who stops after the term keeps."""
    parts = [Key("compare.keeps_award")] if entry["award"] else []
    parts += [Key("compare.keeps_certificate", name=name) for name in entry["certificates"]]
    if not entry["units"]:
        parts.append(Key("compare.keeps_nothing"))
    elif entry["ects"] is None:
        parts.append(Key("compare.keeps_units", count=entry["units"]))
    else:
        parts.append(Key("compare.keeps_credits", count=entry["units"], credits=entry["ects"]))
    if entry["blocks"]:
        parts.append(Key("compare.keeps_blocks", count=len(entry["blocks"]), names=listed(entry["blocks"])))
    if entry["internship"]:
        parts.append(Key("compare.keeps_internship"))
    if entry["begun"]:
        parts.append(Key("compare.keeps_begun", count=len(entry["begun"]), names=listed(entry["begun"])))
    return parted(parts)

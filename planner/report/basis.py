"""What a plan rests on: the assumptions of the data that it used, and what its reader should check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.check.assignment import payers
from planner.check.cost import cost
from planner.check.payers import own_money
from planner.domain.case import Case
from planner.domain.learner import CREDITS, Cap
from planner.domain.plan import Plan
from planner.domain.text import Key
from planner.report.classes_basis import every_year, of_classes
from planner.report.events import to_come
from planner.report.regulation_basis import of_tracks, of_what_stands

if TYPE_CHECKING:
    from planner.domain.credits import Worth

Message = tuple[str, dict[str, Any]]


def assumptions(case: Case, plan: Plan) -> list[str]:
    """Ids of the assumptions that the plan used, in the order of the programme's file."""
    used = set(_of_units(case, plan)) | set(_of_calendar(case, plan)) | set(_of_award(case, plan))
    used |= set(_of_cost(case, plan))
    return [entry["id"] for entry in case.programme.about["assumptions"] or () if entry["id"] in used]


def _of_units(case: Case, plan: Plan) -> Iterator[str | None]:
    programme = case.programme
    planned = {offering.unit for offering in plan.chosen}
    for code in planned | set(case.learner.acquired):
        yield from programme.units[code].assumptions
    if case.learner.migration:
        yield from (entry.assumption for entry in case.learner.migration.carried)
    yield from (rule.assumption for rule in case.target.requirements)
    yield from (limit.assumption for limit in case.target.limits)
    yield from of_tracks(case, plan)
    yield from (rule.assumption for rule in case.target.prerequisites if rule.clauses and rule.unit in planned)
    yield from (certificate.assumption for certificate in case.target.shown)
    evening = [offering for offering in plan.chosen if offering.modality == "evening"]
    if evening:
        yield programme.load.assumption
    if any(not offering.sessions for offering in evening):
        yield programme.load.evening_assumption
    for offering in to_come(case, plan):
        yield offering.pattern.assumption


def _of_calendar(case: Case, plan: Plan) -> Iterator[str | None]:
    calendar = case.programme.calendar
    for offering in to_come(case, plan):
        period = calendar.period(offering.pattern.period, offering.modality)
        yield period.assumption if period else None
    for term in range(case.learner.start, case.end(plan) + 1):
        yield calendar.patterns[term % calendar.size].assumption
        if term // calendar.size != calendar.year:
            yield calendar.later_years
    if any(offering.resit for offering in plan.chosen):
        yield calendar.resits_assumption
    if any(offering.sessions for offering in plan.chosen):
        yield from calendar.breaks
    pathway = case.programme.pathways.get(case.learner.pathway)
    if pathway:
        yield pathway.assumption
        yield pathway.window_assumption if plan.internship and not case.learner.windows else None


def _of_award(case: Case, plan: Plan) -> Iterator[str | None]:
    award, rule = case.target.award, case.experience_rule
    for kind, unit, used in (
        ("report", award.report, case.needs_report),
        ("workshop", award.workshop, case.needs_workshop),
    ):
        if unit and used:
            yield award.assumptions.get(kind)
            yield from case.programme.units[unit].assumptions
    if rule:
        yield rule.assumption
        if rule.unit:
            yield from case.programme.units[rule.unit].assumptions
    if case.experience_day not in (None, date.min):
        yield award.assumptions.get("accrual")
    if plan.internship:
        yield award.assumptions.get("internship")


def _of_cost(case: Case, plan: Plan) -> Iterator[str | None]:
    programme, lines = case.programme, cost(case, plan).lines
    paid_by = payers(case, plan)
    for modality, funding in {(offering.modality, paid_by.get(offering.place)) for offering in plan.chosen}:
        tariff = None if funding is None else programme.tariffs.get((modality, funding))
        yield from tariff.assumptions if tariff else ()
    for payer in {line.payer for line in lines}:
        own = programme.own.get(payer)
        yield own.assumption if own else None
    if any(line.amount is not None for line in lines):
        yield case.target.award.assumptions.get("tuition")
    enrolled = {line.payer for line in lines if line.key == "cost.yearly"}
    for tariff in programme.tariffs.values():
        if tariff.funding in enrolled and tariff.yearly:
            yield tariff.yearly_assumption
    yield from (fee.assumption for fee in case.target.fees)
    if any(line.year != programme.calendar.year and line.amount for line in lines):
        yield programme.later_prices


def warnings(case: Case, plan: Plan) -> list[Message]:
    """What the reader should check, as keys and values of the catalogue."""
    return [
        *_migration(case),
        *_waived(case),
        *of_what_stands(case),
        *_paused(case),
        *_experience(case),
        *_credits(case, plan),
        *_load(case, plan),
        *_unknown_loads(case, plan),
        *_dates(case, plan),
        *of_classes(case, plan),
        *_money(case, plan),
        *_admission(case, plan),
    ]


def warnings_without_plan(case: Case) -> list[Message]:
    """What the reader should check although there is no plan."""
    found = [
        *_migration(case),
        *_waived(case),
        *of_what_stands(case),
        *_paused(case),
        *_experience(case),
        *every_year(case, case.remaining),
        *_no_prices(case),
    ]
    cap, free = case.learner.evening_cap.of(case.learner.start), _free_evenings(case, case.learner.start)
    if "evening" in case.modalities and cap is not None and cap > free:
        found.append(("warning.cap_evenings_always", {"cap": cap, "free": free}))
    return found


def _free_evenings(case: Case, term: int) -> int:
    return len(set(case.learner.free_evenings(term)))


def _migration(case: Case) -> Iterator[Message]:
    left = case.learner.migration.left if case.learner.migration else ()
    acquired = ", ".join(entry.unit for entry in left if entry.key == "acquired")
    wishes = ", ".join(dict.fromkeys(entry.unit for entry in left if entry.key != "acquired"))
    for key, names in (("warning.left_acquired", acquired), ("warning.left_wishes", wishes)):
        if names:
            yield key, {"programme": case.programme.id, "names": names}


def _paused(case: Case) -> Iterator[Message]:
    """Pauses that say nothing: terms before the start."""
    known = {case.programme.calendar.term(term).name for term in case.learner.pause}
    if before := [name for name in case.learner.data.get("pause") or () if name not in known]:
        yield "warning.pause_before", {"names": ", ".join(before)}


def _waived(case: Case) -> Iterator[Message]:
    """What the learner is dispensed from: whoever reads the plan has to know."""
    for waiver in case.learner.waive:
        yield "warning.waived", {"unit": waiver.unit, "other": waiver.prerequisite}


def _experience(case: Case) -> Iterator[Message]:
    said = case.learner.experience
    if case.experience_held or not case.target.award.experience:
        return
    if said is None:
        yield "warning.experience_unsaid", {}
        return
    missing = [name for name in ("months", "in_sector") if getattr(said, name) is None]
    if said.working is None and said.months is not None and case.experience_day != date.min:
        missing.append("working")
    if missing:
        yield "warning.experience_partly", {"names": ", ".join(missing)}


def _credits(case: Case, plan: Plan) -> Iterator[Message]:
    units, total = credits(case, plan)
    if total is None:
        held = {o.unit for o in plan.chosen} | set(case.learner.acquired)
        unknown = [code for code in held if case.programme.units[code].credits is None]
        names = ", ".join(sorted(unknown)) if unknown else Key("warning.in_sector")
        yield "warning.credits_unknown", {"names": names}
        return
    announced = case.target.award.announced_credits
    if announced is not None and total != announced:
        yield "warning.credits_announced", {"total": total, "most": announced}
    other = total + sum(_more_credits(case, plan))
    if other > total and units is not None:
        yield "warning.credits_other", {"total": total, "most": other}


def _more_credits(case: Case, plan: Plan) -> Iterator[Worth]:
    """Credits that another choice would add, for each requirement that leaves a choice of units."""
    held = {o.unit for o in plan.chosen} | set(case.learner.acquired)
    for rule in case.target.requirements:
        values = [case.programme.units[unit].credits for unit in rule.units]
        if rule.kind == "count" and None not in values:
            best = sorted((value or 0 for value in values), reverse=True)[: int(rule.need)]
            own = sorted((case.programme.units[u].credits or 0 for u in rule.units if u in held), reverse=True)
            yield max(0, sum(best) - sum(own[: int(rule.need)])) if len(own) >= rule.need else 0


def credits(case: Case, plan: Plan) -> tuple[Worth | None, Worth | None]:
    """Credits of the units held at the end, and of the whole title; None when one of them is unknown."""
    programme = case.programme
    held = {o.unit for o in plan.chosen} | {u for u in case.learner.acquired if programme.units[u].kind == "course"}
    for rule in case.target.requirements:
        if rule.kind == "count":
            chosen = sorted((u for u in rule.units if u in held), key=lambda u: -(programme.units[u].credits or 0))
            held -= set(chosen[int(rule.need) :]) - {o.unit for o in plan.chosen}
    values = [programme.units[unit].credits for unit in held]
    units = None if None in values else sum(value or 0 for value in values)
    rule_unit = case.experience_rule.unit if case.experience_rule else None
    said = case.learner.experience.in_sector if case.learner.experience else None
    kinds = {rule.unit for rule in case.target.award.experience.values()}
    if said is None and len(kinds) > 1 and not case.experience_held:
        return units, None
    others = [
        programme.units[u].credits for u in (rule_unit, case.target.award.report, case.target.award.workshop) if u
    ]
    total = None if units is None or None in others else units + sum(value or 0 for value in others)
    return units, total


def _load(case: Case, plan: Plan) -> Iterator[Message]:
    calendar, load = case.programme.calendar, case.programme.load
    for term in range(case.learner.start, case.end(plan) + 1):
        evening = [offering for offering in plan.running(term) if offering.modality == "evening"]
        if load.recommended_units is not None and len(evening) > load.recommended_units:
            values = {"term": calendar.term(term).name, "count": len(evening), "most": load.recommended_units}
            yield "warning.recommended", values
    if "evening" not in case.modalities:
        return
    said = {t: case.learner.evening_cap.of(t) for t in range(case.learner.start, case.end(plan) + 1)}
    over = {t: (cap, _free_evenings(case, t)) for t, cap in said.items()
            if cap is not None and cap > _free_evenings(case, t)}  # fmt: skip
    if len(set(over.values())) == 1 and len(over) == len(said):
        cap, free = next(iter(over.values()))
        yield "warning.cap_evenings_always", {"cap": cap, "free": free}
        return
    for term, (cap, free) in over.items():
        yield "warning.cap_evenings", {"term": calendar.term(term).name, "cap": cap, "free": free}


def _unknown_loads(case: Case, plan: Plan) -> Iterator[Message]:
    """Units whose credits count in no load."""
    learner = case.learner
    taken = [offering.unit for offering in plan.chosen if not offering.resit]
    names = ", ".join(sorted(unit for unit in taken if case.programme.units[unit].credits is None))
    if names and not CREDITS.keys().isdisjoint(learner.minimise):
        yield "warning.balance_unknown", {"names": names}
    if names and (learner.least_credits, learner.most_credits) != (Cap(), Cap()):
        yield "warning.bounds_unknown", {"names": names}


def _dates(case: Case, plan: Plan) -> Iterator[Message]:
    calendar = case.programme.calendar
    terms = [calendar.term(index) for index in range(case.learner.start, case.end(plan) + 1)]
    projected = [term.name for term in terms if term.projected]
    if projected:
        values = {"year": calendar.year_name(calendar.year), "names": ", ".join(projected)}
        yield "warning.projected", values
    if plan.internship and plan.internship.starts < case.start_day and not case.history:
        yield "warning.internship_before", {"day": case.start_day}
        if case.needs_workshop:
            yield "warning.workshop_after", {"unit": case.target.award.workshop}


def _money(case: Case, plan: Plan) -> Iterator[Message]:
    paid = cost(case, plan)
    if not case.programme.has_prices:
        yield from _no_prices(case)
    elif paid.total is None:
        unknown = sorted({line.values["unit"] for line in paid.lines if line.amount is None and "unit" in line.values})
        names = ", ".join(unknown) if unknown else Key("warning.this_funding")
        yield "warning.cost_unknown", {"names": names}
    if paid.total is None and case.learner.budget != Cap():
        yield "warning.budget_unknown", {}
    learner = case.learner
    unsaid = sorted({line.payer for line in paid.lines if own_money(case, line.payer) is None})
    asked = "own-cost" in learner.objectives()
    if unsaid and (learner.shares or learner.payer_budgets or asked):
        titles = tuple(case.programme.fundings.get(funding, funding) for funding in unsaid)
        yield "warning.own_unsaid", {"names": titles}


def _no_prices(case: Case) -> Iterator[Message]:
    """Of a programme without any price, that there is none, and how to add one's own."""
    if not case.programme.has_prices:
        yield "warning.no_prices", {"programme": case.programme.id}


def _admission(case: Case, plan: Plan) -> Iterator[Message]:
    daytime = case.programme.pathways.get("daytime")
    if daytime and daytime.admission and any(offering.modality == "daytime" for offering in plan.chosen):
        yield "warning.admission", {"names": daytime.admission}

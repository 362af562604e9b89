"""Random results on random plans of the tiny programmes: what was taken, what came of it, and what else changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from .again import Again, Days, Past, Place, with_report
from .brute import legal_plans
from .case import Case, Offering, Raw
from .dates import add_months, day
from .money import cents
from .random_learners import random_busy_case, random_case
from .random_wishes import with_pause
from .reading import read_case
from .solver import best_plan

RESITS = ({"starts": "2020-08-29", "ends": "2020-09-09"}, {"starts": "2020-07-20", "ends": "2020-07-24"})
RESULTS = ("passed",) * 5 + ("failed",) * 3 + ("absent", "pending", None)
LONGER, TOO_MANY = 2, 40_000


@dataclass(frozen=True)
class Earlier:
    """A plan that somebody follows: offerings by unit, second sessions apart, and the milestones."""

    plan: dict[str, Offering]
    award: int
    internship: Days | None = None
    workshop: int | None = None


@dataclass(frozen=True)
class Told:
    """What is known of a plan some terms later; `learner` is what the learner says by then."""

    programme: Raw
    learner: Raw
    terms: int
    earlier: Earlier
    rows: tuple[tuple[str, int, str], ...]
    now: int
    again: Again
    stability: bool = False
    within: int | None = None
    resits: bool = True
    past: Past | None = field(default=None)


def random_told(seed: int, readable: Any = lambda programme: programme) -> Told | None:
    """A random case after results; None where the learner has no plan to begin with, or too many."""
    random = Random(f"again {seed}")
    programme, learner, terms = (random_busy_case if random.random() < 0.4 else random_case)(random.randrange(10**6))
    programme = readable(programme)
    if random.random() < 0.6:
        calendar = programme["calendar"]
        session = random.choice(RESITS) | {"assumption": "invented"}
        programme = programme | {"calendar": calendar | {"resits": [session]}}
    if random.random() < 0.6:
        learner = {key: value for key, value in learner.items() if key not in ("max_cost_per_year", "deadline")}
    terms += LONGER
    case = read_case(programme, learner, terms)
    earlier = _earlier(random, case)
    if earlier is None:
        return None
    learner = _with_pins(random, case, learner, earlier)
    now = case.start + random.choice((1, 1, 1, 2, 2, 3))
    if Random(f"pause {seed}").random() < 0.3:
        learner = with_pause(Random(f"pause {seed}"), programme, learner, terms)
    return told(random, programme, learner, terms, earlier, now, None)


def _earlier(random: Random, case: Case) -> Earlier | None:
    count = 1
    for unit in case.courses:
        count *= 1 + len(case.offerings.get(unit, ()))
    if count > TOO_MANY or random.random() < 0.5:
        found = best_plan(case)
        if found is None:
            return None
        _, plan, award = found
    else:
        plans = list(legal_plans(case))
        if not plans:
            return None
        plan, award = random.choice(plans)
    stay = _internship(case, plan)
    latest = award
    if case.internship_months and stay is not None:
        latest = next(t for t in range(case.start, award + 1) if case.calendar.ends(t) >= stay[1])
    workshop = random.randint(case.start, latest) if case.has_workshop else None
    return Earlier(dict(plan), award, stay, workshop)


def _internship(case: Case, plan: dict[str, Offering]) -> Days | None:
    """The earliest internship, by day."""
    if not case.internship_months:
        return None
    busy = [one for one in plan.values() if one.modality == "daytime"]
    found = []
    for first, last in case.windows:
        number = first.toordinal()
        while (end := add_months(date.fromordinal(number), case.internship_months)) <= last:
            begin = date.fromordinal(number)
            if end >= case.calendar.starts(case.start) and all(end < o.starts or o.ends < begin for o in busy):
                found.append((end, begin))
                break
            number += 1
    end, begin = min(found)
    return begin, end


def _with_pins(random: Random, case: Case, learner: Raw, earlier: Earlier) -> Raw:
    """Some units of the plan pinned where they are, in any term."""
    some = [one for one in earlier.plan.values() if random.random() < 0.12]
    pins = [{"unit": one.unit, "term": case.calendar.name(random.choice(one.terms))} for one in some]
    return {**learner, "pins": [*(learner.get("pins") or []), *pins]} if pins else learner


def told(
    random: Random, programme: Raw, learner: Raw, terms: int, earlier: Earlier, now: int, past: Past | None
) -> Told:
    """Results of the terms before `now` that nothing was known of, and changes of what the learner says."""
    resits = random.random() < 0.9
    case = read_case(programme, {key: v for key, v in learner.items() if key != "max_cost_per_year"}, terms)
    attempts: dict[Offering, str] = dict(past.attempts) if past else {}
    rows: list[tuple[str, int, str]] = []
    for one in sorted(earlier.plan.values(), key=lambda o: (o.first, o.unit)):
        if one.first >= now or attempts.get(one, "ongoing") != "ongoing":
            continue
        over = one.last < now
        attempts[one] = "passed" if over else "ongoing"
        result = random.choice(RESULTS) if over or random.random() < 0.15 else None
        if result is not None:
            rows.append((one.unit, min(one.last, now - 1), result))
            attempts[one] = result
    first_day = case.calendar.starts(now)
    began = earlier.internship is not None and earlier.internship[0] < first_day
    history = Past(
        now=now,
        attempts=tuple(sorted(attempts.items(), key=lambda item: (item[0].first, item[0].unit))),
        internship=earlier.internship if began else None,
        workshop=earlier.workshop if earlier.workshop is not None and earlier.workshop < now else None,
        report=past.report if past else None,
        report_said=past.report_said if past else True,
        resits=resits and (past is None or past.resits),
        no_resit=past.no_resit if past else frozenset(),
    )
    code = next((unit["code"] for unit in programme["units"] if unit.get("kind") == "report"), None)
    lost = any(result in ("failed", "absent") for result in attempts.values())
    if case.has_report and earlier.award < now and history.report is None and random.random() < (0.3 if lost else 0.6):
        rows.append((code or "", earlier.award, "passed"))
        history = replace(history, report=earlier.award)
    learner = _changed(random, programme, learner, case, earlier, now)
    within = random.randint(max(1, earlier.award - case.start), terms) if random.random() < 0.2 else None
    again = again_of(programme, learner, terms if within is None else min(terms, within), history, earlier.plan)
    return Told(
        programme, learner, terms, earlier, tuple(rows), now, with_report(again, earlier.award),
        stability=within is not None or random.random() < 0.2, within=within, resits=resits, past=past,
    )  # fmt: skip


def again_of(programme: Raw, learner: Raw, terms: int, past: Past, before: dict[str, Offering]) -> Again:
    """The reference's view of a learner under way."""
    budget = learner.get("max_cost_per_year")
    case = read_case(programme, {key: value for key, value in learner.items() if key != "max_cost_per_year"}, terms)
    size = case.calendar.size
    named = dict(budget.get("years") or {}) if isinstance(budget, dict) else {}
    always = budget.get("default") if isinstance(budget, dict) else budget
    years = range(case.start // size, case.horizon // size + 2)
    bounds = {year: named.get(f"{year}-{year + 1}", always) for year in years}
    sessions = [(day(span["starts"]), day(span["ends"])) for span in programme["calendar"].get("resits") or ()]
    # Offerings are compared by value, so those of the plan before are those of this reading.
    return Again(
        case, past, before, tuple(sessions), {year: cents(most) for year, most in bounds.items() if most is not None}
    )


def _changed(random: Random, programme: Raw, learner: Raw, case: Case, earlier: Earlier, now: int) -> Raw:
    """Units acquired meanwhile, other caps, evenings, budgets, pathways: each for some."""
    changes: dict[str, Any] = {}
    names = [case.calendar.name(term) for term in range(now, max(now + 1, case.horizon + 1))]
    if random.random() < 0.15:
        unit = random.choice(case.courses)
        held = learner.get("acquired") or []
        if unit not in case.acquired:
            changes["acquired"] = [*held, {"unit": unit, "by": random.choice(("VAE", "VES"))}]
    if random.random() < 0.15:
        changes["max_units_per_term"] = {"terms": {random.choice(names): random.choice((0, 1, 1, 2, 3))}}
    if random.random() < 0.1:
        days = random.sample(("mon", "tue", "wed"), random.randint(0, 2))
        changes["availability"] = {"terms": {random.choice(names): {"evenings": days, "days": days}}}
    if random.random() < 0.15:
        year = case.calendar.year(now)
        amounts = (80, 150, 250, 400)
        named = {f"{year}-{year + 1}": random.choice(amounts), f"{year + 1}-{year + 2}": random.choice(amounts)}
        changes["max_cost_per_year"] = random.choice((random.choice(amounts), {"default": 400, "years": named}))
    if random.random() < 0.08:
        changes["pathway"] = random.choice(("evening", "daytime", "mixed"))
    if random.random() < 0.05:
        changes["order"] = random.choice(("prefer", "require", "ignore"))
    if random.random() < 0.05:
        changes["avoid"] = [random.choice(case.courses)]
    return {**learner, **changes}


def as_earlier(plan: dict[str, Place], award: int, internship: Days | None, workshop: int | None) -> Earlier:
    """A plan after results as the one that is followed from there on."""
    return Earlier({u: p.offering for u, p in plan.items() if not p.session}, award, internship, workshop)

"""Random failures of random learners of the five vintages, and what must be true of each plan after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from benchmarks.learners import VINTAGES, learner
from planner.check import violations
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.documents.plan.changes import replan_data
from planner.report.stored import in_words
from planner.solve.pipeline import solve
from planner.storage import learners, programmes
from planner.storage.results import ResultRow
from planner.storage.validation import Source
from planner.study.past import after_results
from planner.study.replan import Replan, replan
from tests.reference import again as reference
from tests.reference.again import Again, Past
from tests.reference.case import Offering as Known
from tests.reference.plain import best_plain
from tests.reference.random_results import again_of
from tests.replan_agreement import key_of
from tests.worded import in_language

RESULTS = ("failed",) * 3 + ("absent", "pending") + ("passed",) * 7
Raw = dict[str, Any]


def cases(number: int, seed: int) -> Iterator[tuple[Random, Raw, Case, Plan]]:
    """Learners who have a plan, vintages in turn; some with pins where their plan has the units."""
    random = Random(f"replan {seed}")
    place = 0
    while number:
        data = learner(random, programmes.load(VINTAGES[place % len(VINTAGES)]))
        place += 1
        case = _case(data)
        found = solve(case)
        if found.plan is None:
            continue
        some = [one for one in found.plan.chosen if random.random() < 0.12]
        if some and "pins" not in data:
            data["pins"] = [{"unit": o.unit, "term": case.programme.calendar.term(o.first).name} for o in some]
            case = _case(data)
        number -= 1
        yield random, data, case, found.plan


def _case(data: Raw) -> Case:
    return learners.case(Source(data, "random"), "random")


def results(random: Random, case: Case, plan: Plan) -> tuple[tuple[ResultRow, ...], int]:
    """Results of everything that ends before a random term, with one failure at least, and the term."""
    first = case.now
    last = [one for one in plan.chosen if one.last >= first and not one.resit]
    if not last:
        return (), first
    now = random.randint(min(o.last for o in last) + 1, min(max(o.last for o in last), first + 3) + 1)
    over = [one for one in last if one.last < now]
    told = {one: random.choice(RESULTS) for one in over}
    told[random.choice(over)] = "failed"
    rows = [ResultRow(one.unit, one.last, result, line) for line, (one, result) in enumerate(told.items(), 2)]
    return tuple(sorted(rows, key=lambda row: row.term)), now


def known(case: Case, again: Again, offering: Any) -> Known:
    """The reference's offering."""
    return next(o for o in again.case.offerings[offering.unit] if key_of(o) == key_of(offering))


def reference_case(data: Raw, case: Case, left: Case, before: Plan, terms: int) -> Again:
    """The same learner under way for the reference: what is fixed, told by the history."""
    history = left.history
    assert history is not None
    raw = programmes.raw(case.programme.id)
    bare = again_of(raw, data, 40, Past(history.now), {})
    stay = history.internship
    past = Past(
        now=history.now,
        attempts=tuple((known(case, bare, a.offering), a.result) for a in history.attempts),
        internship=(stay.starts, stay.ends) if stay else None,
        workshop=history.workshop,
        report=history.report,
        resits=history.resits,
    )
    earlier = {o.unit: known(case, bare, o) for o in before.chosen if not o.resit}
    return again_of(raw, data, terms, past, earlier)


def faults(data: Raw, case: Case, left: Case, before: Plan, found: Replan, *, stability: bool = False) -> list[str]:
    """What is wrong with a plan after results; nothing when nothing is."""
    size = case.programme.calendar.size
    plan = found.result.plan
    terms = 12 * size if plan is None or stability else plan.award - case.learner.start + 1
    again = reference_case(data, case, left, before, terms)
    expected = best_plain(again, stability=stability)
    if plan is None or expected is None:
        return [] if (plan is None) == (expected is None) else [f"{found.result.status}, expected {expected}"]
    values = {item.name: item.value for item in found.result.objectives}
    names = dict.fromkeys([*values, *again.case.objectives])
    wrong = [f"{n} is {values.get(n)}, expected {expected[n]}" for n in names if values.get(n) != expected[n]]
    wrong += [f"breaks {violation.key}" for violation in violations(found.case, plan)]
    wrong += [f"{offering.unit} is past and gone" for offering in left.kept.values() if offering not in plan.chosen]
    for unit, term, *_ in case.learner.pins:
        there = any(offering.unit == unit and term in offering.terms for offering in plan.chosen)
        if term >= left.now and unit in left.remaining and not there:
            wrong.append(f"{unit} is pinned elsewhere")
    wrong += [f"{move.before.unit} moved for nothing" for move in found.moves if move.why is None]
    return wrong + _money(again, left, found)


def _money(again: Again, left: Case, found: Replan) -> list[str]:
    """The cost of all attempts, each in its own year, by the reference's arithmetic."""
    plan = found.result.plan
    assert plan is not None
    places: dict[str, reference.Place] = {}
    for offering in plan.chosen:
        options = reference.places(again, offering.unit) + [p for p in again.kept.values() if p.unit == offering.unit]
        mine = [p for p in options if (p.session is not None) == offering.resit and p.starts == offering.span.starts]
        places[offering.unit] = next(p for p in mine if p.modality == offering.modality)
    total, years = reference.spent(again, places, plan.award)
    told = in_language("en", in_words, replan_data(found))
    paid = cost(found.case, plan)
    wrong = [] if paid.total == total else [f"costs {paid.total}, expected {total}"]
    if total is not None:
        wrong += [
            f"{y} costs {paid.known_cents(y)}, expected {v}" for y, v in years.items() if paid.known_cents(y) != v
        ]
        spent = sum(v for y, v in years.items() if y < left.now // left.programme.calendar.size)
        if not spent <= round(told["spent"] * 100) <= total:
            wrong.append(f"spent {told['spent']} of {total}, at least {spent}")
    return wrong


def campaign(number: int, seed: int, seen: Counter[str]) -> Iterator[tuple[str, list[str]]]:
    """Each learner fails, plans again, and fails once more."""
    for place, (random, data, case, plan) in enumerate(cases(number, seed)):
        left = case
        for turn in range(2):
            rows, now = results(random, left, plan)
            if not rows:
                break
            if random.random() < 0.25:
                data = data | {"max_units_per_term": random.choice((2, 3, 4)), "max_cost_per_year": 20_000}
                case = _case(data)
                left = replace(case, history=left.history)
            stability = random.random() < 0.2
            left = after_results(left, plan, rows, now)
            found = replan(left, plan, prefer="stability" if stability else "duration")
            seen[found.result.status] += 1
            seen["moved"] += bool(found.moves)
            seen["second session"] += bool(found.result.plan and any(o.resit for o in found.result.plan.chosen))
            seen["otherwise"] += len(found.otherwise)
            yield f"learner {place} of {seed}, turn {turn}", faults(data, case, left, plan, found, stability=stability)
            if found.result.plan is None or any(o.resit for o in found.result.plan.chosen):
                break
            plan = found.result.plan

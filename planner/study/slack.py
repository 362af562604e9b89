"""How far each unit can move while the award stays, and the chain of units that holds the award where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.check import violations
from planner.check.completion import fill_gaps
from planner.check.objectives import last_term
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Instance, Plan, Violation
from planner.model.build import build
from planner.model.cpsat import LinearExpr
from planner.model.patience import OutOfTime, Tick, endless
from planner.model.variables import Variables
from planner.solve.config import Config
from planner.solve.engine import Clock, run


@dataclass(frozen=True, slots=True)
class Slack:
    """The first and the last term (index) in which a unit can start while the award stays where it is."""

    unit: str
    planned: int
    earliest: int
    latest: int

    @property
    def terms(self) -> int:
        """Terms between the two; 0 for a unit that cannot move."""
        return self.latest - self.earliest


def slack(case: Case, plan: Plan, config: Config, clock: Clock) -> list[Slack]:
    """The slack of each unit that is still to be taken in the plan; nothing for those that time does not allow, and for
    those that no award waits for.
    """
    try:
        _, variables = build(case, plan.award, tick=clock.tick)
    except OutOfTime:
        return []
    found = []
    for offering in plan.chosen:
        if case.is_kept(offering) or offering.resit or offering.unit in case.late:
            continue
        starts = [_starts(variables, offering.unit, config, clock, sign, offering.first) for sign in (1, -1)]
        if None not in starts:
            first, last = starts
            assert first is not None and last is not None
            found.append(Slack(offering.unit, offering.first, first, last))
    return found


def _starts(variables: Variables, unit: str, config: Config, clock: Clock, sign: int, planned: int) -> int | None:
    """The first (sign 1) or last (-1) term in which the unit can start; None when the limit comes first."""
    options = [offering for offering in variables.offerings_of(unit) if not offering.resit]
    best = min(sign * offering.first for offering in options)
    if best == sign * planned:
        return planned
    if not clock.left:
        return None
    model = variables.model.clone()
    model.add_bool_or([variables.taken(offering) for offering in options])
    model.minimize(LinearExpr.weighted_sum([variables.taken(o) for o in options], [sign * o.first for o in options]))
    answer = run(model, config, clock, wide=len(variables.awards) > 1)
    if not answer.found or not answer.proven:
        return None
    return next(o.first for o in options if answer.solver.boolean_value(variables.taken(o)))


@dataclass(frozen=True, slots=True)
class Link:
    """A unit, or the `internship`, `experience` or `award`, in a term (index), and why it cannot be earlier; `earliest`
    says that nothing earlier is on offer.
    """

    what: str
    term: int
    why: Violation | None = None
    earliest: bool = False


def chain(case: Case, plan: Plan, sooner: Iterable[Instance] = (), tick: Tick = endless) -> list[Link]:
    """What holds the award in its term, from the first link to the award; each link rests on the one before it.

    Prerequisites among the instances of `sooner`, which keep the award from an earlier term, make up the chain; where
    there are none, it is read off the plan, by what breaks when a unit alone moves to earlier classes.

    Raises:
        OutOfTime: by way of `tick`.
    """
    proven = _find_chain(case, plan, [instance for instance in sooner if instance.rule == "prerequisite"], tick)
    found = list(_backwards(case, plan, tick))
    return [*proven, found[0]] if proven else found[::-1]


def _find_chain(case: Case, plan: Plan, instances: Sequence[Instance], tick: Tick) -> list[Link]:
    """The longest chain of planned units that prerequisites of a conflict form."""
    before: dict[str, list[str]] = {}
    for instance in instances:
        needed = [unit for unit in instance.subjects[1:] if plan.of(unit) is not None]
        if plan.of(instance.subjects[0]) is not None:
            before.setdefault(instance.subjects[0], []).extend(needed)

    def longest(unit: str, seen: tuple[str, ...]) -> tuple[str, ...]:
        ways = [longest(other, (*seen, unit)) for other in before.get(unit, ()) if other not in seen]
        return (*max(ways, key=len, default=()), unit)

    units = max((longest(unit, ()) for unit in before), key=len, default=())
    links = []
    for place, unit in enumerate(units):
        offering = plan.of(unit)
        assert offering is not None, "only planned units are in the chain"
        why = _awaits(case, unit, units[place - 1]) if place else None
        stays, broken = _why_not_earlier(case, plan, offering, tick)
        links.append(Link(unit, offering.first, why or broken, stays and why is None and broken is None))
    return links


def _awaits(case: Case, unit: str, needed: str) -> Violation:
    """The unit waits for the end of another one, or for its first term."""
    key = "conflict.together" if case.programme.co_requisite(unit, [needed]) else "conflict.prerequisite"
    return Violation("prerequisite", key, (unit, needed), {"unit": unit, "needed": needed})


def _backwards(case: Case, plan: Plan, tick: Tick) -> Iterator[Link]:
    calendar = case.programme.calendar
    sooner = replace(plan, award=plan.award - 1, workshop=None)
    broken = [] if plan.award <= case.first_award else violations(case, fill_gaps(case, sooner, award_given=True))
    yield Link("award", plan.award, broken[0] if broken else None)
    for milestone in ("experience", "internship"):
        why = next((violation for violation in broken if violation.rule == milestone), None)
        if why is not None:
            day = plan.internship.ends if milestone == "internship" and plan.internship else case.experience_day
            if day is not None and day >= case.start_day:
                yield Link(milestone, calendar.term_at(day, case.learner.start).index, why)
            return
    open_units = [o for o in plan.chosen if case.before_award(o.unit) and not case.is_kept(o) and not o.resit]
    late = [o for o in open_units if o.award_from > plan.award - 1]
    held = [
        (offering, why) for offering in late for stays, why in [_why_not_earlier(case, plan, offering, tick)] if stays
    ]
    link = max(held, key=lambda item: (item[1] is not None, len(_find_needed(case, plan, item[0]))), default=None)
    seen: set[str] = set()
    while link is not None:
        offering, why = link
        seen.add(offering.unit)
        yield Link(offering.unit, offering.first, why, why is None)
        before = _before(case, plan, offering, why, seen) if why else None
        stays, why = _why_not_earlier(case, plan, before, tick) if before else (False, None)
        link = (before, why) if before and stays else None


def _find_needed(case: Case, plan: Plan, offering: Offering) -> list[Offering]:
    """Planned units that the unit comes after."""
    needed = {unit for dependent, clause in case.clauses() if dependent == offering.unit for unit in clause.involved}
    return [other for other in plan.chosen if other.unit in needed]


def _why_not_earlier(case: Case, plan: Plan, offering: Offering, tick: Tick) -> tuple[bool, Violation | None]:
    """Whether the unit alone cannot move to any earlier classes, and what would break in the next ones (those of a
    pause only where there are no others); None: there are none.
    """
    earlier = [
        other
        for other in case.offerings(plan.award)
        if other.unit == offering.unit and other.first < offering.first and other.modality == offering.modality
    ]
    if not earlier:
        return True, None
    whys: list[Violation] = []
    for moved in sorted(earlier, key=lambda other: -other.first):
        tick()
        chosen = tuple(moved if other == offering else other for other in plan.chosen)
        why = next(iter(violations(case, _ending(case, replace(plan, chosen=chosen)))), None)
        if why is None:
            return False, None
        whys.append(why)
    return True, min(whys, key=lambda why: why.rule == "pause")


def _ending(case: Case, plan: Plan) -> Plan:
    """The plan; where a certificate is the goal, it comes with its last unit, which may have moved."""
    goal = case.target.goal
    last = None if goal is None else last_term(plan, goal)
    return plan if last is None else replace(plan, award=last)


def _before(case: Case, plan: Plan, offering: Offering, why: Violation, seen: set[str]) -> Offering | None:
    """The unit that the reason names, itself or by a certificate, and that the link before is about."""
    subjects = {unit for c in case.programme.certificates if c.id in why.subjects for unit in c.units}
    subjects |= set(why.subjects)
    named = [o for o in plan.chosen if o.unit in subjects - seen and o.first <= offering.first and not case.is_kept(o)]
    return max(named, key=lambda other: (other.last, -other.first), default=None)

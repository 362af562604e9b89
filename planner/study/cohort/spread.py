"""Learners spread over the classes of a unit: a class is over-full only where no other one of its term has a seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.check import availability, clash, violations
from planner.check.completion import fill_gaps
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.model.cpsat import CpModel, IntVar, LinearExpr, new_model
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.study.cohort.places import Places
from planner.study.cohort.run import Entry, offerings_taken
from planner.study.cohort.work import without_deadline


@dataclass(frozen=True, slots=True)
class Seat:
    """One unit of a learner's plan and the classes it could be taken in, that of the plan first."""

    entry: Entry
    classes: tuple[Offering, ...]


def spread(entries: Sequence[Entry], places: Places, config: Config) -> None:
    """Put learners in other classes of the same unit, days and modality, so that as few as possible have no seat, and
    as few as possible move. Nothing else of their plans changes; where all have a seat already, nothing does.
    """
    takers = Counter(offering for entry in entries for offering in offerings_taken(entry, entry.alone))
    if all(_without_seat(places, offering, number) == 0 for offering, number in takers.items()):
        return
    seats = [
        Seat(entry, _classes(entry, offering)) for entry in entries for offering in offerings_taken(entry, entry.alone)
    ]
    for entry, chosen in _assign([seat for seat in seats if len(seat.classes) > 1], seats, places, config):
        _move(entry, chosen)


def _without_seat(places: Places, offering: Offering, number: int) -> int:
    most = places.of(offering)
    return 0 if most is None else max(0, number - most)


def _classes(entry: Entry, own: Offering) -> tuple[Offering, ...]:
    """The class of a plan, and others that are open to the learner instead, whatever else they take."""
    case = _case(entry)
    others = (
        offering
        for offering in case.programme.offerings(own.year)
        if offering != own and _interchangeable(offering, own) and not _is_barred(case, offering)
    )
    return own, *others


def _interchangeable(one: Offering, other: Offering) -> bool:
    """Whether nothing but the hours and the place tells two classes apart."""
    about = [(o.unit, o.modality, o.terms, o.span, o.resit) for o in (one, other)]
    return about[0] == about[1] and bool(one.sessions) == bool(other.sessions)


def _is_barred(case: Case, offering: Offering) -> bool:
    return any(availability.violations(case, Plan((offering,), offering.last)))


def _assign(
    movable: Sequence[Seat], seats: Sequence[Seat], places: Places, config: Config
) -> list[tuple[Entry, dict[Offering, Offering]]]:
    """For each learner who moves, the class instead of each that they leave."""
    model, variables = new_model(), dict[tuple[int, Offering], IntVar]()
    for number, seat in enumerate(movable):
        for offering in seat.classes:
            variables[number, offering] = model.new_bool_var("")
            model.add_hint(variables[number, offering], offering == seat.classes[0])
        model.add_exactly_one(variables[number, offering] for offering in seat.classes)
    _add_clashes(model, movable, seats, variables)
    excess = _add_excess(model, seats, variables, places)
    moves = [variables[number, o] for number, seat in enumerate(movable) for o in seat.classes[1:]]
    model.minimize((len(moves) + 1) * LinearExpr.sum(excess) + LinearExpr.sum(moves))
    answer = run(model, replace(config, workers=1), Clock.of(config), wide=True)
    found: dict[int, tuple[Entry, dict[Offering, Offering]]] = {}
    for (number, offering), variable in variables.items() if answer.found else ():
        seat = movable[number]
        if offering != seat.classes[0] and answer.solver.boolean_value(variable):
            found.setdefault(id(seat.entry), (seat.entry, {}))[1][seat.classes[0]] = offering
    return list(found.values())


def _add_clashes(
    model: CpModel, movable: Sequence[Seat], seats: Sequence[Seat], variables: dict[tuple[int, Offering], IntVar]
) -> None:
    """No two classes of a learner overlap, be it one that stays."""
    own: dict[int, list[Offering]] = {}
    for seat in seats:
        if len(seat.classes) == 1:
            own.setdefault(id(seat.entry), []).append(seat.classes[0])
    by_entry: dict[int, list[int]] = {}
    for number, seat in enumerate(movable):
        by_entry.setdefault(id(seat.entry), []).append(number)
        for offering in seat.classes[1:]:
            if any(_clash(seat.entry, offering, other) for other in own.get(id(seat.entry), ())):
                model.add(variables[number, offering] == 0)
    for numbers in by_entry.values():
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 :]:
                for a in movable[one].classes:
                    for b in movable[other].classes:
                        if _clash(movable[one].entry, a, b):
                            model.add_at_most_one([variables[one, a], variables[other, b]])


def _clash(entry: Entry, one: Offering, other: Offering) -> bool:
    return any(clash.violations(_case(entry), Plan((one, other), max(one.last, other.last))))


def _add_excess(
    model: CpModel, seats: Sequence[Seat], variables: dict[tuple[int, Offering], IntVar], places: Places
) -> list[IntVar]:
    """For each class with a number of seats, how many learners have none."""
    fixed = Counter(seat.classes[0] for seat in seats if len(seat.classes) == 1)
    takers: dict[Offering, list[IntVar]] = {}
    for (_, offering), variable in variables.items():
        takers.setdefault(offering, []).append(variable)
    found = []
    for offering, wanting in takers.items():
        most = places.of(offering)
        if most is not None:
            found.append(model.new_int_var(0, len(wanting) + fixed[offering], ""))
            model.add(found[-1] >= LinearExpr.sum(wanting) + fixed[offering] - most)
    return found


def _move(entry: Entry, instead: dict[Offering, Offering]) -> None:
    """The plan with the other classes, if it passes the checker as a whole."""
    case, made = _case(entry), entry.alone
    assert made is not None, "only who has a plan takes anything"
    case, award = (without_deadline(case), made.late) if made.award is None else (case, made.award)
    assert award is not None, "a plan has an award"
    chosen = tuple(instead.get(offering, offering) for offering in offerings_taken(entry, made))
    if not violations(case, fill_gaps(case, Plan(chosen, award), award_given=True)):
        entry.alone = replace(made, taken=tuple((offering.year, offering.id) for offering in chosen))


def _case(entry: Entry) -> Case:
    assert entry.case is not None, "only learners who were read take anything"
    return entry.case

"""Tighter cases and models: no longer plan than so many terms, no more units in a term, no more cents in all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.domain.offering import EVENING
from planner.model import money
from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.variables import Variables
from planner.model.wishes import WISHES


def within_terms(case: Case, terms: int | None) -> Case:
    """The case without plans that take more terms; None is no bound."""
    if terms is None:
        return case
    last, given = case.learner.start + terms - 1, case.learner.deadline
    return replace(case, learner=replace(case.learner, deadline=last if given is None else min(last, given)))


def cap_units(case: Case, most: int | None) -> Case:
    """The case with at most so many units of each modality in a term, so that the search can reckon with the bound."""
    if most is None or case.history:
        return case
    learner, usual = case.learner, case.programme.load.max_evening_units
    evening, daytime = _lower(learner.evening_cap, most, usual), _lower(learner.daytime_cap, most, most)
    return replace(case, learner=replace(learner, evening_cap=evening, daytime_cap=daytime))


def _lower(cap: Cap[int], most: int, usual: int) -> Cap[int]:
    default = usual if cap.default is None else cap.default
    return Cap(min(most, default), {term: min(most, own) for term, own in cap.terms.items()})


@dataclass(frozen=True, slots=True)
class Within:
    """What each model of a search is to keep: at most `units` in a term, a `known` cost, less than `below` cents and
    not less than `least`. None is no bound.
    """

    case: Case
    units: int | None = None
    known: bool = False
    below: int | None = None
    least: int | None = None

    def __call__(self, model: CpModel, variables: Variables) -> None:
        """Add the bounds to a model."""
        if self.units is not None and (set(self.case.modalities) != {EVENING} or self.case.history):
            for term in variables.terms:
                model.add(LinearExpr.sum([variables.taken(o) for o in variables.offerings_in(term)]) <= self.units)
        if self.units is not None:
            _count_terms(model, variables, self.case, self.units)
        if not self.known:
            return
        for unknown in money.unknown_prices(model, variables, self.case):
            model.add(unknown == 0)
        cents = WISHES["cost"](model, variables, self.case)
        _years_for_all(model, variables, self.case)
        if cents is not None and self.below is not None:
            model.add(cents < self.below)
        if cents is not None and self.least is not None:
            model.add(cents >= self.least)
            variables.least_cents = self.least


def _count_terms(model: CpModel, variables: Variables, case: Case, most: int) -> None:
    """Follows from the rest: each position of the year has so many terms in use, and each of them its least load and no
    more than `most` units.

    Where units fill their terms exactly, how many there can be is a matter of counting, and of whole terms: no sum of
    single terms tells that. So there is one number to decide for them, and one for each way to take a unit.
    """
    if not variables.used:
        return
    size, of = case.programme.calendar.size, dict[tuple[str, str], list[IntVar]]()
    for offering in variables.offerings:
        of.setdefault((offering.unit, offering.modality), []).append(variables.taken(offering))
    for literals in of.values():
        model.add(LinearExpr.sum(literals) == model.new_bool_var(""))
    for position in range(size):
        terms = [term for term in variables.used if term % size == position]
        least = min((ceil(case.bounds(term)[0][0] or 0) for term in terms), default=0)
        running = LinearExpr.sum([variables.taken(o) for term in terms for o in variables.offerings_in(term)])
        used = model.new_int_var(0, len(terms), "")
        model.add(used == LinearExpr.sum([variables.used[term] for term in terms]))
        model.add(running <= most * used)
        model.add(running >= least * used)
        for term in terms:
            own = LinearExpr.sum([variables.taken(o) for o in variables.offerings_in(term)])
            model.add(own <= most * variables.used[term])


def _years_for_all(model: CpModel, variables: Variables, case: Case) -> None:
    """Follows from the rest: the years that owe a fee have evening places for all that makes it due.

    The same is said for each term, but of single terms the solver makes implications, which bound no sum of years.
    """
    size = case.programme.calendar.size
    for step in {step for _, step, _, _ in variables.yearly_tuition}:
        due = {year: literal for year, own, literal, _ in variables.yearly_tuition if own == step}
        for position in range(size):
            terms = [term for term in variables.open_terms if term % size == position and term // size in due]
            running = {
                term: [
                    variables.taken(o) for o in variables.offerings_in(term, EVENING) if case.least_yearly(o) >= step
                ]
                for term in terms
            }
            places = [min(case.evening_cap(term), len(running[term])) for term in terms]
            room = LinearExpr.weighted_sum([due[term // size] for term in terms], places)
            model.add(LinearExpr.sum([literal for term in terms for literal in running[term]]) <= room)

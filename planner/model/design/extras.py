"""What a study adds to the model of an offer: the delays of a cohort, and a limit on changes.

Each learner of a cohort takes what is left in the periods that the offer chooses, a unit in a term only where the offer
runs it in that period; the delay is the number of terms beyond the fewest that any offer would let the learner take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from planner.domain.brief import Brief
from planner.domain.offer import Place
from planner.domain.offer_learner import OfferLearner
from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.design.build import Extra, Literals

Taken = dict[tuple[str, Place], IntVar]


def weigh_delays(
    brief: Brief, learners: Mapping[OfferLearner, int], least: Mapping[OfferLearner, int], weight: int
) -> Extra:
    """An addition to the objective: `weight` for each term of delay of each learner.

    `learners` tells how many there are of each, `least` the fewest terms that each needs under any offer.
    """

    def extra(model: CpModel, literals: Literals) -> LinearExpr:
        runs = Runs(brief, literals)
        late = [
            (count_terms(model, brief, learner, runs, least[learner]) - least[learner], count)
            for learner, count in learners.items()
        ]
        return LinearExpr.weighted_sum([delay for delay, _ in late], [weight * count for _, count in late])

    return extra


def limit_changes(brief: Brief, most: int, also: Extra | None = None) -> Extra:
    """An addition: at most `most` units leave today's period, or term. It costs what `also` costs, or nothing."""

    def extra(model: CpModel, literals: Literals) -> LinearExpr:
        changed = [
            literals(code, place)
            for code, unit in brief.units.items()
            for place in unit.places
            if brief.changed(code, place)
        ]
        model.add(LinearExpr.sum(changed) <= most)
        return LinearExpr.weighted_sum([], []) if also is None else also(model, literals)

    return extra


class Runs:
    """Whether the offer runs a unit in a period, made when it is asked for."""

    def __init__(self, brief: Brief, literals: Literals) -> None:
        self.brief, self.literals = brief, literals
        self._known: dict[tuple[str, str], list[IntVar]] = {}

    def literals_of(self, unit: str, period: str) -> list[IntVar]:
        """Literals of the places that let the unit run in the period: what does not change runs in all of today's."""
        key = unit, period
        if key not in self._known:
            about = self.brief.units[unit]
            stays = [place for place in about.places if not self.brief.changed(unit, place)]
            own = [place for place in about.places if self.brief.period(place) == period]
            if period in about.today:
                own += [place for place in stays if place not in own]
            self._known[key] = [self.literals(unit, place) for place in own]
        return self._known[key]


def count_terms(model: CpModel, brief: Brief, learner: OfferLearner, runs: Runs, least: int = 0) -> LinearExpr:
    """The number of terms that a learner takes, of which there are `least` in any case, with all that binds them."""
    taken = _add_stretches(model, brief, learner, runs)
    studies = [model.new_bool_var("") for _ in learner.caps]
    for one, other in pairwise(studies):
        model.add_implication(other, one)
    for one in studies[:least]:
        model.add(one == 1)
    for (_, place), y in taken.items():
        model.add_implication(y, studies[place.last])
    for term, most in enumerate(learner.caps):
        running = [y for (_, place), y in taken.items() if term in place.terms]
        model.add(LinearExpr.sum(running) <= most * studies[term])
    for before, after in learner.pairs:
        _add_precedence(model, taken, before, after, len(learner.caps))
    return LinearExpr.sum(studies)


def _add_stretches(model: CpModel, brief: Brief, learner: OfferLearner, runs: Runs) -> Taken:
    """A literal for each unit and each stretch of the learner's terms in which it could run."""
    found: Taken = {}
    for unit in learner.all_units():
        for place, period in stretches(brief, learner):
            literals = runs.literals_of(unit, period)
            if literals:
                y = found[unit, place] = model.new_bool_var("")
                model.add(LinearExpr.sum(literals) >= y)
        own = LinearExpr.sum([y for (code, _), y in found.items() if code == unit])
        model.add(own == 1) if unit in learner.units else model.add(own <= 1)
    for choice in learner.choices:
        model.add(LinearExpr.sum([y for (unit, _), y in found.items() if unit in choice.units]) == choice.take)
    return found


def stretches(brief: Brief, learner: OfferLearner) -> Sequence[tuple[Place, str]]:
    """Terms of the learner, counted from 0, with the period that they are: single ones, and whole academic years."""
    size, horizon = len(brief.year), len(learner.caps)
    found = [(Place((term,)), brief.year[(learner.first + term) % size]) for term in range(horizon)]
    starts = range(-learner.first % size, horizon - size + 1, size) if size > 1 else ()
    return [*found, *((Place(tuple(range(term, term + size))), brief.annual) for term in starts)]


def _add_precedence(model: CpModel, taken: Taken, before: str, after: str, horizon: int) -> None:
    """Who takes the second has ended the first, in an earlier term; a first that is not taken cannot have ended."""
    for term in range(horizon):
        ended = [y for (unit, place), y in taken.items() if unit == before and place.last < term]
        begun = [y for (unit, place), y in taken.items() if unit == after and place.first == term]
        if begun:
            model.add(LinearExpr.sum(begun) <= LinearExpr.sum(ended))

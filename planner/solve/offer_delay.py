"""The fewest terms in which a learner of an offer could take what is left, whatever the offer decides."""

from __future__ import annotations

from planner.domain.brief import Brief
from planner.domain.offer import Place
from planner.domain.offer_learner import OfferLearner
from planner.model.cpsat import IntVar, new_model
from planner.model.design.extras import Runs, count_terms
from planner.solve.config import Config
from planner.solve.engine import Clock, run


def fewest(brief: Brief, learner: OfferLearner, config: Config) -> int | None:
    """Terms; None where the learner cannot take everything within the terms that were looked at.

    Raises:
        TimeoutError: the limit came first.
    """
    model = new_model()
    chosen: dict[tuple[str, Place], IntVar] = {}
    for code in learner.all_units():
        own = {(code, place): model.new_bool_var("") for place in brief.units[code].places}
        model.add_exactly_one(own.values())
        chosen |= own
    ends = count_terms(model, brief, learner, Runs(brief, lambda unit, place: chosen[unit, place]))
    model.minimize(ends)
    answer = run(model, config, Clock.of(config), wide=True)
    if answer.found is False:
        return None
    if not answer.proven:
        raise TimeoutError
    return answer.solver.value(ends)

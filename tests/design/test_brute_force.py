"""The search finds what plain enumeration finds: the same least value, or that there is none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from planner.check.design import value, violations
from planner.domain.offer import Offer
from planner.model.design.build import build
from planner.model.design.instance import compile_offer
from planner.model.design.square import Style
from planner.solve.config import Config
from planner.solve.design import design
from planner.solve.design.solver import solve_model
from tests.design.brute import least
from tests.design.offers import offers

LIMIT = Config(time_limit=20.0)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(offers())
def test_the_search_agrees_with_enumeration(offer: Offer) -> None:
    expected, found = least(offer), design(offer, LIMIT)
    if expected is None:
        assert (found.status, found.design, found.value) == ("impossible", None, None)
        return
    assert (found.status, found.value, found.bound) == ("optimal", expected, expected)
    assert found.design is not None
    assert violations(offer, found.design) == []
    assert value(offer, found.design) == expected


@MANY
@given(offers())
@pytest.mark.parametrize("style", ["val", "cvx"])
def test_both_models_agree_with_enumeration(style: Style, offer: Offer) -> None:
    """Over the whole offer, without what precedences leave out."""
    expected, instance = least(offer), compile_offer(offer)
    found = solve_model(build(instance, style, [list(range(len(own))) for own in instance.places]), 20.0, 0, 1)
    assert found.closed
    assert (None if found.bound is None else instance.unscale(found.bound)) == expected

"""Small offers, and every design of one by plain enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import yaml

from planner.check.design import violations
from planner.domain.brief import Brief
from planner.domain.offer import Design
from planner.storage import offers
from planner.storage.validation import Source

SMALL: dict[str, Any] = {
    "format": "planner/offer/1",
    "id": "small",
    "terms": 4,
    "year": ["S1", "S2"],
    "max_units": 2,
    "units": [
        {"code": "A", "credits": 6, "today": "S1"},
        {"code": "B", "credits": 4, "today": "S1"},
        {"code": "C", "credits": 5, "today": "S2"},
        {"code": "D", "credits": 7, "today": "S2", "periods": ["S2", "S1"]},
        {"code": "E", "credits": 8, "periods": ["year"], "today": "year"},
    ],
    "curricula": [
        {"id": "one", "units": ["A", "B", "E"], "choices": [{"take": 1, "of": ["C", "D"]}]},
        {"id": "two", "units": ["A", "C", "D"]},
    ],
    "prerequisites": [{"unit": "C", "after": ["A"]}],
    "unwanted": [{"unit": "A", "term": 1, "weight": 2}, {"unit": "B", "period": "S1"}],
}


def brief(**changes: Any) -> Brief:
    """The small offer with other keys; None removes one."""
    data = {key: value for key, value in {**SMALL, **changes}.items() if value is not None}
    return offers.read(Source(data, "small.yaml", yaml.safe_dump(data)))


def designs(given: Brief) -> Iterator[Design]:
    """Every design that breaks nothing."""
    offer = given.offer()
    places = (unit.places for unit in given.units.values())
    taken = [
        [
            tuple(unit for part in parts for unit in part)
            for parts in product(*(combinations(choice.units, choice.take) for choice in one.choices))
        ]
        for one in given.curricula
    ]
    for chosen in product(*places):
        at = dict(zip(given.units, chosen, strict=True))
        for parts in product(*taken):
            design = Design(at, {one.id: part for one, part in zip(given.curricula, parts, strict=True) if part})
            if not violations(offer, design):
                yield design


def changes_of(given: Brief, design: Design) -> int:
    """Units that leave today's place."""
    return sum(given.changed(code, place) for code, place in design.places.items())

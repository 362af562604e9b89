"""How much a learner's data may hold: far more than anybody says, far less than makes reading or planning long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from planner.errors import BadInput

MOST_VALUES = 2000
Data = TypeVar("Data", bound=Mapping[str, Any])


def bounded(data: Data) -> Data:
    """The data.

    Raises:
        BadInput: it holds too much.
    """
    if _values(data, MOST_VALUES) > MOST_VALUES:
        raise BadInput("learner.large", most=MOST_VALUES)
    return data


def _values(data: Any, most: int) -> int:
    """How many values there are, counted no further than one beyond the most."""
    found, open_ = 0, [data]
    while open_ and found <= most:
        each = open_.pop()
        found += 1
        if isinstance(each, Mapping):
            open_ += each.values()
        elif isinstance(each, (list, tuple)):
            open_ += each
    return found

"""An offer: several curricula that share units, and the terms in which each unit could run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.domain.status import Status

if TYPE_CHECKING:
    from planner.domain.credits import Worth


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit can stand in the curricula: one term, or several that follow each other (counted from 0)."""

    terms: tuple[int, ...]

    @property
    def first(self) -> int:
        """Its first term."""
        return self.terms[0]

    @property
    def last(self) -> int:
        """Its last term."""
        return self.terms[-1]


@dataclass(frozen=True, slots=True)
class OfferedUnit:
    """A unit and the places that are open to it; its credits are spread evenly over the terms of its place.

    `costs` is what each place costs in the objective, weights included: unwanted terms and changes against today's
    offer. A place that is not in it costs nothing.
    """

    code: str
    credits: Worth
    places: tuple[Place, ...]
    costs: Mapping[Place, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """So many of these units are taken in the curriculum, whichever fit best."""

    units: tuple[str, ...]
    take: int


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Units of one curriculum, and the bounds that hold in each of its terms; None where there is none."""

    id: str
    units: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    min_units: int | None = None
    max_units: int | None = None
    min_credits: Worth | None = None
    max_credits: Worth | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """All that the terms of the units are decided from.

    The value of a design is `balance` times the sum, over curricula and terms, of the squared distance of the credit
    load from the even load (total credits of the curriculum / terms; nothing between its floor and its ceiling), plus
    the costs of the chosen places. A pair of `precedences` is (before, after): the first has ended in an earlier term
    than the one in which the second starts, wherever both are offered.
    """

    id: str
    terms: int
    units: Mapping[str, OfferedUnit]
    curricula: tuple[Curriculum, ...]
    precedences: tuple[tuple[str, str], ...] = ()
    balance: int = 1


@dataclass(frozen=True, slots=True)
class Design:
    """The place of every unit, and, where a curriculum has choices, the units that it takes of them."""

    places: Mapping[str, Place]
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DesignResult:
    """`value` and `bound` are None where there is none."""

    status: Status
    design: Design | None
    value: Fraction | None
    bound: Fraction | None
    seconds: float

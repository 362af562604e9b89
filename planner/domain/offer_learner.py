"""What a learner of a cohort still has to take of an offer, and how much in each of the terms from now on."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.offer import Choice


@dataclass(frozen=True, slots=True)
class OfferLearner:
    """`first` is the position of the first term in the academic year; `caps` are units at most in each term from it on,
    in the school's terms. `pairs` are the prerequisites that are not met yet. Frozen: learners alike are one.
    """

    units: tuple[str, ...]
    choices: tuple[Choice, ...]
    pairs: tuple[tuple[str, str], ...]
    first: int
    caps: tuple[int, ...]

    def all_units(self) -> tuple[str, ...]:
        """Compulsory ones, then those to choose from."""
        return tuple(dict.fromkeys([*self.units, *(unit for choice in self.choices for unit in choice.units)]))

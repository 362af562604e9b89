"""Places in offerings that are too small: who started earlier comes first, then who stands first in the cohort.

Everybody plans alone at first. Where an offering of a term then has more takers than seats, those who come last are
turned away, and plan again without it; and so on until nothing is over-full. Nobody who was turned away comes back, so
this ends, and a place that becomes free later stays so: it is what a counter that serves in order would do, and no
promise that nobody could be better off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Seats = Mapping[str, int]


def takers(plans: Iterable[tuple[int, Sequence[str]]]) -> dict[str, list[int]]:
    """Who is in which offering, from (learner, offerings of the plan), in their order."""
    found: dict[str, list[int]] = {}
    for learner, offerings in plans:
        for offering in dict.fromkeys(offerings):
            found.setdefault(offering, []).append(learner)
    return found


def turned_away(plans: Iterable[tuple[int, Sequence[str]]], seats: Seats) -> dict[int, tuple[str, ...]]:
    """Learners without a place, with the offerings that are full for them; `plans` are in the order of priority."""
    found: dict[int, list[str]] = {}
    for offering, learners in takers(plans).items():
        for learner in learners[seats[offering] :] if offering in seats else ():
            found.setdefault(learner, []).append(offering)
    return {learner: tuple(sorted(offerings)) for learner, offerings in found.items()}

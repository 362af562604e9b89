"""Places in offerings that are too small: who started earlier comes first, then who stands first in the cohort.

Everybody plans alone at first. In the first term in which offerings have more takers than seats, those who come last
are turned away, and plan again without them; and so on until nothing is over-full. Nobody who was turned away comes
back, so this ends, and a place that becomes free later stays so: it is what a counter that serves term by term and in
order would do, and no promise that nobody could be better off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Seats = Mapping[str, int]


def takers(plans: Iterable[tuple[int, Sequence[str]]]) -> dict[str, list[int]]:
    """The learners in each offering, in their order, from pairs of a learner and the offerings of the plan."""
    found: dict[str, list[int]] = {}
    for learner, offerings in plans:
        for offering in dict.fromkeys(offerings):
            found.setdefault(offering, []).append(learner)
    return found


def turn_away(
    plans: Iterable[tuple[int, Sequence[str]]], seats: Seats, terms: Mapping[str, int]
) -> dict[int, tuple[str, ...]]:
    """Learners without a place in the first term (of those in which offerings begin) that has too few, with what is
    full for them; `plans` are in the order of priority.
    """
    last = {name: all_[seats[name] :] for name, all_ in takers(plans).items() if len(all_) > seats.get(name, len(all_))}
    first = min((terms[name] for name in last), default=0)
    found: dict[int, list[str]] = {}
    for offering, learners in last.items():
        for learner in learners if terms[offering] == first else ():
            found.setdefault(learner, []).append(offering)
    return {learner: tuple(sorted(offerings)) for learner, offerings in found.items()}

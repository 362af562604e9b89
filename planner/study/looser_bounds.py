"""What a learner asks of every term, or of their number, taken back."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import Instance
from planner.study.menu import ALWAYS, Change, Menu

OF_A_TERM = ("min_units_per_term", "max_total_units_per_term", "min_credits_per_term", "max_credits_per_term")


def bounds(menu: Menu) -> Iterator[Change]:
    """One of the bounds on the units and credits of a term, in all terms."""
    touches = _terms(menu)
    for key in OF_A_TERM:
        if menu.data.get(key) is not None:
            yield Change("bounds", (key,), "change.bounds", {"names": key}, {key: None}, touches, ALWAYS)


def length(menu: Menu) -> Iterator[Change]:
    """The number of terms; a least then holds only where something runs."""
    if menu.case.learner.terms is not None:
        touches = (Instance("deadline", ("terms",)), *_terms(menu))
        yield Change("length", (), "change.terms", {}, {"terms": None}, touches, ALWAYS)


def _terms(menu: Menu) -> tuple[Instance, ...]:
    """The bounds of every term that a plan can have."""
    learner = menu.case.learner
    last = max(menu.last, learner.fixed_award or 0) + ALWAYS
    return tuple(Instance("load_cap", (menu.named(term),)) for term in range(learner.start, last + 1))

"""What a learner could give way on, a little at a time: each change is keys of the learner file with new values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.study.looser_terms import caps, evenings, every_term, other_modality
from planner.study.looser_wishes import budget, deadline, electives, new_window, order, pathways, pins, windows, work
from planner.study.menu import Change, Menu

MAKERS: tuple[Callable[[Menu], Iterator[Change]], ...] = (
    evenings, caps, deadline, windows, new_window, other_modality, electives, order, pins, work
)  # fmt: skip
STEPPED: dict[str, Callable[[Menu, int], Iterator[Change]]] = {
    "evening": evenings,
    "cap": caps,
    "window": windows,
    "daytime": other_modality,
    "always": every_term,
    "deadline": deadline,
}
"""Kinds that can be asked for in more than one step."""


def singles(menu: Menu, touched: Iterable[Instance] | None = None) -> Iterator[Change]:
    """Every change of one step, apart from amounts of money; only those that loosen an instance in `touched`."""
    wanted = None if touched is None else set(touched)
    for make in MAKERS:
        for change in make(menu):
            if wanted is None or wanted & set(change.touches):
                yield change


def again(case: Case, change: Change, last: int) -> Change | None:
    """The same change, made on a case that others have changed since."""
    menu = Menu(case, last)
    if change.kind == "budget":
        return budget(menu, int(change.subject[0][:4]), change.values["amount"])
    make = STEPPED.get(change.kind)
    options = make(menu, change.size) if make and change.subject[:1] != ("new",) else [*singles(menu), *pathways(menu)]
    same = (c for c in options if (c.kind, c.subject) == (change.kind, change.subject))
    return next(same, None)

"""What a learner could give way on, a little at a time: each change is keys of the learner file with new values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from planner.domain.case import Case
from planner.domain.offering import EVENING
from planner.domain.plan import Instance
from planner.study.looser_bounds import bounds, length
from planner.study.looser_terms import caps, evenings, every_term, freed, other_modality
from planner.study.looser_wishes import budget, deadline, electives, extras, new_window, order, pins, windows, work
from planner.study.menu import ALWAYS, CAP, Change, Menu, by_term
from planner.study.payers import payer_budget, with_own

MAKERS: tuple[Callable[[Menu], Iterator[Change]], ...] = (
    evenings, caps, deadline, windows, new_window, other_modality, electives, extras, order, pins, work, bounds, length,
    with_own,
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


def again(case: Case, change: Change, last: int) -> Change:
    """The same change, made on a case that others have changed since."""
    menu, kind, subject, values = Menu(case, last), change.kind, change.subject, change.values
    if kind == "budget":
        return budget(menu, int(subject[0][:4]), values["amount"])
    if kind == "payer_budget":
        return payer_budget(menu, subject[0], values["amount"])
    if kind == "evening":
        return freed(menu, values["term"], subject[1:])
    if kind == "daytime" and subject[0] == EVENING and EVENING in case.modalities:
        term = values["term"]
        bound = by_term(menu.data.get(CAP), term.name, case.evening_cap(term.index) + change.size)
        return replace(change, set={CAP: bound})
    steps = change.size // ALWAYS if kind == "always" else change.size
    make = STEPPED.get(kind)
    options = make(menu, steps) if make and subject[:1] != ("new",) else singles(menu)
    return next((c for c in options if (c.kind, c.subject) == (kind, subject)), change)

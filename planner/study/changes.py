"""What a learner could give way on, a little at a time: each change is keys of the learner file with new values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner.domain.case import Case
from planner.domain.offering import EVENING
from planner.study.looser_terms import bounds, caps, evenings, every_term, free_days, length, other_modality
from planner.study.looser_wishes import (
    budget,
    deadline,
    electives,
    extras,
    longer,
    new_window,
    order,
    pauses,
    pins,
    starts,
    windows,
    work,
)  # fmt: skip
from planner.study.menu import ALWAYS, CAP, Change, Menu, by_term
from planner.study.payers import instead, payer_budget

MAKERS: tuple[Callable[[Menu], Iterator[Change]], ...] = (
    evenings, caps, deadline, windows, new_window, other_modality, electives, extras, order, pins, work, bounds, length,
)  # fmt: skip
REPAIRING: tuple[Callable[[Menu], Iterator[Change]], ...] = (starts, instead, pauses)
"""What only matters to who has no plan at all."""
STEPPED: dict[str, Callable[[Menu, int], Iterator[Change]]] = {
    "evening": evenings,
    "cap": caps,
    "window": windows,
    "daytime": other_modality,
    "always": every_term,
    "deadline": deadline,
}
"""Kinds that can be asked for in more than one step."""


def singles(menu: Menu) -> Iterator[Change]:
    """Every change of one step, apart from amounts of money."""
    for make in MAKERS:
        yield from make(menu)


def repairing(menu: Menu) -> Iterator[Change]:
    """The same for who has no plan, with other starts and payers."""
    yield from singles(menu)
    for make in REPAIRING:
        yield from make(menu)


def again(case: Case, change: Change, last: int) -> Change:
    """The same change, made on a case that others have changed since."""
    menu, kind, subject, values = Menu(case, last), change.kind, change.subject, change.values
    if kind == "budget":
        return budget(menu, int(subject[0][:4]), values["amount"])
    if kind == "payer_budget":
        return payer_budget(menu, subject[0], values["amount"])
    if kind == "window" and subject[0] != "new":
        return longer(menu, subject[0], values["before"], values["after"])
    if kind == "evening":
        return free_days(menu, values["term"], subject[1:])
    if kind == "daytime" and subject[0] == EVENING and EVENING in case.modalities:
        term = values["term"]
        bound = by_term(menu.data.get(CAP), term.name, case.evening_cap(term.index) + change.size)
        return replace(change, set={CAP: bound})
    steps = change.size // ALWAYS if kind == "always" else change.size
    make = STEPPED.get(kind)
    options = make(menu, steps) if make and subject[:1] != ("new",) else repairing(menu)
    return next((c for c in options if (c.kind, c.subject) == (kind, subject)), change)

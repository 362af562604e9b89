"""A partial plan: what is decided up to a unit of a term, and what it has cost so far."""

from __future__ import annotations

from dataclasses import dataclass

from .case import Offering

Busy = tuple[int, int, int, int]
FREE: Busy = (0, 0, 0, 0)


@dataclass(slots=True)
class Label:
    """The first fields are the state, on which the future depends; the others are the price paid to reach it.

    `busy`: evening units, daytime units, all units and credits of this term and of the rest of its academic year;
    `until`: last term of the units chosen of each certificate, -1 when over; `kept`: offerings that prerequisites may
    still ask about.
    """

    term: int
    slot: int
    done: int
    busy: tuple[Busy, ...]
    until: tuple[int, ...]
    flags: int
    spent: int
    counts: tuple[int, ...]
    kept: tuple[tuple[int, int], ...]
    award: int
    order: int = 0
    cost: int = 0
    load: int = 0
    certificate: int = 0
    goal: bool = False
    dead: bool = False
    parent: Label | None = None
    chosen: Offering | None = None

    def state(self) -> tuple[object, ...]:
        """What the future depends on."""
        return (self.term, self.slot, self.done, self.busy, self.until, self.flags, self.spent, self.counts, self.kept)

    def plan(self) -> list[Offering]:
        """The offerings chosen so far."""
        found: list[Offering] = []
        label: Label | None = self
        while label is not None:
            if label.chosen is not None:
                found.append(label.chosen)
            label = label.parent
        return found

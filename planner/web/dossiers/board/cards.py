"""What stands on a board: cards in terms, terms in years, choices that are still to be made, rules that do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from re import sub
from typing import NamedTuple

from planner.domain.text import Words


def anchor(code: str) -> str:
    """A code as a part of an id: it may hold blanks and signs."""
    return sub(r"[^\w.-]", "_", code)


class Broken(NamedTuple):
    """A rule that does not hold: its name, what is wrong in words, and the units and terms that it is about."""

    rule: str
    words: Words
    subjects: tuple[str, ...]


class Problem(NamedTuple):
    """A rule that does not hold: in words, its name, and where the board tells of it."""

    words: Words
    rule: str
    at: str

    @property
    def anchor(self) -> str:
        """The id of the place."""
        return anchor(self.at)


@dataclass(frozen=True)
class Card:
    """A unit in a term, `wrong` where a rule on it does not hold. `problems` are told here; `also` names rules that are
    told neither here nor at its term.
    """

    unit: str
    title: Words
    modality: str = ""
    ects: float | None = None
    sessions: Sequence[Words] = ()
    site: str | None = None
    annual: Words | None = None
    problems: Sequence[Words] = ()
    also: Sequence[str] = ()
    wrong: bool = False
    was: Words | None = None
    new: bool = False
    again: bool = False
    pinned: bool = False
    kept: bool = False
    extra: bool = False
    alone: bool = False
    result: str = ""
    nowhere: bool = False

    @property
    def anchor(self) -> str:
        """What ids are made of."""
        return anchor(self.unit)


class Milestone(NamedTuple):
    """What happens in a term besides classes; its `kind` where a person may put it elsewhere, `fixed` where one did."""

    words: Words
    kind: str
    fixed: bool


@dataclass(frozen=True)
class Column:
    """A term: its months, its load, its cards, units that go on in it, milestones, and rules on all of it."""

    term: str
    title: Words
    months: Words
    index: int
    cards: Sequence[Card]
    going_on: Sequence[Words]
    events: Sequence[Milestone]
    facts: Sequence[Words]
    problems: Sequence[Words]
    pause: bool
    open: bool

    @property
    def anchor(self) -> str:
        """What ids are made of."""
        return anchor(self.term)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.cards or self.going_on or self.events)


class Year(NamedTuple):
    """An academic year with its terms, and what the learner pays for it."""

    name: str
    own: Words | None
    columns: Sequence[Column]


class Choice(NamedTuple):
    """Units that are not placed: one that is needed, or some of which a few are to be chosen (`need`)."""

    need: Words | None
    title: Words | None
    cards: Sequence[Card]

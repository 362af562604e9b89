"""What tells terms apart: two with the same key allow the same, with the same results, and need one table."""

from __future__ import annotations

from itertools import combinations, product

from planner.domain.offering import Offering
from planner.study.risk.game import Game
from planner.study.risk.values import OPEN, Value

Key = tuple[object, ...]


def layout_key(game: Game, term: int, of: int) -> Key:
    """How clusters can stand at the start of the term `of`, counted from a term."""
    layout = game.layouts[of - game.start]
    return tuple(tuple(tuple(_value(value, term) for value in joint) for joint in joints) for joints in layout)


def term_key(game: Game, term: int) -> Key:
    """All that the table of a term is made of, counted from the term, but the flags before it."""
    options = game.options.at(term)
    running = {value.offering for joints in game.layouts[term - game.start] for joint in joints for value in joint
               if value.kind == "running" and value.offering is not None}  # fmt: skip
    here = [*(option.offering for option in options), *sorted(running, key=lambda one: (one.unit, one.id))]
    begun = tuple(
        (_offering(o.offering, term), o.place, o.price, o.fee, o.rank, game.stays.kills(o.offering),
         tuple((chance, _value(after, term)) for chance, after in game.steps.begin(OPEN, o.offering, term)))
        for o in options
    )  # fmt: skip
    clashes = tuple(game.options.collide(one, other) for one, other in combinations(here, 2))
    waits = tuple(game.waits(one, other, term) is not None for one, other in product(here[: len(options)], repeat=2))
    pins = frozenset(pin.unit for pin in game.case.learner.pins if pin.term == term)
    late = any(
        value.is_passed and value.ends is not None
        for joints in game.layouts[term - game.start] for joint in joints for value in joint
    )  # fmt: skip
    return (
        layout_key(game, term, term), layout_key(game, term, term + 1), begun, clashes, waits, pins,
        term if late else 0, _room(game, term, here),
    )  # fmt: skip


def _value(value: Value, term: int) -> Key:
    one = value.offering
    ends = value.ends if value.is_passed else None
    return (
        value.kind, one and _offering(one, term), ends, value.award and value.award - term,
        value.known and value.known - term,
    )  # fmt: skip


def _offering(one: Offering, term: int) -> Key:
    return one.unit, one.modality, one.pattern.id, one.last - term


def _room(game: Game, term: int, here: list[Offering]) -> Key:
    """What bounds the terms that something of this one runs in, and on which evenings it is."""
    case = game.case
    last = max((one.last for one in here), default=term)
    terms = tuple(
        (case.evening_cap(index), case.learner.daytime_cap.of(index), case.learner.free_evenings(index),
         case.bounds(index))
        for index in range(term, last + 1)
    )  # fmt: skip
    sessions = tuple(
        tuple((session.weekday, session.term and session.term - term, one.in_the_evening(session))
              for session in one.sessions)
        for one in here
    )  # fmt: skip
    return terms, sessions

"""What can be done with one unit: places, units to swap it for, and the rest, each with what it would break or cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planner.domain.credits import plain
from planner.domain.text import Words
from planner.web.dossiers.board.board import Board
from planner.web.dossiers.board.moves import NotPossible
from planner.web.dossiers.board.verdicts import Verdict, optional, others, places, taken_out
from planner.web.meanings import months


class Row(NamedTuple):
    """A term, and what placing the unit there comes to, by modality; nothing where it is not offered."""

    term: str
    months: Words
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Sheet:
    """All of it."""

    unit: str
    title: Words
    ects: float | None
    placed: bool
    pinned: bool
    kept: bool
    several: bool
    optional: bool
    rows: tuple[Row, ...]
    others: tuple[Verdict, ...]
    without: tuple[Words, ...]
    gone: bool = False


def sheet_of(board: Board, unit: str) -> Sheet:
    """The sheet of a unit of the programme.

    Raises:
        NotPossible: there is no such unit, or nothing can be done with it any more.
    """
    case, sketch = board.case, board.sketch
    if unit not in case.programme.units and sketch.line(unit) is not None:
        return Sheet(unit, unit, None, True, False, False, False, False, (), (), (), gone=True)
    if unit not in case.programme.courses() or case.acquired(unit):
        raise NotPossible
    about, placed, kept = case.programme.units[unit], sketch.line(unit) is not None, unit in case.kept
    found = () if kept else tuple(places(sketch, unit))
    return Sheet(
        unit, about.title, plain(about.credits), placed, sketch.pinned(unit), kept,
        len({one.place.modality for one in found}) > 1,
        optional(sketch, unit),
        tuple(_rows(board, found)),
        () if kept else tuple(others(sketch, unit)),
        taken_out(sketch, unit) if placed and not kept else (),
    )  # fmt: skip


def _rows(board: Board, found: tuple[Verdict, ...]) -> list[Row]:
    """Every term from the first open one to the last place."""
    calendar = board.case.programme.calendar
    if not found:
        return []
    last = max(calendar.index(one.place.term) or 0 for one in found)
    terms = [calendar.term(index) for index in range(board.case.now, last + 1)]
    return [
        Row(term.name, months(*term.span), tuple(one for one in found if one.place.term == term.name)) for term in terms
    ]

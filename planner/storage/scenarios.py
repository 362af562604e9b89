"""Scenarios from a YAML file, checked against the programmes of a cohort: what matches nothing there is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from planner.domain.offering import Session
from planner.domain.programme import Programme
from planner.domain.scenario import (
    UNCHANGED,
    Change,
    Close,
    EveningsLost,
    Failure,
    Fees,
    Move,
    NotOpening,
    Open,
    Scenario,
    Seats,
    Selector,
    UnitCap,
)
from planner.errors import Gathering, read_each
from planner.storage import schema_scenarios as schema
from planner.storage.dates import Path
from planner.storage.given import Given, source_of
from planner.storage.programme_prices import cents
from planner.storage.scenario_checks import check
from planner.storage.schema_types import spelled
from planner.storage.validation import Source, parse

KINDS = ("close", "open", "move", "seats", "cap", "evenings", "fees", "fail", "not_opening")


def load(given: Given, programmes: Sequence[Programme] = (), years: range = range(0)) -> list[Scenario]:
    """The scenarios of a file by its path, or of data as such a file holds it, in their order. With the programmes of a
    cohort, every change must fit one of them; with the academic years that its plans may touch, be in one of these.

    Raises:
        BadInput: with every problem, naming file, line and key.
    """
    return read(source_of(given), programmes, years)


def read(source: Source, programmes: Sequence[Programme] = (), years: range = range(0)) -> list[Scenario]:
    """The scenarios of a source."""
    entries: list[schema.ScenarioFile] = parse(source, "scenarios").scenarios
    names = [UNCHANGED.id, *(entry.id for entry in entries)]

    def scenario(item: tuple[int, schema.ScenarioFile]) -> Scenario:
        number, entry = item
        path: Path = ("scenarios", number)
        gathering = Gathering()
        with gathering:
            if entry.id in names[: number + 1]:
                raise source.error("scenario.twice", (*path, "id"), value=entry.id)
        changes: list[Change] = []
        for place, stated in enumerate(entry.changes):
            with gathering:
                where, change = _change(source, (*path, "changes", place), stated)
                changes.append(change)
                if programmes:
                    check(source, where, change, programmes, changes[:-1], years)
        gathering.end()
        return Scenario(entry.id, spelled(entry.title or entry.id), tuple(changes), entry.runs)

    return read_each(enumerate(entries), scenario)


def _change(source: Source, path: Path, stated: schema.ChangeFile) -> tuple[Path, Change]:
    """The change with the place of what is said of it."""
    given = {kind: what for kind in KINDS if (what := getattr(stated, kind)) is not None}
    if len(given) != 1:
        raise source.error("scenario.one_change", path, known=", ".join(KINDS))
    ((kind, what),) = given.items()
    return (*path, kind), _READERS[kind](source, (*path, kind), what)


def _close(source: Source, path: Path, what: schema.Where) -> Close:
    return Close(_where(source, path, what))


def _open(source: Source, path: Path, what: schema.Opened) -> Open:
    year, period = _year_and_period(source, path, what)
    starts, ends = _times(source, path, what)
    sessions: tuple[Session, ...] = ()
    if what.weekday is not None:
        if starts is None or ends is None:
            raise source.error("scenario.times", (*path, "weekday"))
        sessions = (Session(what.weekday, starts, ends),)
    elif starts is not None:
        raise source.error("scenario.weekday", (*path, "start"))
    return Open(
        what.unit, period or "", what.modality, year, what.offering, sessions, what.site, what.seats, what.confidence
    )


def _move(source: Source, path: Path, what: schema.Moved) -> Move:
    if not any(value is not None for value in vars(what.to).values()):
        raise source.error("scenario.nowhere", (*path, "to"))
    starts, ends = _times(source, (*path, "to"), what.to)
    return Move(_where(source, path, what), what.to.period, what.to.weekday, starts, ends, what.to.site)


def _seats(source: Source, path: Path, what: schema.Seated) -> Seats:
    return Seats(_where(source, path, what), what.seats)


def _cap(source: Source, path: Path, what: schema.Capped) -> UnitCap:
    return UnitCap(what.max_units_per_term, what.term)


def _evenings(source: Source, path: Path, what: schema.Lost) -> EveningsLost:
    return EveningsLost(tuple(dict.fromkeys(what.lost)), what.term)


def _fees(source: Source, path: Path, what: schema.Priced) -> Fees:
    if (what.percent is None) == (what.per_credit is None and what.yearly is None):
        raise source.error("scenario.price", path)
    keys = ("per_credit", "yearly")
    per_credit, yearly = read_each(keys, lambda key: cents(source, (*path, key), getattr(what, key)))
    return Fees(what.modality, what.funding, what.percent, per_credit, yearly)


def _fail(source: Source, path: Path, what: schema.Failing) -> Failure:
    return Failure(float(what.rate), what.units, float(what.second_session))


def _not_opening(source: Source, path: Path, what: schema.Unopened) -> NotOpening:
    return NotOpening(what.confidence, float(what.probability))


_READERS: dict[str, Callable[[Source, Path, Any], Change]] = {
    "close": _close,
    "open": _open,
    "move": _move,
    "seats": _seats,
    "cap": _cap,
    "evenings": _evenings,
    "fees": _fees,
    "fail": _fail,
    "not_opening": _not_opening,
}


def _where(source: Source, path: Path, what: schema.Where) -> Selector:
    year, period = _year_and_period(source, path, what)
    found = Selector(what.offering, what.unit, period, what.modality, year)
    if found == Selector():
        raise source.error("scenario.no_selector", path)
    return found


def _year_and_period(source: Source, path: Path, what: schema.Where | schema.Opened) -> tuple[int | None, str | None]:
    """`2020-S2` is the period S2 of the academic year that begins in 2020."""
    period = what.period
    year = None if what.year is None else int(str(what.year).partition("-")[0])
    named = re.fullmatch(r"([0-9]{4})-(.+)", period or "")
    if named is not None:
        first, period = int(named[1]), named[2]
        if year not in (None, first):
            raise source.error("scenario.two_years", (*path, "year"), value=str(what.year))
        year = first
    return year, period


def _times(source: Source, path: Path, what: schema.Opened | schema.Place) -> tuple[int | None, int | None]:
    """Minutes after midnight of `start` and `end`, both or neither."""
    if what.start is None and what.end is None:
        return None, None
    if what.start is None or what.end is None:
        raise source.error("scenario.times", path)
    starts, ends = (int(hours) * 60 + int(rest) for hours, rest in (what.start.split(":"), what.end.split(":")))
    if ends <= starts:
        raise source.error("timetable.backwards", (*path, "end"), value=what.end)
    return starts, ends

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
from planner.storage.dates import Path
from planner.storage.given import Given, source_of
from planner.storage.programme_prices import cents
from planner.storage.scenario_checks import check
from planner.storage.validation import Source, validate

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
    entries = validate(source, "scenarios")["scenarios"]
    names = [UNCHANGED.id, *(entry["id"] for entry in entries)]

    def scenario(item: tuple[int, dict[str, Any]]) -> Scenario:
        number, entry = item
        path: Path = ("scenarios", number)
        gathering, name = Gathering(), entry["id"]
        with gathering:
            if name in names[: number + 1]:
                raise source.error("scenario.twice", (*path, "id"), value=name)
        changes: list[Change] = []
        for place, data in enumerate(entry["changes"]):
            with gathering:
                where, change = _change(source, (*path, "changes", place), data)
                changes.append(change)
                if programmes:
                    check(source, where, change, programmes, changes[:-1], years)
        gathering.end()
        return Scenario(name, entry.get("title") or name, tuple(changes), entry.get("runs", 1))

    return read_each(enumerate(entries), scenario)


def _change(source: Source, path: Path, data: dict[str, Any]) -> tuple[Path, Change]:
    """The change with the place of what is said of it."""
    given = [kind for kind in KINDS if data.get(kind) is not None]
    if len(given) != 1:
        raise source.error("scenario.one_change", path, known=", ".join(KINDS))
    kind = given[0]
    return (*path, kind), _READERS[kind](source, (*path, kind), data[kind])


def _close(source: Source, path: Path, data: dict[str, Any]) -> Close:
    return Close(_where(source, path, data))


def _open(source: Source, path: Path, data: dict[str, Any]) -> Open:
    year, period = _year_and_period(source, path, data)
    starts, ends = _times(source, path, data)
    sessions: tuple[Session, ...] = ()
    if data.get("weekday") is not None:
        if starts is None or ends is None:
            raise source.error("scenario.times", (*path, "weekday"))
        sessions = (Session(data["weekday"], starts, ends),)
    elif starts is not None:
        raise source.error("scenario.weekday", (*path, "start"))
    return Open(
        data["unit"], period or "", data["modality"], year, data.get("offering"), sessions, data.get("site"),
        data.get("seats"), data.get("confidence"),
    )  # fmt: skip


def _move(source: Source, path: Path, data: dict[str, Any]) -> Move:
    to = {key: value for key, value in data["to"].items() if value is not None}
    if not to:
        raise source.error("scenario.nowhere", (*path, "to"))
    starts, ends = _times(source, (*path, "to"), to)
    where = _where(source, path, {key: value for key, value in data.items() if key != "to"})
    return Move(where, to.get("period"), to.get("weekday"), starts, ends, to.get("site"))


def _seats(source: Source, path: Path, data: dict[str, Any]) -> Seats:
    return Seats(_where(source, path, {key: value for key, value in data.items() if key != "seats"}), data["seats"])


def _cap(source: Source, path: Path, data: dict[str, Any]) -> UnitCap:
    return UnitCap(data["max_units_per_term"], data.get("term"))


def _evenings(source: Source, path: Path, data: dict[str, Any]) -> EveningsLost:
    return EveningsLost(tuple(dict.fromkeys(data["lost"])), data.get("term"))


def _fees(source: Source, path: Path, data: dict[str, Any]) -> Fees:
    percent, amounts = data.get("percent"), [data.get("per_credit"), data.get("yearly")]
    if (percent is None) == (amounts == [None, None]):
        raise source.error("scenario.price", path)
    keys = ("per_credit", "yearly")
    per_credit, yearly = read_each(keys, lambda key: cents(source, (*path, key), data.get(key)))
    return Fees(data.get("modality"), data.get("funding"), percent, per_credit, yearly)


def _fail(source: Source, path: Path, data: dict[str, Any]) -> Failure:
    return Failure(float(data.get("rate", 0.0)), dict(data.get("units") or {}), float(data.get("second_session", 1.0)))


def _not_opening(source: Source, path: Path, data: dict[str, Any]) -> NotOpening:
    return NotOpening(data["confidence"], float(data["probability"]))


_READERS: dict[str, Callable[[Source, Path, dict[str, Any]], Change]] = {
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


def _where(source: Source, path: Path, data: dict[str, Any]) -> Selector:
    year, period = _year_and_period(source, path, data)
    found = Selector(data.get("offering"), data.get("unit"), period, data.get("modality"), year)
    if found == Selector():
        raise source.error("scenario.no_selector", path)
    return found


def _year_and_period(source: Source, path: Path, data: dict[str, Any]) -> tuple[int | None, str | None]:
    """`2020-S2` is the period S2 of the academic year that begins in 2020."""
    given, period = data.get("year"), data.get("period")
    year = None if given is None else int(str(given).partition("-")[0])
    named = re.fullmatch(r"([0-9]{4})-(.+)", period or "")
    if named is not None:
        first, period = int(named[1]), named[2]
        if year not in (None, first):
            raise source.error("scenario.two_years", (*path, "year"), value=str(given))
        year = first
    return year, period


def _times(source: Source, path: Path, data: dict[str, Any]) -> tuple[int | None, int | None]:
    """Minutes after midnight of `start` and `end`, both or neither."""
    texts = [data.get(key) for key in ("start", "end")]
    if texts == [None, None]:
        return None, None
    if None in texts:
        raise source.error("scenario.times", path)
    starts, ends = (int(text.partition(":")[0]) * 60 + int(text.partition(":")[2]) for text in texts if text)
    if ends <= starts:
        raise source.error("timetable.backwards", (*path, "end"), value=data["end"])
    return starts, ends

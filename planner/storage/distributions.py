"""Distributions from YAML: shares of what synthetic learners are like, each cell checked as a cohort's would be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.domain.learner import WORKDAYS
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering, read_each
from planner.storage import cells, hints, learners, numbers, programmes
from planner.storage.changes import put
from planner.storage.given import Given, source_of
from planner.storage.validation import Source, keys_at, nodes_at, validate

EMPTY = "-"
"""What stands for a cell without anything."""
OF_EVERY_ROW = ("id", "programme", "fictional", "note")
MOST = 400
Shares = dict[str, float]
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Acquired:
    """How many units, which, and how validated (an empty text for units that were simply passed)."""

    number: dict[int, float]
    units: Shares
    by: Shares


@dataclass(frozen=True, slots=True)
class Evenings:
    """How many evenings a week, and which."""

    number: dict[int, float]
    days: Shares


@dataclass(frozen=True, slots=True)
class Internship:
    """Months from the start to a window, months that it lasts, and how many windows."""

    after_months: dict[int, float]
    months: dict[int, float]
    windows: dict[int, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of learner with its share. `columns` has the cells of a cohort's columns by their shares, empty texts for
    nothing; None stands for what is not drawn. A `deadline` counts terms from the start, 0 stands for none.
    """

    name: str
    share: float
    columns: dict[str, Shares] = field(default_factory=dict)
    acquired: Acquired | None = None
    evenings: Evenings | None = None
    deadline: dict[int, float] | None = None
    internship: Internship | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The profiles of a programme, which rows of a cohort name as `named`."""

    programme: Programme
    named: str
    profiles: tuple[Profile, ...]


def load(given: Given, programme: str | None = None) -> Distribution:
    """The distribution of a file by its path, or of data as such a file holds it, for its own programme or another one.

    Raises:
        BadInput: with every problem, naming file, line and key.
    """
    source = source_of(given)
    data = validate(source, "distribution")
    beside = None if source.file is None else Path(source.file).parent
    if programme is None:
        name = data["programme"]
        followed = programmes.load_named(source, ("programme",), name, beside=beside)
    else:
        name, followed = programme, programmes.load(programme, beside=beside)
    named = name if name in programmes.identifiers() else str(programmes.locate(name, beside))
    return Distribution(followed, named, tuple(_Reader(source, data, followed).profiles()))


class _Reader:
    """From the data to profiles; every method raises `BadInput` at the place that does not fit."""

    def __init__(self, source: Source, data: dict[str, Any], programme: Programme) -> None:
        self.source, self.data, self.programme = source, data, programme
        self.common = data.get("everyone") or {}

    def profiles(self) -> list[Profile]:
        """All profiles, of which one at least has a share."""
        shares = {str(place): profile["share"] for place, profile in enumerate(self.data["profiles"])}
        gathering = Gathering()
        with gathering:
            self._some(("profiles",), shares)
        found = gathering.read(lambda: read_each(enumerate(self.data["profiles"]), lambda at: self._profile(*at)))
        gathering.end()
        return found

    def _profile(self, place: int, own: dict[str, Any]) -> Profile:
        at = ("profiles", place)
        gathering = Gathering()
        columns = gathering.read(lambda: self._columns(own, at))
        acquired = gathering.read(lambda: self._given(own, at, "acquired", self._acquired))
        evenings = gathering.read(lambda: self._given(own, at, "evenings", self._evenings))
        deadline = gathering.read(lambda: self._given(own, at, "deadline_terms", self._deadline))
        internship = gathering.read(lambda: self._given(own, at, "internship", self._stays))
        gathering.end()
        found = Profile(own["name"], own["share"], columns, acquired, evenings, deadline, internship)
        drawn = {"acquired": found.acquired, "availability.evenings": found.evenings, "deadline": found.deadline}
        for name, value in {**drawn, "internship_windows": found.internship}.items():
            if value is not None and name in columns:
                raise self.source.error("distribution.twice", at, name=name)
        self._check_cells(at, own, columns)
        return found

    def _columns(self, own: dict[str, Any], at: Steps) -> dict[str, Shares]:
        """The cells of all columns, those of everyone first."""
        places = [(("everyone",), name) for name in self.common.get("columns", {})]
        columns = dict(
            read_each(
                [*places, *((at, name) for name in own.get("columns", {}))],
                lambda place: (place[1], self._column(*place)),
            )
        )
        if not columns.get("start"):
            raise self.source.error("distribution.start", at)
        return columns

    def _given(self, own: dict[str, Any], at: Steps, key: str, read: Callable[[Steps, Any], Any]) -> Any:
        """What the profile, or else everyone, has under the key."""
        if key in own:
            return None if own[key] is None else read((*at, key), own[key])
        return None if self.common.get(key) is None else read(("everyone", key), self.common[key])

    def _column(self, at: Steps, name: str) -> Shares:
        path, keys = (*at, "columns", name), tuple(name.split("."))
        for depth, step in enumerate(keys):
            if name in OF_EVERY_ROW or not nodes_at("learner", keys[: depth + 1]):
                known = [key for key in keys_at("learner", keys[:depth]) if depth or key not in OF_EVERY_ROW]
                raise self.source.error("schema.unknown_key", path, known=hints.near(step, known or [name]))
        data = self.common if at == ("everyone",) else self.data["profiles"][at[1]]
        return self._some(path, {"" if cell == EMPTY else cell: part for cell, part in data["columns"][name].items()})

    def _check_cells(self, at: Steps, own: dict[str, Any], columns: dict[str, Shares]) -> None:
        """Each cell alone in a row that has no other: what a cohort would refuse is refused here."""
        start, gathering = next(iter(columns["start"])), Gathering()
        for name in ("start", *(name for name in columns if name != "start")):
            shares = columns[name]
            path = (*(at if name in own.get("columns", {}) else ("everyone",)), "columns", name)
            for cell in filter(None, shares):
                with gathering:
                    self._check_cell((*path, cell), start, name, cell)
            if name == "start":
                gathering.end()
        gathering.end()

    def _check_cell(self, path: Steps, start: str, name: str, cell: str) -> None:
        try:
            keys = tuple(name.split("."))
            row: dict[str, Any] = {"programme": self.data["programme"], "start": start}
            put(row, keys, cells.read(keys, cell))
            learners.case(Source(row, self.source.file), "", find=lambda *_, **__: self.programme)
        except BadInput as error:
            raise self.source.error(error.key, path, **error.values) from None

    def _acquired(self, path: Steps, data: dict[str, Any]) -> Acquired:
        units: Shares = {}
        for name, share in data.get("units", {}).items():
            code = self.programme.unit_code(name)
            if code not in self.programme.courses():
                known = hints.near(name, self.programme.courses())
                raise self.source.error("unit.unknown", (*path, "units", name), value=name, known=known)
            units[str(code)] = share
        units = self._some((*path, "units"), units) if units else dict.fromkeys(self.programme.courses(), 1.0)
        by = {"" if how == EMPTY else how: share for how, share in data.get("by", {}).items()} or {"": 1.0}
        return Acquired(self._counts((*path, "number"), data["number"]), units, self._some((*path, "by"), by))

    def _evenings(self, path: Steps, data: dict[str, Any]) -> Evenings:
        days = self._some((*path, "days"), data["days"]) if data.get("days") else dict.fromkeys(WORKDAYS, 1.0)
        return Evenings(self._counts((*path, "number"), data["number"]), days)

    def _deadline(self, path: Steps, data: Shares) -> dict[int, float]:
        numbers = {"0" if text == EMPTY else text: share for text, share in data.items()}
        return self._counts(path, numbers)

    def _stays(self, path: Steps, data: dict[str, Any]) -> Internship:
        one = {"1": 1.0}
        after, months, windows = (
            self._counts((*path, key), data.get(key) or one) for key in ("after_months", "months", "windows")
        )
        return Internship(after, months, windows)

    def _counts(self, path: Steps, data: Shares) -> dict[int, float]:
        for text in data:
            if numbers.whole(text, MOST) is None:
                raise self.source.error("distribution.count", (*path, text), value=text, most=MOST)
        return {int(text): share for text, share in self._some(path, data).items()}

    def _some(self, path: Steps, shares: Shares) -> Shares:
        """The shares, if there is anything to choose from."""
        if not any(shares.values()):
            raise self.source.error("distribution.nothing", path)
        return shares

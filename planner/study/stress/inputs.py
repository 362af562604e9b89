"""What a run is made from: settings, rows that can be read, their programmes, and the fingerprint of all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from planner import __version__
from planner.domain.case import LONGEST_PLAN_YEARS
from planner.domain.fingerprint import sha256
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.errors import BadInput
from planner.messages import in_every_language
from planner.solve.config import Config
from planner.solve.progress import Event, Listener, Stop
from planner.storage.cohorts import CaseReader, Row


@dataclass(frozen=True, slots=True)
class Settings:
    """`runs` replaces the number of repetitions of every scenario in which anything is drawn by chance. `stop` and
    `progress` are those of a configuration.
    """

    seed: int = 0
    time_limit: float = 60.0
    runs: int | None = None
    dedup: bool = True
    stop: Stop | Event | None = field(default=None, repr=False, compare=False)
    progress: Listener | None = field(default=None, repr=False, compare=False)

    def config(self) -> Config:
        """The settings of the solver, and who watches."""
        return Config(self.time_limit, self.seed, stop=self.stop, progress=self.progress)


def read(
    reader: CaseReader, rows: Collection[Row]
) -> tuple[list[Row], list[tuple[Row, BadInput]], list[Programme], range]:
    """Rows that can be read, those that cannot with what is wrong, the programmes of the cohort, and the academic years
    that a plan may touch.
    """
    good: list[Row] = []
    bad: list[tuple[Row, BadInput]] = []
    programmes: dict[int, Programme] = {}
    begun: list[int] = []
    for row, case in reader.cases(rows):
        if isinstance(case, BadInput):
            bad.append((row, case))
        else:
            good.append(row)
            programmes[id(case.programme)] = case.programme
            begun.append(case.now // case.programme.calendar.size)
    years = range(min(begun), max(begun) + LONGEST_PLAN_YEARS + 1) if begun else range(0)
    return good, bad, list(programmes.values()), years


PUBLISHED = "published-seats"
"""The id of the scenario in which nothing changes but that seats count."""


def fingerprint(
    asked: Settings, reader: CaseReader, rows: Sequence[Row], programmes: Sequence[Programme], scenarios: object
) -> str:
    """The SHA-256 of everything that outcomes depend on; `scenarios` says which, in any form."""
    learners = [(row.line, row.id, repr(row.data)) for row in rows]
    settings = (__version__, asked.seed, asked.time_limit, asked.runs, reader.changes, reader.programme)
    return sha256(repr((settings, [programme.sha256 for programme in programmes], scenarios, learners)))


def published_seats(programmes: Iterable[Programme]) -> list[Scenario]:
    """The timetable as it is with its seats counted, where it states any: the baseline does not look at them."""
    stated = any(pattern.seats is not None for programme in programmes for pattern in programme.patterns)
    return [Scenario(PUBLISHED, in_every_language("stress.published"))] if stated else []

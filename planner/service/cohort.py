"""Many learners at once: what comes of each alone, how many would sit in each class, and how seats can be shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.service.chances import past_chances
from planner.service.many import Learners, read_rows
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop
from planner.storage.given import Given
from planner.study.cohort import places
from planner.study.cohort.places import Places

if TYPE_CHECKING:
    from planner.solve.sharing.share import Shared
    from planner.storage.past_results import Given as Results
    from planner.study.cohort.risk import CohortRisk
    from planner.study.cohort.run import Entry


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """An entry for every row of the cohort called `name`, in its order: its case and its plan alone, or its problem.

    `places` are the seats. `shared` has the goals of a sharing with their proofs, where one was asked for and nobody
    stopped it; the entries then have their places too. `risk` is what to expect when exams can be failed, where that
    was asked for.
    """

    name: str
    entries: tuple[Entry, ...]
    places: Places
    settings: Settings
    shared: Shared | None = None
    risk: CohortRisk | None = None

    def cases(self) -> Iterator[Case]:
        """The learners who could be read."""
        yield from (entry.case for entry in self.entries if entry.case is not None)


def cohort(
    learners: Learners, *, share_seats: bool = False, seats: Sequence[str] | Mapping[str, int] = (),
    risk: bool = False, past: Results | None = None,
    changes: Sequence[str] = (), programme: str | None = None, timetable: Path | None = None,
    time_limit: float = 60.0, seed: int = 0, workers: int = 1, today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> CohortAnswer:  # fmt: skip
    """A plan for every learner of a file or a list; rows that do not fit keep their problem and spoil no other.

    `seats` are those of a class of one year, of a class, of a unit's classes, or of all (`*`), over those of the
    timetable. With `share_seats` nobody gets a seat twice: as many as possible end on time, then few are left without a
    plan, then the terms of all are few, then the longest delay is short. With `risk`, the answer also says what to
    expect when exams can be failed: each learner goes on in the best way, with their own chances, else those of `past`
    results (a file, or its rows), else the programme's. `changes`, `programme` and `timetable` hold
    for all learners. `time_limit` is in seconds a learner, and for the sharing; `workers` counts processes.

    Once `stop` is true, or set, who has no plan is unknown; a sharing that is stopped is none.

    Raises:
        BadInput: the file, its columns, `seats` or `past` do not fit.
        Inconsistent: a plan does not pass the checker; a defect of the program.
    """
    from planner.study.cohort.run import Runner, entries
    from planner.study.cohort.run import share_seats as share
    from planner.study.cohort.spread import spread

    if risk:
        from planner.study.cohort.risk import look_ahead

    rows, reader = read_rows(learners, changes, programme, timetable)
    settings = Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    found = entries(rows, reader)
    programmes = {entry.case.programme.id: entry.case.programme for entry in found if entry.case is not None}
    parts = [f"{name}={most}" for name, most in seats.items()] if isinstance(seats, Mapping) else seats
    known = places.read(parts, programmes.values())
    counted = past_chances(past, tuple(programmes.values())) if past is not None and programmes else None
    runner = Runner(reader, settings.config, workers)
    runner.plan_alone(found, sharing=share_seats)
    spread(found, known, settings.config.quiet())
    shared = share(found, known, runner) if share_seats else None
    expected = look_ahead(found, known, reader, counted, settings.config, workers) if risk else None
    return CohortAnswer(rows.path.stem, tuple(found), known, settings, shared, expected)


def generate(distribution: Given, number: int, *, seed: int = 0, programme: str | None = None) -> str:
    """A cohort of `number` fictional learners as CSV, drawn from shares of what they are like.

    Raises:
        BadInput: the distribution does not fit; every problem, naming file, line and key.
    """
    from planner.storage import distributions
    from planner.study.cohort.generate import cohort_text

    return cohort_text(distributions.load(distribution, programme), number, seed)

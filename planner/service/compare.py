"""What a learner could choose, side by side: for each combination the best plan, and what binds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.service.learner import Learner
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop
from planner.study.combinations import Asked, read

if TYPE_CHECKING:
    from planner.study.compare import Comparison


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """The `comparison` of what was asked for (`comparison.asked`), a row for each combination, and the `settings`."""

    comparison: Comparison
    settings: Settings


def compare(
    learner: Learner, *, pathways: Sequence[str] | None = None, fundings: Sequence[Any] | None = None,
    starts: Sequence[str] | None = None, programmes: Sequence[str] | None = None,
    vary: Mapping[str, Sequence[Any]] | None = None, changes: Sequence[str] = (), programme: str | None = None,
    timetable: Path | None = None, time_limit: float = 60.0, seed: int = 0, workers: int = 1,
    today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> CompareAnswer:  # fmt: skip
    """Every combination of the values: of pathways and fundings all that the programme has, of the rest the learner's
    own, unless values are given. `vary` maps other keys of a learner, dotted where they are inside others, to theirs.

    `changes` (`key=value`), `programme` and `timetable` are set over the learner for every combination. `time_limit` is
    in seconds, for each combination; `today` is the day of the notices, if not that of the call. Once
    `stop` is true, or set, the combinations that are left are unknown; `progress` is called with each event (`Config`).

    Raises:
        BadInput: the learner cannot be read, there are too many combinations, or a value fits none of them.
        Inconsistent: a plan does not pass the checker; a defect of the program.
    """
    asked = Asked(
        learner, tuple(changes), programme, timetable, pathways, fundings, starts, programmes, vary or {},
    )  # fmt: skip
    return compare_asked(asked, Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress))


def compare_asked(asked: Asked, settings: Settings) -> CompareAnswer:
    """The same of what was asked for, with settings as they are. All is read before the solver is loaded."""
    entries = read(asked)

    from planner.study.compare import compare

    return CompareAnswer(compare(asked, settings.config, entries), settings)

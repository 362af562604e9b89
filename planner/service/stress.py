"""A cohort under scenarios: who ends later or not at all when classes change, why, and where seats are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.errors import BadInput
from planner.service.many import Learners, read_rows
from planner.solve.progress import Event, Listener, Stop
from planner.storage.cohorts import CaseReader, Row
from planner.storage.given import Given
from planner.study.stress import inputs
from planner.study.stress.inputs import Settings

if TYPE_CHECKING:
    from planner.domain.plan import Instance
    from planner.study.stress.log import Log
    from planner.study.stress.run import Executor, Run
    from planner.study.stress.statistics import Figures, Statistics


@dataclass(frozen=True, slots=True)
class Example:
    """Of a scenario: a learner whom it leaves without any plan, and rules that then cannot hold together."""

    learner: str
    case: Case
    instances: tuple[Instance, ...]


@dataclass(frozen=True)
class ReadCohort:
    """The rows of a cohort that fit, those that do not (`refused`), the programmes, and the academic years that a plan
    may touch.
    """

    name: str
    reader: CaseReader
    rows: Sequence[Row]
    refused: Sequence[tuple[Row, BadInput]]
    programmes: Sequence[Programme]
    years: range


@dataclass(frozen=True)
class StressAnswer:
    """What became of the cohort of a `trial`: the finished `run`, its `statistics`, the `figures` of each scenario, the
    baseline first, and by the number of a scenario an example of whom it leaves without a plan. `today` was given.
    """

    trial: Trial
    run: Run
    statistics: Statistics
    figures: Sequence[Figures]
    examples: Mapping[int, Example]
    today: date | None = None


@dataclass(frozen=True)
class Trial:
    """A cohort and the scenarios that it goes through, read and found to fit; with the kind of a `scan` in `years`
    (none is for good). `sha256` is the fingerprint of all of it.
    """

    cohort: ReadCohort
    scenarios: Sequence[Scenario]
    scan: str | None
    years: tuple[int, ...]
    settings: Settings
    sha256: str

    def answers(self, executor: Executor, log: Log | None = None) -> Iterator[Run]:
        """Answer everything that the log does not hold; the run is given out now and then.

        Raises:
            BadInput: nothing lends itself to the scan.
        """
        from planner.study.stress.run import Run

        cohort, base = self.cohort, None
        if self.scan == "seats":
            base = Run(cohort.reader, cohort.rows, (), self.settings)
            for entry in log.answers() if log else ():
                base.remember_baseline(entry)
            for _ in base.answers(executor, log):
                yield base
        run = Run(cohort.reader, cohort.rows, self._all_scenarios(base.most_takers() if base else None), self.settings)
        for entry in log.answers() if log else ():
            run.remember(entry)
        if base is not None:
            run.adopt(base)
        for _ in run.answers(executor, log):
            yield run

    def _all_scenarios(self, demand: Mapping[str, int] | None) -> Sequence[Scenario]:
        """The published seats, the scenarios that were given, then every single change; each id once."""
        from planner.study.stress.scan import scan

        tried = scan(self.cohort.programmes, self.scan, demand, self.years) if self.scan else ()
        seats = inputs.published_seats(self.cohort.programmes)
        given = {each.id for each in self.scenarios}
        found = [*(each for each in seats if each.id not in given), *self.scenarios]
        found += [each for each in tried if each.id not in {one.id for one in found}]
        if not found:
            raise BadInput("stress.nothing_to_scan")
        return found

    def answer(self, run: Run, today: date | None = None) -> StressAnswer:
        """The answer that a finished run makes."""
        from planner.study.stress.statistics import Statistics

        statistics = Statistics(run)
        figures = tuple(statistics.all_figures())
        found = ((each.scenario, _example(run, each)) for each in figures)
        examples = {number: example for number, example in found if example is not None}
        return StressAnswer(self, run, statistics, figures, examples, today)


def stress(
    learners: Learners, scenarios: Given | None = None, *, scan: str | None = None, years: Sequence[int] = (),
    runs: int | None = None, changes: Sequence[str] = (), programme: str | None = None, timetable: Path | None = None,
    time_limit: float = 60.0, seed: int = 0, workers: int = 1, today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> StressAnswer:  # fmt: skip
    """Plan for every learner of a cohort again in every scenario, and hold it against the plan as things are.

    The cohort is a file or a list of learners, the scenarios a file or its data. A `scan` (`close`, `move`, `seats`)
    tries every single change of its kind, in single `years` or for good. `runs` is how often a scenario is drawn in
    which chance decides. `changes`, `programme` and `timetable` hold for all learners. `time_limit` is in seconds a
    plan; `workers` counts processes. Once `stop` is true, or set, cases without an answer are unknown.

    Raises:
        BadInput: the cohort or the scenarios do not fit; it names file, line or key.
    """
    settings = Settings(seed, time_limit, runs, stop=stop, progress=progress)
    trial = prepare(read_cohort(learners, changes, programme, timetable), scenarios, scan, tuple(years), settings)
    *_, run = trial.answers(processes(workers))
    return trial.answer(run, today)


def read_cohort(
    learners: Learners, changes: Sequence[str] = (), programme: str | None = None, timetable: Path | None = None
) -> ReadCohort:
    """The learners of a file or a list.

    Raises:
        BadInput: the file cannot be read, or it has no row.
    """
    cohort, reader = read_rows(learners, changes, programme, timetable)
    rows, refused, programmes, touched = inputs.read(reader, cohort.rows)
    return ReadCohort(cohort.path.stem, reader, rows, refused, programmes, touched)


def prepare(
    cohort: ReadCohort, given: Given | None, scan: str | None, years: tuple[int, ...], settings: Settings
) -> Trial:
    """The cohort with its scenarios.

    Raises:
        BadInput: no row of the cohort fits, or scenarios do not.
    """
    from planner.storage import scenarios

    if given is None and scan is None:
        raise BadInput("stress.no_scenario")
    if not cohort.rows:
        raise BadInput("stress.no_learner", file=str(cohort.reader.path) if cohort.reader.path else None)
    for year in years:
        if year not in cohort.years:
            raise BadInput("scenario.year", where="years", value=year, first=cohort.years[0], last=cohort.years[-1])
    found = [] if given is None else scenarios.load(given, cohort.programmes, cohort.years)
    told = (found, scan, years)
    sha256 = inputs.fingerprint(settings, cohort.reader, cohort.rows, cohort.programmes, told)
    return Trial(cohort, found, scan, years, settings, sha256)


def processes(workers: int) -> Executor:
    """What answers cases in so many processes."""
    from planner.processes import pool

    return partial(pool.run, workers=workers)


def _example(run: Run, figures: Figures) -> Example | None:
    """The first learner whom a scenario leaves without any plan, where that is no matter of chance or failed exams."""
    from planner.solve.engine import Clock
    from planner.study.conflict import smallest
    from planner.study.stress.reasons import FAILED

    group = next((group for group in figures.groups if group.reason.delay is None), None)
    if group is None or group.reason.kind == FAILED or run.scenarios[figures.scenario].random:
        return None
    place = next(iter(group.learners))
    slot = next(slot for slot, each in enumerate(run.slots) if each.scenario == figures.scenario)
    variant = run.variant(run.programme(place), figures.scenario)
    full = run.refused.get((slot, place), ())
    changed = variant.case(run.case(place), run.slots[slot].run, run.asked.seed, full)
    config = run.config.quiet()
    found = smallest(changed, config, Clock.of(config))
    return Example(run.rows[place].id, changed, found.instances) if found else None

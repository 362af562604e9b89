"""What a process of a stress run does: one learner in some runs of some scenarios, from a row to outcomes."""

from __future__ import annotations

import pickle
import threading
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.case import Case
from planner.domain.fingerprint import sha256
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.errors import Inconsistent
from planner.solve.config import Config
from planner.solve.result import UNKNOWN
from planner.storage.cohorts import CaseReader, Row
from planner.study.stress import evaluate
from planner.study.stress.outcome import Outcome
from planner.study.stress.variants import Variant, variant


@dataclass(frozen=True, slots=True)
class Pair:
    """A scenario by its number (0 is the baseline), which of its runs, and the offerings that are full."""

    slot: int
    scenario: int
    run: int
    full: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A learner by place and row, with the baseline where it is known, and what is to be answered."""

    place: int
    row: Row
    baseline: Outcome | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The learner's baseline and an outcome for each pair; `problem` is a defect of the program that came up."""

    baseline: Outcome
    outcomes: tuple[Outcome, ...]
    problem: str = ""


@dataclass
class Context:
    """All that the learners of a run share, made once in a process: scenarios applied to their programmes."""

    reader: CaseReader
    scenarios: tuple[Scenario, ...]
    _variants: dict[tuple[int, int], Variant] = field(default_factory=dict)
    baselines: dict[str, Outcome] = field(default_factory=dict)

    def variant(self, programme: Programme, scenario: int) -> Variant:
        """The programme under the scenario with this number."""
        key = (id(programme), scenario)
        if key not in self._variants:
            self._variants[key] = variant(programme, self.scenarios[scenario])
        return self._variants[key]


_HERE = threading.local()
"""What is shared, for each thread: programmes fill themselves while they are used."""


@dataclass(frozen=True)
class Work:
    """Called with a job, in whatever process. `shared` holds the reader with its programmes and the scenarios: it is
    unpacked once in a process, and no file is read again, so that all processes work with the same data.
    """

    shared: bytes
    time_limit: float
    seed: int
    dedup: bool = True

    @classmethod
    def of(
        cls, reader: CaseReader, scenarios: tuple[Scenario, ...], time_limit: float, seed: int, *, dedup: bool
    ) -> Work:
        """The work on scenarios, the first being the baseline."""
        return cls(pickle.dumps((reader, scenarios)), time_limit, seed, dedup)

    @cached_property
    def key(self) -> str:
        """The SHA-256 of what is shared."""
        return sha256(self.shared.hex())

    @property
    def context(self) -> Context:
        """What is shared, unpacked in this thread; that of an earlier run gives way."""
        if getattr(_HERE, "key", None) != self.key:
            # Our own bytes, from the process that started this one.
            _HERE.context, _HERE.key = Context(*pickle.loads(self.shared)), self.key  # noqa: S301
        found: Context = _HERE.context
        return found

    def __call__(self, job: Job) -> Answer:
        """The outcomes of a job, in the order of its pairs."""
        context, config = self.context, Config(self.time_limit, self.seed)
        case = context.reader.case(job.row)
        try:
            baseline = job.baseline or self._baseline(context, case, config)
        except Inconsistent as problem:
            nothing = Outcome(UNKNOWN)
            return Answer(nothing, (nothing,) * len(job.pairs), str(problem))
        outcomes, problem_text = [], ""
        for pair in job.pairs:
            try:
                outcomes.append(self._outcome(context, case, pair, baseline, config))
            except Inconsistent as problem:
                outcomes.append(Outcome(UNKNOWN))
                problem_text = problem_text or f"{context.scenarios[pair.scenario].id}: {problem}"
        return Answer(baseline, tuple(outcomes), problem_text)

    def _baseline(self, context: Context, case: Case, config: Config) -> Outcome:
        """The learner alone under the timetable as it is; the same for learners that differ in nothing but their id."""
        if not self.dedup:
            return evaluate.baseline(case, config)
        key = evaluate.fingerprint(case, context.variant(case.programme, 0))
        if key not in context.baselines:
            context.baselines[key] = evaluate.baseline(case, config)
        return context.baselines[key]

    def _outcome(self, context: Context, case: Case, pair: Pair, baseline: Outcome, config: Config) -> Outcome:
        if pair.scenario == 0:
            return baseline
        applied = context.variant(case.programme, pair.scenario)
        full = frozenset(pair.full)
        return evaluate.evaluate(case, applied, pair.run, self.seed, baseline, config, full)

"""A cohort under scenarios: what is the same is solved once, answers stream to the log, and seats are dealt in rounds.

Outcomes depend on the inputs, the settings and the seed alone: not on the number of processes, the order of answers,
interruptions, or whether identical sub-problems were solved once or each.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import Offering
from planner.domain.programme import Programme
from planner.domain.scenario import UNCHANGED, Scenario
from planner.solve.progress import Stage, criterion
from planner.solve.result import UNKNOWN
from planner.storage.cohorts import CaseReader, Row
from planner.study.stress import evaluate
from planner.study.stress.inputs import Settings
from planner.study.stress.log import Log, pack, unpack
from planner.study.stress.outcome import Outcome
from planner.study.stress.seats import takers, turn_away
from planner.study.stress.store import Outcomes
from planner.study.stress.variants import Variant
from planner.study.stress.work import Answer, Job, Pair, Work

Executor = Callable[..., Iterator[tuple[Job, Answer]]]
"""Sends jobs to processes, given the work, and gives the answers as they are ready, until `stop` says that nobody wants
more, where it is given that: `pool.run` with its number of workers, say."""
Demand = dict[str, int]
MOST_PAIRS = 32
"""Pairs in a job: what a killed run can lose, times the processes."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A scenario by its number, the baseline being 0, and which of its runs."""

    scenario: int
    run: int


class Run:
    """Rows without a problem, in the order of the cohort, and the scenarios that they go through.

    After `answers` is exhausted, `outcomes` holds everything, `before` the demand of scenarios with seats when all plan
    alone, by slot and number of the programme, and `refused` who was turned away from what.
    """

    def __init__(self, reader: CaseReader, rows: Sequence[Row], scenarios: Sequence[Scenario], asked: Settings) -> None:
        self.reader, self.rows, self.asked, self.config = reader, rows, asked, asked.config()
        self.scenarios = (UNCHANGED, *(scenario.repeated(asked.runs) for scenario in scenarios))
        self.slots = [Slot(number, run) for number, each in enumerate(self.scenarios) for run in range(each.runs)]
        self.work = Work.of(reader, self.scenarios, asked.time_limit, asked.seed, dedup=asked.dedup)
        self.outcomes = Outcomes(len(self.slots), len(rows))
        self.programmes: list[Programme] = []
        self._programme = array("h")
        self._years: dict[int, int] = {}
        self._seats: dict[tuple[int, int], dict[str, int]] = {}
        self._same = array("q", range(len(self.slots) * len(rows)))
        self._read_rows()
        self.before: dict[tuple[int, int], Demand] = {}
        self.refused: dict[tuple[int, int], tuple[str, ...]] = {}
        self.problems: list[str] = []
        self.total = self.done = 0
        self._again: dict[tuple[int, int, tuple[str, ...]], Outcome] = {}

    def _read_rows(self) -> None:
        """Of each learner the programme and the start; and which pairs are the same sub-problem as an earlier one."""
        numbers: dict[int, int] = {}
        first: dict[tuple[bytes, int], int] = {}
        starts: list[date] = []
        for place, row in enumerate(self.rows):
            case = self.work.context.reader.case(row)
            key = id(case.programme)
            if key not in numbers:
                numbers[key] = len(self.programmes)
                self.programmes.append(case.programme)
            self._programme.append(numbers[key])
            starts.append(case.start_day)
            year = case.learner.start // case.programme.calendar.size
            self._years[numbers[key]] = min(year, self._years.get(numbers[key], year))
            prints: list[bytes] = []
            for slot, each in enumerate(self.slots):
                if each.scenario == len(prints):
                    applied = self.work.context.variant(case.programme, each.scenario)
                    prints.append(bytes.fromhex(evaluate.fingerprint(case, applied))[:16])
                at = slot * len(self.rows) + place
                self._same[at] = first.setdefault((prints[each.scenario], each.run), at)
        self._order = sorted(range(len(self.rows)), key=starts.__getitem__)

    @property
    def pairs(self) -> int:
        """The number of pairs of a learner and a run of a scenario, the baseline included."""
        return len(self._same)

    @property
    def distinct(self) -> int:
        """The number of pairs that are not the same sub-problem as another."""
        return sum(at == same for at, same in enumerate(self._same))

    def programme(self, place: int) -> int:
        """The number of a learner's programme in `programmes`."""
        return self._programme[place]

    def case(self, place: int) -> Case:
        """A learner as things are."""
        return self.work.context.reader.case(self.rows[place])

    def variant(self, programme: int, scenario: int) -> Variant:
        """A programme, by its number, under a scenario."""
        return self.work.context.variant(self.programmes[programme], scenario)

    def answers(self, executor: Executor, log: Log | None = None) -> Iterator[int]:
        """Answer what `outcomes` does not hold yet, and give out how many pairs are done, of `total`, now and then; the
        settings' `progress` hears the same. Once their `stop` says so, what has no answer is `unknown`.
        """
        self.total = self.pairs if not self.asked.dedup else self.distinct
        self.done = sum(self._is_own(at) and self.outcomes.has(*divmod(at, len(self.rows))) for at in range(self.pairs))
        self._tell()
        yield self.done
        yield from self._answer_jobs(self._first_jobs(), executor, log)
        self._copy_same()
        if self.config.stopped:
            self._leave_unknown()
        yield from self._share_out(executor, log)

    def _tell(self) -> None:
        self.config.tell(Stage.CASES, self.done, self.total)

    def _leave_unknown(self) -> None:
        """Outcomes of what has no answer."""
        for at in range(self.pairs):
            if not self.outcomes.has(*divmod(at, len(self.rows))):
                self.outcomes.put(*divmod(at, len(self.rows)), Outcome(UNKNOWN))

    @property
    def has_unknown(self) -> bool:
        """Whether the limit left a case without an answer."""
        return any(self.outcomes.require(*divmod(at, len(self.rows))).status == UNKNOWN for at in range(self.pairs))

    def remember(self, entry: dict[str, Any]) -> None:
        """Take the answers of a line of the log."""
        baseline = unpack(entry["b"])
        self.outcomes.put(0, entry["p"], baseline)
        for slot, full, what in entry["o"]:
            outcome = baseline if what == 0 else unpack(what)
            if full:
                self._again[slot, entry["p"], tuple(full)] = outcome
            else:
                self.outcomes.put(slot, entry["p"], outcome)

    def remember_baseline(self, entry: dict[str, Any]) -> None:
        """Take the baseline alone of a line of the log."""
        self.outcomes.put(0, entry["p"], unpack(entry["b"]))

    def adopt(self, other: Run) -> None:
        """Take the baselines of another run of the same rows."""
        for place in range(len(self.rows)):
            found = other.outcomes.get(0, place)
            if found is not None:
                self.outcomes.put(0, place, found)

    def most_takers(self) -> Demand:
        """The largest number of takers in a year, by the id of the offering's pattern, as things are."""
        found: Demand = {}
        for number in range(len(self.programmes)):
            takers = self.demand(0, number)
            for offering in self.offerings(number, 0):
                name = offering.pattern.id
                found[name] = max(found.get(name, 0), takers.get(offering.id, 0))
        return found

    def _is_own(self, at: int) -> bool:
        """Whether a pair is solved itself."""
        return not self.asked.dedup or self._same[at] == at

    def _first_jobs(self) -> Iterator[Job]:
        """Everybody in everything, alone."""
        count = len(self.rows)
        for place in range(count):
            wanted = [
                Pair(slot, each.scenario, each.run)
                for slot, each in enumerate(self.slots)
                if self._is_own(slot * count + place) and not self.outcomes.has(slot, place)
            ]
            yield from self._jobs(place, wanted)

    def _jobs(self, place: int, wanted: Sequence[Pair]) -> Iterator[Job]:
        for begin in range(0, len(wanted), MOST_PAIRS):
            pairs = tuple(wanted[begin : begin + MOST_PAIRS])
            yield Job(place, self.rows[place], self.outcomes.get(0, place), pairs)

    def _answer_jobs(self, jobs: Iterator[Job], executor: Executor, log: Log | None) -> Iterator[int]:
        stop = criterion(self.config.stop)
        for job, answer in executor(jobs, self.work) if stop is None else executor(jobs, self.work, stop=stop):
            if log is not None and not answer.problem:
                log.append(_entry(job, answer))
            if answer.problem:
                self.problems.append(f"{job.row.id}: {answer.problem}")
            self.outcomes.put(0, job.place, answer.baseline)
            for pair, outcome in zip(job.pairs, answer.outcomes, strict=True):
                self.outcomes.put(pair.slot, job.place, outcome)
                if pair.full:
                    self._again[pair.slot, job.place, pair.full] = outcome
            self.done += len(job.pairs)
            self._tell()
            yield self.done

    def _copy_same(self) -> None:
        """Outcomes of pairs that are the same sub-problem as another."""
        for at, same in enumerate(self._same):
            if at != same and self.asked.dedup:
                self.outcomes.copy(same, at)

    def _share_out(self, executor: Executor, log: Log | None) -> Iterator[int]:
        """Rounds until nothing is over-full."""
        waiting = [slot for slot, each in enumerate(self.slots) if each.scenario and self._has_seats(each.scenario)]
        for slot in waiting:
            for number in range(len(self.programmes)):
                self.before[slot, number] = self.demand(slot, number)
        while waiting:
            wanted = [item for slot in waiting for item in self._turn_away(slot)]
            waiting = sorted({pair.slot for _, pair in wanted})
            yield from self._plan_without(wanted, executor, log)

    def _plan_without(self, wanted: Sequence[tuple[int, Pair]], executor: Executor, log: Log | None) -> Iterator[int]:
        """Plans without what is full; those that are the same sub-problem once."""
        first: dict[tuple[int, int, tuple[str, ...]], int] = {}
        jobs: dict[int, list[Pair]] = {}
        for place, pair in sorted(wanted, key=lambda item: (item[0], item[1].slot)):
            at = pair.slot * len(self.rows) + place
            own = first.setdefault((pair.slot, self._same[at] if self.asked.dedup else at, pair.full), place)
            if own == place and (pair.slot, place, pair.full) not in self._again:
                jobs.setdefault(place, []).append(pair)
        self.total += sum(map(len, jobs.values()))
        yield from self._answer_jobs((job for place in jobs for job in self._jobs(place, jobs[place])), executor, log)
        for place, pair in wanted:
            at = pair.slot * len(self.rows) + place
            own = first[pair.slot, self._same[at] if self.asked.dedup else at, pair.full]
            self.outcomes.put(pair.slot, place, self._again.get((pair.slot, own, pair.full), Outcome(UNKNOWN)))

    def offerings(self, programme: int, scenario: int) -> Iterator[Offering]:
        """Every offering of a programme in a scenario that a learner of the cohort could reach."""
        first = self._years[programme]
        changed = self.variant(programme, scenario).programme
        for year in range(first, first + LONGEST_PLAN_YEARS + 2):
            yield from changed.offerings(year)

    def seats(self, programme: int, scenario: int) -> dict[str, int]:
        """Seats of the offerings (ids) that have some."""
        key = (programme, scenario)
        if key not in self._seats:
            found = ((offering.id, offering.pattern.seats) for offering in self.offerings(*key))
            self._seats[key] = {name: seats for name, seats in found if seats is not None}
        return self._seats[key]

    def _has_seats(self, scenario: int) -> bool:
        return any(self.seats(number, scenario) for number in range(len(self.programmes)))

    def _turn_away(self, slot: int) -> Iterator[tuple[int, Pair]]:
        """Learners who have no place where they wanted one, and what is full for them by now."""
        each = self.slots[slot]
        for number in range(len(self.programmes)):
            seats = self.seats(number, each.scenario)
            if not seats:
                continue
            terms = {offering.id: offering.first for offering in self.offerings(number, each.scenario)}
            for place, full in turn_away(self._plans(slot, number), seats, terms).items():
                already = self.refused.get((slot, place), ())
                self.refused[slot, place] = tuple(sorted({*already, *full}))
                yield place, Pair(slot, each.scenario, each.run, self.refused[slot, place])

    def _plans(self, slot: int, programme: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Learners of a programme with what they take, those who started earlier first, then as in the cohort."""
        for place in self._order:
            if self._programme[place] == programme:
                yield place, self.outcomes.plan(slot, place)

    def demand(self, slot: int, programme: int) -> Demand:
        """The number of takers of each offering (id) of a programme, in a run of a scenario."""
        return {name: len(found) for name, found in takers(self._plans(slot, programme)).items()}


def _entry(job: Job, answer: Answer) -> dict[str, Any]:
    """An answer as a line of the log has it: 0 stands for the baseline again."""
    baseline = answer.baseline
    outcomes = [
        [pair.slot, list(pair.full), 0 if outcome == baseline else pack(outcome)]
        for pair, outcome in zip(job.pairs, answer.outcomes, strict=True)
    ]
    return {"p": job.place, "b": pack(baseline), "o": outcomes}

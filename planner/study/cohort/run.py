"""A cohort from rows to plans: each learner alone, then, where seats are shared, in the place that is best for all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.errors import BadInput, Inconsistent
from planner.model.patience import OutOfTime
from planner.processes import pool
from planner.solve.config import Config
from planner.solve.progress import Stage, criterion
from planner.solve.result import UNKNOWN
from planner.storage.cohorts import CaseReader, Cohort, Row
from planner.study.cohort.places import Places
from planner.study.cohort.work import Ask, Made, Work

if TYPE_CHECKING:
    from planner.solve.sharing.share import Shared

Held = tuple[int, tuple[Offering, ...]]
"""The term of an award, and the short seats that are kept for it."""
IN_PROCESS = 16
"""Learners for whom starting processes takes longer than planning them."""
OWN = ("id", "note", "fictional")
"""Keys of a row that change no plan."""


@dataclass(slots=True)
class Entry:
    """A row and what came of it; `case` is None for a row with a `problem`. `target` is the term by which the award is
    on time, where seats are shared.
    """

    row: Row
    case: Case | None = None
    problem: BadInput | None = None
    alone: Made | None = None
    shared: Made | None = None
    target: int | None = None

    @property
    def delay(self) -> int | None:
        """Terms by which the award is late in the sharing; None without a plan."""
        if self.shared is None or self.shared.award is None or self.target is None:
            return None
        return max(0, self.shared.award - self.target)


def entries(cohort: Cohort, reader: CaseReader) -> list[Entry]:
    """An entry for every row, in the order of the file, with its case or the problem that it has."""
    found = reader.cases(cohort.rows)
    return [Entry(row, None, c) if isinstance(c, BadInput) else Entry(row, c) for row, c in found]


@dataclass(frozen=True, slots=True)
class Runner:
    """Makes plans in as many processes; learners who are alike are solved once. The configuration tells how far it is,
    and may stop it: who has no plan by then is `unknown`.
    """

    reader: CaseReader
    config: Config
    workers: int

    def plan_alone(self, found: list[Entry], *, sharing: bool) -> None:
        """Plan every learner as if seats did not matter: sets `alone` of the entries that have a case."""
        good = [entry for entry in found if entry.case is not None]
        answers = self._answers([Ask(entry.row) for entry in good], Stage.LEARNERS, sharing=sharing)
        for entry, answer in zip(good, answers, strict=True):
            entry.alone = answer

    def _answers(self, asks: list[Ask], stage: Stage = Stage.PLACES, *, sharing: bool = False) -> list[Made]:
        """An answer for each, in their order."""
        keys = [_key(ask) for ask in asks]
        once = {key: number for number, key in reversed(list(enumerate(keys)))}
        jobs = [asks[number] for number in sorted(once.values())]
        work = Work(self.reader, replace(self.config.quiet(), workers=1), sharing)
        pairs: Iterable[tuple[Ask, Made]] = ((ask, work(ask)) for ask in jobs)
        if self.workers > 1 and len(jobs) > IN_PROCESS:
            pairs = pool.run(jobs, work, self.workers, criterion(self.config.stop))
        made: dict[str, Made] = {}
        self.config.tell(stage, 0, len(jobs))
        for ask, answer in pairs:
            made[_key(ask)] = answer
            self.config.tell(stage, len(made), len(jobs))
        return [made.get(key, Made(UNKNOWN)) for key in keys]

    def plan_places(self, found: list[Entry], seats: dict[Offering, int], places: list[Held]) -> None:
        """Plan learners, with their award and short seats, so that none takes a seat from anybody else: sets `shared`.

        Each may have any free seat first, in the order of the file; who loses one to those before stays with the seats
        held.
        """
        used = Counter(offering for _, held in places for offering in held)
        free = {offering: most - used[offering] for offering, most in seats.items()}
        some = {offering for offering, left in free.items() if left > 0}
        asks = [_ask(entry, award, some | {*held}, seats) for entry, (award, held) in zip(found, places, strict=True)]
        late: list[int] = []
        for number, answer in enumerate(self._answers(asks)):
            held = places[number][1]
            taken = _short_seats(found[number], answer, seats)
            after = {o: free[o] + held.count(o) - taken.count(o) for o in {*held, *taken}}
            if answer.award is not None and all(left >= 0 for left in after.values()):
                free.update(after)
                found[number].shared = answer
            else:
                late.append(number)
        again = [_ask(found[n], places[n][0], set(places[n][1]), seats) for n in late]
        for number, answer in zip(late, self._answers(again), strict=True):
            found[number].shared = answer


def _ask(entry: Entry, award: int, open_seats: set[Offering], seats: dict[Offering, int]) -> Ask:
    assert entry.case is not None
    own = entry.case.programme
    return Ask(entry.row, award, frozenset(o.id for o in seats if o not in open_seats and o.programme == own.id))


def _key(ask: Ask) -> str:
    """Equal for learners with the same plans."""
    return json.dumps([situation(ask.row), ask.award, sorted(ask.full)])


def situation(row: Row) -> str:
    """Equal for learners of whom the same is to be expected: what their rows say, but for their names."""
    return json.dumps({key: value for key, value in row.data.items() if key not in OWN}, sort_keys=True, default=str)


def offerings_taken(entry: Entry, answer: Made | None) -> list[Offering]:
    """The offerings that an answer gives a learner; none without a plan."""
    if entry.case is None or answer is None:
        return []
    years = {year for year, _ in answer.taken}
    by_id = {(year, o.id): o for year in years for o in entry.case.programme.offerings(year)}
    return [by_id[one] for one in answer.taken]


def _short_seats(entry: Entry, answer: Made, seats: dict[Offering, int]) -> list[Offering]:
    return [offering for offering in offerings_taken(entry, answer) if offering in seats]


def check_seats(found: list[Entry], places: Places) -> None:
    """Check a sharing by counting its seats once more, from the plans alone.

    Raises:
        Inconsistent: an offering has more takers than seats, or a learner in a place has no plan.
    """
    takers = Counter(offering for entry in found for offering in offerings_taken(entry, entry.shared))
    for offering, number in takers.items():
        most = places.of(offering)
        if most is not None and number > most:
            raise Inconsistent("internal.seats", name=offering.id)
    for entry in found:
        if entry.shared is None or entry.shared.award is None:
            raise Inconsistent("internal.seats", name=entry.row.id)


def share_seats(found: list[Entry], places: Places, runner: Runner) -> Shared | None:
    """Give every learner who has a plan alone their place: sets `target` and `shared` of the entries. The goals with
    their proofs; None, and nothing set, where somebody stops it before all have their places.

    Raises:
        Inconsistent: the plans do not fit the seats, which is a defect of ours.
    """
    try:
        shared = _share_seats(found, places, runner)
    except OutOfTime:
        shared = None
    if shared is None:
        for entry in found:
            entry.shared = entry.target = None
    return shared


def _share_seats(found: list[Entry], places: Places, runner: Runner) -> Shared | None:
    from planner.solve.sharing.problem import Member
    from planner.solve.sharing.share import share

    able = [entry for entry in found if entry.case and entry.alone and entry.alone.soonest is not None]
    members = [Member.of(entry.case, entry.alone.soonest) for entry in able]  # type: ignore[arg-type, union-attr]
    shared = share(members, places.of, runner.config)
    for entry, member, place in zip(able, members, shared.places, strict=True):
        entry.target = member.target
        entry.shared = Made("unseated") if place.award is None else None
    seated = [(e, (p.award, p.seats)) for e, p in zip(able, shared.places, strict=True) if p.award is not None]
    own = [entry for entry, _ in seated]
    runner.plan_places(own, shared.short, [place for _, place in seated])
    if runner.config.stopped:
        return None
    check_seats(own, places)
    return shared

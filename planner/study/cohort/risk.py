"""A cohort whose exams can be failed: what to expect of each learner, and how many come to each class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.domain.offering import Offering
from planner.domain.past import PastChances
from planner.domain.programme import Programme
from planner.processes import pool
from planner.solve.config import Config
from planner.solve.progress import Stage, criterion
from planner.storage.cohorts import CaseReader, Row
from planner.study.cohort.places import Places
from planner.study.cohort.run import IN_PROCESS, Entry, situation

if TYPE_CHECKING:
    from planner.study.risk.attendance import Expectation
    from planner.study.risk.counts import Count

NO_CHANCES, IMPOSSIBLE, STOPPED, TIME = "no_chances", "impossible", "stopped", "time"
"""Why a learner is left out; `time` where there is no exact answer and the limit left too few draws."""
Class = tuple[str, str, str, tuple[int, ...]]
"""Programme, unit, modality and terms: classes that only hours and places tell apart are one."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What to expect of a learner (`found`), or why they are left out (`why`)."""

    entry: Entry
    found: Expectation | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ClassDemand:
    """Who comes to the classes of a unit in a term: all, those who take it once more (on average), the seats of all of
    these offerings (None where unknown), and the chance that seats are not enough.
    """

    programme: Programme
    offerings: tuple[Offering, ...]
    takers: Count
    repeaters: float
    seats: int | None
    over: float | None


@dataclass(frozen=True, slots=True)
class Awards:
    """The awards of a programme in a term (index), and up to it."""

    programme: Programme
    term: int
    here: Count
    by_then: Count


@dataclass(frozen=True, slots=True)
class CohortRisk:
    """The prospects of all who could be read, in the order of the file; `past` are the results that chances come from,
    where they were given; `on_time` counts those who have a deadline, `with_deadline` of them.
    """

    prospects: tuple[Prospect, ...]
    demand: tuple[ClassDemand, ...]
    awards: tuple[Awards, ...]
    on_time: Count | None
    with_deadline: int
    past: PastChances | None = None

    @property
    def good(self) -> list[tuple[Prospect, Expectation]]:
        """Those of whom something can be expected."""
        return [(one, one.found) for one in self.prospects if one.found is not None]


@dataclass(frozen=True, slots=True)
class Look:
    """Called in whatever process: what to expect of a learner; `past` serves who states no chances."""

    reader: CaseReader
    past: PastChances | None
    config: Config

    def __call__(self, row: Row) -> Expectation | str:
        """It, exactly where that can be and else from draws of chance, or why there is none."""
        from planner.study.risk.attendance import estimated, expectation
        from planner.study.risk.inexact import Inexact

        case = self.reader.case(row)
        own = case.learner.chances
        chances = own or (self.past.chances(case.programme) if self.past else case.programme.chances)
        if chances is None:
            return NO_CHANCES
        found: Expectation | None
        try:
            found = expectation(case, chances)
        except Inexact:
            found = estimated(case, chances, self.config)
        if found is None:
            return TIME
        return IMPOSSIBLE if found.outlook.unfinished >= 1 else found


def look_ahead(
    entries: Sequence[Entry], places: Places, reader: CaseReader, past: PastChances | None, config: Config, workers: int
) -> CohortRisk:
    """What to expect of all learners who could be read; those who are alike are looked at once."""
    good = [entry for entry in entries if entry.case is not None]
    look = Look(reader, past, replace(config.quiet(), workers=1))
    found = _looked_at([entry.row for entry in good], look, config, workers)
    prospects = tuple(
        Prospect(entry, None, one) if isinstance(one, str) else Prospect(entry, one)
        for entry, one in zip(good, found, strict=True)
    )
    from planner.study.risk.counts import count

    on_time = [one.found.outlook.on_time for one in prospects if one.found is not None]
    asked = [chance for chance in on_time if chance is not None]
    return CohortRisk(
        prospects, tuple(_demand(prospects, places)), tuple(_awards(prospects)), count(asked) if asked else None,
        len(asked), past,
    )  # fmt: skip


def _looked_at(rows: Sequence[Row], look: Look, config: Config, workers: int) -> list[Expectation | str]:
    """What to expect of each row."""
    keys = [situation(row) for row in rows]
    once = dict(zip(reversed(keys), reversed(rows), strict=True))
    jobs = [row for key, row in zip(keys, rows, strict=True) if once[key] is row]
    stop = criterion(config.stop)
    pairs: Iterable[tuple[Row, Expectation | str]] = ((row, look(row)) for row in jobs if not (stop and stop()))
    if workers > 1 and len(jobs) > IN_PROCESS:
        pairs = pool.run(jobs, look, workers, stop)
    made: dict[str, Expectation | str] = {}
    config.tell(Stage.RISKS, 0, len(jobs))
    for row, answer in pairs:
        made[situation(row)] = answer
        config.tell(Stage.RISKS, len(made), len(jobs))
    return [made.get(key, STOPPED) for key in keys]


@dataclass
class _Gathered:
    """What is known of a class: the chances of each learner to come, and the sum of those to come once more."""

    programme: Programme
    chances: list[float] = field(default_factory=list)
    repeaters: float = 0.0
    offerings: dict[str, Offering] = field(default_factory=dict)


def _demand(prospects: Sequence[Prospect], places: Places) -> Iterable[ClassDemand]:
    from planner.study.risk.counts import count, more_than

    gathered: dict[Class, _Gathered] = {}
    for one in prospects:
        if one.found is not None:
            _add(gathered, one.entry, one.found)
    for (_, unit, modality, terms), all_of in sorted(gathered.items(), key=_order):
        programme = all_of.programme
        alike = [
            other
            for other in programme.offerings(terms[0] // programme.calendar.size)
            if (other.unit, other.modality, tuple(other.terms)) == (unit, modality, terms) and not other.resit
        ]
        seats = [places.of(other) for other in alike]
        total = None if None in seats else sum(seat or 0 for seat in seats)
        over = None if total is None else more_than(total, all_of.chances)
        yield ClassDemand(programme, tuple(alike), count(all_of.chances), all_of.repeaters, total, over)


def _add(gathered: dict[Class, _Gathered], entry: Entry, found: Expectation) -> None:
    """The chances of one learner; of several classes that are one they take at most one."""
    assert entry.case is not None
    programme = entry.case.programme
    years = {year for year, _ in found.attended}
    by_id = {(year, one.id): one for year in years for one in programme.offerings(year)}
    own: dict[Class, float] = {}
    for name, attended in found.attended.items():
        one = by_id[name]
        key = (programme.id, one.unit, one.modality, tuple(one.terms))
        own[key] = own.get(key, 0.0) + attended.chance
        gathered.setdefault(key, _Gathered(programme)).repeaters += attended.chance - attended.first
    for key, chance in own.items():
        gathered[key].chances.append(min(1.0, chance))


def _order(item: tuple[Class, _Gathered]) -> tuple[object, ...]:
    (programme, unit, modality, terms), all_of = item
    return programme, terms[0], list(all_of.programme.units).index(unit), modality, terms


def _awards(prospects: Sequence[Prospect]) -> Iterable[Awards]:
    """Awards by programme and term."""
    from planner.study.risk.counts import count

    own: dict[str, tuple[Programme, list[Mapping[int, float]]]] = {}
    for one in prospects:
        if one.found is not None and one.entry.case is not None:
            programme = one.entry.case.programme
            own.setdefault(programme.id, (programme, []))[1].append(one.found.outlook.award)
    for _, (programme, spreads) in sorted(own.items()):
        for term in sorted({term for spread in spreads for term in spread}):
            here = (spread.get(term, 0.0) for spread in spreads)
            by_then = (min(1.0, sum(chance for at, chance in spread.items() if at <= term)) for spread in spreads)
            yield Awards(programme, term, count(here), count(by_then))

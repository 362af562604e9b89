"""Figures of each scenario: who still ends, and when, at what cost, and where seats are missing.

Shares of learners come with intervals of 95 %: Wilson's where a scenario has one run, the learners standing for others
like them; Student's over the runs where it is repeated, the learners being those of the cohort.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from planner.domain.offering import Offering
from planner.solve.result import UNKNOWN
from planner.study.stress.intervals import Estimate, mean, share
from planner.study.stress.outcome import Outcome
from planner.study.stress.reasons import Reason, delay, is_hurt, reason
from planner.study.stress.run import Run

SHARES = ("possible", "on_time", "late", "impossible", "unknown", "hurt", "sooner")


@dataclass(slots=True)
class Group:
    """Learners (places in the cohort) who are hurt for the same reason, in `cases` runs altogether; `units` that were
    failed or moved, with how often.
    """

    reason: Reason
    units: Counter[str] = field(default_factory=Counter)
    learners: dict[int, None] = field(default_factory=dict)
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Takers of an offering, on average over the runs: `alone` when nobody looks at seats, then `dealt`."""

    programme: int
    offering: str
    seats: int | None
    baseline: float
    alone: float
    dealt: float


@dataclass(frozen=True, slots=True)
class Figures:
    """A scenario's figures. `counts` are learners on average over the runs, `shares` of all learners. `change` is what
    the share on time has gained or lost, learner by learner. Delays are terms
    against the baseline, `delays` how many cases (learners in runs) have each; costs are cents against the baseline.
    """

    scenario: int
    runs: int
    learners: int
    counts: dict[str, float]
    shares: dict[str, Estimate | None]
    change: Estimate | None
    delays: dict[int, int]
    delay: Estimate | None
    median: float | None
    p90: float | None
    cost: Estimate | None
    cost_total: float
    cost_unknown: float
    failed: float
    refused: float
    groups: tuple[Group, ...]
    demand: tuple[Demand, ...]

    @property
    def cases(self) -> int:
        """Learners who had a plan, in all runs: those for whom a delay is looked for."""
        return sum(self.delays.values()) + round(self.counts["lost"] * self.runs)

    @property
    def harm(self) -> float:
        """Terms of delay of all who are late, on average over the runs."""
        return sum(late * cases for late, cases in self.delays.items() if late > 0) / self.runs


def without_intervals(figures: Figures) -> Figures:
    """The same figures as exact values: the ends of their intervals are left out."""

    def exact(found: Estimate | None) -> Estimate | None:
        return None if found is None else Estimate(found.value)

    shares = {name: exact(found) for name, found in figures.shares.items()}
    change, delay, cost = (exact(found) for found in (figures.change, figures.delay, figures.cost))
    return replace(figures, shares=shares, change=change, delay=delay, cost=cost)


@dataclass(slots=True)
class _OneRun:
    """What one run adds up to."""

    counts: Counter[str] = field(default_factory=Counter)
    changes: list[int] = field(default_factory=list)
    delays: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    unknown_costs: int = 0
    failed: int = 0


class Statistics:
    """Figures of a finished run, scenario by scenario."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.offering = cache(self._offerings)
        self._slots: dict[int, list[int]] = {}
        for slot, each in enumerate(run.slots):
            self._slots.setdefault(each.scenario, []).append(slot)

    def all_figures(self) -> Iterator[Figures]:
        """The figures of every scenario, the baseline first."""
        for scenario in range(len(self.run.scenarios)):
            yield self.figures(scenario)

    def _offerings(self, programme: int, scenario: int) -> dict[str, Offering]:
        """Offerings of a programme by id, in a scenario and without it."""
        before, after = (self.run.offerings(programme, each) for each in (0, scenario))
        return {offering.id: offering for offering in (*before, *after)}

    def find_offering(self, programme: int, scenario: int, name: str) -> Offering | None:
        """An offering of a programme by its id, in a scenario or without it; None where there is none."""
        return self.offering(programme, scenario).get(name)

    def _unit(self, programme: int, scenario: int) -> Callable[[str], str]:
        def unit(name: str) -> str:
            found = self.find_offering(programme, scenario, name)
            return found.unit if found else name

        return unit

    def figures(self, scenario: int) -> Figures:
        """The figures of a scenario by its number."""
        slots, run = self._slots[scenario], self.run
        groups: dict[Reason, Group] = {}
        runs = [self._count_run(slot, scenario, groups) for slot in slots]
        count = len(run.rows)
        every = [value for one in runs for value in one.delays]
        names = (*SHARES, "lost")
        return Figures(
            scenario=scenario,
            runs=len(slots),
            learners=count,
            counts={name: sum(one.counts[name] for one in runs) / len(runs) for name in names},
            shares={name: share([one.counts[name] for one in runs], count) for name in SHARES},
            change=_mean_of([one.changes for one in runs]),
            delays=dict(sorted(Counter(every).items())),
            delay=_mean_of([one.delays for one in runs]),
            median=quantile(every, 0.5),
            p90=quantile(every, 0.9),
            cost=_mean_of([one.costs for one in runs]),
            cost_total=sum(sum(one.costs) for one in runs) / len(runs),
            cost_unknown=sum(one.unknown_costs for one in runs) / len(runs),
            failed=sum(one.failed for one in runs) / len(runs),
            refused=sum(1 for slot, _ in run.refused if run.slots[slot].scenario == scenario) / len(runs),
            groups=tuple(sorted(groups.values(), key=_gravity)),
            demand=tuple(self._demand(scenario, slots)),
        )

    def _count_run(self, slot: int, scenario: int, groups: dict[Reason, Group]) -> _OneRun:
        """One run of a scenario; those who are hurt go to the group of their reason."""
        found, outcomes = _OneRun(), self.run.outcomes
        for place in range(len(self.run.rows)):
            outcome, baseline = outcomes.require(slot, place), outcomes.require(0, place)
            found.counts.update(_kinds(outcome, baseline))
            found.failed += outcome.failed
            found.changes.append(bool(outcome.on_time) - bool(baseline.on_time))
            late = delay(outcome, baseline)
            if late is not None:
                found.delays.append(late)
                if outcome.cost is None or baseline.cost is None:
                    found.unknown_costs += 1
                else:
                    found.costs.append(outcome.cost - baseline.cost)
            if is_hurt(outcome, baseline):
                number = self.run.programme(place)
                refused = self.run.refused.get((slot, place), ())
                why, units = reason(outcome, baseline, number, self._unit(number, scenario), refused)
                group = groups.setdefault(why, Group(why))
                group.units.update(units)
                group.learners[place] = None
                group.cases += 1
        return found

    def _demand(self, scenario: int, slots: Sequence[int]) -> Iterator[Demand]:
        run = self.run
        for number in range(len(run.programmes)):
            seats = run.seats(number, scenario)
            before = _mean([run.before.get((slot, number)) or run.demand(slot, number) for slot in slots])
            after = _mean([run.demand(slot, number) for slot in slots])
            usual = run.demand(0, number)
            known = self.offering(number, scenario)
            for name in sorted({*before, *after, *usual}, key=lambda name: _order(known, name)):
                figures = (usual.get(name, 0), before.get(name, 0), after.get(name, 0))
                if name in known:
                    yield Demand(number, name, seats.get(name), *figures)


def _kinds(outcome: Outcome, baseline: Outcome) -> Iterator[str]:
    """What a case counts as."""
    if outcome.award is None:
        yield "unknown" if outcome.status == UNKNOWN else "impossible"
        if baseline.award is not None:
            yield "lost"
    else:
        yield "possible"
        yield "on_time" if outcome.on_time else "late"
        if baseline.award is not None and outcome.award < baseline.award:
            yield "sooner"
    if is_hurt(outcome, baseline):
        yield "hurt"


def _mean_of(runs: Sequence[Sequence[int]]) -> Estimate | None:
    """The mean over the learners of one run, or over several runs of their means."""
    return mean(runs[0] if len(runs) == 1 else [sum(values) / len(values) for values in runs if values])


def quantile(values: Sequence[int], part: float) -> float | None:
    """The smallest value that this part of all values does not exceed; None where there are none."""
    ordered = sorted(values)
    return ordered[max(0, -int(-part * len(ordered) // 1) - 1)] if ordered else None


def _gravity(group: Group) -> tuple[object, ...]:
    """No plan at all first, then the longest delay, then the most learners."""
    why = group.reason
    grave = (why.delay is not None, -(why.delay or 0), -group.cases)
    return (*grave, why.kind, why.programme, why.lost, why.instead, why.full)


def _mean(counts: Sequence[dict[str, int]]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return {name: value / len(counts) for name, value in total.items()}


def _order(known: dict[str, Offering], name: str) -> tuple[object, ...]:
    offering = known.get(name)
    return (offering.terms, offering.unit, name) if offering else ((), "", name)

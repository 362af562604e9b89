"""Who comes to which class: the chance that a learner takes each offering, for the first time or once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.domain.offering import Offering
from planner.solve.config import Config
from planner.study.risk import answer
from planner.study.risk.answer import Outlook
from planner.study.risk.forward import Act, Course, Forward, UnitRisk
from planner.study.risk.induction import Solution
from planner.study.risk.table import Real

DRAWS = 300
"""Draws of chance for a learner of many, where nothing is exact."""


@dataclass(frozen=True, slots=True)
class Attended:
    """The chance that an offering is taken, and that it is the first time that its unit is."""

    chance: float
    first: float


@dataclass(frozen=True, slots=True)
class Expectation:
    """What to expect of the best way to go on of one learner, and of each offering (academic year and id) that they may
    take; `exact`, or from draws of chance.
    """

    outlook: Outlook
    attended: Mapping[tuple[int, str], Attended] = field(default_factory=dict)
    exact: bool = True


def expectation(case: Case, chances: Chances) -> Expectation:
    """What to expect of a learner.

    Raises:
        Inexact: it cannot be told exactly.
    """
    induction, solution = answer.solved(case, chances)
    if solution.game.complete:
        return Expectation(answer.held(solution, solution.first()[0]))
    register = Register(induction, solution.tables, solution.flags, lambda at, flag: solution.chosen[at][flag])
    course = register.run()
    return Expectation(answer.outlook(solution, course), register.attended(solution))


def estimated(case: Case, chances: Chances, config: Config, draws: int = DRAWS) -> Expectation | None:
    """What draws of chance say of a learner who has no exact answer: replanned for the soonest award after each result.
    None where the limit came before there were enough.
    """
    from planner.study.risk.estimate import figures, sample

    played = sample.play_soonest(case, chances, config, draws)
    if len(played) < sample.LEAST:
        return None
    sums: dict[tuple[int, str], list[int]] = {}
    for one in played:
        met = set[str]()
        for offering in sorted(one.attended, key=lambda offering: offering.first):
            found = sums.setdefault((offering.year, offering.id), [0, 0])
            found[0] += 1
            found[1] += offering.unit not in met
            met.add(offering.unit)
    count = len(played)
    attended = {name: Attended(all_of / count, first / count) for name, (all_of, first) in sums.items()}
    return Expectation(figures.outlook(case, played), attended, exact=False)


class Register(Forward):
    """Follows one way to go on, and keeps count of classes."""

    _sums: dict[Offering, list[float]]

    def run(self) -> Course:
        """The whole course."""
        self._sums = {}
        self.units = list(self.game.units)
        self.course.units = {unit: UnitRisk() for unit in self.units}
        return super().run()

    def meet(self, act: Act, mass: Real) -> None:
        """Count what is begun. Terms that allow the same share a table: the offerings are those of the same rank."""
        there = {option.rank: option.offering for option in self.game.options.at(act.term)} if act.way.options else {}
        for option in act.way.options:
            cluster = next(n for n, one in enumerate(self.game.clusters) if option.place in one.places)
            offering = there[option.rank]
            begun = sum(chance for (_, units), chance in act.rows(cluster).items() if offering.unit in units)
            sums = self._sums.setdefault(offering, [0.0, 0.0])
            sums[0] += float(mass[0]) * begun
            sums[1] += float(mass[1 + self.units.index(offering.unit)]) * begun

    def attended(self, solution: Solution) -> dict[tuple[int, str], Attended]:
        """The classes, by academic year and id."""
        assert solution.game is self.game
        return {(one.year, one.id): Attended(min(1.0, chance), first) for one, (chance, first) in self._sums.items()}

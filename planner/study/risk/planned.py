"""The plan gone on with after each result: from every state the first term of the plan that is best if none is failed.

It is the same induction with no chance to fail, by the learner's own objectives; among equal plans by what the planner
prefers. A deadline that can be met is kept, one that cannot any more is dropped. What only learners who name it ask
for is left out; so is the `load` here, which is no sum over terms: see `loads`.
"""

from __future__ import annotations

import numpy as np

from planner.domain.chances import Chances
from planner.study.risk.game import Flag, Game
from planner.study.risk.induction import CHANCE, COST, EQUAL, TERMS, Induction
from planner.study.risk.options import UNKNOWN
from planner.study.risk.table import Acts, Maker, Real, Table, Whole

ORDER, CERTIFICATE, TIE, UNFINISHED = range(3, 7)
NAMES = {"duration": TERMS, "order": ORDER, "cost": COST, "certificate": CERTIFICATE}


def hopeful(game: Game) -> Game:
    """The same learner, who passes everything."""
    again = 1.0 if game.chances.second_session >= 1 else 0.0
    return Game(game.case, Chances(0.0, {}, again))


class Planned(Induction):
    """The terms backwards, as plans see them; `found` is what was reckoned of the best way to go on."""

    count = 7

    def __init__(self, found: Induction) -> None:
        super().__init__(hopeful(found.game), found.target)
        self.found = found
        if self._is_priced:
            self.kinds = [kind for kind in self.order() if kind != CHANCE or found.target is not None]
        self._open: dict[tuple[int, bool], Real] = {}
        self._counts: dict[int, Real] = {}
        self._wished: dict[int, tuple[Real, Real]] = {}

    def _table(self, term: int, flags: list[Flag]) -> Table:
        """The table of the best way to go on, in which only what comes of each choice is another matter."""
        table = self.found._table(term, flags)
        if id(table) not in self._tables:
            self._tables[id(table)] = Maker(self.game, term).table_like(table)
        return self._tables[id(table)]

    def order(self) -> list[int]:
        """The chance to be on time is one or none, and a plan ends; then the learner's objectives, and the ties."""
        learner = self.game.case.learner
        names = [name for name in learner.objectives() if name in NAMES]
        names = [name for name in names if name != "order" or learner.order != "ignore"]
        kinds = [NAMES[name] for name in names]
        return [CHANCE, UNFINISHED, *kinds, TIE]

    @property
    def _is_priced(self) -> bool:
        """Whether plans can be compared by cost: prices that are not known are of single offerings."""
        return self.game.case.has_prices and not self.game.options.limited

    def limit(self, kind: int, least: Real) -> Real:
        """The cost counts only where it is known for some of the plans that are left."""
        found = super().limit(kind, least)
        return np.where(least < UNKNOWN, found, np.inf) if kind == COST else found

    def equal(self, kind: int) -> float:
        """Whole numbers differ by one at least."""
        return EQUAL[kind] if kind < len(EQUAL) else 0.5

    def further(self, award: int | None) -> list[float]:
        """Nothing is left of any objective; only a plan without an award has not ended."""
        return [0.0, 0.0, 0.0, float(award is None)]

    def now(self, kind: int, term: int, table: Table, acts: Acts, some: Whole) -> Real | None:
        """What acts add to an objective."""
        if kind == ORDER:
            unheld = self._unheld(table, first=True)
            return self._outside(table)[acts.way[some]] * unheld[acts.every_state[some]] if unheld.any() else None
        if kind == CERTIFICATE:
            unheld = self._unheld(table, first=False)
            return unheld[acts.every_state[some]] if unheld.any() else None
        if kind == TIE:
            fixed, each_term = self._preferences(table)
            return (fixed + (term - self.game.start) * each_term)[acts.way[some]]
        return super().now(kind, term, table, acts, some)

    def _outside(self, table: Table) -> Real:
        """How many units outside a certificate to begin with each set begins."""
        if id(table.ways) not in self._counts:
            firsts = self.game.case.certificates(first_only=True)
            outside = {unit for unit in self.game.units if any(unit not in one.units for one in firsts)}
            counts = [sum(option.offering.unit in outside for option in way.options) for way in table.ways]
            self._counts[id(table.ways)] = np.array(counts, dtype=float)
        return self._counts[id(table.ways)]

    def _unheld(self, table: Table, *, first: bool) -> Real:
        """How many certificates are not held, by state before a term."""
        key = (id(table.pairs), first)
        if key not in self._open:
            found = np.zeros(1)
            for number, certificate in enumerate(self.game.case.certificates(first_only=first)):
                lacking = self._lacking(table, set(certificate.units))
                found = lacking if number == 0 else found + lacking
            size = int(np.prod([len(joints) for joints in table.pairs.before]))
            self._open[key] = found if len(found) == size else np.zeros(size)
        return self._open[key]

    def _lacking(self, table: Table, units: set[str]) -> Real:
        """1 where a unit of these is still to be passed."""
        lacking = np.zeros(1, dtype=bool)
        for cluster, joints in zip(self.game.clusters, table.pairs.before, strict=True):
            mine = np.array([
                any(self.game.needs.places[place][0] in units and not value.is_passed
                    for place, value in zip(cluster.places, joint, strict=True))
                for joint in joints
            ])  # fmt: skip
            lacking = np.logical_or.outer(lacking, mine).ravel()
        return lacking.astype(float)

    def _preferences(self, table: Table) -> tuple[Real, Real]:
        """Units to choose from that are worth more, then earlier terms, then the order of the programme, then that of
        modalities: a value of each set, and one that counts once a term.
        """
        if id(table.ways) not in self._wished:
            game, case = self.game, self.game.case
            rank = {unit: place for place, unit in enumerate(case.remaining)}
            latest = (game.end - game.start + 1) * 2 * len(rank) ** 2 + 1
            choices = {unit for rule in case.target.requirements if rule.kind == "count" for unit in rule.units}
            size = {unit: latest * case.programme.scaled(unit) if unit in choices else 0 for unit in game.units}
            sets = [[option.offering for option in way.options] for way in table.ways]
            place = {modality: number for number, modality in enumerate(case.modalities)}
            wide = 4 * len(rank)
            fixed = [sum((len(o.terms) - 1 - size[o.unit]) * wide + place[o.modality] for o in some) for some in sets]
            each = [sum((2 * len(rank) - rank[o.unit]) * wide for o in some) for some in sets]
            self._wished[id(table.ways)] = np.array(fixed, dtype=float), np.array(each, dtype=float)
        return self._wished[id(table.ways)]

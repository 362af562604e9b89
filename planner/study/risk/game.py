"""The game of one learner: places, what can be begun when, how places stand at each term, and when an award can be."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import product
from typing import NamedTuple

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.domain.condition import Clause
from planner.domain.offering import Offering
from planner.study.risk import inexact
from planner.study.risk.inexact import Inexact
from planner.study.risk.needs import Needs, needs
from planner.study.risk.options import Options
from planner.study.risk.stays import Stay, Stays
from planner.study.risk.values import OPEN, Steps, Value

YEARS = 16
"""The horizon, in academic years."""
Joint = tuple[Value, ...]
"""How the places of a cluster stand."""


class Flag(NamedTuple):
    """What counts beside the places: the yearly fee (cents) that is due in the year already, whether something was
    attended in the daytime in it, and the internship.
    """

    fee: int
    daytime: bool
    stay: Stay


class Cluster(NamedTuple):
    """Places whose results may decide over each other within a term."""

    places: tuple[int, ...]


class Game:
    """Everything that the induction asks of a case.

    Raises:
        Inexact: it cannot be told exactly.
    """

    def __init__(self, case: Case, chances: Chances) -> None:
        inexact.check(case)
        self.case, self.chances = case, chances
        self.calendar = case.programme.calendar
        self.start = case.learner.start
        self.end = self.start + YEARS * self.calendar.size
        self.needs: Needs = needs(case)
        self.units = [unit for place in self.needs.places for unit in place]
        self.options = Options(case, self.needs, self.end)
        self.clauses: dict[str, list[Clause]] = {}
        for unit, clause in case.clauses():
            if unit in self.options.place:
                self.clauses.setdefault(unit, []).append(clause)
        dependent: dict[str, set[str]] = {}
        for unit, clauses in self.clauses.items():
            for clause in clauses:
                for other in clause.involved if not clause.together else ():
                    dependent.setdefault(other, set()).add(unit)
        self.steps = Steps(case, chances, dependent)
        self.stays = Stays(case, self.options, self.end)
        self.clusters = self._clusters()

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be passed."""
        return len(self.needs.places) == len(self.needs.optional) and self.needs.enough[0]

    @cached_property
    def firsts(self) -> tuple[frozenset[str], ...]:
        """The units, still to be passed, of certificates that must be passed before anything else begins."""
        if self.case.learner.order != "require":
            return ()
        asked = (set(one.units) for one in self.case.certificates(first_only=True))
        return tuple(frozenset(units & set(self.units)) for units in asked)

    @cached_property
    def report(self) -> bool:
        """Whether there is a report to defend."""
        return self.case.needs_report

    @cached_property
    def report_fees(self) -> int:
        """Cents that are due with the report, beside yearly fees."""
        return sum(fee.amount for fee in self.case.target.fees if fee.due != "start") if self.report else 0

    @cached_property
    def start_fees(self) -> int:
        """Cents that are due at the start."""
        return sum(fee.amount for fee in self.case.target.fees if fee.due == "start")

    @cached_property
    def lone_fee(self) -> int:
        """The yearly fee (cents) of a report in a year without anything in the daytime."""
        return self.case.yearly_with_report if self.report else 0

    @cached_property
    def counts_daytime(self) -> bool:
        """Whether it matters that something was attended in the daytime in a year."""
        return self.report and (self.lone_fee > 0 or self.case.target.award.report_daytime_positions is not None)

    def _clusters(self) -> tuple[Cluster, ...]:
        """Places with a result that an offering of the same term can wait for stand together."""
        home = {place: {place} for place in range(len(self.needs.places))}
        for term in range(self.start, self.end):
            found = self.options.at(term)
            for later, earlier in product(found, found):
                clause = self.waits(later.offering, earlier.offering, term)
                if clause is None:
                    continue
                if clause.credits:
                    raise Inexact("halves")
                joined = set().union(*(home[self.options.place[u]] for u in clause.units if u in self.options.place))
                joined |= home[later.place]
                for place in joined:
                    home[place] = joined
        distinct = {tuple(sorted(places)) for places in home.values()}
        return tuple(Cluster(places) for places in sorted(distinct))

    def waits(self, later: Offering, earlier: Offering, term: int) -> Clause | None:
        """What an offering can wait for within its term: the end of another."""
        if earlier.last != term or earlier.span.ends >= later.span.starts:
            return None
        clauses = (c for c in self.clauses.get(later.unit, ()) if not c.together and earlier.unit in c.involved)
        return next(clauses, None)

    @cached_property
    def layouts(self) -> list[tuple[list[Joint], ...]]:
        """How each cluster can stand at the start of each term, from the first to the one after the last."""
        now: list[list[Value]] = [[OPEN] for _ in self.needs.places]
        found = [now]
        for term in range(self.start, self.end):
            begun: dict[int, list[Offering]] = {}
            for option in self.options.at(term):
                begun.setdefault(option.place, []).append(option.offering)
            now = [
                sorted(self._after(values, begun.get(place, ()), term), key=_order) for place, values in enumerate(now)
            ]
            found.append(now)
        return [
            tuple([*map(tuple, product(*(at[place] for place in cluster.places)))] for cluster in self.clusters)
            for at in found
        ]

    def _after(self, values: list[Value], begun: Collection[Offering], term: int) -> set[Value]:
        found = {after for value in values for _, after in self.steps.rest(value, term)}
        for value in values:
            if value.is_open:
                found |= {after for one in begun for _, after in self.steps.begin(value, one, term)}
        return found

    def is_done(self, cluster: Cluster, joint: Joint) -> bool:
        """Whether all that must be passed of a cluster is."""
        optional = set(self.needs.optional)
        return all(
            value.is_passed or self.needs.places[place][0] in optional
            for place, value in zip(cluster.places, joint, strict=True)
        )

    def bits(self, cluster: Cluster, joint: Joint, *, running: bool) -> int:
        """The optional units of a cluster that are passed (or running)."""
        found = 0
        for place, value in zip(cluster.places, joint, strict=True):
            unit = self.needs.places[place][0]
            held = value.is_passed or (running and value.kind == "running")
            if held and unit in self.needs.optional:
                found |= 1 << self.needs.optional.index(unit)
        return found

    def first_flag(self) -> Flag:
        """Before anything is taken."""
        return Flag(0, False, self.stays.start())

    def after(self, flag: Flag, fee: int, daytime: bool, kills: Collection[int]) -> Flag:
        """At the end of a term in which something was begun."""
        stay = flag.stay
        if kills:
            stay = Stay(stay.best, stay.gone | frozenset(kills))
        return Flag(max(flag.fee, fee), flag.daytime or (daytime and self.counts_daytime), stay)

    def next(self, flag: Flag, term: int) -> Flag:
        """At the start of a term, from the end of the one before."""
        stay = self.stays.after(flag.stay, (), term)
        return Flag(0, False, stay) if term % self.calendar.size == 0 else Flag(flag.fee, flag.daytime, stay)

    def award(self, flag: Flag, term: int, soonest: int) -> int | None:
        """The term of the award when all is passed at the end of a term, in none before `soonest`; None where the
        horizon is over by then.
        """
        reached = self.stays.last_day_of(flag.stay, max(soonest, self.start))
        day, calendar = self.case.experience_day, self.calendar
        if reached is None or day is None:
            return None
        possible = (
            award
            for award in range(reached, self.end)
            if award not in self.case.paused and calendar.term(award).span.ends >= day
            if not self.report or self._may_report(flag, award, term)
        )
        return next(possible, None)

    def _may_report(self, flag: Flag, award: int, term: int) -> bool:
        """Whether the report can be defended in a term."""
        size, position = self.calendar.size, award % self.calendar.size
        beside = self.case.target.award.report_daytime_positions
        rules = [self.case.report_positions()]
        rules += [beside] if flag.daytime and award // size == term // size else []
        return all(rule is None or position in rule for rule in rules)

    def award_fees(self, flag: Flag, award: int, term: int) -> int:
        """Cents that become due with an award, for who passed all by the end of a term."""
        if not self.report:
            return 0
        same = award // self.calendar.size == term // self.calendar.size
        if not same:
            return self.report_fees + self.lone_fee
        return self.report_fees + (0 if flag.daytime else max(0, self.lone_fee - flag.fee))


def _order(value: Value) -> tuple[object, ...]:
    kinds = ("open", "passed", "running", "waits")
    one = value.offering
    key = (one.first, one.unit, one.id) if one is not None else (0, "", "")
    return kinds.index(value.kind), value.award, value.known, key, str(value.ends)

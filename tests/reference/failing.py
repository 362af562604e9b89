"""When units can be failed: the best way to go on, by plain recursion over all that can happen, from the sentences of
the rules. What may be attended together is asked of the checker, everything else is reckoned here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

from planner.check import availability, clash, experience, internship, load_cap, offering, pause, report
from planner.check.completion import fill_gaps
from planner.domain.case import Case
from planner.domain.condition import Clause
from planner.domain.offering import Offering
from planner.domain.plan import Plan

from .failing_needs import FAR, Wanted

YEARS = 16
TOGETHER = (offering, pause, availability, load_cap, clash)
Chosen = tuple[Offering, ...]
Values = tuple[float, float, float]


@dataclass(frozen=True)
class State:
    """`passed` units with the day on which each ended, as long as that matters; what runs on; what waits for a second
    session (with its offering); what was begun in the academic year, and daytime classes of the past that stand in the
    way of an internship; the first term of an award.
    """

    passed: frozenset[tuple[str, date | None]] = frozenset()
    running: frozenset[Offering] = frozenset()
    waiting: frozenset[tuple[Offering, Offering]] = frozenset()
    year: frozenset[Offering] = frozenset()
    days: frozenset[Offering] = frozenset()
    award: int = 0

    @property
    def held(self) -> frozenset[str]:
        return frozenset(unit for unit, _ in self.passed)


class Recursion:
    """One learner; `deadline` is a target."""

    def __init__(self, case: Case, deadline: int | None) -> None:
        self.deadline = deadline
        self.case = replace(case, learner=case.learner.without_deadline())
        assert case.chances is not None
        self.chances = case.chances
        self.calendar, self.size = case.programme.calendar, case.programme.calendar.size
        self.start = case.learner.start
        self.end = self.start + YEARS * self.size
        self.report = case.needs_report
        self.windows = self.case.windows(self.end)
        self.wanted = Wanted(self.case)
        self.payer = cache(self._payer)
        self.session = cache(self._session)
        self.memo: dict[tuple[int, State], tuple[Values, Chosen]] = {}
        self.together: dict[frozenset[Offering], bool] = {}

    # What can be begun

    def sets(self, term: int, state: State) -> list[Chosen]:
        """The sets of offerings that can be begun, smaller ones first, then in the order of the programme."""
        order = list(self.case.programme.units)
        here = [one for one in self.case.programme.offerings(term // self.size) if one.first == term]
        busy = {one.unit for one in state.running} | state.held
        here = [one for one in here if one.unit in self.case.remaining and one.unit not in busy and one.last < self.end]
        here = [one for one in here if self._is_open(state, one) and self._fit(frozenset((one,)))]
        by_unit = {unit: [None, *(one for one in here if one.unit == unit)] for unit in order}
        found = []
        for some in product(*(ways for ways in by_unit.values() if len(ways) > 1)):
            chosen = tuple(one for one in some if one is not None)
            if self._may_begin(state, chosen):
                found.append(chosen)
        place = {one: number for number, one in enumerate(self.case.programme.offerings(term // self.size))}
        return sorted(found, key=lambda some: (len(some), [order.index(one.unit) for one in some],
                                               [place[one] for one in some]))  # fmt: skip

    def _fit(self, some: frozenset[Offering]) -> bool:
        """Whether they may be attended together."""
        if some not in self.together:
            plan = Plan(tuple(sorted(some, key=lambda one: one.id)), FAR)
            self.together[some] = not any(list(rule.violations(self.case, plan)) for rule in TOGETHER)
        return self.together[some]

    def _is_open(self, state: State, one: Offering) -> bool:
        """Whether the certificate that comes first leaves room for it."""
        for certificate in self.case.certificates(first_only=True) if self.case.learner.order == "require" else ():
            if one.unit not in certificate.units:
                return all(self.case.acquired(unit) or unit in state.held for unit in certificate.units)
        return True

    def _may_begin(self, state: State, chosen: Chosen) -> bool:
        units = state.held | {one.unit for one in (*state.running, *chosen)}
        sure = frozenset.intersection(*self.wanted.whole) if self.wanted.whole else frozenset[str]()
        if not sure.issuperset(one.unit for one in chosen) and not any(units <= some for some in self.wanted.whole):
            return False
        if not all(self._meets(state, chosen, one, clause) for one in chosen for clause in self._clauses(one.unit)):
            return False
        return self._fit(frozenset(chosen) | state.running)

    def _clauses(self, unit: str) -> list[Clause]:
        return [clause for own, clause in self.case.clauses() if own == unit]

    def _meets(self, state: State, passed_here: Chosen, one: Offering, clause: Clause) -> bool:
        """Whether a clause is met by what is passed, in this term too (`passed_here`), or only has to be taken."""
        if clause.together:
            there = state.held | {other.unit for other in (*state.running, *passed_here)}
            return any(self.case.acquired(unit) or unit in there for unit in clause.units)
        ended = {unit for unit, day in state.passed if day is None or day < one.span.starts}
        ended |= {other.unit for other in passed_here if len(other.terms) == 1 and other.span.ends < one.span.starts}
        return self.case.programme.meets(clause, ended | set(self.case.learner.acquired))

    # What comes of it

    def outcomes(self, term: int, state: State, chosen: Chosen) -> list[tuple[float, State, Chosen]]:
        """Chances, with the state at the end of the term, not yet that of the next, and what was begun in the end."""
        found: list[tuple[float, State, Chosen, Chosen]] = [(1.0, state, (), ())]
        found = [(p, replace(s, running=frozenset()), b, d) for p, s, b, d in found]
        exams = [*sorted(state.running, key=lambda one: one.id), *sorted(chosen, key=lambda one: one.span.starts)]
        for one in exams:
            more = []
            for p, s, begun, done in found:
                if one in chosen:
                    waits = [c for c in self._clauses(one.unit) if not c.together]
                    if not all(self._meets(state, done, one, clause) for clause in waits):
                        more.append((p, s, begun, done))
                        continue
                    begun = (*begun, one)
                if one.last > term:
                    more.append((p, replace(s, running=s.running | {one}), begun, done))
                    continue
                for q, then in self._results(term, s, one):
                    more.append((p * q, then, begun, (*done, one) if one.unit in then.held else done))
            found = more
        resat = []
        for p, s, begun, _ in found:
            resat += [(p * q, then, begun) for q, then in self._second_sessions(term, s)]
        return [(p, s, begun) for p, s, begun in resat if p > 0]

    def _results(self, term: int, state: State, one: Offering) -> Iterator[tuple[float, State]]:
        fail = self.chances.of(one.unit)
        others = frozenset(pair for pair in state.waiting if pair[0].unit != one.unit)
        yield 1 - fail, replace(state, passed=state.passed | {(one.unit, one.span.ends)}, waiting=others)
        session = self.session(one)
        waiting = state.waiting if session is None else others | {(one, session)}
        yield fail, replace(state, waiting=waiting)

    def _session(self, one: Offering) -> Offering | None:
        if self.chances.second_session >= 1:
            return None
        found = self.case.second_session(one, self.calendar.term(one.last).span.ends)
        if found is None or any(pause.violations(self.case, Plan((found,), FAR))):
            return None
        return found

    def _second_sessions(self, term: int, state: State) -> list[tuple[float, State]]:
        """Second sessions that are over when the next term begins."""
        starts = self.calendar.term(term + 1).span.starts
        found = [(1.0, state)]
        for pair in sorted(state.waiting, key=lambda pair: pair[0].id):
            if pair[1].span.ends >= starts:
                continue
            again, (one, session) = self.chances.second_session, pair
            more = []
            for p, s in found:
                left = replace(s, waiting=s.waiting - {pair})
                award = max(s.award, session.last + 1)
                more.append((p * again, left))
                gained = left.passed | {(one.unit, session.span.ends)}
                more.append((p * (1 - again), replace(left, passed=gained, award=award)))
            found = more
        return found

    def next(self, term: int, state: State) -> State:
        """The state at the start of the next term: what does not matter any more is forgotten."""
        later = [one for year in (0, 1) for one in self.case.programme.offerings((term + 1) // self.size + year)
                 if one.first > term]  # fmt: skip
        soonest = min((one.span.starts for one in later), default=date.max)
        passed = frozenset((unit, None if day is None or day < soonest else day) for unit, day in state.passed)
        year = frozenset[Offering]() if (term + 1) % self.size == 0 else state.year
        award = state.award if state.award > term + 1 else 0
        return State(passed, state.running, state.waiting, year, state.days, award)

    # What it is worth

    def _fee(self, year: frozenset[Offering]) -> int:
        return max((self.case.yearly(one, self.payer(one)) for one in year), default=0)

    def _payer(self, one: Offering) -> str:
        """Who pays: of several, who leaves the learner least to pay, then the cheapest."""
        own = self.case.programme.own

        def worth(payer: str) -> tuple[int, int]:
            amount = (self.case.price(one, payer) or 0) + self.case.yearly(one, payer)
            return (amount if payer in own and own[payer].learner else 0), amount

        return min(self.case.payers_of(one), key=worth)

    def best(self, term: int, state: State) -> tuple[Values, Chosen]:
        """The values of a state at the start of a term, and what is begun."""
        if term == self.end:
            return (0.0, float(self.end - self.start), 0.0), ()
        key = (term, state)
        if key not in self.memo:
            self.memo[key] = self._choose([(self.worth(term, state, some), some) for some in self.sets(term, state)])
        return self.memo[key]

    def _choose(self, ways: list[tuple[Values, Chosen]]) -> tuple[Values, Chosen]:
        if self.deadline is not None:
            most = max(values[0] for values, _ in ways)
            ways = [way for way in ways if most - way[0][0] < 1e-6]
        for kind, equal in ((1, 1e-9), (2, 1e-7)):
            least = min(values[kind] for values, _ in ways)
            ways = [way for way in ways if way[0][kind] - least < equal]
        return ways[0]

    def worth(self, term: int, state: State, chosen: Chosen) -> Values:
        """What a set is worth: its own price, and what comes of it."""
        total = [0.0, 0.0, 0.0]
        for chance, then, begun in self.outcomes(term, state, chosen):
            values = self._then(term, then, begun, chosen)
            for kind in range(3):
                total[kind] += chance * values[kind]
        return total[0], total[1], total[2]

    def _then(self, term: int, state: State, begun: Chosen, chosen: Chosen) -> Values:
        year = state.year | frozenset(begun)
        cost = (
            sum(self.case.price(one, self.payer(one)) or 0 for one in begun) + self._fee(year) - self._fee(state.year)
        )
        days = state.days
        if self.case.internship_months:
            windows = self.windows
            days |= {one for one in chosen if one.modality == "daytime" and any(map(one.span.overlaps, windows))}
        state = replace(state, year=year, days=days)
        if self.wanted.is_complete(state.held):
            on_time, terms, more = self.finish(term, state)
        else:
            (on_time, terms, more), _ = self.best(term + 1, self.next(term, state))
        return on_time, terms, cost + more

    def finish(self, term: int, state: State) -> Values:
        """The award comes as soon as it can."""
        award = self.award(term, state)
        if award is None or award >= self.end:
            return 0.0, float(self.end - self.start), 0.0
        cost = 0
        if self.report:
            cost = sum(fee.amount for fee in self.case.target.fees if fee.due != "start")
            year = state.year if award // self.size == term // self.size else frozenset[Offering]()
            alone = self.case.learner.pathway != "daytime" and {"evening", "distance"} & set(self.case.modalities)
            if alone and not any(one.modality == "daytime" for one in year):
                modality = "evening" if "evening" in self.case.modalities else "distance"
                tariff = self.case.programme.tariffs.get((modality, self.case.learner.funding))
                cost += max(0, (tariff.yearly if tariff else 0) - self._fee(year))
        on_time = float(self.deadline is not None and award <= self.deadline)
        return on_time, float(award - self.start + 1), float(cost)

    def award(self, term: int, state: State) -> int | None:
        first = max(term, self.start, state.award, *(one.last for one in state.running))
        past = [one for one in (*state.year, *state.days) if one.modality == "daytime" and one.last <= term]
        years = range(first // self.size, self.start // self.size - 1, -1)
        template = next(one for year in years for one in self.case.programme.offerings(year))
        first_open = replace(template, terms=(first,), modality="evening")
        plan = fill_gaps(self.case, Plan((first_open, *dict.fromkeys(past)), first), award_given=False)
        rules = (report, experience, internship, pause)
        wrong = [v for rule in rules for v in rule.violations(self.case, plan) if "pause_unit" not in v.key]
        return None if wrong else plan.award

    def answer(self) -> tuple[Values, Chosen]:
        """The values at the start, fees that are due then included (cents), and what is begun first."""
        fees = float(sum(fee.amount for fee in self.case.target.fees if fee.due == "start"))
        if self.wanted.is_complete(frozenset()):
            (on_time, terms, cost), chosen = self.finish(self.start - 1, State()), ()
        else:
            (on_time, terms, cost), chosen = self.best(self.start, State())
        return (on_time, terms, cost + fees), chosen

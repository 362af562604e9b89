"""Plans that several fundings pay: every plan of a tiny programme, and a plain model for those of the vintages."""

from __future__ import annotations

from typing import Any

from ortools.sat.python.cp_model import OPTIMAL, CpSolver, LinearExpr

from .again import Again, Past
from .bill import Payers, bill, read_payers
from .brute import legal_plans
from .brute import values as usual
from .case import Case, Offering, Raw
from .plain import Plain
from .reading import read_case

Answer = tuple[str, dict[str, int]]


def _read(programme: Raw, learner: Raw, terms: int) -> tuple[Case, Case, Payers]:
    """The case with and without bounds on the years, as if the funding for the rest paid everything; and who pays."""
    payers = read_payers(programme, learner)
    alone = {**learner, "funding": payers.rest}
    free = {key: value for key, value in alone.items() if key != "max_cost_per_year"}
    return read_case(programme, alone, terms), read_case(programme, free, terms), payers


def solve_mixed_by_enumeration(programme: Raw, learner: Raw, terms: int) -> Answer:
    """Status and known objectives of the best plan, one objective after the other."""
    case, free, payers = _read(programme, learner, terms)
    rows: list[dict[str, int | None]] = []
    for plan, award in legal_plans(free):
        due = bill(case, payers, plan, award)
        if not any(case.over_budget(year, amount) for year, amount in due.years.items()):
            rows.append(usual(free, plan, award) | {"cost": due.total, "own-cost": due.own})
    if not rows:
        return "impossible", {}
    reached: dict[str, int] = {}
    for name in case.objectives:
        known = [value for row in rows if (value := row[name]) is not None]
        if known:
            reached[name] = min(known)
            rows = [row for row in rows if row[name] == reached[name]]
    return "optimal", reached


class MixedPlain(Plain):
    """The plain model with what each funding pays: a literal for each yearly fee that could be a year's largest."""

    def __init__(self, again: Again, payers: Payers) -> None:
        self.payers = payers
        super().__init__(again)

    def _cost(self) -> Any:
        model, payers = self.model, self.payers
        bought = [(place.offering, literal) for place, literal in self.taken.items()]
        self.unknown = [x for one, x in bought if payers.price(self.case, one.unit, one.modality) is None]
        self.unknown += [] if payers.rest in payers.tables else [model.new_constant(1)]
        self._limits(bought)
        self.unsaid = [x for one, x in bought if payers.funding(one.unit) not in payers.own]
        self.unsaid += [] if payers.rest in payers.own else [model.new_constant(1)]
        self.by: dict[str, list[Any]] = {funding: [0] for funding in payers.order}
        self.by[payers.rest].append(self.case.fees_at_start)
        self.by[payers.rest].append(self.case.fees_with_report if self.case.has_report else 0)
        for year in self.years:
            self._year(year, bought)
        own: list[Any] = [0]
        for funding, amounts in self.by.items():
            amount = LinearExpr.sum(amounts)
            if payers.own.get(funding):
                own.append(amount)
            elif funding in payers.caps:
                beyond = model.new_int_var(0, 10**8, "")
                model.add_max_equality(beyond, [0, amount - payers.caps[funding]])
                own.append(beyond)
        self.own = LinearExpr.sum(own)
        return LinearExpr.sum([part for amounts in self.by.values() for part in amounts])

    def _limits(self, bought: list[tuple[Offering, Any]]) -> None:
        for funding, rows in self.payers.tables.items():
            for modality, row in rows.items():
                most = row.get("at_most_units")
                counted = [x for o, x in bought if (self.payers.funding(o.unit), o.modality) == (funding, modality)]
                if most is not None and counted:
                    self.unknown.append(self.model.new_bool_var(""))
                    self.model.add(LinearExpr.sum(counted) <= most + 99 * self.unknown[-1])

    def _year(self, year: int, bought: list[tuple[Offering, Any]]) -> None:
        case, payers, model, year_of = self.case, self.payers, self.model, self.case.calendar.year
        here = [(one, x) for one, x in bought if year_of(one.first) == year]
        spent: list[Any] = [0]
        for one, x in here:
            price = payers.price(case, one.unit, one.modality) or 0
            self.by[payers.funding(one.unit)].append(price * x)
            spent.append(price * x)
        causes: dict[tuple[int, str], list[Any]] = {}
        for one, x in here:
            funding = payers.funding(one.unit)
            causes.setdefault((payers.yearly(funding, one.modality), funding), []).append(x)
        defended = [x for t, x in self.award.items() if year_of(t) == year] if case.has_report else []
        if case.pathway != "daytime" and "evening" in case.modalities and defended:
            alone = model.new_bool_var("")
            days = [x for one, x in here if one.modality == "daytime"]
            model.add_max_equality(alone, [LinearExpr.sum(defended) - LinearExpr.sum(days), 0])
            causes.setdefault((payers.yearly(payers.rest, "evening"), payers.rest), []).append(alone)
        stronger: list[Any] = []
        for fee, funding in sorted(causes, key=lambda one: (-one[0], payers.order.index(one[1]))):
            owed, pays = model.new_bool_var(""), model.new_bool_var("")
            model.add_max_equality(owed, causes[fee, funding])
            model.add(pays >= owed - LinearExpr.sum(stronger))
            model.add(pays <= owed)
            for other in stronger:
                model.add_implication(other, ~pays)
            stronger.append(owed)
            self.by[funding].append(fee * pays)
            spent.append(fee * pays)
        spent.append(case.fees_at_start if year == year_of(case.start) else 0)
        spent += [case.fees_with_report * literal for literal in defended]
        if year in self.again.budget:
            model.add(LinearExpr.sum(spent) <= self.again.budget[year])


def solve_mixed_plainly(programme: Raw, learner: Raw, terms: int) -> Answer:
    """The same for a learner of a vintage, by the plain model."""
    case, _, payers = _read(programme, learner, terms)
    years = range(case.calendar.year(case.start), case.calendar.year(case.horizon) + 1)
    most = {year: case.budgets.get(year, case.budget) for year in years}
    budget = {year: amount for year, amount in most.items() if amount is not None}
    plain = MixedPlain(Again(case, Past(case.start), {}, budget=budget), payers)
    for unit in case.avoid:
        assert not plain.of(unit)
    wishes = plain.wishes() | {"own-cost": plain.own}
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 11
    solver.parameters.linearization_level = 2
    found: dict[str, int] = {}
    for name in case.objectives:
        unknown = {"cost": plain.unknown, "own-cost": plain.unknown + plain.unsaid}.get(name, [])
        if unknown:
            plain.model.minimize(LinearExpr.sum(unknown))
            if solver.solve(plain.model) != OPTIMAL:
                return "impossible", {}
            if solver.objective_value > 0:
                continue
            plain.model.add(LinearExpr.sum(unknown) == 0)
        plain.model.minimize(wishes[name])
        if solver.solve(plain.model) != OPTIMAL:
            return "impossible", {}
        found[name] = round(solver.objective_value)
        plain.model.add(wishes[name] <= found[name])
    plan = {place.unit: place.offering for place, literal in plain.taken.items() if solver.value(literal)}
    award = next(t for t, literal in plain.award.items() if solver.value(literal))
    exact = bill(case, payers, plan, award)
    due = {"cost": exact.total, "own-cost": exact.own}
    exact_found = {name: found[name] for name in due if name in found}
    assert {name: due[name] for name in exact_found} == exact_found, (due, found)
    return "optimal", found

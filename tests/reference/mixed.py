"""Plans that several fundings pay: every plan of a tiny programme, and a plain model for those of the vintages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ortools.sat.python.cp_model import OPTIMAL, CpSolver, LinearExpr

from .again import Again, Past, Place
from .bill import Payers, bill, read_payers
from .brute import legal_plans, unpriced
from .case import Case, Raw
from .plain import Plain
from .reading import read_case

Answer = tuple[str, dict[str, int]]
Bought = list[tuple[Place, str, Any]]


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
            rows.append(unpriced(free, plan, award) | {"cost": due.total, "own-cost": due.own})
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

    def __init__(self, again: Again, payers: Payers, names: Iterable[str] | None = None) -> None:
        self.payers, self.names = payers, tuple(payers.order if names is None else names)
        super().__init__(again)

    def _cost(self) -> Any:
        model, payers = self.model, self.payers
        self.unknown: list[Any] = [] if payers.rest in payers.tables else [model.new_constant(1)]
        bought = self._bought()
        self._limits(bought)
        self.unsaid = [x for _, payer, x in bought if payer not in payers.own]
        self.unsaid += [] if payers.rest in payers.own else [model.new_constant(1)]
        self.by: dict[str, list[Any]] = {funding: [0] for funding in self.names}
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
                own.append(model.new_int_var(0, 10**8, ""))
                model.add_max_equality(own[-1], [0, amount - payers.caps[funding]])
        self.own = LinearExpr.sum(own)
        return LinearExpr.sum([part for amounts in self.by.values() for part in amounts])

    def _price(self, place: Place, payer: str) -> int | None:
        return self.payers.price(self.case, place.unit, place.modality)

    def _bought(self) -> Bought:
        """A literal for each offering and its payer."""
        bought = [(place, self.payers.funding(place.unit), literal) for place, literal in self.taken.items()]
        self.unknown += [literal for place, payer, literal in bought if self._price(place, payer) is None]
        return bought

    def _limits(self, bought: Bought) -> None:
        for funding, rows in self.payers.tables.items():
            for modality, row in rows.items():
                counted = [x for o, payer, x in bought if (payer, o.modality) == (funding, modality)]
                self._keep_known(row.get("at_most_units"), counted)

    def _keep_known(self, most: int | None, units: list[Any]) -> None:
        """Beyond so many units the price is unknown."""
        if most is not None and units:
            self.unknown.append(self.model.new_bool_var(""))
            self.model.add(LinearExpr.sum(units) <= most + 99 * self.unknown[-1])

    def _year(self, year: int, bought: Bought) -> None:
        case, payers, model, year_of = self.case, self.payers, self.model, self.case.calendar.year
        here = [(one, payer, x) for one, payer, x in bought if year_of(one.first) == year]
        spent: list[Any] = [0]
        causes: dict[tuple[int, str], list[Any]] = {}
        for one, payer, x in here:
            price = self._price(one, payer) or 0
            self.by[payer].append(price * x)
            spent.append(price * x)
            causes.setdefault((payers.yearly(payer, one.modality), payer), []).append(x)
        defended = [x for t, x in self.award.items() if year_of(t) == year] if case.has_report else []
        if case.pathway != "daytime" and "evening" in case.modalities and defended:
            alone = model.new_bool_var("")
            days = [x for p, x in self.taken.items() if year_of(p.first) == year and p.modality == "daytime"]
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


def yearly_budgets(case: Case) -> dict[int, int]:
    """What may be spent in each academic year that a plan can reach."""
    years = range(case.calendar.year(case.start), case.calendar.year(case.horizon) + 1)
    most = {year: case.budgets.get(year, case.budget) for year in years}
    return {year: amount for year, amount in most.items() if amount is not None}


def solve_in_turn(plain: MixedPlain, names: Iterable[str]) -> tuple[Answer, CpSolver]:
    """Status and known objectives, one after the other; and the solver with the best plan."""
    wishes = plain.wishes() | {"own-cost": plain.own}
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 11
    solver.parameters.linearization_level = 2
    found: dict[str, int] = {}
    for name in names:
        unknown = {"cost": plain.unknown, "own-cost": plain.unknown + plain.unsaid}.get(name, [])
        if unknown:
            plain.model.minimize(LinearExpr.sum(unknown))
            if solver.solve(plain.model) != OPTIMAL:
                return ("impossible", {}), solver
            if solver.objective_value > 0:
                continue
            plain.model.add(LinearExpr.sum(unknown) == 0)
        plain.model.minimize(wishes[name])
        if solver.solve(plain.model) != OPTIMAL:
            return ("impossible", {}), solver
        found[name] = round(solver.objective_value)
        plain.model.add(wishes[name] <= found[name])
    return ("optimal", found), solver


def solve_mixed_plainly(programme: Raw, learner: Raw, terms: int) -> Answer:
    """The same for a learner of a vintage, by the plain model."""
    case, _, payers = _read(programme, learner, terms)
    plain = MixedPlain(Again(case, Past(case.start), {}, budget=yearly_budgets(case)), payers)
    for unit in case.avoid:
        assert not plain.of(unit)
    (status, found), solver = solve_in_turn(plain, case.objectives)
    if status == "impossible":
        return status, found
    plan = {place.unit: place.offering for place, literal in plain.taken.items() if solver.value(literal)}
    award = next(t for t, literal in plain.award.items() if solver.value(literal))
    exact = bill(case, payers, plan, award)
    due = {"cost": exact.total, "own-cost": exact.own}
    exact_found = {name: found[name] for name in due if name in found}
    assert {name: due[name] for name in exact_found} == exact_found, (due, found)
    return status, found

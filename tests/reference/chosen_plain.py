"""Chosen payers for learners of the vintages: the plain model with a literal for each offering under each payer."""

from __future__ import annotations

from typing import Any

from ortools.sat.python.cp_model import OPTIMAL, CpSolver, LinearExpr

from .again import Again, Past, Place
from .case import Raw
from .chosen import Answer, Choice, order_of, read_choice
from .plain import Plain
from .reading import read_case

Bought = list[tuple[Place, str, Any]]


class ChosenPlain(Plain):
    """The plain model of a plan and of who pays for each unit of it."""

    def __init__(self, again: Again, choice: Choice) -> None:
        self.choice, self.payers = choice, choice.payers
        super().__init__(again)

    def _cost(self) -> Any:
        model, payers = self.model, self.payers
        self.unknown: list[Any] = [] if payers.rest in payers.tables else [model.new_constant(1)]
        bought = self._bought()
        self._limits(bought)
        self.unsaid = [x for _, payer, x in bought if payer not in payers.own]
        self.unsaid += [] if payers.rest in payers.own else [model.new_constant(1)]
        names = (*payers.order, *self.choice.alone)
        self.by: dict[str, list[Any]] = {funding: [0] for funding in names}
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
            if funding in self.choice.most:
                model.add(amount <= self.choice.most[funding])
        self.own = LinearExpr.sum(own)
        return LinearExpr.sum([part for amounts in self.by.values() for part in amounts])

    def _bought(self) -> Bought:
        """A literal for each offering under each payer that may pay; one more where nobody has a price."""
        found: Bought = []
        for place, literal in self.taken.items():
            payer = self.payers.of.get(place.unit)
            if payer is not None:
                found.append((place, payer, literal))
                if self.choice.price(self.case, place.unit, place.modality, payer) is None:
                    self.unknown.append(literal)
                continue
            able = [p for p in self.choice.alone
                    if self.choice.price(self.case, place.unit, place.modality, p) is not None]  # fmt: skip
            literals = [self.model.new_bool_var("") for _ in able]
            if not able:
                self.unknown.append(literal)
                continue
            self.model.add(LinearExpr.sum(literals) == literal)
            found += [(place, p, x) for p, x in zip(able, literals, strict=True)]
        return found

    def _limits(self, bought: Bought) -> None:
        """No vintage has a payer for few units beside a unit that only such payers price: then they just keep to it."""
        for payer in self.choice.alone:
            for modality in {place.modality for place, *_ in bought}:
                room = self.choice.room(payer, modality)
                if room is None:
                    continue
                listed = [x for o, p, x in bought if (p, o.modality) == (payer, modality) and o.unit in self.payers.of]
                others = [x for o, p, x in bought if (p, o.modality) == (payer, modality) and x not in listed]
                if listed:
                    self.unknown.append(self.model.new_bool_var(""))
                    self.model.add(LinearExpr.sum(listed) <= room + 99 * self.unknown[-1])
                for literal in others:
                    self.model.add(LinearExpr.sum(listed + others) <= room).only_enforce_if(literal)
        for payer in {p for _, p, _ in bought} - set(self.choice.alone):
            for modality in {place.modality for place, *_ in bought}:
                room = self.choice.room(payer, modality)
                units = [x for o, p, x in bought if (p, o.modality) == (payer, modality)]
                if room is not None and units:
                    self.unknown.append(self.model.new_bool_var(""))
                    self.model.add(LinearExpr.sum(units) <= room + 99 * self.unknown[-1])

    def _year(self, year: int, bought: Bought) -> None:
        case, payers, model, year_of = self.case, self.payers, self.model, self.case.calendar.year
        here = [(one, payer, x) for one, payer, x in bought if year_of(one.first) == year]
        spent: list[Any] = [0]
        causes: dict[tuple[int, str], list[Any]] = {}
        for one, payer, x in here:
            price = self.choice.price(case, one.unit, one.modality, payer) or 0
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


def solve_chosen_plainly(programme: Raw, learner: Raw, terms: int) -> Answer:
    """Status and known objectives of the best plan of a learner of a vintage."""
    choice = read_choice(programme, learner)
    case = read_case(programme, {**learner, "funding": choice.payers.rest, "payer_budgets": {}}, terms)
    years = range(case.calendar.year(case.start), case.calendar.year(case.horizon) + 1)
    most = {year: case.budgets.get(year, case.budget) for year in years}
    budget = {year: amount for year, amount in most.items() if amount is not None}
    plain = ChosenPlain(Again(case, Past(case.start), {}, budget=budget), choice)
    wishes = plain.wishes() | {"own-cost": plain.own}
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 11
    solver.parameters.linearization_level = 2
    found: dict[str, int] = {}
    for name in order_of(learner, list(case.objectives)):
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
    return "optimal", found

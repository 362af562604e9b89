"""Plans after results by a plain model: for programmes of the size of the vintages, where enumeration is too long.

Nothing of the product's model: one literal for each place of each unit, one for each term of the award. It knows what
the vintages use: requirements of which no two share a unit, prerequisites between compulsory units, an evening fee.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from .again import LOST, Again, Place, Values, places, values
from .dates import add_months
from .money import unit_price, yearly


class Plain:
    """The model of one continuation."""

    def __init__(self, again: Again) -> None:
        self.again, self.case = again, again.case
        self.model = CpModel()
        case, now = self.case, again.past.now
        self.taken: dict[Place, Any] = {}
        for unit in again.open_units:
            for place in places(again, unit):
                if place.modality in case.modalities and unit not in case.avoid:
                    self.taken[place] = self.model.new_bool_var("")
        for place in again.kept.values():
            self.taken[place] = self.model.new_constant(1)
        self.award = {t: self.model.new_bool_var("") for t in range(case.start, case.horizon + 1)}
        self.model.add_exactly_one(self.award.values())
        self.years = range(case.calendar.year(case.start), case.calendar.year(max(case.horizon, now)) + 1)
        self._units()
        self._terms()
        self._order()
        self._award()
        self._internship()
        self.cost = self._cost()

    def of(self, unit: str) -> list[Any]:
        return [literal for place, literal in self.taken.items() if place.unit == unit]

    def _units(self) -> None:
        case, again, model = self.case, self.again, self.model
        for unit in again.open_units:
            model.add(sum(self.of(unit)) <= 1)
        for rule in case.requirements:
            planned = [literal for unit in rule.units for literal in self.of(unit)]
            model.add(LinearExpr.sum(planned) == max(0, rule.count - len(rule.units & case.acquired)))
        for unit, term in case.pins:
            if term >= again.past.now and unit in again.open_units:
                model.add(sum(literal for place, literal in self.taken.items()
                              if place.unit == unit and term in place.terms) >= 1)  # fmt: skip
        for rule in case.prerequisites:
            for place, literal in self.taken.items():
                if place.unit != rule.unit or place.session or place.unit in again.kept:
                    continue
                if not rule.alternatives & case.acquired:
                    before = [x for p, x in self.taken.items() if p.unit in rule.alternatives and p.ends < place.starts]
                    model.add_bool_or([*before, ~literal])

    def _terms(self) -> None:
        case = self.case
        for t in range(self.again.past.now, case.horizon + 1):
            evening = [x for p, x in self.taken.items() if t in p.terms and p.modality == "evening"]
            daytime = [x for p, x in self.taken.items() if t in p.terms and p.modality == "daytime"]
            self.model.add(LinearExpr.sum(evening) <= min(case.evening_cap(t), case.free_evenings(t)))
            cap = case.daytime_cap(t) if case.has_free_day(t) else 0
            if cap is not None:
                self.model.add(LinearExpr.sum(daytime) <= cap)

    def _order(self) -> None:
        """A unit outside the certificate, and one of it that ends no sooner than the other starts."""
        case, now = self.case, self.again.past.now
        self.outside: list[Any] = []
        self.last: list[Any] = []
        for one in case.certificates:
            end = self.model.new_int_var(0, case.horizon + 1, "")
            inside = [(p, x) for p, x in self.taken.items() if p.unit in one.units]
            for place, literal in inside:
                self.model.add(end >= place.last).only_enforce_if(literal)
            if inside:
                self.last.append(end - case.start + 1)
            for place, literal in self.taken.items() if one.recommended_first and inside else ():
                if place.unit not in one.units:
                    early = self.model.new_bool_var("")
                    for other, there in inside:
                        if other.last >= place.first:
                            self.model.add_bool_or([early, ~literal, ~there])
                    if case.order == "require" and place.first >= now:
                        self.model.add(early == 0)
                    self.outside.append(early)

    def _award(self) -> None:
        case, past = self.case, self.again.past
        for t, awarded in self.award.items():
            to_come = case.has_report and past.report is None
            wrong = case.experience_on > case.calendar.ends(t) or t < max(past.report or 0, past.workshop or 0)
            wrong = (
                wrong or (to_come and t < past.now) or (case.has_workshop and past.workshop is None and t < past.now)
            )
            wrong = wrong or (t < past.now and (to_come or (case.has_workshop and past.workshop is None)))
            terms = case.report_terms if to_come else None
            wrong = wrong or (terms is not None and case.calendar.term_id(t) not in terms)
            if wrong:
                self.model.add(awarded == 0)
            for place, literal in self.taken.items():
                year = case.calendar.year(t) == case.calendar.year(place.first) and place.modality == "daytime"
                days = case.daytime_report_terms
                early = to_come and year and place.terms and days is not None and case.calendar.term_id(t) not in days
                if place.ready > t or early:
                    self.model.add_bool_or([~literal, ~awarded])

    def _internship(self) -> None:
        case, past = self.case, self.again.past
        if not case.internship_months:
            return
        daytime = [(p, x) for p, x in self.taken.items() if p.modality == "daytime" and p.terms]
        slots = []
        if past.internship is not None:
            slots = [past.internship]
            daytime = [(place, x) for place, x in daytime if place.unit not in self.again.kept]
        else:
            first_day = case.calendar.starts(past.now)
            days: set[date] = {first_day} | {p.ends + timedelta(days=1) for p, _ in daytime}
            for first, last in case.windows:
                for begin in days | {first}:
                    end = add_months(begin, case.internship_months)
                    if begin >= max(first, first_day) and end <= last:
                        slots.append((begin, end))
        literals = [self.model.new_bool_var("") for _ in slots]
        self.model.add_exactly_one(literals)
        for (begin, end), literal in zip(slots, literals, strict=True):
            for place, x in daytime:
                if place.starts <= end and begin <= place.ends:
                    self.model.add_bool_or([~literal, ~x])
            for t, awarded in self.award.items():
                if case.calendar.ends(t) < end:
                    self.model.add_bool_or([~literal, ~awarded])

    def _cost(self) -> Any:
        """Cents of the whole plan; each open year within its bound."""
        case, again, year_of = self.case, self.again, self.case.calendar.year
        paid = [(p.offering, x) for p, x in self.taken.items() if not p.session]
        paid += [(one, self.model.new_constant(1)) for one in again.lost]
        self.unknown = [x for one, x in paid if unit_price(case, one.unit, one.modality) is None]
        for modality, tariff in case.tariffs.items():
            count, most = sum(x for one, x in paid if one.modality == modality), tariff.get("at_most_units")
            if most is not None:
                self.unknown.append(self.model.new_bool_var(""))
                self.model.add(count <= most + 99 * self.unknown[-1])
        self.unknown += [] if case.tariffs else [self.model.new_constant(1)]
        total: Any = 0
        for year in self.years:
            here = [(one, x) for one, x in paid if year_of(one.first) == year]
            spent: Any = sum((unit_price(case, o.unit, o.modality) or 0) * x for o, x in here)
            spent += case.fees_at_start if year == year_of(case.start) else 0
            defended = [x for t, x in self.award.items() if year_of(t) == year] if again.past.report is None else []
            if again.past.report is not None and year_of(again.past.report) == year:
                defended = [self.model.new_constant(1)]
            defended = defended if case.has_report else []
            spent += case.fees_with_report * sum(defended)
            due = self.model.new_bool_var("")
            for one, x in here:
                if one.modality == "evening":
                    self.model.add_implication(x, due)
            if case.pathway != "daytime":
                for x in defended:
                    self.model.add_bool_or([~x, due, *(there for one, there in here if one.modality == "daytime")])
            spent += yearly(case, "evening") * due
            if year in again.budget and year >= year_of(again.past.now):
                self.model.add(spent <= again.budget[year])
            total += spent
        return total

    def wishes(self) -> dict[str, Any]:
        """What is minimised, by name."""
        case, again = self.case, self.again
        there = [x for p, x in self.taken.items() if not p.session and p.offering in again.stayed]
        chosen = {u for rule in case.requirements if rule.count < len(rule.units) for u in rule.units}
        unmade = {o.unit for o, result in again.past.attempts if result in LOST} & set(again.open_units)
        load = self.model.new_int_var(0, 99, "")
        for t in range(case.start, case.horizon + 1):
            self.model.add(load >= LinearExpr.sum([x for p, x in self.taken.items() if t in p.terms]))
        return {
            "duration": sum((t - case.start + 1) * x for t, x in self.award.items()),
            "moves": len(again.stayed) - sum(there),
            "dropped": len(unmade & chosen) - sum(x for unit in unmade & chosen for x in self.of(unit)),
            "order": sum(self.outside),
            "cost": self.cost,
            "load": load,
            "certificate": sum(self.last),
        }


def best_plain(again: Again, *, stability: bool = False) -> Values | None:
    """The best values, one after the other; None where nothing exists."""
    plain = Plain(again)
    wishes = plain.wishes()
    close, rest = ["moves", "dropped"], [name for name in again.case.objectives if name != "duration"]
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 7
    solver.parameters.linearization_level = 2
    found: Values = {}
    names = [*close, "duration", *rest] if stability else ["duration", *close, *rest]
    for name in names:
        if name == "cost":
            plain.model.minimize(LinearExpr.sum(plain.unknown))
            assert solver.solve(plain.model) == OPTIMAL
            if solver.objective_value > 0:
                continue
            plain.model.add(LinearExpr.sum(plain.unknown) == 0)
        plain.model.minimize(wishes[name])
        status = solver.solve(plain.model)
        if status not in (OPTIMAL, FEASIBLE):
            return None
        assert status == OPTIMAL
        found[name] = round(solver.objective_value)
        plain.model.add(wishes[name] <= found[name])
    plan = {place.unit: place for place, literal in plain.taken.items() if solver.value(literal)}
    award = next(t for t, literal in plain.award.items() if solver.value(literal))
    exact = values(again, plan, award)
    assert {name: exact.get(name, 0) for name in found} == found, (found, exact)
    return exact

"""For what each unit counts, where requirements share units with no other: for one of these, or for all the others."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.programme import Requirement
from planner.domain.standing import Home
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.variables import Variables


class Homes:
    """What is missing of each requirement that leaves a choice or is part of a track, and what is planned for it."""

    def __init__(self, model: CpModel, variables: Variables, case: Case) -> None:
        self.model, self.variables, self.case = model, variables, case
        self.contested = case.choices.contested
        self.place = {id(rule): place for place, rule in enumerate(case.choices.rules)}
        with variables.definition():
            self._counts = dict(self._literals())
            several = len(case.standing) > 1
            self._chosen = [model.new_bool_var("") for _ in case.standing] if several else []
            if several:
                model.add_exactly_one(self._chosen)

    def _literals(self) -> Iterator[tuple[tuple[str, Home], IntVar]]:
        """A literal for each contested unit and each home: a planned unit has one of them."""
        for unit in (unit for unit in self.case.remaining if unit in self.contested):
            found = {home: self.model.new_bool_var("") for home in self.case.choices.homes(unit)}
            taken = self.variables.literals_of(unit)
            self.model.add(LinearExpr.sum(list(found.values())) == (LinearExpr.sum(taken) if taken else 0))
            for home, literal in found.items():
                yield (unit, home), literal

    def missing(self, rule: Requirement) -> LinearExprT:
        """What is missing of the requirement, beside what is planned."""
        values = self._missing(rule)
        return values[0] if len(set(values)) == 1 else LinearExpr.weighted_sum(self._chosen, values)

    def most_missing(self, rule: Requirement) -> int:
        """What is missing of it at most."""
        return max(self._missing(rule))

    def _missing(self, rule: Requirement) -> list[int]:
        """What is missing of it in each reading, credits scaled."""
        return [self.case.programme.least(rule.kind, left[self.place[id(rule)]]) for left in self.case.standing]

    def planned(self, rule: Requirement) -> list[tuple[IntVar, int]]:
        """Literals of what is planned for it, each with its units or credits."""
        found = []
        for unit in rule.units:
            if unit in self.case.remaining:
                where, weight = self.counts(unit, rule), self.case.programme.weight(rule.kind, unit)
                literals = self.variables.literals_of(unit) if where is None else [where]
                found += [(literal, weight) for literal in literals]
        return found

    def counts(self, unit: str, rule: Requirement) -> IntVar | None:
        """The literal that a planned unit counts for the requirement; None where it does in any case."""
        home = None if rule.share else self.place[id(rule)]
        return self._counts[unit, home] if unit in self.contested else None

    def lost(self, unit: str, rule: Requirement, gone: IntVar) -> IntVar:
        """A literal that is only true where the other one is and the unit counts for the requirement."""
        where = self.counts(unit, rule)
        if where is None:
            return gone
        both = self.model.new_bool_var("")
        self.model.add_implication(both, gone)
        self.model.add_implication(both, where)
        return both

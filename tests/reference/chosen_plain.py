"""Chosen payers for learners of the vintages: the plain model with a literal for each offering under each payer."""

from __future__ import annotations

from typing import Any

from ortools.sat.python.cp_model import LinearExpr

from .again import Again, Past, Place
from .case import Raw
from .chosen import Answer, Choice, order_of, read_choice
from .mixed import Bought, MixedPlain, solve_in_turn, yearly_budgets
from .reading import read_case


class ChosenPlain(MixedPlain):
    """The plain model of a plan and of who pays for each unit of it."""

    def __init__(self, again: Again, choice: Choice) -> None:
        self.choice = choice
        super().__init__(again, choice.payers, (*choice.payers.order, *choice.alone))

    def _cost(self) -> Any:
        total = super()._cost()
        for funding, most in self.choice.most.items():
            if funding in self.by:
                self.model.add(LinearExpr.sum(self.by[funding]) <= most)
        return total

    def _price(self, place: Place, payer: str) -> int | None:
        return self.choice.price(self.case, place.unit, place.modality, payer)

    def _bought(self) -> Bought:
        """A literal for each offering under each payer that may pay; one more where nobody has a price."""
        found: Bought = []
        for place, literal in self.taken.items():
            payer = self.payers.of.get(place.unit)
            if payer is not None:
                found.append((place, payer, literal))
                if self._price(place, payer) is None:
                    self.unknown.append(literal)
                continue
            able = [payer for payer in self.choice.alone if self._price(place, payer) is not None]
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
                self._keep_known(room, listed)
                for literal in others:
                    self.model.add(LinearExpr.sum(listed + others) <= room).only_enforce_if(literal)
        for payer in {p for _, p, _ in bought} - set(self.choice.alone):
            for modality in {place.modality for place, *_ in bought}:
                units = [x for o, p, x in bought if (p, o.modality) == (payer, modality)]
                self._keep_known(self.choice.room(payer, modality), units)


def solve_chosen_plainly(programme: Raw, learner: Raw, terms: int) -> Answer:
    """Status and known objectives of the best plan of a learner of a vintage."""
    choice = read_choice(programme, learner)
    case = read_case(programme, {**learner, "funding": choice.payers.rest, "payer_budgets": {}}, terms)
    plain = ChosenPlain(Again(case, Past(case.start), {}, budget=yearly_budgets(case)), choice)
    return solve_in_turn(plain, order_of(learner, list(case.objectives)))[0]

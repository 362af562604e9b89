"""What each funding pays, as linear expressions in cents, and what of it the learner pays."""

from __future__ import annotations

from itertools import pairwise

from planner.domain.case import Case
from planner.domain.offering import DAYTIME
from planner.model import money
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.purchases import purchases
from planner.model.variables import Variables

Owed = tuple[int, str]
"""A yearly fee in cents, and the funding that would pay it."""


def own_cost(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """The learner's own fundings, and what exceeds the budgets of others, as far as prices are known."""
    parts: list[LinearExprT] = [model.new_constant(0)]
    for funding, amount in by_funding(model, variables, case).items():
        own, most = case.programme.own.get(funding), case.learner.excess(funding)
        if own is not None and own.learner:
            parts.append(amount)
        elif most is not None:
            beyond = model.new_int_var(0, _most(variables, case), "")
            model.add(beyond >= amount - most)
            parts.append(beyond)
    return LinearExpr.sum(parts)


def by_funding(model: CpModel, variables: Variables, case: Case) -> dict[str, LinearExprT]:
    """Cents that each funding pays, by its id, as far as prices are known; defined once a model."""
    if not variables.paid:
        years = money.by_year(model, variables, case)
        with variables.definition():
            if len(case.fundings) == 1:
                variables.paid[case.learner.funding] = LinearExpr.sum(list(years.values()))
            else:
                variables.paid.update(_by_funding(model, variables, case, list(years)))
    return variables.paid


def _most(variables: Variables, case: Case) -> int:
    """No plan costs more."""
    fees = sum(fee.amount for fee in case.target.fees) + sum(amount for *_, amount in variables.yearly_fees)
    bought = variables.bought or ()
    return fees + sum(one.most * (one.price or 0) for one in bought) + len(variables.spending)


def _by_funding(model: CpModel, variables: Variables, case: Case, years: list[int]) -> dict[str, LinearExprT]:
    """What each funding pays: its units and yearly fees; fees due once are under the one of what belongs to no unit."""
    parts: dict[str, list[LinearExprT]] = {funding: [] for funding in case.fundings}
    for one in purchases(model, variables, case):
        if one.price and one.payer is not None:
            parts[one.payer].append(one.price * one.count)
    defended = case.needs_report or bool(case.defences)
    parts[case.learner.funding] += [fee.amount for fee in case.target.fees if fee.due == "start" or defended]
    for funding, fee in _yearly_fees(model, variables, case, years):
        parts[funding].append(fee)
    return {funding: LinearExpr.sum([*amounts, 0]) for funding, amounts in parts.items()}


def _yearly_fees(model: CpModel, variables: Variables, case: Case, years: list[int]) -> list[tuple[str, LinearExprT]]:
    """The yearly fees by the funding that pays them: the largest of a year; of equal ones the funding of what belongs
    to no unit, else the first in the file.
    """
    bought = [one for one in purchases(model, variables, case) if one.modality in case.paid_modalities]
    owed = {(one.yearly, one.payer) for one in bought if one.payer is not None}
    owed.add((case.yearly_with_report, case.learner.funding))
    ranks = sorted((one for one in owed if one[0]), key=lambda one: (-one[0], case.fundings.index(one[1])))
    if len({funding for _, funding in ranks}) < 2:
        return [(ranks[0][1], amount * due) for _, due, amount in variables.yearly_fees] if ranks else []
    found: list[tuple[str, LinearExprT]] = []
    for year in years:
        due = [model.new_constant(0), *_due(model, variables, case, year, ranks)]
        for (amount, funding), (stronger, literal) in zip(ranks, pairwise(due), strict=True):
            found.append((funding, amount * (literal - stronger)))
        # what is known of the years in which any fee is due then also holds for those who pay it
        for _, step, any_due, _ in (owed for owed in variables.yearly_tuition if owed[0] == year):
            model.add(any_due == due[sum(amount >= step for amount, _ in ranks)])
    return found


def _due(model: CpModel, variables: Variables, case: Case, year: int, ranks: list[Owed]) -> list[IntVar]:
    """For each rank a literal that is true exactly when a fee of this rank or a stronger one is due in the year."""
    bought = [one for one in purchases(model, variables, case) if one.modality in case.paid_modalities]
    found: list[IntVar] = []
    for rank in ranks:
        owing = [one for one in bought if one.year == year and (one.yearly, one.payer) == rank]
        causes = [one.some for one in owing if one.some is not None] + found[-1:]
        if any(one.some is None for one in owing):
            causes.append(model.new_constant(1))
        if rank == (case.yearly_with_report, case.learner.funding):
            causes += _report_alone(model, variables, case, year)
        due = model.new_bool_var("")
        model.add_max_equality(due, [*causes, model.new_constant(0)])
        if not variables.lean:
            anyhow = [one.of[0] for one in owing if not one.chosen and one.some is not None]
            money.require_places(model, variables, case, anyhow, due)
        found.append(due)
    return found


def _report_alone(model: CpModel, variables: Variables, case: Case, year: int) -> list[IntVar]:
    """A literal that is true exactly when the report is defended in the year and no daytime unit is taken in it."""
    size = case.programme.calendar.size
    if case.report_modality is None:
        return []
    if any(lost.offering.year == year and lost.offering.modality == DAYTIME for lost in case.lost):
        return []
    defended = [variables.award(t) for t in variables.awards if t // size == year] if case.needs_report else []
    if any(term // size == year for term in case.defences):
        defended.append(model.new_constant(1))
    in_daytime = [variables.taken(o) for o in variables.offerings if o.year == year and o.modality == DAYTIME]
    alone = model.new_bool_var("")
    model.add_bool_or([~alone, *defended])
    for literal in in_daytime:
        model.add_implication(literal, ~alone)
    for literal in defended:
        model.add_bool_or([~literal, alone, *in_daytime])
    return [alone]


def unknown_own_cost(model: CpModel, variables: Variables, case: Case) -> list[IntVar]:
    """Literals that are true when nobody can say what the learner pays: an unknown price, or somebody's money."""
    own, bought = case.programme.own, purchases(model, variables, case)
    unsaid = [one for one in bought if one.payer is not None and one.payer not in own]
    if case.learner.funding not in own or any(one.some is None for one in unsaid):
        return [model.new_constant(1)]
    found = money.unknown_prices(model, variables, case)
    return found + [one.some for one in unsaid if one.some is not None]

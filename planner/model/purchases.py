"""What is bought and who pays for it: offerings with their only payer, and how many of those alike each payer takes.

Offerings of the same year and modality that cost the same under each payer are interchangeable for every rule about
money, so that only the number of them under each payer is decided, never which one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel, CpSolver, IntVar, LinearExpr
from planner.model.variables import Variables

Vector = tuple[tuple[str, int, int], ...]
"""Payer, price and yearly fee, for each payer that has a price."""
Payers = tuple[tuple[tuple[str, str], str], ...]


@dataclass(slots=True)
class Purchase:
    """`count` offerings of those in `of`, at most `most`, under a payer; `payer` is None where nobody has a price.

    `some` is a literal that is true exactly when the count is not 0, None where that is certain. What is not `chosen`
    has its only payer.
    """

    year: int
    modality: str
    payer: str | None
    price: int | None
    yearly: int
    of: tuple[Offering, ...]
    count: IntVar | int
    most: int
    some: IntVar | None
    chosen: bool = False


@dataclass(slots=True)
class Group:
    """Offerings that are interchangeable: those of the model, and the number of attempts that came to nothing."""

    offerings: list[Offering] = field(default_factory=list)
    lost: list[Offering] = field(default_factory=list)


def purchases(model: CpModel, variables: Variables, case: Case) -> list[Purchase]:
    """Everything that may be paid for a unit; defined once a model."""
    if variables.bought is None:
        with variables.definition():
            variables.bought = list(_purchases(model, variables, case))
            _add_limits(model, case, variables.bought)
    return variables.bought


def _purchases(model: CpModel, variables: Variables, case: Case) -> Iterator[Purchase]:
    groups: dict[tuple[int, str, Vector], Group] = defaultdict(Group)
    for offering in variables.offerings:
        if offering.resit:
            continue
        payers = case.payers_of(offering)
        if len(payers) == 1 and not _has_limit(case, offering, payers[0]):
            literal = variables.taken(offering)
            yield _under_only_payer(case, offering, payers[0], literal)
        else:
            groups[_key(case, offering, payers)].offerings.append(offering)
    for attempt in case.lost:
        payers = case.payers_of(attempt.offering)
        if len(payers) == 1 and not _has_limit(case, attempt.offering, payers[0]):
            yield _under_only_payer(case, attempt.offering, payers[0], None)
        else:
            groups[_key(case, attempt.offering, payers)].lost.append(attempt.offering)
    for (year, modality, vector), group in groups.items():
        yield from _under_each_payer(model, variables, case, year, modality, vector, group)


def _has_limit(case: Case, offering: Offering, payer: str) -> bool:
    """Whether another payer is not named only because it has no price, and this one may not pay for every unit."""
    return case.is_chosen(offering) and case.unit_limit(offering.modality, payer) is not None


def _under_only_payer(case: Case, offering: Offering, payer: str, literal: IntVar | None) -> Purchase:
    """An offering with its only payer: `literal` tells whether it is taken, None that it was."""
    price, yearly = case.price(offering, payer), case.yearly(offering, payer)
    count = 1 if literal is None else literal
    return Purchase(offering.year, offering.modality, payer, price, yearly, (offering,), count, 1, literal)


def _key(case: Case, offering: Offering, payers: Iterable[str]) -> tuple[int, str, Vector]:
    vector = tuple((payer, case.price(offering, payer) or 0, case.yearly(offering, payer)) for payer in payers)
    return offering.year, offering.modality, vector


def _under_each_payer(
    model: CpModel, variables: Variables, case: Case, year: int, modality: str, vector: Vector, group: Group
) -> Iterator[Purchase]:
    """How many of the offerings each payer takes; nobody, where each that has a price pays for few units only."""
    taken, most = [variables.taken(offering) for offering in group.offerings], len(group.offerings) + len(group.lost)
    of = (*group.offerings, *group.lost)
    ways: list[tuple[str | None, int | None, int]] = list(vector)
    if all(case.unit_limit(modality, payer) is not None for payer, *_ in vector):
        ways.append((None, None, 0))
    counts = [model.new_int_var(0, most, "") for _ in ways]
    model.add(LinearExpr.sum(counts) == LinearExpr.sum(taken) + len(group.lost))
    for (payer, price, yearly), count in zip(ways, counts, strict=True):
        some = model.new_bool_var("")
        model.add(count <= most * some)
        model.add(count >= some)
        yield Purchase(year, modality, payer, price, yearly, of, count, most, some, True)


def _add_limits(model: CpModel, case: Case, bought: list[Purchase]) -> None:
    """A tariff for few units has no price for more: none of them is chosen beyond, and until it is used up a unit that
    it has a price for is not left to nobody.
    """
    for modality, payer in {(one.modality, one.payer): None for one in bought if one.chosen}:
        limit = None if payer is None else case.unit_limit(modality, payer)
        if limit is None:
            continue
        units = [one for one in bought if (one.modality, one.payer) == (modality, payer)]
        total = LinearExpr.sum([one.count for one in units])
        for one in units:
            if one.chosen and one.some is not None:
                model.add(total <= limit).only_enforce_if(one.some)
        priced = {offering for one in units if one.chosen for offering in one.of}
        for one in bought:
            if one.modality == modality and one.payer is None and one.some is not None and priced & set(one.of):
                model.add(total >= limit).only_enforce_if(one.some)


def payers(case: Case, bought: Iterable[Purchase], solver: CpSolver, taken: Collection[Offering]) -> Payers:
    """Who pays for each offering of a solution, by the numbers under each payer; nothing where nobody is chosen."""
    found: dict[tuple[str, str], str] = {}
    paid: set[Offering] = set()
    held = {*taken, *(attempt.offering for attempt in case.lost)}
    for one in bought if case.learner.alone else ():
        count = one.count if isinstance(one.count, int) else solver.value(one.count)
        some = [offering for offering in one.of if offering in held and offering not in paid][:count]
        paid.update(some)
        found |= {offering.place: one.payer for offering in some if one.payer is not None}
    return tuple(found.items())

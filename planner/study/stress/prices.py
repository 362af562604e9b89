"""A scenario's new prices, and whether they leave every comparison of two plans as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from planner.domain.case import Case
from planner.domain.programme import Programme
from planner.domain.scenario import Fees
from planner.domain.tariff import Tariff

AMOUNTS = ("per_credit", "per_hour", "per_unit", "part", "yearly")


def apply(programme: Programme, change: Fees) -> Programme:
    """The programme with the prices of the modality and the funding changed; a price per credit replaces any other."""
    tariffs = {
        key: _change_tariff(tariff, change)
        if change.modality in (None, key[0]) and change.funding in (None, key[1])
        else tariff
        for key, tariff in programme.tariffs.items()
    }
    return replace(programme, tariffs=tariffs)


def _change_tariff(tariff: Tariff, change: Fees) -> Tariff:
    if change.percent is not None:
        amounts: dict[str, Any] = {name: _scale(getattr(tariff, name), change.percent) for name in AMOUNTS}
        if tariff.by_credits is not None:
            amounts["by_credits"] = {size: _scale(cents, change.percent) for size, cents in tariff.by_credits.items()}
        return replace(tariff, **amounts)
    if change.per_credit is not None:
        none: dict[str, Any] = dict.fromkeys(("per_hour", "per_unit", "part", "by_credits"))
        tariff = replace(tariff, **none, per_credit=change.per_credit)
    return tariff if change.yearly is None else replace(tariff, yearly=change.yearly)


def _scale(cents: int | None, percent: float) -> int | None:
    """The amount `percent` higher, to the nearest cent, halves upwards."""
    if cents is None:
        return None
    return int(cents * (100 + Fraction(str(percent))) / 100 + Fraction(1, 2))


def same_ranking(before: Case, after: Case) -> bool:
    """Whether all that the learner may have to pay by unit and by year has become dearer by one factor.

    Fees due once are the same for every plan, so that of two plans the cheaper one is still the cheaper. Budgets are
    amounts, and tell that factor: with them, only prices that stay are the same.
    """
    learner = before.learner
    ratios = {new / old if old else None for old, new in _pairs(before, after) if old or new}
    if ratios <= {Fraction(1)}:
        return True
    budgeted = learner.budget.default is not None or learner.budget.terms or learner.payer_budgets
    return len(ratios) == 1 and None not in ratios and Fraction(0) not in ratios and not budgeted


def _pairs(before: Case, after: Case) -> Iterator[tuple[Fraction, Fraction]]:
    """Each amount before and after, of the modalities and fundings that the learner may pay."""
    for key, old in before.programme.tariffs.items():
        if key[0] not in before.paid_modalities or key[1] not in before.fundings:
            continue
        new = after.programme.tariffs[key]
        one, other = _amounts(old), _amounts(new)
        for name in one.keys() | other.keys():
            yield Fraction(one.get(name, 0)), Fraction(other.get(name, 0))


def _amounts(tariff: Tariff) -> dict[str, int]:
    amounts = {name: getattr(tariff, name) for name in AMOUNTS}
    amounts |= {f"size {size}": cents for size, cents in (tariff.by_credits or {}).items()}
    return {name: cents for name, cents in amounts.items() if cents is not None}

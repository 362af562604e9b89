"""Prices in integer cents; None is a price that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .case import Case, Offering


@cache
def cents(amount: Any) -> int:
    """Euros as written, in cents."""
    return _rounded(Decimal(str(amount)))


def exact(value: Any) -> Any:
    """A number as written, without the errors of binary fractions; None stays None."""
    return Decimal(str(value)) if isinstance(value, float) else value


def _rounded(euros: Decimal) -> int:
    return int((euros * 100).to_integral_value(ROUND_HALF_UP))


def unit_price(case: Case, unit: str, modality: str) -> int | None:
    """Price of a unit in a modality for the learner's funding."""
    return price_by(case.tariffs.get(modality), case, unit)


def price_by(tariff: Mapping[str, Any] | None, case: Case, unit: str) -> int | None:
    """Price of a unit by a tariff, None without one."""
    if tariff is None:
        return None
    parts = _parts(tariff, case.credits.get(unit), case.hours.get(unit))
    known = [part for part in parts if part is not None]
    return _rounded(sum(known, Decimal(0))) if parts and len(known) == len(parts) else None


def _parts(tariff: Mapping[str, Any], credits: Decimal | int | None, hours: int | None) -> list[Decimal | None]:
    """Every price that the tariff states for a unit, None where it cannot be told."""
    parts: list[Decimal | None] = []
    for key, count in (("per_credit", credits), ("per_hour", hours), ("per_unit", 1)):
        if tariff.get(key) is not None:
            parts.append(None if count is None else Decimal(str(tariff[key])) * count)
    if tariff.get("by_credits") is not None:
        price = tariff["by_credits"].get(str(credits))
        parts.append(None if price is None else Decimal(str(price)))
    if tariff.get("whole") is not None:
        parts.append(Decimal(str(tariff["whole"])) / (tariff.get("parts") or 1))
    return parts


def yearly(case: Case, modality: str) -> int:
    """Yearly fee of a modality for the learner's funding."""
    amount = (case.tariffs.get(modality) or {}).get("yearly")
    return 0 if amount is None else cents(amount)


def yearly_due(case: Case, running: frozenset[str], with_report: bool) -> int:
    """Yearly fees of an academic year, by the modalities that run in it and whether the report is defended in it."""
    enrolled = set(running)
    if with_report and case.pathway != "daytime" and not running & {"evening", "daytime"}:
        enrolled.add("evening" if "evening" in case.modalities else "distance")
    once = max((yearly(case, modality) for modality in enrolled & {"evening", "distance"}), default=0)
    return once + (yearly(case, "daytime") if "daytime" in enrolled else 0)


@dataclass(frozen=True)
class Cost:
    """What a plan costs: the known amounts of each academic year, and whether that is all of it."""

    known: bool
    by_year: dict[int, int]

    @property
    def total(self) -> int | None:
        """The whole cost in cents, None when unknown."""
        return sum(self.by_year.values()) if self.known else None


def plan_cost(case: Case, plan: dict[str, Offering], award: int) -> Cost:
    """Units, yearly fees and fees due once, put in the academic years in which they fall."""
    year_of = case.calendar.year
    by_year: dict[int, int] = {}
    known = True
    for year in range(year_of(case.start), year_of(max(award, case.reach)) + 1):
        chosen = [offering for offering in plan.values() if year_of(offering.first) == year]
        prices = [unit_price(case, offering.unit, offering.modality) for offering in chosen]
        known = known and None not in prices
        running = frozenset(offering.modality for offering in chosen)
        reported = case.has_report and year == year_of(award)
        by_year[year] = sum(price for price in prices if price is not None) + yearly_due(case, running, reported)
    by_year[year_of(case.start)] += case.fees_at_start
    if case.has_report:
        by_year[year_of(award)] += case.fees_with_report
    for modality, tariff in case.tariffs.items():
        most = tariff.get("at_most_units")
        if most is not None and sum(offering.modality == modality for offering in plan.values()) > most:
            known = False
    return Cost(known, by_year)

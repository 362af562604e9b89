"""What is paid: the price of a unit by modality and funding, yearly fees, and fees due once. Money is integer cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.credits import price_of
from planner.domain.text import Text

if TYPE_CHECKING:
    from planner.domain.credits import Worth


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices of one modality under one funding, in cents; None is unknown, never zero."""

    modality: str
    funding: str
    per_credit: int | None = None
    per_hour: int | None = None
    per_unit: int | None = None
    by_credits: Mapping[Worth, int] | None = None
    part: int | None = None
    at_most_units: int | None = None
    yearly: int = 0
    assumptions: tuple[str, ...] = ()
    yearly_assumption: str | None = None

    def price(self, credits: Worth | None, hours: int | None) -> int | None:
        """Cents for a unit of so many credits and hours, or None when that is not known."""
        if self.part is not None:
            return self.part
        if self.per_unit is not None:
            return self.per_unit
        if self.by_credits is not None and credits is not None:
            return self.by_credits.get(credits)
        if self.per_credit is not None and credits is not None:
            return price_of(self.per_credit, credits)
        if self.per_hour is not None and hours is not None:
            return self.per_hour * hours
        return None


@dataclass(frozen=True, slots=True)
class Own:
    """Whether what a funding pays is the learner's own money, and the assumption that says so."""

    learner: bool
    assumption: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """Due once in every funding: `due` is `start` or `report`. `amount` in cents."""

    id: str
    title: Text
    amount: int
    due: str
    assumption: str | None = None

"""What a plan costs, for people: what the learner pays of it, and each year by payer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import cached_property

from planner.domain.text import Cents, Key, Words


def cents(amount: float | None, currency: str) -> Cents | None:
    """An amount of a document; None where it is unknown."""
    return None if amount is None else Cents(round(amount * 100), currency)


class Row(NamedTuple):
    """A year (the whole plan where it has no name), what each payer pays, and all of it."""

    year: str
    amounts: Sequence[Cents | None]
    total: Cents | None


@dataclass(frozen=True)
class Money:
    """The key `cost` of a plan's document; years before `since` are over."""

    paid: Mapping[str, Any]
    currency: str
    since: str = ""

    @property
    def own(self) -> Cents | None:
        """What the learner pays in all; None where unknown."""
        return cents(self.paid["own"], self.currency)

    @property
    def whole(self) -> Cents | None:
        """What the plan costs; None where that is what the learner pays, or unknown."""
        total = cents(self.paid["total"], self.currency)
        return None if total == self.own else total

    @property
    def own_first(self) -> Key | None:
        """What the learner pays for the first year that is not over and in which they pay anything."""
        found = next(((year, one) for year, one in self.own_by_year.items() if one and year >= self.since), None)
        return found and Key("board.own_year", amount=found[1], year=found[0])

    @cached_property
    def own_by_year(self) -> dict[str, Cents | None]:
        """What the learner pays each year; nothing where nobody says whose money a payer's is."""
        payers = self.paid["by_payer"]
        if any(payer["own"] is None for payer in payers):
            return {}
        found: dict[str, list[float | None]] = {}
        for payer in payers:
            for one in payer["by_year"] if payer["own"] else ():
                found.setdefault(one["year"], []).append(one["amount"])
        return {year: None if None in a else cents(sum(x or 0 for x in a), self.currency) for year, a in found.items()}

    @property
    def rows(self) -> list[Row]:
        """Each year, then the whole plan; none where nothing is paid."""
        years, payers = self.paid["by_year"], self.paid["by_payer"]

        def row(year: str, amounts: list[float | None], total: float | None) -> Row:
            return Row(year, [cents(amount, self.currency) for amount in amounts], cents(total, self.currency))

        told = [
            row(one["year"], [payer["by_year"][place]["amount"] for payer in payers], one["amount"])
            for place, one in enumerate(years)
        ]
        return [*told, row("", [payer["total"] for payer in payers], self.paid["total"])] if told else []

    @property
    def payers(self) -> list[Words]:
        """Who pays, in the order of the columns."""
        return [one["name"] for one in self.paid["by_payer"]]

"""Values of the plain data of a document as cells: days, terms and money get their types back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from planner.domain.text import Cents
from planner.messages import catalogue, say
from planner.report.pages.blocks import Column


def day(text: str | None) -> date | None:
    """A day, None where unknown."""
    return None if text is None else date.fromisoformat(text)


def money(amount: float | None, currency: str) -> Cents | None:
    """An amount, None where unknown."""
    return None if amount is None else Cents(round(amount * 100), currency)


def columns(
    *keys: str, wide: Collection[str] = (), spare: Collection[str] = (), of: str = "column."
) -> tuple[Column, ...]:
    """Columns by their keys, titled by the messages whose keys begin with `of`."""
    return tuple(Column(key, say(f"{of}{key}"), key in wide, spare=key in spare) for key in keys)


def percent(chance: float) -> str:
    """A chance as people read it, never rounded to what is certain."""
    shown = round(100 * chance)
    if 0 < chance < 1:
        shown = min(99, max(1, shown))
    return say("risk.percent", number=shown)


def period_name(period: str) -> str:
    """A period as its programme calls it; the one of a whole year in words."""
    return catalogue().get(f"period.{period}", period)


def yes(value: bool) -> str:
    """Yes or no."""
    return say("page.yes" if value else "page.no")

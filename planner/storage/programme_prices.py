"""Tariffs and fees of a programme's file, in cents."""

from __future__ import annotations

from functools import partial
from typing import Any

from planner.domain.tariff import Fee, Own, Tariff
from planner.errors import Gathering, read_each
from planner.storage import numbers
from planner.storage.dates import Path
from planner.storage.validation import Source

MOST_CREDITS = 10_000


def own(data: dict[str, Any]) -> dict[str, Own]:
    """Whose money each funding is, where the file says so."""
    stated = [entry for entry in data.get("fundings", ()) if entry.get("own") is not None]
    return {entry["id"]: Own(entry["own"], entry.get("assumption")) for entry in stated}


def tariffs(source: Source, data: dict[str, Any]) -> list[Tariff]:
    """Prices by modality and funding; each pair once, each with one kind of price."""
    fundings = {entry["id"] for entry in data.get("fundings", ())}
    seen = set()

    def read(item: tuple[int, dict[str, Any]]) -> Tariff:
        number, entry = item
        path: Path = ("tariffs", number)
        if entry["funding"] not in fundings:
            raise source.error("programme.funding", (*path, "funding"), value=entry["funding"])
        if (key := (entry["modality"], entry["funding"])) in seen:
            raise source.error("programme.twice", path, value="/".join(key))
        seen.add(key)
        return _tariff(source, path, entry)

    return read_each(enumerate(data.get("tariffs", ())), read)


def _tariff(source: Source, path: Path, entry: dict[str, Any]) -> Tariff:
    given = [key for key in ("per_credit", "per_hour", "per_unit", "by_credits", "whole") if entry.get(key) is not None]
    if len(given) != 1 or (given[0] == "whole") != (entry.get("parts") is not None):
        raise source.error("programme.tariff", path)
    gathering = Gathering()
    prices = {
        key: gathering.read(partial(_price, source, (*path, key), entry.get(key)))
        for key in ("per_credit", "per_hour", "per_unit", "whole")
    }
    yearly = gathering.read(lambda: _price(source, (*path, "yearly"), entry.get("yearly"))) or 0
    gathering.end()
    table = entry.get("by_credits")
    if table is not None and not all(numbers.whole(key, MOST_CREDITS) for key in table):
        raise source.error("programme.by_credits", (*path, "by_credits"))
    by_credits = (
        {int(key): _price(source, (*path, "by_credits"), value) or 0 for key, value in table.items()} if table else None
    )
    whole, part = prices.pop("whole"), None
    if whole is not None:
        part, rest = divmod(whole, entry["parts"])
        if rest:
            raise source.error("programme.parts", path)
    origin = tuple(name for name in (entry.get("assumption"), entry.get("parts_assumption")) if name)
    return Tariff(
        entry["modality"], entry["funding"], **prices, by_credits=by_credits, part=part,
        at_most_units=entry.get("at_most_units"), yearly=yearly,
        assumptions=origin, yearly_assumption=entry.get("yearly_assumption"),
    )  # fmt: skip


def fees(source: Source, data: dict[str, Any]) -> tuple[Fee, ...]:
    """Fees due once."""

    def read(item: tuple[int, dict[str, Any]]) -> Fee:
        number, entry = item
        amount = _price(source, ("fees", number, "amount"), entry["amount"]) or 0
        return Fee(entry["id"], entry["title"], amount, entry["due"], entry.get("assumption"))

    return tuple(read_each(enumerate(data.get("fees", ())), read))


def cents(source: Source, path: Path, amount: float | None, currency: str | None = None) -> int | None:
    """Whole cents of an amount, which states no other currency than this one. Three decimals are refused even where
    they are zeros: 1.200 may mean 1200.
    """
    if amount is None:
        return None
    found, written = round(amount * 100), getattr(amount, "written", "")
    if found / 100 != amount or len(written.partition(".")[2]) > 2:
        raise source.error("money.cents", path, value=written or amount)
    other = numbers.other_currency(amount, currency) if currency else None
    if other is not None:
        raise source.error("money.currency", path, value=written, other=other, currency=currency)
    return found


def _price(source: Source, path: Path, amount: float | None) -> int | None:
    """Whole cents of an amount of the programme's file."""
    return cents(source, path, amount, source.data.get("currency", "EUR"))

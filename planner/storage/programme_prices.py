"""Tariffs and fees of a programme's file, in cents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from planner.domain.credits import exact
from planner.domain.tariff import Fee, Own, Tariff
from planner.errors import Gathering, read_each
from planner.storage import numbers
from planner.storage import schema_programme as stated
from planner.storage.dates import Path
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.schema_types import spelled
from planner.storage.shapes import keys_of
from planner.storage.validation import Source

if TYPE_CHECKING:
    from planner.domain.credits import Worth

MOST_CREDITS = 10_000


def own(file: ProgrammeFile) -> dict[str, Own]:
    """Whose money each funding is, where the file says so."""
    return {entry.id: Own(entry.own, entry.assumption) for entry in file.fundings if entry.own is not None}


def tariffs(source: Source, file: ProgrammeFile) -> list[Tariff]:
    """Prices by modality and funding; each pair once, each with one kind of price."""
    fundings = {entry.id for entry in file.fundings}
    seen = set()

    def read(item: tuple[int, stated.Tariff]) -> Tariff:
        number, entry = item
        path: Path = ("tariffs", number)
        if entry.funding not in fundings:
            raise source.error("programme.funding", (*path, "funding"), value=entry.funding)
        if (key := (entry.modality, entry.funding)) in seen:
            raise source.error("programme.twice", path, value="/".join(key))
        seen.add(key)
        return _tariff(source, path, entry)

    return read_each(enumerate(file.tariffs), read)


def _tariff(source: Source, path: Path, entry: stated.Tariff) -> Tariff:
    given = [
        key for key in ("per_credit", "per_hour", "per_unit", "by_credits", "whole") if getattr(entry, key) is not None
    ]
    if len(given) != 1 or (given[0] == "whole") != (entry.parts is not None):
        raise source.error("programme.tariff", path)
    gathering = Gathering()
    prices = {
        key: gathering.read(partial(_price, source, (*path, key), getattr(entry, key)))
        for key in ("per_credit", "per_hour", "per_unit", "whole")
    }
    yearly = gathering.read(lambda: _price(source, (*path, "yearly"), entry.yearly)) or 0
    gathering.end()
    by_credits = _by_credits(source, (*path, "by_credits"), entry.by_credits) if entry.by_credits else None
    whole, part = prices.pop("whole"), None
    if whole is not None:
        part, rest = divmod(whole, entry.parts or 1)
        if rest:
            raise source.error("programme.parts", path)
    origin = tuple(name for name in (entry.assumption, entry.parts_assumption) if name)
    return Tariff(
        entry.modality, entry.funding, **prices, by_credits=by_credits, part=part,
        at_most_units=entry.at_most_units, yearly=yearly,
        assumptions=origin, yearly_assumption=entry.yearly_assumption,
    )  # fmt: skip


def _by_credits(source: Source, path: Path, table: Mapping[str, float]) -> dict[Worth, int]:
    """Cents by credits, which are the keys of a mapping and so texts; each number once, however it is written."""
    found: dict[Worth, int] = {}
    for written, amount in table.items():
        size = numbers.number(written)
        if isinstance(size, str) or not 0 < size <= MOST_CREDITS or size != round(size, 2):
            raise source.error("programme.by_credits", path)
        if (credits := exact(size)) in found:
            raise source.error("programme.twice", path, value=written)
        found[credits] = _price(source, path, amount) or 0
    return found


def fees(source: Source, file: ProgrammeFile) -> tuple[Fee, ...]:
    """Fees due once."""

    def read(item: tuple[int, stated.Fee]) -> Fee:
        number, entry = item
        amount = _price(source, ("fees", number, "amount"), entry.amount) or 0
        return Fee(entry.id, spelled(entry.title), amount, entry.due, entry.assumption)

    return tuple(read_each(enumerate(file.fees), read))


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
    return cents(source, path, amount, source.data.get("currency", keys_of(ProgrammeFile)["currency"].default))

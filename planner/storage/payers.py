"""Who pays for what, and up to how much, as a learner's file says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.programme import Programme
from planner.storage.dates import Path
from planner.storage.programme_prices import cents
from planner.storage.units import named_unit
from planner.storage.validation import Source

KEY, BUDGETS = "funding", "payer_budgets"
FUNDINGS = ("individual", "employer", "jobseeker", "cpf")


def fundings(source: Source, programme: Programme) -> tuple[str, dict[str, str]]:
    """The funding that pays for the rest, and for each unit that another one pays, which.

    Raises:
        BadInput: an unknown funding or unit, a unit listed twice, an empty list, or not one funding for the rest.
    """
    given = source.data.get(KEY, "individual")
    if isinstance(given, str):
        return _known(source, programme, (KEY,), given), {}
    if not given:
        raise source.error("funding.empty", (KEY,))
    alone = [number for number, entry in enumerate(given) if isinstance(entry, str)]
    for number in alone:
        _known(source, programme, (KEY, number), given[number])
    if len(alone) != 1:
        raise source.error("funding.two_rests" if alone else "funding.no_rest", (KEY, *alone[1:2]))
    rest: str = given[alone[0]]
    found: dict[str, str] = {}
    for path, funding, name in _listed(source, programme, given):
        unit = named_unit(source, programme, path, name)
        if unit in found:
            raise source.error("funding.twice", path, value=name)
        found[unit] = funding
    return rest, {unit: funding for unit, funding in found.items() if funding != rest}


def _listed(source: Source, programme: Programme, given: list[Any]) -> Iterator[tuple[Path, str, str]]:
    """Place, funding and name of each unit of a list."""
    for number, entry in enumerate(given):
        if isinstance(entry, str):
            continue
        if not entry:
            raise source.error("funding.empty", (KEY, number))
        for funding, names in entry.items():
            path: Path = (KEY, number, _known(source, programme, (KEY, number, funding), funding))
            if not names:
                raise source.error("funding.empty", path)
            for place, name in enumerate(names):
                yield (*path, place), funding, name


def budgets(source: Source, programme: Programme) -> dict[str, int]:
    """Cents that fundings pay at most over the whole plan.

    Raises:
        BadInput: an unknown funding, one that is the learner's own money, or parts of cents.
    """
    found = {}
    for name, amount in (source.data.get(BUDGETS) or {}).items():
        funding = _known(source, programme, (BUDGETS, name), name)
        own = programme.own.get(funding)
        if own is not None and own.learner:
            raise source.error("payer_budgets.own", (BUDGETS, name), value=name)
        found[funding] = cents(source, (BUDGETS, name), amount) or 0
    return found


def _known(source: Source, programme: Programme, path: Path, funding: str) -> str:
    known = {**dict.fromkeys(FUNDINGS), **programme.fundings}
    if funding not in known:
        values = {"programme": programme.id, "known": ", ".join(known)}
        raise source.error("funding.unknown", path, value=funding, **values)
    return funding

"""Who pays for what, and up to how much, as a learner's file says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.domain.programme import Programme
from planner.errors import Gathering, read_each
from planner.storage import hints
from planner.storage.dates import Path
from planner.storage.programme_prices import cents
from planner.storage.units import named_unit
from planner.storage.validation import Source

KEY, BUDGETS = "funding", "payer_budgets"
FUNDINGS = ("individual", "employer", "jobseeker", "cpf")


@dataclass(frozen=True, slots=True)
class Fundings:
    """`rest` pays for what belongs to no unit, and where it alone stands alone for every unit that `shares` does not
    give to another. Where several stand `alone`, one of these is chosen for each such unit; `payers` are then all that
    the file names, in its order.
    """

    rest: str
    shares: dict[str, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()


def fundings(source: Source, programme: Programme, given: str | Sequence[Any]) -> Fundings:
    """Who pays for which unit, and for what belongs to none.

    Raises:
        BadInput: an unknown funding or unit, a unit listed twice, an empty list, or no funding that stands alone.
    """
    if isinstance(given, str):
        return Fundings(_check_known(source, programme, (KEY,), given))
    if not given:
        raise source.error("funding.empty", (KEY,))
    gathering = Gathering()
    numbers = [number for number, entry in enumerate(given) if isinstance(entry, str)]
    for place, number in enumerate(numbers):
        with gathering:
            _check_known(source, programme, (KEY, number), given[number])
            if given[number] in [given[other] for other in numbers[:place]]:
                raise source.error("funding.alone_twice", (KEY, number), value=given[number])
    with gathering:
        if not numbers:
            raise source.error("funding.no_rest", (KEY,))
    found: dict[str, str] = {}
    for number, entry in enumerate(given):
        with gathering:
            if not isinstance(entry, str):
                _share(source, programme, number, entry, found)
    gathering.end()
    alone = tuple(given[number] for number in numbers)
    if len(alone) == 1:
        return Fundings(alone[0], {unit: funding for unit, funding in found.items() if funding != alone[0]})
    named = (name for entry in given for name in ([entry] if isinstance(entry, str) else entry))
    return Fundings(_without_unit(programme, alone), found, alone, tuple(dict.fromkeys(named)))


def _without_unit(programme: Programme, alone: tuple[str, ...]) -> str:
    """Of several that stand alone, who pays what belongs to no unit: the learner's own funding, else the first."""
    own = (funding for funding in alone if funding in programme.own and programme.own[funding].learner)
    return next(own, alone[0])


def _share(
    source: Source, programme: Programme, number: int, entry: Mapping[str, list[str]], found: dict[str, str]
) -> None:
    """Put the units of an entry of the list with those `found` before."""
    if not entry:
        raise source.error("funding.empty", (KEY, number))
    gathering = Gathering()
    for funding, names in entry.items():
        path: Path = (KEY, number, funding)
        with gathering:
            _check_known(source, programme, path, funding)
            if not names:
                raise source.error("funding.empty", path)
        for place, name in enumerate(names):
            with gathering:
                unit = named_unit(source, programme, (*path, place), name)
                if unit in found:
                    raise source.error("funding.twice", (*path, place), value=name)
                found[unit] = funding
    gathering.end()


def budgets(source: Source, programme: Programme, given: Mapping[str, float]) -> dict[str, int]:
    """Cents that fundings pay at most over the whole plan.

    Raises:
        BadInput: an unknown funding, one that is the learner's own money, or parts of cents.
    """

    def read(item: tuple[str, float]) -> tuple[str, int]:
        name, amount = item
        funding = _check_known(source, programme, (BUDGETS, name), name)
        own = programme.own.get(funding)
        if own is not None and own.learner:
            raise source.error("payer_budgets.own", (BUDGETS, name), value=name)
        return funding, cents(source, (BUDGETS, name), amount, programme.currency) or 0

    return dict(read_each(given.items(), read))


def known_fundings(programme: Programme) -> tuple[str, ...]:
    """The usual fundings, and those of the programme."""
    return tuple({**dict.fromkeys(FUNDINGS), **programme.fundings})


def _check_known(source: Source, programme: Programme, path: Path, funding: str) -> str:
    known = known_fundings(programme)
    if funding not in known:
        values = {"programme": programme.id, "known": hints.near(funding, known)}
        raise source.error("funding.unknown", path, value=funding, **values)
    return funding

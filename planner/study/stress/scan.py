"""Scenarios of one change each, for every offering: closed, moved, or with fewer seats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from planner.domain.learner import WORKDAYS
from planner.domain.offering import OfferingPattern
from planner.domain.programme import Programme
from planner.domain.scenario import Close, Move, Scenario, Seats, Selector
from planner.messages import in_every_language

SHARES = (80, 50)
"""Percents of the demand that the seats of a scan hold."""


def scan(
    programmes: Iterable[Programme], kind: str, demand: Mapping[str, int] | None = None, years: Collection[int] = ()
) -> list[Scenario]:
    """Every single change of a kind; an offering that several programmes share under one name is changed in all.

    With `years`, each change is made in one of these academic years only, and else for good. `demand` is the largest
    number of takers in a year by the offering's pattern id, which `seats` needs.
    """
    found: dict[str, Scenario] = {}
    wanted: list[int | None] = [*sorted(years)] if years else [None]
    for programme in programmes:
        for pattern in programme.patterns:
            for year in wanted:
                if year is None or pattern.runs(year):
                    for scenario in _CHANGES[kind](programme, pattern, year, demand or {}):
                        found.setdefault(scenario.id, scenario)
    return list(found.values())


def _closures(
    programme: Programme, pattern: OfferingPattern, year: int | None, demand: Mapping[str, int]
) -> Iterator[Scenario]:
    name, where = _name(pattern, year), Selector(offering=pattern.id, year=year)
    titles = in_every_language("scan.close", name=_name(pattern, None))
    if year is not None:
        titles = in_every_language(
            "scan.close_year", name=_name(pattern, None), year=programme.calendar.year_name(year)
        )
    yield Scenario(f"close-{name}", titles, (Close(where),))


def _moves(
    programme: Programme, pattern: OfferingPattern, year: int | None, demand: Mapping[str, int]
) -> Iterator[Scenario]:
    """To every other weekday where sessions are known, and to every other period that holds as many terms."""
    name, where = _name(pattern, year), Selector(offering=pattern.id, year=year)
    days = {session.weekday for session in pattern.sessions}
    for day in WORKDAYS if len(days) == 1 else ():
        if day not in days:
            titles = in_every_language("scan.weekday", name=name, weekday=day)
            yield Scenario(f"move-{name}-{day}", titles, (Move(where, weekday=day),))
    for period in _other_periods(programme, pattern):
        titles = in_every_language("scan.period", name=name, period=period)
        yield Scenario(f"move-{name}-{period}", titles, (Move(where, period=period),))


def _other_periods(programme: Programme, pattern: OfferingPattern) -> list[str]:
    """Periods of the modality in other terms than the offering's, as many of them."""
    calendar = programme.calendar
    own = calendar.period(pattern.period, pattern.modality)
    names = dict.fromkeys(name for name, modality in calendar.periods if modality in (None, pattern.modality))
    spans = {name: calendar.period(name, pattern.modality) for name in names}
    return [
        name
        for name, span in spans.items()
        if own and span and span.positions != own.positions and len(span.positions) == len(own.positions)
    ]


def _seats(
    programme: Programme, pattern: OfferingPattern, year: int | None, demand: Mapping[str, int]
) -> Iterator[Scenario]:
    name, takers = _name(pattern, year), demand.get(pattern.id, 0)
    shares = {takers * share // 100: share for share in SHARES} if takers else {}
    for seats, share in sorted(shares.items(), reverse=True):
        titles = in_every_language("scan.seats", name=name, count=seats)
        where = Selector(offering=pattern.id, year=year)
        yield Scenario(f"seats-{name}-{share}", titles, (Seats(where, seats),))


def _name(pattern: OfferingPattern, year: int | None) -> str:
    """The id of the offering in the year, or of those of all years without the place of the year."""
    return pattern.id.replace("-*", "" if year is None else f"-{year}")


_CHANGES = {"close": _closures, "move": _moves, "seats": _seats}

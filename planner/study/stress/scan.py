"""Scenarios of one change each, for every offering: closed, moved, or with fewer seats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.domain.learner import WORKDAYS
from planner.domain.offering import OfferingPattern
from planner.domain.programme import Programme
from planner.domain.scenario import Close, Move, Scenario, Seats, Selector

KINDS = ("close", "move", "seats")
SHARES = (80, 50)
"""Percents of the demand that the seats of a scan hold."""


def scan(programmes: Iterable[Programme], kind: str, demand: Mapping[str, int] | None = None) -> list[Scenario]:
    """Every single change of a kind; an offering that several programmes share under one name is changed in all.

    `demand` is the largest number of takers in a year by the offering's pattern id, which `seats` needs.
    """
    found: dict[str, Scenario] = {}
    for programme in programmes:
        for pattern in programme.patterns:
            for scenario in _CHANGES[kind](programme, pattern, demand or {}):
                found.setdefault(scenario.id, scenario)
    return list(found.values())


def _closed(programme: Programme, pattern: OfferingPattern, demand: Mapping[str, int]) -> Iterator[Scenario]:
    name = _name(pattern)
    titles = {"fr": f"{name} fermé", "en": f"{name} closed"}
    yield Scenario(f"close-{name}", titles, (Close(Selector(offering=pattern.id)),))


def _moves(programme: Programme, pattern: OfferingPattern, demand: Mapping[str, int]) -> Iterator[Scenario]:
    """To every other weekday where sessions are known, and to every other period that holds as many terms."""
    name, where = _name(pattern), Selector(offering=pattern.id)
    for day in WORKDAYS if len(pattern.sessions) == 1 else ():
        if day != pattern.sessions[0].weekday:
            titles = {"fr": f"{name} déplacé : {day}", "en": f"{name} moved: {day}"}
            yield Scenario(f"move-{name}-{day}", titles, (Move(where, weekday=day),))
    for period in _other_periods(programme, pattern):
        titles = {"fr": f"{name} déplacé : {period}", "en": f"{name} moved: {period}"}
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


def _seats(programme: Programme, pattern: OfferingPattern, demand: Mapping[str, int]) -> Iterator[Scenario]:
    name, takers = _name(pattern), demand.get(pattern.id, 0)
    for share in SHARES if takers else ():
        seats = takers * share // 100
        titles = {"fr": f"{name} : {seats} places", "en": f"{name}: {seats} seats"}
        yield Scenario(f"seats-{name}-{share}", titles, (Seats(Selector(offering=pattern.id), seats),))


def _name(pattern: OfferingPattern) -> str:
    """The id of the pattern without the place of the year, as people would write it."""
    return pattern.id.replace("-*", "")


_CHANGES = {"close": _closed, "move": _moves, "seats": _seats}

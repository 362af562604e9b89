"""Files of scenarios for `planner stress`: closures alone, which mostly need no search, and every kind of change."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

AUTUMN = ("AST004", "TRS001", "CCE001", "CCE003", "AST002", "UEV010")
SPRING = ("TET099", "TET007", "AST005", "TRS002", "PSY001", "TET006")
UNITS = (*AUTUMN, "TET003", *SPRING)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
YEARS = (2019, 2020, 2021)


def closures(number: int) -> str:
    """Each evening class closed in one year, then two changes together: a class and a cap."""
    lines = ["scenarios:"]
    for place in range(number):
        unit, year = UNITS[place % len(UNITS)], 2019 + place // len(UNITS) % 3
        changes = [f"close: {{unit: {unit}, modality: evening, year: {year}}}"]
        if place >= 3 * len(UNITS):
            changes.append(f"cap: {{max_units_per_term: 2, term: {year + 1}-S1}}")
        lines += _scenario(place, changes)
    return "\n".join(lines) + "\n"


def mixed(number: int, learners: int) -> str:
    """Kinds of changes in turn, so that in most of them plans are searched again; seats for a part of the learners."""
    lines = ["scenarios:"]
    for place, kind in enumerate(islice(cycle(KINDS), number)):
        lines += _scenario(place, kind(place // len(KINDS), learners))
    return "\n".join(lines) + "\n"


def _scenario(place: int, changes: list[str]) -> list[str]:
    return [f"- id: s{place:02}", "  changes:", *(f"  - {change}" for change in changes)]


def _closed(turn: int, _: int) -> list[str]:
    return [f"close: {{unit: {UNITS[turn * 5 % 13]}, modality: evening, year: {YEARS[turn % 3]}}}"]


def _other_term(turn: int, _: int) -> list[str]:
    (units, period), unit = ((AUTUMN, "S2"), (SPRING, "S1"))[turn % 2], turn // 2
    return [f"move: {{unit: {units[unit % len(units)]}, modality: evening, to: {{period: {period}}}}}"]


def _other_evening(turn: int, _: int) -> list[str]:
    """Two classes on one evening, so that nobody takes both in one term."""
    times = f'{{weekday: {WEEKDAYS[turn % 5]}, start: "18:00", end: "21:30"}}'
    units = (AUTUMN[turn % len(AUTUMN)], AUTUMN[(turn + 2) % len(AUTUMN)])
    return [f"move: {{unit: {unit}, modality: evening, to: {times}}}" for unit in units]


def _cap(turn: int, _: int) -> list[str]:
    return [f"cap: {{max_units_per_term: {1 + turn % 2}, term: {YEARS[turn % 3]}-S{1 + turn % 2}}}"]


def _seats(turn: int, learners: int) -> list[str]:
    seats = max(1, learners // (3 + turn % 3))
    return [f"seats: {{unit: {UNITS[turn * 3 % 13]}, modality: evening, seats: {seats}}}"]


def _evenings(turn: int, _: int) -> list[str]:
    return [f"evenings: {{lost: [{WEEKDAYS[turn % 5]}, {WEEKDAYS[(turn + 2) % 5]}], term: {YEARS[turn % 3]}-S1}}"]


def _fees(turn: int, _: int) -> list[str]:
    return [f"fees: {{modality: evening, {('percent: 10', 'per_credit: 20', 'yearly: 250')[turn % 3]}}}"]


def _opened(turn: int, _: int) -> list[str]:
    (units, period), unit = ((AUTUMN, "S2"), (SPRING, "S1"))[turn % 2], turn
    return [f"open: {{unit: {units[unit % len(units)]}, period: {period}, modality: evening}}"]


def _failures(turn: int, _: int) -> list[str]:
    return [f"fail: {{rate: {0.1 + 0.05 * (turn % 3):.2f}, units: {{AST005: 0.3}}, second_session: 0.5}}"]


def _together(turn: int, learners: int) -> list[str]:
    return [*_closed(turn + 1, learners), *_seats(turn + 2, learners), *_cap(turn, learners), *_fees(turn, learners)]


KINDS: tuple[Callable[[int, int], list[str]], ...] = (
    _closed, _other_term, _other_evening, _cap, _seats, _evenings, _fees, _opened, _failures, _together,
)  # fmt: skip
"""Of a turn (how often the kind has come before) and the size of the cohort: the changes of one scenario."""

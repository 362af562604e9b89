"""Units that stand for credits of anything listed nowhere: offered in every term, in every modality of a pathway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.calendar import Calendar, Period
from planner.domain.offering import MODALITIES, OfferingPattern
from planner.storage.schema_programme import ProgrammeFile

MORE = "+"
"""Behind the id of a term whose name a period has that is not the term."""


def with_terms(calendar: Calendar, file: ProgrammeFile) -> Calendar:
    """The calendar with a period for each term and modality that free units run in, where it has none."""
    if all(unit.free is None for unit in file.units):
        return calendar
    periods = dict(calendar.periods)
    for place, term in enumerate(calendar.patterns):
        for modality in _modalities(file):
            if _period(calendar, place, modality) is None:
                name = _unused(calendar, term.id)
                periods[name, None] = Period(name, (place,), term.span, term.assumption)
    return replace(calendar, periods=periods)


def patterns(calendar: Calendar, file: ProgrammeFile) -> Iterator[OfferingPattern]:
    """The offerings of free units, in a calendar with a period for each term."""
    for unit in (unit.code for unit in file.units if unit.free is not None):
        for place in range(calendar.size):
            for modality in _modalities(file):
                period = _period(calendar, place, modality)
                assert period is not None, "the calendar has one for each term"
                yield OfferingPattern(f"{unit}-*-{period}-{modality}", unit, period, modality)


def _modalities(file: ProgrammeFile) -> list[str]:
    allowed = {modality for pathway in file.pathways.values() for modality in pathway.modalities}
    return [modality for modality in MODALITIES if modality in allowed]


def _period(calendar: Calendar, place: int, modality: str) -> str | None:
    """The period that is this term for a modality: the one of its name, else one with all its days."""
    term = calendar.patterns[place]
    own = calendar.period(term.id, modality)
    if own is not None and own.positions == (place,):
        return term.id
    for name, _ in calendar.periods:
        found = calendar.period(name, modality)
        if found is not None and (found.positions, found.span) == ((place,), term.span):
            return name
    return None


def _unused(calendar: Calendar, name: str) -> str:
    """An id that no period has."""
    known = {other for other, _ in calendar.periods}
    while name in known:
        name += MORE
    return name

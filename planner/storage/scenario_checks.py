"""Whether a change of a scenario fits at least one of the programmes of a cohort; the error names what is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.domain.programme import Programme
from planner.domain.scenario import (
    Change,
    Close,
    EveningsLost,
    Failure,
    Fees,
    Move,
    NotOpening,
    Open,
    Seats,
    Selector,
    UnitCap,
)
from planner.errors import BadInput, read_each
from planner.storage import hints
from planner.storage.dates import Path
from planner.storage.validation import Source

MOST_NAMED = 12


def check(
    source: Source, path: Path, change: Change, programmes: Sequence[Programme], earlier: Sequence[Change] = (),
    years: range = range(0),
) -> None:  # fmt: skip
    """Nothing, or the error at the change's place; `earlier` are the changes before it in its scenario, and `years`, if
    any are given, those that a plan may touch.

    Raises:
        BadInput: naming file, line and key.
    """
    match change:
        case Open():
            _opening(source, path, change, programmes)
        case Move():
            _moving(source, path, change, programmes)
        case UnitCap(term=name) | EveningsLost(term=name):
            _term(source, (*path, "term"), name, programmes)
        case Fees():
            _prices(source, path, change, programmes)
        case Failure():
            read_each(change.units, lambda unit: _course(source, (*path, "units", unit), unit, programmes))
        case NotOpening():
            there = {pattern.confidence for programme in programmes for pattern in programme.patterns}
            there |= {other.confidence for other in earlier if isinstance(other, Open)}
            if change.confidence not in there:
                known = ", ".join(sorted(name for name in there if name)) or "-"
                raise source.error("scenario.confidence", (*path, "confidence"), value=change.confidence, known=known)
        case _:
            _selected(source, path, change.where, programmes)
    if years:
        _check_year(source, path, change, programmes, years)


def _check_year(source: Source, path: Path, change: Change, programmes: Sequence[Programme], years: range) -> None:
    """The year of a change, if it has one, is one that a plan may touch."""
    match change:
        case Open(year=int(year)):
            key, named = "year", [year]
        case UnitCap(term=str(name)) | EveningsLost(term=str(name)):
            key, named = "term", [int(name.partition("-")[0])]
        case Close(where=where) | Move(where=where) | Seats(where=where):
            key = "offering" if where.year is None else "year"
            named = [year for programme in programmes for _, year in where.picks(programme) if isinstance(year, int)]
        case _:
            return
    if named and not any(year in years for year in named):
        raise source.error("scenario.year", (*path, key), value=named[0], first=years[0], last=years[-1])


def _selected(source: Source, path: Path, where: Selector, programmes: Sequence[Programme]) -> None:
    """At least one offering of one programme."""
    if where.unit is not None:
        _course(source, (*path, "unit"), where.unit, programmes)
    if not any(where.picks(programme) for programme in programmes):
        raise source.error("scenario.no_offering", path, known=_there(where, programmes))


def _there(where: Selector, programmes: Sequence[Programme]) -> str:
    """The offerings of the unit, or those of the programmes, as many as a message bears."""
    names = [
        pattern.id
        for programme in programmes
        for pattern in programme.patterns
        if where.unit is None or programme.unit_code(where.unit) == pattern.unit
    ]
    return _listed(names)


def _listed(names: Iterable[str]) -> str:
    different = list(dict.fromkeys(names))
    return ", ".join([*different[:MOST_NAMED], *(["…"] if len(different) > MOST_NAMED else [])]) or "-"


def _course(source: Source, path: Path, unit: str, programmes: Sequence[Programme]) -> None:
    courses = [programme.courses() for programme in programmes]
    codes = [programme.unit_code(unit) for programme in programmes]
    if not any(code in taught for code, taught in zip(codes, courses, strict=True)):
        known = hints.near(unit, (code for taught in courses for code in taught))
        raise source.error("unit.unknown", path, value=unit, known=known)


def _opening(source: Source, path: Path, change: Open, programmes: Sequence[Programme]) -> None:
    _course(source, (*path, "unit"), change.unit, programmes)
    with_unit = [programme for programme in programmes if programme.unit_code(change.unit) in programme.courses()]
    if not any(programme.calendar.period(change.period, change.modality) for programme in with_unit):
        raise _no_period(source, (*path, "period"), change.period, change.modality, with_unit)


def _no_period(source: Source, path: Path, name: str, modality: str, programmes: Iterable[Programme]) -> BadInput:
    periods = [
        period
        for programme in programmes
        for period, of in programme.calendar.periods
        if of in (None, modality)
    ]  # fmt: skip
    return source.error("scenario.no_period", path, value=name, modality=modality, known=_listed(periods))


def _moving(source: Source, path: Path, change: Move, programmes: Sequence[Programme]) -> None:
    _selected(source, path, change.where, programmes)
    picked = [(programme, pattern) for programme in programmes for pattern, _ in change.where.picks(programme)]
    if change.period is not None:
        here = [pattern for programme, pattern in picked if programme.calendar.period(change.period, pattern.modality)]
        if not here:
            modality = picked[0][1].modality
            there = [programme for programme, _ in picked]
            raise _no_period(source, (*path, "to", "period"), change.period, modality, there)
    if change.weekday is not None and change.starts is None and not all(pattern.sessions for _, pattern in picked):
        raise source.error("scenario.times", (*path, "to", "weekday"))
    if change.weekday is None and change.starts is not None and not all(pattern.sessions for _, pattern in picked):
        raise source.error("scenario.weekday", (*path, "to", "start"))


def _term(source: Source, path: Path, name: str | None, programmes: Sequence[Programme]) -> None:
    if name is None or any(programme.calendar.index(name) is not None for programme in programmes):
        return
    calendar = programmes[0].calendar
    known = ", ".join(pattern.id for pattern in calendar.patterns)
    example = f"{calendar.year}-{calendar.patterns[0].id}"
    raise source.error("term.unknown", path, value=name, programme=programmes[0].id, known=known, example=example)


def _prices(source: Source, path: Path, change: Fees, programmes: Sequence[Programme]) -> None:
    there = [key for programme in programmes for key in programme.tariffs]
    if not any(change.modality in (None, m) and change.funding in (None, f) for m, f in there):
        raise source.error("scenario.no_tariff", path, known=_listed(f"{m}/{f}" for m, f in there))

"""Chances from past results as the data of their document."""

from __future__ import annotations

from planner import __version__
from planner.domain.past import PastChances, Rate
from planner.domain.programme import Programme
from planner.domain.text import Key, Words
from planner.report.documents.chances.shape import SCHEMA, ChancesDocument, Counted, Past, Stated
from planner.service.chances import ChancesAnswer

DIGITS = 4
"""Decimals of a chance that a file states."""


def data(answer: ChancesAnswer) -> ChancesDocument:
    """The document of an answer, without a word."""
    programme, past = answer.programme, answer.past
    return {
        "schema": SCHEMA,
        "programme": programme.id,
        "chances": stated(past, programme),
        "past": past_data(past, programme),
        "warnings": [assumed(past, programme)],
        "meta": {"planner": __version__, "sha256": {"programme": programme.sha256}},
    }


def past_data(past: PastChances, *programmes: Programme) -> Past:
    """Where the chances of programmes come from: each unit once, as the first of them calls it."""
    name = programmes[0].calendar.year_name
    found: dict[int, tuple[str, Rate]] = {}
    for programme in programmes:
        for unit, rate in past.known(programme).items():
            found.setdefault(id(rate), (unit, rate))
    return {
        "first": name(past.first),
        "last": name(past.last),
        "mean": _counted(past.mean),
        "weight": past.weight,
        "units": [{"unit": unit, **_counted(rate)} for unit, rate in found.values()],
        "second_session": None if past.second is None else _counted(past.second),
    }


def stated(past: PastChances, programme: Programme) -> Stated:
    """What a file would say, rounded."""
    chances = past.chances(programme)
    units = {unit: round(chance, DIGITS) for unit, chance in chances.units.items()}
    made: Stated = {"fail": round(chances.fail, DIGITS), "units": units}
    if past.second is not None:
        made["second_session"] = round(chances.second_session, DIGITS)
    return made


def assumed(past: PastChances, programme: Programme) -> Words:
    """That chances from past results are assumptions too."""
    name = programme.calendar.year_name
    return Key(
        "past.assumed" if past.first != past.last else "past.assumed_year", count=past.mean.attempted,
        first=name(past.first), last=name(past.last),
    )  # fmt: skip


def _counted(rate: Rate) -> Counted:
    return {
        "attempted": rate.attempted, "failed": rate.failed, "chance": rate.chance, "interval": [rate.low, rate.high],
    }  # fmt: skip

"""Plans in words for people without codes: terms by their months, units by their titles, hours as one says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.text import Clause, Joined, Key, Part, Sentence, Words
from planner.report.sessions import grouped, where

MOST_NAMED = 4
"""Units of a list that are named."""
SIGNS = {", ": " · ", " / ": " / "}
"""What stands between the units of a list, and what between their titles, which may have commas."""


def months(starts: date, ends: date) -> Key:
    """The months of these days: `octobre 2026 – janvier 2027`, `février – juin 2027`."""
    last = month(ends)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return last
    first = Key(f"month.{starts.month}") if starts.year == ends.year else month(starts)
    return Key("months.span", first=first, last=last)


def month(day: date) -> Key:
    """The month of a day, with its year."""
    return Key("month.of_year", month=Key(f"month.{day.month}"), year=day.year)


def term_months(case: Case, name: str) -> Words:
    """The months of a term by its name; the name where there is no such term."""
    index = case.programme.calendar.index(name)
    return name if index is None else months(*case.programme.calendar.term(index).span)


class Meanings:
    """Names units by title before code, and terms by months, wherever words tell of them. Of a long list of units in a
    text the first ones are named, and the others stay codes: it would be too long to read.
    """

    def __init__(self, case: Case) -> None:
        self.units, self.calendar = case.programme.units, case.programme.calendar

    def unit(self, code: str) -> Words:
        """A unit by its title, its code behind; what is no unit stays."""
        unit = self.units.get(code)
        return code if unit is None or unit.title == code else Key("meaning.unit", title=unit.title, code=code)

    def within(self, words: Any) -> Any:
        """The words with all that is in them named so."""
        match words:
            case Term():
                return months(*words.span)
            case Key(key="dated" | "terms.range", values={"starts": date() as starts, "ends": date() as ends}):
                return months(starts, ends)
            case Key():
                return Key(words.key, **{name: self.within(value) for name, value in words.values.items()})
            case Joined():
                return Joined(tuple(map(self.within, words.parts)), words.sign)
            case Sentence() | Part() | Clause():
                return type(words)(self.within(words.of))
            case tuple():
                return tuple(map(self.within, words))
            case str() if words in self.units:
                return self.unit(words)
            case str() if (units := self._listed(words)) is not None:
                return units
            case str() if (index := self.calendar.index(words)) is not None:
                return months(*self.calendar.term(index).span)
        return words

    def _listed(self, text: str) -> Words | None:
        """A text that is a list of units, in words; None where it is none."""
        sign = next((sign for sign in SIGNS if sign in text), None)
        codes = text.split(sign) if sign else []
        if sign is None or not all(code in self.units for code in codes):
            return None
        if len(codes) <= MOST_NAMED:
            return Joined(tuple(map(self.unit, codes)), SIGNS[sign])
        first, rest = codes[: MOST_NAMED - 1], codes[MOST_NAMED - 1 :]
        named = Joined(tuple(map(self.unit, first)), SIGNS[sign])
        return Key("meaning.more", named=named, count=len(rest), codes=sign.join(rest))


def hour(clock: str) -> Key:
    """`18 h`, `18 h 30`; `18:00`, `18:30`."""
    hours, minutes = clock.split(":")
    return Key("hour.full", hour=int(hours)) if minutes == "00" else Key("hour.part", hour=int(hours), minutes=minutes)


def sessions(told: Iterable[Any]) -> list[Words]:
    """Each class of a unit: weekday and hours, how often where it is not every week, and where."""
    return [_session(session, days) for session, days in grouped(told)]


def _session(session: Any, days: Sequence[date]) -> Words:
    values = {"weekday": session["weekday"], "start": hour(session["start"]), "end": hour(session["end"])}
    told = Key("meaning.dates", count=len(days), **values) if days else Key("meaning.weekly", **values)
    place = where(session, None)
    return Key("meaning.at", when=told, place=place) if place else told

"""Words in the cells of a cohort that only their programme can tell: terms by a month, and who pays."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from planner.domain.programme import Programme
from planner.messages import LANGUAGES, language
from planner.storage import synonyms
from planner.storage.payers import FUNDINGS, known_fundings

TERMS = ("start", "deadline")
_MONTH = re.compile(r"([^\W\d_]{3,})\.?(?:\s*[–-]\s*[^\W\d_]+)?[\s-]*(\d{4}|\d{2})(?!\d).*", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FRENCH_DAY = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})")


def worded(data: dict[str, Any]) -> bool:
    """Whether a row may have words where names stand."""
    named = [data.get(key) for key in TERMS] + (data["pause"] if isinstance(data.get("pause"), list) else [])
    return any(isinstance(name, str) and _days(name) is not None for name in named) or any(
        payer not in FUNDINGS for payer in _payers(data.get("funding"))
    )


def named(data: dict[str, Any], programme: Programme) -> dict[str, Any]:
    """The data with the names that the programme has for what the words mean; what means none stays."""
    found = dict(data)
    for key in TERMS:
        if isinstance(found.get(key), str):
            found[key] = term_meant(programme.calendar, found[key])
    if isinstance(found.get("pause"), list):
        found["pause"] = [term_meant(programme.calendar, name) for name in found["pause"]]
    if "funding" in found:
        found["funding"] = payers_meant(found["funding"], known_fundings(programme))
    return found


def _payers(given: Any) -> list[str]:
    items = given if isinstance(given, list) else [given]
    return [payer for item in items for payer in (item if isinstance(item, dict) else [item]) if isinstance(payer, str)]


def payers_meant(given: Any, known: tuple[str, ...]) -> Any:
    """The same with known payers for words that can mean nothing else."""
    match given:
        case str():
            return given if given in known else synonyms.meaning(given[:60], known) or given
        case list():
            return [payers_meant(item, known) for item in given]
        case dict():
            return {payers_meant(payer, known): units for payer, units in given.items()}
    return given


def term_meant(calendar: Calendar, name: Any) -> Any:
    """The name of the term in which a month or a day is, or that follows it."""
    days = _days(name) if isinstance(name, str) and calendar.index(name) is None else None
    if days is None or not FIRST_YEAR < days[0].year < LAST_YEAR:
        return name
    first, last = days
    index = (first.year - 1) * calendar.size
    while calendar.term(index).span.ends < first:
        index += 1
    following = calendar.term(index + 1)
    return (following if following.span.starts <= last else calendar.term(index)).name


def _days(text: str) -> tuple[date, date] | None:
    """First and last day of `octobre 2026`, `oct.-26`, or of `octobre 2026 – janvier 2027`; a day is first and last."""
    try:
        if found := _DAY.fullmatch(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return day, day
        if found := _FRENCH_DAY.fullmatch(text):
            day = date(int(found[3]), int(found[2]), int(found[1]))
            return day, day
    except ValueError:
        return None
    found = _MONTH.fullmatch(text)
    month = _month(found[1]) if found else None
    if found is None or month is None:
        return None
    year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
    return (date(year, month, 1), date(year, month, 28)) if year else None


def _month(word: str) -> int | None:
    """The only month that a word begins."""
    numbers = {
        number
        for code in LANGUAGES
        for number, name in enumerate(language(code).messages["months"].split(), 1)
        if synonyms.bare(name).startswith(synonyms.bare(word))
    }
    return numbers.pop() if len(numbers) == 1 else None

"""French calls a term `semestre`, and `trimestre` where an academic year has more than two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from planner.domain.calendar import Calendar

TERM = re.compile(r"\b([Ss])em(?=estre|\.)")
"""Both words have the same gender, plural and elision: no other word of a sentence changes."""


class Trimestral(str):
    """French for programmes whose terms are shorter than half a year."""


def language(lang: str, calendars: Iterable[Calendar]) -> str:
    """The language as documents on programmes with these calendars speak it."""
    sizes = [calendar.size for calendar in calendars]
    return Trimestral(lang) if lang == "fr" and sizes and min(sizes) > 2 else lang


@cache
def trimestral() -> Mapping[str, str]:
    """All messages in French, with the other word."""
    from planner.messages.fr import MESSAGES

    return {key: TERM.sub(lambda found: "Trim" if found[1] == "S" else "trim", text) for key, text in MESSAGES.items()}

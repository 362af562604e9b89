"""Words that depend on what a document is about.

French calls a term `semestre`, and `trimestre` where an academic year has more than two of them. Who aims at a
certificate alone reads of the certificate where others read of the title, in both languages; a document about several
people or choices, some with the one aim and some with the other, speaks of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from planner.domain.calendar import Calendar

if TYPE_CHECKING:
    from planner.domain.case import Case

TERM = re.compile(r"\b([Ss])em(?=estre|\.)")
"""Both words have the same gender, plural and elision: no other word of a sentence changes."""
TITLE = {"fr": re.compile(r"\b([Tt])itre\b(?!})"), "en": re.compile(r"(?<!\{)\b([Tt])itle\b(?!})")}
CERTIFICATE, EITHER = "certificate", "either"
AIMS = {
    ("fr", CERTIFICATE): "certificat", ("en", CERTIFICATE): "certificate",
    ("fr", EITHER): "titre ou certificat", ("en", EITHER): "title or certificate",
}  # fmt: skip
"""What stands for the title; these words have its gender and number, too."""
OF_UNITS = ("column.title",)
"""Messages that speak of the title of a unit."""


class Spoken(str):
    """A language in which some words are others: for `terms` shorter than half a year, for an `aim` that is not the
    title, or not for all.
    """

    terms: bool
    aim: str


def language(lang: str, calendars: Iterable[Calendar], aim: str = "") -> str:
    """The language as documents on programmes with these calendars speak it, about this aim."""
    sizes = [calendar.size for calendar in calendars]
    terms = lang == "fr" and bool(sizes) and min(sizes) > 2
    if not terms and not aim:
        return lang
    found = Spoken(lang)
    found.terms, found.aim = terms, aim
    return found


def language_of(lang: str, cases: Iterable[Case]) -> str:
    """The language as documents on these learners speak it."""
    held = list(cases)
    alone = {case.learner.goal is not None for case in held}
    aim = EITHER if len(alone) > 1 else CERTIFICATE if True in alone else ""
    return language(lang, [case.programme.calendar for case in held], aim)


def spoken(lang: Spoken) -> Mapping[str, str]:
    """All messages of the language, with the other words."""
    return _spoken(str(lang), lang.terms, lang.aim)


@cache
def _spoken(lang: str, terms: bool, aim: str) -> Mapping[str, str]:
    from planner.messages import catalogue

    found = dict(catalogue(lang))
    if terms:
        found = {key: TERM.sub(lambda word: "Trim" if word[1] == "S" else "trim", text) for key, text in found.items()}
    if aim:
        word = AIMS[lang, aim]
        found |= {
            key: TITLE[lang].sub(lambda old: word.capitalize() if old[1] == "T" else word, text)
            for key, text in found.items()
            if key not in OF_UNITS
        }
    return found

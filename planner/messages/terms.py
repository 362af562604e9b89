"""Words that depend on what a document is about.

French calls a term `semestre`, and `trimestre` where an academic year has more than two of them. Who aims at a
certificate alone reads of the certificate where others read of the title, in both languages.
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
CERTIFICATE = {"fr": "ertificat", "en": "ertificate"}
"""So have these; the first letters of all of them are those of a word that follows an article."""
OF_UNITS = ("column.title",)
"""Messages that speak of the title of a unit."""


class Spoken(str):
    """A language in which some words are others: `terms` shorter than half a year, a `certificate` as the award."""

    terms: bool
    certificate: bool


def language(lang: str, calendars: Iterable[Calendar], *, certificate: bool = False) -> str:
    """The language as documents on programmes with these calendars speak it; all of them about a certificate alone,
    with `certificate`.
    """
    sizes = [calendar.size for calendar in calendars]
    terms = lang == "fr" and bool(sizes) and min(sizes) > 2
    if not terms and not certificate:
        return lang
    found = Spoken(lang)
    found.terms, found.certificate = terms, certificate
    return found


def language_of(lang: str, cases: Iterable[Case]) -> str:
    """The language as documents on these learners speak it."""
    held = list(cases)
    certificate = bool(held) and all(case.learner.goal is not None for case in held)
    return language(lang, [case.programme.calendar for case in held], certificate=certificate)


def spoken(lang: Spoken) -> Mapping[str, str]:
    """All messages of the language, with the other words."""
    return _spoken(str(lang), lang.terms, lang.certificate)


@cache
def _spoken(lang: str, terms: bool, certificate: bool) -> Mapping[str, str]:
    from planner.messages import catalogue

    found = dict(catalogue(lang))
    if terms:
        found = {key: TERM.sub(lambda word: "Trim" if word[1] == "S" else "trim", text) for key, text in found.items()}
    if certificate:
        other, rest = TITLE[lang], CERTIFICATE[lang]
        found |= {
            key: other.sub(lambda word: ("C" if word[1] == "T" else "c") + rest, text)
            for key, text in found.items()
            if key not in OF_UNITS
        }
    return found

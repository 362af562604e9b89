"""French: `semestre` becomes `trimestre` where terms are short, marks have no-break spaces before them, and what stands
for a vowel is an apostrophe, not the straight mark of keyboards.
"""

from __future__ import annotations

import re
from datetime import date

from planner.messages.language import CERTIFICATE, EITHER, Language

BEFORE = re.compile(r" (?=[:;?!»](?:\W|$))")
AFTER = re.compile(r"(?<=«) ")
STRAIGHT = re.compile(r"(?<=\w)'(?=[\w{])")
"""Between letters, or a letter and a value: no quotation mark of a command or a file stands so."""
ELIDES = re.compile(r"\b(de|que) (?=[{](\w+)[}])[{]\w+[}]", re.IGNORECASE)
"""A word before a value, which loses its vowel where the value begins with one."""
VOWEL = re.compile(r"[aeiouàâäéèêëîïôöùûüœæ](?!nze\b)", re.IGNORECASE)


class French(Language):
    """All words that stand for another have its gender, number and elision: no other word of a sentence changes."""

    code = "fr"
    fallback = None
    decimal = ","
    group = "\u202f"
    colon = " : "
    euro_format = r"#,##0.00\ [$€-1]"
    short_term = (re.compile(r"\b([Ss])em(?=estre|\.)"), "trim")
    award = re.compile(r"\b([Tt])itre\b(?!})")
    aims = {CERTIFICATE: "certificat", EITHER: "titre ou certificat"}  # noqa: RUF012

    def is_one(self, count: int) -> bool:
        """Nothing is one, too."""
        return abs(count) < 2

    def day_of_year(self, value: date) -> str:
        """The first of a month is an ordinal."""
        return f"{'1er' if value.day == 1 else value.day} {self.month(value)}"

    def priced(self, amount: str, sign: str) -> str:
        """Signs stand behind."""
        return f"{amount}\u00a0{sign}"

    def percent(self, number: str) -> str:
        """With the decimal comma."""
        return f"{number.replace('.', ',')} %"

    def typeset(self, text: str) -> str:
        """No line begins with a mark; a word that loses its vowel is written by the value behind it."""
        spaced = AFTER.sub("\u00a0", BEFORE.sub("\u00a0", text))
        return ELIDES.sub(r"{\2:\1}", STRAIGHT.sub("’", spaced))

    def within(self, value: str) -> str:
        """It writes `de` or `que` before itself, where the message asks for it."""
        return _Elided(value)


class _Elided(str):
    """`de Paris`, `d’octobre`: the word before the value is its format."""

    __slots__ = ()

    def __format__(self, before: str) -> str:
        if not before:
            return str(self)
        return f"{before[:-1]}’{self}" if VOWEL.match(self) else f"{before} {self}"


LANGUAGE = French

"""French: `semestre` becomes `trimestre` where terms are short, and marks have no-break spaces before them."""

from __future__ import annotations

import re
from datetime import date

from planner.messages.language import CERTIFICATE, EITHER, Language

BEFORE = re.compile(r" (?=[:;?!»](?:\W|$))")
AFTER = re.compile(r"(?<=«) ")


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
        """No line begins with a mark."""
        return AFTER.sub("\u00a0", BEFORE.sub("\u00a0", text))


LANGUAGE = French

"""Numbers as people write them: with thousands apart, a decimal comma and a currency. Where the text of a number says
more than its value it is kept beside it, since 6.100 may turn out to be a code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planner.domain.credits import exact

if TYPE_CHECKING:
    from planner.domain.credits import Worth

LONGEST = 300
"""Digits of a number; what is longer is a text."""
SIGNS = {"€": "EUR", "£": "P", "$": "D", "¥": "Y"}
"""What the codes of the currencies with a sign end in: CAD and AUD have that of the dollar too."""
_GAP = "[ \u00a0\u2009\u202f'\u2019]"
_DIGITS = r"[0-9]+"
_PLAIN = r"[-+]?[0-9]+(?:[.,][0-9]+)?"
_AMOUNT = (
    rf"(?P<sign>[-+]?)(?P<whole>[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+|[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?=,|$|\.)"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?=\.|$|,)|[0-9]+)(?:[.,](?P<cents>[0-9]+))?"
)
_CURRENCY = rf"(?P<before>[€£$¥]|[A-Z]{{3}})?{_GAP}*(?P<amount>[-+0-9].*?){_GAP}*(?P<after>[€£$¥]|[A-Z]{{3}})?"


class Whole(int):
    """A whole number that is written in an unusual way, such as +5, and its text."""

    written: str


class Real(float):
    """The same of a decimal number, such as 6.100, and the code or the sign of its currency, where it has one."""

    written: str
    currency: str | None = None


def whole(text: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None."""
    short = len(text) <= LONGEST and re.fullmatch(_DIGITS, text) is not None
    found = int(text) if short else most + 1
    return found if found <= most else None


def credits(text: str, most: int) -> Worth | None:
    """Credits from 0 to `most`, with at most two decimals (zeros more say nothing) after a point or comma, or None."""
    parts = re.fullmatch(r"([0-9]+)(?:[.,]([0-9]*?)0*)?", text) if len(text) <= LONGEST else None
    if parts is None or len(parts[2] or "") > 2:
        return None
    found = exact(float(f"{int(parts[1])}.{parts[2]}")) if parts[2] else int(parts[1])
    return found if found <= most else None


def number(text: str) -> float | str:
    """A number with a decimal point or comma, or the text where it is none."""
    if text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= LONGEST:
        return int(text)
    if len(text) > LONGEST or not re.fullmatch(_PLAIN, text):
        return text
    found = Real(text.replace(",", ".")) if "." in text or "," in text else Whole(text)
    found.written = text
    return found if repr(found) != text.replace(",", ".") else found + 0


def amount(text: str) -> float | str:
    """An amount of money such as `1 200,50 €`, `1.200,50` or `CHF 1'200`, or the text where it is none. What may be
    read in two ways (`1.200`) is none.
    """
    parts = re.fullmatch(_CURRENCY, text) if len(text) <= LONGEST else None
    found = re.fullmatch(_AMOUNT, parts["amount"]) if parts else None
    if parts is None or found is None or (parts["before"] and parts["after"]):
        return text
    apart, cents = re.sub("[0-9]", "", found["whole"]), found["cents"] or ""
    mark = found[0][found.end("whole") - found.start() :][:1]
    if len(apart) == 1 and apart in ".," and not cents:
        return text
    if (len(cents) == 3 and not apart) or (mark and mark in apart):
        return text
    sign = parts["before"] or parts["after"]
    if sign is None and not apart:
        return number(text)
    value = Real(found["sign"] + re.sub("[^0-9]", "", found["whole"]) + "." + (cents or "0"))
    value.written, value.currency = text, sign
    return value


def plain(data: Any) -> Any:
    """Data with ordinary numbers, for who writes it."""
    match data:
        case dict():
            return {key: plain(value) for key, value in data.items()}
        case list() | tuple():
            return [plain(item) for item in data]
        case Whole() | Real():
            return data + 0
    return data


def other_currency(amount: float, currency: str) -> str | None:
    """The currency that the file gives to an amount, where it cannot be this one."""
    sign: str | None = getattr(amount, "currency", None)
    return None if sign is None or currency.endswith(SIGNS.get(sign, sign)) else sign

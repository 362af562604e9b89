"""The one catalogue of what people read: `say(lang, key, **values)`.

Values are worded in the language too: days, lists of data texts, weekdays and the words of the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.calendar import Calendar, Term
from planner.domain.text import Cents, Key
from planner.messages.terms import Spoken, spoken

if TYPE_CHECKING:
    from fractions import Fraction

LANGUAGES = ("fr", "en")


def catalogue(lang: str) -> Mapping[str, str]:
    """All messages of a language."""
    if isinstance(lang, Spoken):
        return spoken(lang)
    if lang == "en":
        from planner.messages.en import MESSAGES as ENGLISH

        return ENGLISH
    from planner.messages.fr import MESSAGES as FRENCH

    return FRENCH


def say(lang: str, key: str, **values: Any) -> str:
    """The message, filled. A whole number under `count` also chooses between `key.one` and `key.many`."""
    messages = catalogue(lang)
    if "count" in values and key not in messages:
        few = abs(values["count"]) < 2 if lang == "fr" else values["count"] == 1
        key = f"{key}.one" if few else f"{key}.many"
    return messages[key].format(**{name: word(lang, name, value) for name, value in values.items()})


def obstacle(lang: str, key: str, values: Mapping[str, Any]) -> str:
    """What a rule would say of a plan that is not so: the clause `would.x` for the sentence `check.x`."""
    clause = key.replace("check.", "would.", 1)
    known = clause in catalogue(lang) or f"{clause}.one" in catalogue(lang)
    return say(lang, clause if known else key, **values)


def dated(calendar: Calendar, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with terms in place of their names, so that a sentence prints them with their days."""
    keys = ("term", "start", "last", "latest", "deadline")
    indices = {key: calendar.index(values[key]) for key in keys if isinstance(values.get(key), str)}
    return {**values, **{key: calendar.term(index) for key, index in indices.items() if index is not None}}


def word(lang: str, name: str, value: Any) -> str:
    """A value as people write it in the language."""
    if value is None:
        return catalogue(lang)["unknown"]
    if isinstance(value, Key):
        return say(lang, value.key, **value.values)
    if isinstance(value, date):
        return day(lang, value)
    if isinstance(value, Term):
        return catalogue(lang)["dated"].format(
            term=value.name, starts=day(lang, value.span.starts), ends=day(lang, value.span.ends)
        )
    if isinstance(value, Mapping):
        return str(value[lang])
    if isinstance(value, tuple):
        return ", ".join(word(lang, name, item) for item in value)
    if isinstance(value, str) and name in ("modality", "pathway", "weekday", "rule"):
        return catalogue(lang).get(f"{name}.{value}", value)
    if isinstance(value, Cents):
        return money(lang, value, value.currency)
    return str(value)


def day(lang: str, value: date) -> str:
    """`31 janvier 2020`, `31 January 2020`."""
    return f"{day_of_year(lang, value)} {value.year}"


def day_of_year(lang: str, value: date) -> str:
    """`31 janvier`, `31 January`: a day whose year is clear."""
    month = catalogue(lang)["months"].split()[value.month - 1]
    number = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    return f"{number} {month}"


def fraction(lang: str, value: Fraction | int | None) -> str:
    """`4,5` or `13/3` in French, `4.5` or `13/3` in English: exact, a decimal number where two decimals suffice."""
    if value is None:
        return catalogue(lang)["unknown"]
    if 100 % value.denominator:
        return str(value)
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "fr" else text


def money(lang: str, cents: int | None, currency: str = "EUR") -> str:
    """`1 462 €`, `€1,462`; `?` when unknown. Amounts without cents are written without them."""
    if cents is None:
        return catalogue(lang)["unknown"]
    text = f"{cents / 100:,.2f}" if cents % 100 else f"{cents // 100:,}"
    sign = "€" if currency == "EUR" else currency
    if lang == "en":
        return f"{sign}{text}" if len(sign) == 1 else f"{text} {sign}"
    return text.replace(",", "\u202f").replace(".", ",") + f"\u00a0{sign}"

"""A language: its messages, and how it writes plurals, days, numbers, money and the words of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from planner.domain.calendar import Calendar, Term
from planner.domain.text import COLON, Cents, Clause, Joined, Key, Part, Sentence, ShortDay, Text

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.domain.case import Case

CERTIFICATE, EITHER = "certificate", "either"
OF_UNITS = ("column.title",)
"""Messages that speak of the title of a unit, never of the award."""
WORDED = ("modality", "pathway", "weekday", "rule")
"""Names of values that are words of the contract, and have one of the catalogue."""


class Language:
    """One language, about documents in which a term may be short, and the aim a certificate.

    A language is a folder of `planner.messages`: modules with `TEXTS`, and a subclass of this in its `__init__`. What a
    folder does not say is said in English.
    """

    code: ClassVar[str]
    decimal: ClassVar[str] = "."
    group: ClassVar[str] = ","
    colon: ClassVar[str] = ": "
    euro_format: ClassVar[str] = "[$€-2]#,##0.00"
    """How spreadsheets write euros in the language."""
    short_term: ClassVar[tuple[re.Pattern[str], str] | None] = None
    """What of the word for a term changes where an academic year has more than two, and what it becomes."""
    award: ClassVar[re.Pattern[str]]
    aims: ClassVar[Mapping[str, str]]
    """The word for the award, and what stands for it in documents about certificates alone, or about some of both."""

    fallback: ClassVar[str | None] = "en"
    """Who speaks where a folder has no words yet; None for a language that has them all."""

    def __init__(self, *, short_terms: bool = False, aim: str = "") -> None:
        self.short_terms, self.aim = short_terms, aim

    def __reduce__(self) -> tuple[Any, ...]:
        """Other processes find the texts themselves."""
        return _again, (self.code, self.short_terms, self.aim)

    def __repr__(self) -> str:
        return f"<Language {self.code}>"

    @cached_property
    def messages(self) -> Mapping[str, str]:
        """All messages, in the words that the documents ask for."""
        found = texts_of(self.code, self.fallback)
        if self.short_terms and self.short_term is not None:
            word, becomes = self.short_term
            found = {key: word.sub(lambda old: _match_case(becomes, old[1]), text) for key, text in found.items()}
        if self.aim:
            named = self.aims[self.aim]
            found = found | {
                key: self.award.sub(lambda old: _match_case(named, old[1]), text)
                for key, text in found.items()
                if key not in OF_UNITS
            }
        return _Typeset(self, found)

    @cached_property
    def help(self) -> Mapping[str, str]:
        """What stands for the English help of the commands, read when help is shown; nothing where nobody wrote it."""
        from importlib.util import find_spec

        name = f"planner.messages.{self.code}._help"
        return {} if find_spec(name) is None else cast(Mapping[str, str], import_module(name).HELP)

    def about(self, calendars: Iterable[Calendar], aim: str = "") -> Language:
        """The language as documents on programmes with these calendars speak it, about this aim."""
        return self.in_words(short_terms(calendars), aim)

    def in_words(self, short_terms: bool = False, aim: str = "") -> Language:
        """The language with the words for short terms, and for another aim."""
        short_terms = short_terms and self.short_term is not None
        if (short_terms, aim) == (self.short_terms, self.aim):
            return self
        key = f"{self.code} {short_terms} {aim}"
        return MADE.setdefault(key, type(self)(short_terms=short_terms, aim=aim))

    def about_cases(self, cases: Iterable[Case]) -> Language:
        """The language as documents on these learners speak it."""
        return self.in_words(*words_about(cases))

    def is_one(self, count: int) -> bool:
        """Whether a count takes the singular."""
        return count == 1

    def say(self, key: str, **values: Any) -> str:
        """The message, filled. A whole number under `count` also chooses between `key.one` and `key.many`."""
        if "count" in values and key not in self.messages:
            key = f"{key}.one" if self.is_one(values["count"]) else f"{key}.many"
        return self.messages[key].format(
            **{name: self.within(self.word(name, value)) for name, value in values.items()}
        )

    def within(self, value: str) -> str:
        """A value as it stands in a message, where the word before it may depend on it."""
        return value

    def word(self, name: str, value: Any) -> str:
        """A value as people write it; `name` tells words of the contract from other texts."""
        match value:
            case None:
                return self.messages["unknown"]
            case Key():
                return self.say(value.key, **value.values)
            case Sentence():
                text = self.word(name, value.of)
                return text[:1].upper() + text[1:].removesuffix(".") + "."
            case Part():
                return self.word(name, value.of).rstrip(".")
            case Clause():
                text = self.word(name, value.of).removesuffix(".")
                return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
            case Joined():
                sign = self.colon if value.sign == COLON else value.sign
                return sign.join(self.word(name, part) for part in value.parts)
            case ShortDay():
                return self.day_of_year(value.day)
            case date():
                return self.day(value)
            case Term():
                starts, ends = self.day(value.span.starts), self.day(value.span.ends)
                return self.messages["dated"].format(term=value.name, starts=starts, ends=ends)
            case Mapping():
                return self.text(value)
            case tuple():
                return ", ".join(self.word(name, item) for item in value)
            case Cents():
                return self.money(value, value.currency)
            case float() if name != "value":  # which is quoted as a file has it
                return self.number(value)
            case str() if name in WORDED:
                return self.messages.get(f"{name}.{value}", value)
        if hasattr(value, "denominator") and not isinstance(value, int):
            return self.fraction(value)
        return str(value)

    def text(self, text: Text) -> str:
        """A text of a data file, in the language where it has it, else in the one that it has."""
        if isinstance(text, str):
            return text
        return text[self.code] if self.code in text else str(next(iter(text.values()), ""))

    def day(self, value: date) -> str:
        """`31 janvier 2020`, `31 January 2020`."""
        return f"{self.day_of_year(value)} {value.year}"

    def day_of_year(self, value: date) -> str:
        """`31 janvier`, `31 January`: a day whose year is clear."""
        return f"{value.day} {self.month(value)}"

    def month(self, value: date) -> str:
        """The name of the day's month."""
        return self.messages["months"].split()[value.month - 1]

    def fraction(self, value: Fraction | int | None) -> str:
        """`4,5` or `13/3` in French, `4.5` or `13/3` in English: exact, a decimal number where three decimals suffice."""
        if value is None:
            return self.messages["unknown"]
        if 1000 % value.denominator:
            return str(value)
        return self.number(float(value), 3)

    def number(self, value: float, digits: int = 2) -> str:
        """A number with the language's decimal mark and without needless zeros."""
        return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", self.decimal)

    def money(self, cents: int | None, currency: str = "EUR") -> str:
        """`1 462 €`, `€1,462`; the word for unknown. Amounts without cents are written without them."""
        if cents is None:
            return self.messages["unknown"]
        text = f"{cents / 100:,.2f}" if cents % 100 else f"{cents // 100:,}"
        text = text.translate({ord(","): self.group, ord("."): self.decimal})
        return self.priced(text, "€" if currency == "EUR" else currency)

    def priced(self, amount: str, sign: str) -> str:
        """An amount with the sign of its currency, where the language puts it."""
        return f"{sign}{amount}" if len(sign) == 1 else f"{amount} {sign}"

    def percent(self, number: str) -> str:
        """A percentage, of a number written with a point."""
        return f"{number}%"

    def typeset(self, text: str) -> str:
        """The text with the spaces and apostrophes that the typography of the language asks for."""
        return text


class _Typeset(Mapping[str, str]):
    """Messages that get their typography when they are first read: a command needs few of them, a server some often."""

    def __init__(self, language: Language, texts: Mapping[str, str]) -> None:
        self._language, self.texts_of = language, texts
        self._set: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        found = self._set.get(key)
        if found is None:
            found = self._set[key] = self._language.typeset(self.texts_of[key])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts_of)

    def __len__(self) -> int:
        return len(self.texts_of)

    def __contains__(self, key: object) -> bool:
        return key in self.texts_of


@cache
def texts_of(code: str, fallback: str | None) -> dict[str, str]:
    """All that the modules of a folder say, read when the first word is needed."""
    found = dict(texts_of(fallback, None)) if fallback is not None else {}
    home = Path(str(import_module(f"planner.messages.{code}").__file__)).parent
    for room in ("", *ROOMS):
        names = sorted(path.stem for path in (home / room).glob("*.py") if not path.stem.startswith("_"))
        for name in names:
            found |= import_module(".".join(filter(None, ("planner.messages", code, room, name)))).TEXTS
    return found


def words_about(cases: Iterable[Case]) -> tuple[bool, str]:
    """What documents on these learners ask of any language: words for short terms, and for another aim."""
    held = list(cases)
    alone = {case.learner.goal is not None for case in held}
    aim = EITHER if len(alone) > 1 else CERTIFICATE if True in alone else ""
    return short_terms(case.programme.calendar for case in held), aim


def short_terms(calendars: Iterable[Calendar]) -> bool:
    """Whether an academic year has more than two terms, in all of the calendars."""
    sizes = [calendar.size for calendar in calendars]
    return bool(sizes) and min(sizes) > 2


ROOMS: list[str] = []
"""Folders inside that of a language which are read, too (`messages.add_room`)."""
MADE: dict[str, Language] = {}
"""Languages about other terms and aims, each made once."""


def _again(code: str, short_terms: bool, aim: str) -> Language:
    from planner.messages import language

    return language(code).in_words(short_terms, aim)


def _match_case(word: str, model: str) -> str:
    """The word, with a capital where the model begins with one."""
    return word[0].upper() + word[1:] if model[0].isupper() else word

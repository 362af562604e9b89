"""Documents: what an answer says, as keys and values; words come last, with the language and the format.

Each kind is a folder: `data.py` makes what is said out of an answer, typed and without a word; `page.py` lays it out
from that data alone, so that a document read from JSON is drawn like a new one; `calendar.py`, where there is one, has
its days (`of_answer`, `of_data`, `timezone`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, cast

from planner.errors import BadInput
from planner.messages import DEFAULT, Language, language, speaking, words_about
from planner.report.formats import CALENDAR, FORMATS, JSON, draw
from planner.report.json import dumps
from planner.report.stored import from_json, to_json

if TYPE_CHECKING:
    from pandas import DataFrame

    from planner.domain.case import Case
    from planner.domain.text import Words
    from planner.report.agenda import Entry
    from planner.report.pages.page import Page

KINDS = {
    "planner/alternatives/1": "alternatives",
    "planner/chances/1": "chances",
    "planner/check/1": "audit",
    "planner/cohort/1": "cohort",
    "planner/compare/1": "compare",
    "planner/design/1": "design",
    "planner/explain/1": "explain",
    "planner/frontier/1": "frontier",
    "planner/plan/1": "plan",
    "planner/programme/1": "programme",
    "planner/programmes/1": "programmes",
    "planner/risk/1": "risk",
    "planner/stress/1": "stress",
    "planner/timetable/1": "timetable",
}
"""The folder of each schema."""
ANSWERS = {
    "AlternativesAnswer": "alternatives",
    "AuditAnswer": "audit",
    "ChancesAnswer": "chances",
    "CohortAnswer": "cohort",
    "CompareAnswer": "compare",
    "DesignAnswer": "design",
    "ExplainAnswer": "explain",
    "FrontierAnswer": "frontier",
    "PlanAnswer": "plan",
    "ProgrammeAnswer": "programme",
    "ProgrammesAnswer": "programmes",
    "RiskAnswer": "risk",
    "StressAnswer": "stress",
    "TimetableAnswer": "timetable",
}
"""The folder of each answer of a service."""
SPOILT = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of values that do not fit together."""
Keys = TypeVar("Keys")
WORDING = "wording"
"""The key that tells which words a document asks of its language: for short terms, and for another aim."""


class Wording(TypedDict):
    """Which words a document asks of its language: for short terms, and for another aim."""

    short_terms: bool
    aim: str


class Worded(TypedDict, total=False):
    """Of a document that asks for other words than usual."""

    wording: Wording


@dataclass(frozen=True, slots=True)
class Document:
    """What an answer says: `data` has no words yet, or texts of another language that it was stored with.

    `entries` are those of its calendar, where the answer itself is at hand. Of a `stored` one nobody knows whether what
    it says fits together. `owner` tells its calendar from others.
    """

    data: Mapping[str, Any]
    entries: Callable[[date], tuple[Entry, ...]] | None = None
    stored: bool = False
    owner: str = ""

    @property
    def created(self) -> date:
        """The day that the document carries: the one of its notices, else today."""
        told = self.data.get("meta", {}).get("today")
        return date.fromisoformat(told) if told else date.today()

    def render(self, form: str, language: str = DEFAULT, *, created: date | None = None) -> str | bytes:
        """The document in one of `FORMATS`; texts as they are written into a file, with the line ends of the format.

        The same document, language and day (`created`) give the same bytes.

        Raises:
            BadInput: there is no such format or language, no calendar of this document, or it was stored, and what it
                says does not fit together.
        """
        if form not in FORMATS:
            raise BadInput("format.none", value=form, known=", ".join(FORMATS))
        try:
            return self._drawn(form, language, created)
        except SPOILT as error:
            if not self.stored:
                raise
            raise BadInput("format.spoilt", value=_schema(self.data)) from error

    def _drawn(self, form: str, language: str, created: date | None) -> str | bytes:
        with speaking(self.spoken(language)):
            if form == JSON:
                return dumps(to_json(self.data))
            day = created or self.created
            page = self.page(day)
            return self._calendar(page.title, day) if form == CALENDAR else draw(page, form)

    def frames(self, language: str = DEFAULT) -> dict[str, DataFrame]:
        """The tables of its spreadsheet by their ids, as pandas has them; a column is named by its key in `csv`."""
        from planner.report.formats import frames

        with speaking(self.spoken(language)):
            return frames.render(self.page(self.created))

    def signed_by(self, adviser: str, standing: Words | None = None) -> Document:
        """The document with the name and address of an adviser, where pages leave room for them, and with how the plan
        stands, such as that it was approved.
        """
        return replace(self, data={**self.data, "adviser": adviser, **({"standing": standing} if standing else {})})

    def owned_by(self, key: str) -> Document:
        """The document with a calendar whose entries have names of their own: no other key gives the same, and the same
        key gives the same again.
        """
        return replace(self, owner=key)

    def plain(self, language: str = DEFAULT) -> dict[str, Any]:
        """The values of its JSON, in the language."""
        with speaking(self.spoken(language)):
            return to_json(self.data)

    def spoken(self, code: str) -> Language:
        """The language in the words that the document asks for.

        Raises:
            BadInput: there is no such language.
        """
        try:
            return language(code).in_words(**self.data.get(WORDING, {}))
        except KeyError:
            from planner.messages import LANGUAGES

            raise BadInput("format.no_language", value=code, known=", ".join(LANGUAGES)) from None

    def page(self, created: date) -> Page:
        """The page that every format but JSON and the calendar draws, in the language that is bound."""
        made: Page = _part(_kind(self.data), "page").page(self.data, created)
        return made.filled()

    def _calendar(self, name: str, created: date) -> bytes:
        from planner.report.formats import ics

        kind = _kind(self.data)
        if not _has(kind, "calendar"):
            raise BadInput("format.no_calendar")
        calendar = _part(kind, "calendar")
        entries = self.entries(created) if self.entries else calendar.of_data(self.data, created)
        if self.owner:
            entries = tuple(entry.of(self.owner) for entry in entries)
        return ics.render(entries, name=name, timezone=calendar.timezone(self.data), created=created)


def document(answer: object) -> Document:
    """The document of what a service answered.

    Raises:
        KeyError: no document tells of such an answer.
    """
    kind = ANSWERS[type(answer).__name__]
    data: Mapping[str, Any] = _part(kind, "data").data(answer)
    entries = partial(_part(kind, "calendar").of_answer, answer) if _has(kind, "calendar") else None
    return Document(data, entries)


def read_document(given: str | Mapping[str, Any]) -> Document:
    """A document from its JSON, as text or as parsed, of any version so far.

    Raises:
        BadInput: it is no JSON, of no kind that is known, or was spoilt; with every key that is missing, or whose value
            is of another type.
    """
    try:
        data = json.loads(given) if isinstance(given, str) else given
    except (ValueError, RecursionError):
        raise BadInput("format.no_document", value="JSON", known=", ".join(KINDS)) from None
    schema = _schema(data) if isinstance(data, Mapping) else None
    if not isinstance(schema, str) or schema not in KINDS:
        raise BadInput("format.no_document", value=schema, known=", ".join(KINDS))
    try:
        made = from_json(data)
    except SPOILT:
        raise BadInput("format.spoilt", value=schema) from None
    from planner.report.documents import shapes

    shapes.check(KINDS[schema], made)
    return Document(made, stored=True)


def _schema(data: Mapping[str, Any]) -> Any:
    """What a document is of; files of programmes call it their format."""
    return data.get("schema", data.get("format"))


def _kind(data: Mapping[str, Any]) -> str:
    """The folder of a document."""
    return KINDS[str(_schema(data))]


def _part(folder: str, part: str) -> Any:
    return import_module(f"{__name__}.{folder}.{part}")


def _has(folder: str, part: str) -> bool:
    """Whether documents of the folder have a module of their own for it."""
    return Path(__file__).with_name(folder).joinpath(f"{part}.py").exists()


def wording(cases: Iterable[Case]) -> Worded:
    """The key `wording` of a document on these learners, where it asks for other words than usual."""
    short_terms, aim = words_about(cases)
    return {"wording": {"short_terms": short_terms, "aim": aim}} if short_terms or aim else {}


def part(keys: type[Keys], data: Mapping[str, Any]) -> Keys:
    """What data say under the keys of a typed dictionary, in their order, as far as they have them."""
    return cast("Keys", {key: data[key] for key in keys.__annotations__ if key in data})

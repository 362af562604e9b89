"""Documents: what an answer says, as keys and values; words come last, with the language and the format.

Each kind is a folder: `data.py` types what is said and makes it out of an answer, without a word; `page.py` lays it out
from that data alone, so that a document read from JSON is drawn like a new one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.errors import BadInput
from planner.messages import DEFAULT, Language, language, speaking
from planner.report.formats import CALENDAR, FORMATS, JSON, draw
from planner.report.json import dumps
from planner.report.stored import from_json, to_json

if TYPE_CHECKING:
    from planner.report.agenda import Entry
    from planner.report.pages.blocks import Page

KINDS = {"planner/programmes/1": "programmes", "planner/programme/1": "programme"}
"""The folder of each schema."""
ANSWERS = {"ProgrammesAnswer": "programmes", "ProgrammeAnswer": "programme"}
"""The folder of each answer of a service."""
WORDING = "wording"
"""The key that tells which words a document asks of its language: for short terms, and for another aim."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an answer says: `data` has no words yet, or texts of another language that it was stored with.

    `entries` are those of its calendar, where the answer itself is at hand; days and hours are in its `timezone`.
    """

    data: Mapping[str, Any]
    entries: Callable[[date], tuple[Entry, ...]] | None = None

    @property
    def created(self) -> date:
        """The day that the document carries: the one of its notices, else today."""
        told = self.data.get("meta", {}).get("today")
        return date.fromisoformat(told) if told else date.today()

    def render(self, form: str, language: str = DEFAULT, *, created: date | None = None) -> str | bytes:
        """The document in one of `FORMATS`; texts as they are written into a file, with the line ends of the format.

        The same document, language and day (`created`) give the same bytes.

        Raises:
            BadInput: there is no such format or language, or no calendar of this document.
        """
        if form not in FORMATS:
            raise BadInput("format.none", value=form, known=", ".join(FORMATS))
        with speaking(self.spoken(language)):
            if form == JSON:
                return dumps(to_json(self.data))
            day = created or self.created
            page = self.page(day)
            return self._calendar(page.title, day) if form == CALENDAR else draw(page, form)

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
        made: Page = _part(KINDS[str(_schema(self.data))], "page").page(self.data, created)
        return made

    def _calendar(self, name: str, created: date) -> bytes:
        from planner.report.formats import ics

        if self.entries is None:
            raise BadInput("format.no_calendar")
        timezone = str(self.data.get("timezone", "Europe/Paris"))
        return ics.render(self.entries(created), name=name, timezone=timezone, created=created)


def read_document(given: str | Mapping[str, Any]) -> Document:
    """A document from its JSON, as text or as parsed, of any version so far.

    Raises:
        BadInput: it is no JSON, or of no kind that is known.
    """
    try:
        data = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        raise BadInput("format.no_document", value="JSON", known=", ".join(KINDS)) from None
    schema = _schema(data) if isinstance(data, Mapping) else None
    if schema not in KINDS:
        raise BadInput("format.no_document", value=schema, known=", ".join(KINDS))
    return Document(from_json(data))


def document(answer: object) -> Document:
    """What an answer of a service says."""
    return Document(_part(ANSWERS[type(answer).__name__], "data").data(answer))


def _schema(data: Mapping[str, Any]) -> Any:
    """What a document is of; files of programmes call it their format."""
    return data.get("schema", data.get("format"))


def _part(kind: str, part: str) -> Any:
    return import_module(f"planner.report.documents.{kind}.{part}")


def wording(spoken: Language) -> dict[str, dict[str, Any]]:
    """The key `wording` of a document that asks for other words than usual; nothing else."""
    asked = {"short_terms": spoken.short_terms, "aim": spoken.aim}
    return {WORDING: asked} if any(asked.values()) else {}

"""Documents of results that a test has already, as the values of their JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.report.documents import Document, document
from planner.service.plan import answer, replan_answer
from planner.service.settings import Settings
from planner.solve.config import Config
from planner.solve.result import Result
from planner.study.replan import Replan
from tests.worded import in_language

DAY = date(2026, 11, 21)


def asked(today: date | None = None) -> Settings:
    return Settings(Config(), today or DAY, today)


def document_of(result: tuple[Case, Result] | Replan, lang: str = "en") -> Document:
    """The document of a result, or of a new plan. Those that say why there is none are worded in the language."""
    settings = asked()
    found = replan_answer(result, settings) if isinstance(result, Replan) else answer(*result, settings)
    made: Document = in_language(lang, document, found)
    return made


def data_of(result: tuple[Case, Result] | Replan, lang: str = "en") -> dict[str, Any]:
    """The values of its JSON."""
    made: dict[str, Any] = json.loads(json.dumps(document_of(result, lang).plain(lang)))
    return made

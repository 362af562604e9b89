"""The documents that people take away of one result: a table of formats, each with its suffix and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.solve.result import Result

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A result with its data (`planner/plan/1`), the language, and the day that its documents carry."""

    case: Case
    result: Result
    data: Data
    lang: str
    created: date


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` of the files, without its dot; `render` gives their content."""

    suffix: str
    render: Callable[[Subject], str | bytes]


def _text(subject: Subject) -> str:
    from planner.report.text import plan_text

    return plan_text(subject.case, subject.data, subject.lang)


FORMATS = {"text": Format("txt", _text)}
"""By the name that `--format` gives; JSON is not among them, since it is the data itself."""
DEFAULT = "text"


def write_all(subject: Subject, formats: Collection[str]) -> dict[str, bytes]:
    """The documents in these formats, by their suffix."""
    found: dict[str, bytes] = {}
    for name in formats:
        content = FORMATS[name].render(subject)
        found[FORMATS[name].suffix] = content.encode() if isinstance(content, str) else content
    return found

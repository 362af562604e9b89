"""Tables of an audit for machines: what is wrong first, then the figures, the costs, and what is left to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.domain.text import Words
from planner.messages import say, worded
from planner.report.pages import costs
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns
from planner.report.pages.common import to_check

if TYPE_CHECKING:
    from planner.report.documents.audit.shape import AuditDocument

VIOLATION = "violation"
"""The kind of a problem that is no false statement."""


def sheets(data: AuditDocument, fundings: Mapping[str, Words]) -> tuple[Table, ...]:
    """The problems of the plan, the objectives, the lines of its cost, warnings, and what was not checked."""
    notes = [worded(text) for text in (*(entry["text"] for entry in data["notices"]), *data["warnings"])]
    unchecked = tuple((entry["id"], worded(entry["text"])) for entry in data["not_checked"])
    names = columns("id", "text", wide=("text",))
    return (
        _problems(data),
        _objectives(data),
        costs.sheet(data["cost"], fundings),
        to_check(notes),
        Table("not_checked", say("verify.not_checked"), names, unchecked),
    )


def _problems(data: AuditDocument) -> Table:
    """A row for each rule that is broken, then one for each false statement."""
    keys = ("kind", "rule", "subjects", "path", "claimed", "value", "text")
    rows = (*_violations(data), *_statements(data))
    return Table("problems", say("verify.problems"), columns(*keys, wide=("text",)), rows)


def _violations(data: AuditDocument) -> Iterator[tuple[Cell, ...]]:
    for found in data["violations"]:
        yield VIOLATION, found["rule"], ", ".join(found["subjects"]), "", "", "", worded(found["what"])


def _statements(data: AuditDocument) -> Iterator[tuple[Cell, ...]]:
    for told, text in zip(data["statements"], data["mismatches"], strict=False):
        values = (_cell(told["claimed"]), _cell(told["value"]))
        yield told["kind"], "", "", told["path"], *values, worded(text)


def _cell(value: Words | float | bool | None) -> Cell:
    """A value of a file; nothing stated is an empty cell, not an unknown one."""
    if value is None:
        return ""
    return value if isinstance(value, (bool, int, float)) else worded(value)


def _objectives(data: AuditDocument) -> Table:
    rows = tuple((one["name"], say(f"objective.{one['name']}"), one["value"]) for one in data["objectives"])
    return Table("objectives", say("verify.figures"), columns("objective", "text", "value", wide=("text",)), rows)

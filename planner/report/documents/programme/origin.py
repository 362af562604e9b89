"""Texts of a programme's file, and where its figures stand."""

from __future__ import annotations

from planner.messages import say, text
from planner.storage.schema_types import Both, Sourced, Text


def words(value: Text) -> str:
    """A text in the language that is bound."""
    return text(vars(value) if isinstance(value, Both) else value)


def origin(source: str | None, assumption: str | None = None) -> str:
    """Where a figure stands, or what it rests on; nothing where the file does not say."""
    parts = [say("show.source", source=source)] if source else []
    parts += [say("show.assumption", id=assumption)] if assumption else []
    return " ; ".join(parts)


def of(fact: Sourced) -> str:
    """Where a fact stands."""
    return origin(fact.source, fact.assumption)


def entitled(what: str, where: str) -> str:
    """A fact, and where it stands."""
    return f"{what} ({where})" if where else what

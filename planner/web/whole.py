"""A field of JSON that gives back what it was given."""

from __future__ import annotations

import json
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField


class Whole(JSONField):
    """JSON as it was given, its keys in their order, in which documents are read: the kind of JSON that Django takes of
    PostgreSQL sorts them. Parts of it can be read, but nothing is found by them.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The kind that keeps the text."""
        return "json" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The text."""
        if connection.vendor != "postgresql":
            return super().get_db_prep_value(value, connection, prepared)
        return None if value is None else json.dumps(value)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """What it says, which PostgreSQL's client has read already."""
        if connection.vendor == "postgresql":
            return value
        return super().from_db_value(value, expression, connection)

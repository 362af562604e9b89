"""Sessions in the database. On SQLite they are written as everything else is, since its own waiting for its turn is
unfair; elsewhere Django's transaction does, and one in another would be two more questions to the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

from planner.web.disk import is_full
from planner.web.writing import writing


class SessionStore(db.SessionStore):
    """The same, in the queue of who writes."""

    def save(self, must_create: bool = False) -> None:
        """Keep the session. That the disk is full is no sign that somebody ended it meanwhile."""
        try:
            with _in_turn():
                super().save(must_create)
        except UpdateError as error:
            cause = error.__context__
            if cause is not None and is_full(cause):
                raise cause  # noqa: B904 what it came from is kept with it
            raise

    def delete(self, session_key: str | None = None) -> None:
        """The session is over."""
        with _in_turn():
            super().delete(session_key)


@contextmanager
def _in_turn() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    with writing():
        yield

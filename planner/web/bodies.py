"""What somebody sends, as the server takes it: more than it takes is read to its end and forgotten, so that a browser,
which reads no answer before it has sent all, gets a page that says so, and not a connection that breaks off.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import WSGITask
from waitress.utilities import RequestEntityTooLarge

from planner.web.disk import is_full

REFUSED = "planner.refused"
"""In what an application is told of a request: the status that answers it, since its body is not there."""
FORGOTTEN = 2**30
"""Bytes that are read so, at most: who sends more sees their connection end."""
TOO_LARGE, NO_ROOM = 413, 503


class Parser(HTTPRequestParser):
    """Reads a request; of one that is refused nothing but how long it is."""

    body_rcv: Any
    headers: dict[str, str]
    refused = 0

    def received(self, data: bytes) -> int:
        """How many of these bytes belong to the request."""
        if self.refused and not self.completed:
            return self._forget(data)
        try:
            taken = int(super().received(data))
        except OSError as error:
            if not is_full(error):
                raise
            self._refuse(NO_ROOM)
            return len(data) if self.chunked else self._forget(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self._refuse(TOO_LARGE)
        return taken

    def _refuse(self, status: int) -> None:
        """From here on nothing is kept. Who waits to be told whether to send anything is told at once."""
        self.error, self.refused = None, status
        self.body_rcv.getbuf().close()
        self.body_rcv.buf = _Nowhere()
        unsure = status == NO_ROOM and self.chunked  # nobody knows how much of the last piece was read
        self.completed = self.expect_continue or self.content_length > FORGOTTEN or unsure
        self.expect_continue = False
        if self.completed:
            self.headers["CONNECTION"] = "close"

    def _forget(self, data: bytes) -> int:
        taken = int(self.body_rcv.received(data))
        self.body_bytes_received += taken
        over = self.body_bytes_received > FORGOTTEN or self.body_rcv.error
        if over:
            self.headers["CONNECTION"] = "close"
        self.completed = bool(over or self.body_rcv.completed)
        return taken


class Task(WSGITask):
    """Answers a request."""

    request: Any

    def get_environment(self) -> dict[str, Any]:
        """What the application is told of it."""
        environ: dict[str, Any] = super().get_environment()
        environ[REFUSED] = self.request.refused
        return environ


class Channel(HTTPChannel):
    """A connection."""

    parser_class = Parser
    task_class = Task


class _Nowhere:
    """Where bytes go that nobody keeps."""

    def __len__(self) -> int:
        return 0

    def append(self, data: bytes) -> None:
        """Nothing of it stays."""

    def getfile(self) -> BytesIO:
        """What stayed."""
        return BytesIO()

    def close(self) -> None:
        """There is nothing to close."""


def server(application: Callable[..., Any], **how: Any) -> Any:
    """A server of waitress, with these adjustments of it, that takes bodies so."""
    parts: dict[int, Any] = {}
    made = create_server(application, map=parts, **how)
    for part in parts.values():
        if isinstance(part, BaseWSGIServer):
            part.channel_class = Channel
    return made

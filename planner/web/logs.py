"""Logs without tokens or people: whatever follows a link's or a calendar's address is left out, and of what went wrong
is told where, not with which values; and a line is one line.
"""

from __future__ import annotations

import logging
import re
import traceback

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Signs with which an address would write lines of its own, or turn them around."""
SECRET = re.compile(r"(/(?:link|calendar|letter|plan)/)[^\s/?\"'.]+")


def discreet(text: str) -> str:
    """The text without what would open a door, its control signs spelt out."""
    return CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", SECRET.sub(r"\1…", text))


def trace(error: BaseException) -> str:
    """Where an error was raised, after the one before it. What they say is left out: it may quote what somebody wrote,
    as a database does with a row that it refuses.
    """
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = trace(before) + "\n" if before is not None else ""
    return (
        f"{told}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__module__}.{type(error).__qualname__}"
    )


class Busy(logging.Filter):
    """That the solver was not free in time is no defect: a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        if getattr(record, "status_code", None) == 503:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class Discreet(logging.Filter):
    """Takes secrets out of each line, and out of what it is made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        record.msg = discreet(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text, record.exc_info = trace(record.exc_info[1]), None
        return True

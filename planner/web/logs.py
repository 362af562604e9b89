"""Logs without tokens: whatever follows a link's or a calendar's address is left out; and a line is one line."""

from __future__ import annotations

import logging
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Signs with which an address would write lines of its own, or turn them around."""
SECRET = re.compile(r"(/(?:link|calendar|letter)/)[^\s/?\"'.]+")


def discreet(text: str) -> str:
    """The text without what would open a door, its control signs spelt out."""
    return CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", SECRET.sub(r"\1…", text))


class Discreet(logging.Filter):
    """Takes secrets out of each line, and out of what it is made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        record.msg = discreet(record.getMessage())
        record.args = ()
        return True

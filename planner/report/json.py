"""Data as JSON text, keys in their own order, one line for each simple value."""

from __future__ import annotations

import json
from typing import Any

from planner.domain.text import UNSEEN


def dumps(data: Any) -> str:
    """Indented UTF-8 JSON with a final newline; never NaN. What would command a terminal is escaped: the same data."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

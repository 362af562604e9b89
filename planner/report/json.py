"""Data as JSON text, keys in their own order, one line for each simple value."""

from __future__ import annotations

import json
from typing import Any


def dumps(data: Any) -> str:
    """Indented UTF-8 JSON with a final newline; never NaN."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

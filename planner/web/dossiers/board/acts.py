"""What was done to a dossier, in words: kept with its values, and worded in the language of who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.text import Key, Words
from planner.messages import REFERENCE, catalogue, speaking
from planner.report.stored import from_json, to_json


def kept(**values: Words) -> dict[str, Any]:
    """Values of an act as a version keeps them."""
    with speaking(REFERENCE):
        return to_json(values)


def act_words(act: str, values: Mapping[str, Any]) -> Words:
    """What an act did; its bare name where no message tells of it."""
    key = f"act.{act}"
    return Key(key, **from_json(values)) if key in catalogue() else act

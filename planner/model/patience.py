"""Making a model takes time too where there are very many classes: whoever has no more of it says so on the way."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[], None]
"""Called now and then while a model is made; it raises `OutOfTime` once the time is over."""


class OutOfTime(Exception):
    """The time limit came before the model was made."""


def endless() -> None:
    """A tick that never stops anything."""

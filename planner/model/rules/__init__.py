"""Hard rules of `planner.domain.rules`: one file each, of its name; `add` puts it into a model, in any order."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from planner.domain.rules import NAMES

RULES: dict[str, Callable[..., None]] = {name: import_module(f"{__name__}.{name}").add for name in NAMES}

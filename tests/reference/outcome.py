"""What a reference solver answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Outcome:
    """The optimal value of every active objective, in lexicographic order, and one plan that reaches them.

    `cost` is in cents, None when no best plan has a known cost. `plan` names the term of each planned unit with its
    modality; it helps to read a disagreement, and another plan may be as good.
    """

    status: Literal["optimal", "impossible"]
    objectives: dict[str, int | None] = field(default_factory=dict)
    plan: dict[str, str] = field(default_factory=dict)
    award: str | None = None

"""What a process apart does for the API: it knows neither Django nor what is posted."""

from __future__ import annotations

from time import monotonic
from typing import Any

from planner.service.compare import CompareAnswer, compare


def compared(learner: dict[str, Any], *, time_limit: float, **how: Any) -> CompareAnswer:
    """The comparison; the limit is for all of it."""
    end = monotonic() + time_limit
    return compare(learner, time_limit=time_limit, stop=lambda: monotonic() > end, **how)

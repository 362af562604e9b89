"""From a case to a proven result: parameters, horizon, pipeline and conflicts."""

from __future__ import annotations

# Asks for the memory that the solver starts with, before anything loads it.
import planner.model  # noqa: F401

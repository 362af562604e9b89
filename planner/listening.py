"""Who hears Ctrl-C and stops the engine. Else CP-SAT listens itself, and leaves the signal to the system afterwards."""

from __future__ import annotations

LISTENERS: list[str] = []

"""Copies of the database that still hold what was erased since."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings

from planner.web.configuration import BACKUPS


class Copies(NamedTuple):
    """How many there are among the backups of the desk, and of which days."""

    number: int
    first: date
    last: date


def copies() -> Copies | None:
    """Those that the desk knows of; None where there are none."""
    days = sorted(
        datetime.fromtimestamp(path.stat().st_mtime).date() for path in (settings.DESK / BACKUPS).glob("*-*.*")
    )
    return Copies(len(days), days[0], days[-1]) if days else None

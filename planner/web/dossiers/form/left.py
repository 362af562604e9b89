"""The lines of a file that became no dossier, with why: kept with the session until the next file is read."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from planner.messages import say
from planner.storage import headings, tables
from planner.web.dossiers.form.bringing import Found

KEPT = "left"
MOST_SIGNS = 200_000
"""Of cells that a session keeps; of a larger table only names and reasons are kept."""


def remember(request: HttpRequest, path: Path, found: Iterable[Found]) -> str:
    """Keep what was read; the word under which it is kept."""
    head, cells = _table(path) if path.suffix != ".yaml" else ([], {})
    key = secrets.token_hex(8)
    rows = [[one.number, one.line, one.name, _why(one), cells.get(one.line, [])] for one in found]
    request.session[KEPT] = {"key": key, "head": head, "rows": rows, "job": None}
    return key


def take(request: HttpRequest, key: str, numbers: Collection[str], job: int | None = None) -> None:
    """Let go of the rows that became dossiers in a job; what was kept under another word is no longer of use."""
    kept = request.session.pop(KEPT, None)
    if kept is not None and kept["key"] == key:
        rows = [row for row in kept["rows"] if str(row[0]) not in numbers]
        request.session[KEPT] = {**kept, "rows": rows, "job": job or kept["job"]}


def of_job(request: HttpRequest, job: int) -> dict[str, Any] | None:
    """The lines that were not taken where the others became the dossiers of a job; whether they are to be had."""
    kept = request.session.get(KEPT)
    if kept is None or kept["job"] != job or not kept["rows"]:
        return None
    rows = [{"line": line, "name": name, "problems": problems} for _, line, name, problems, _ in kept["rows"]]
    return {"rows": rows, "table": bool(kept["head"])}


def to_correct(request: HttpRequest) -> list[list[str]]:
    """The lines as they were, with why in a column that is read over; before dossiers are made, those with faults."""
    kept = request.session.get(KEPT)
    if kept is None or not kept["head"]:
        return []
    places = [place for place, name in enumerate(kept["head"]) if headings.meant(name) != headings.REMARK]
    rows = [
        [*(cells[place] if place < len(cells) else "" for place in places), " ".join(problems)]
        for _, _, _, problems, cells in kept["rows"]
        if problems
    ]
    return [[*(kept["head"][place] for place in places), headings.written(headings.REMARK)], *rows] if rows else []


def _why(one: Found) -> list[str]:
    return list(one.problems) or ([say("left.double")] if one.double else [])


def _table(path: Path) -> tuple[list[str], dict[int, list[str]]]:
    """Names of the columns, and cells by line; nothing of a table that is too large."""
    _, head, found = tables.read(tables.load(path, "cohort"))
    cells = dict(found)
    large = sum(len(cell) for row in cells.values() for cell in row) > MOST_SIGNS
    return ([], {}) if large else (head, cells)

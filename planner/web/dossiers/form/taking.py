"""Learners as files that can be brought in again: one as YAML or JSON, several as the CSV of a cohort."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from planner.domain.programme import Programme
from planner.storage import csv_writer
from planner.storage.cohorts import SOME_COLUMNS
from planner.storage.schema_learner import LearnerFile
from planner.storage.shapes import keys_of
from planner.web.dossiers.form.choices import next_start
from planner.web.dossiers.models import Dossier


def as_yaml(data: dict[str, Any]) -> str:
    """A learner's file."""
    return str(yaml.safe_dump(_ordered(data), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100))


def as_json(data: dict[str, Any]) -> str:
    """The same as JSON."""
    return json.dumps(_ordered(data), ensure_ascii=False, indent=2) + "\n"


def as_cohort(dossiers: Iterable[Dossier]) -> str:
    """A cohort: a learner a row, each with an `id` of its own."""
    rows, taken = [], set[str]()
    for dossier in dossiers:
        learner = dossier.current.learner if dossier.current is not None else {}
        name = str(learner.get("id") or dossier.name)
        rows.append({**learner, "id": name if name not in taken else f"{name} ({dossier.key})"})
        taken.add(rows[-1]["id"])
    used = {key for row in rows for key in row}
    columns = ["id", *(key for key in keys_of(LearnerFile) if key in used and key != "id")]
    return csv_writer.lines([columns, *([_cell(row.get(key)) for key in columns] for row in rows)])


def sample_cohort(programme: Programme) -> str:
    """A cohort of one person, with the columns that most need, to be filled in."""
    first, second = list(programme.courses())[:2]
    start = next_start(programme.calendar, date.today())
    row = ["Anne Exemple", programme.id, start, "evening", "individual", f"{first};{second}:VES", "12", "mon;tue;thu"]
    return csv_writer.lines([SOME_COLUMNS, row])


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    """The keys in the order in which people write them."""
    return {key: data[key] for key in [*keys_of(LearnerFile), *data] if key in data}


def _cell(value: Any) -> str | None:
    """A value as `planner.storage.cells` reads it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)

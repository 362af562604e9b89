"""Learners as files that can be brought in again: one as YAML or JSON, several as the table of a cohort."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import yaml

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import bound, say
from planner.storage import cell_writer, headings, programmes
from planner.storage.headings import DOCUMENTS
from planner.storage.schema_learner import LearnerFile
from planner.storage.shapes import keys_of
from planner.storage.wordings import TERMS, term_meant
from planner.web.dossiers.form.choices import next_start
from planner.web.dossiers.form.tables import Cells
from planner.web.dossiers.frame import titled
from planner.web.dossiers.models import Dossier

SAMPLE = (
    "id", DOCUMENTS, "programme", "start", "pathway", "funding", "acquired", "experience.months",
    "experience.working", "availability.evenings",
)  # fmt: skip
"""Columns that most need."""
Rows = list[Cells]


def as_yaml(data: dict[str, Any]) -> str:
    """A learner's file."""
    return str(yaml.safe_dump(_ordered(data), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100))


def as_json(data: dict[str, Any]) -> str:
    """The same as JSON."""
    return json.dumps(_ordered(data), ensure_ascii=False, indent=2) + "\n"


def as_cohort(dossiers: Iterable[Dossier]) -> Rows:
    """A cohort as the sample has it: a learner a row, with a name of its own in the list of dossiers."""
    found: list[dict[str, str | int]] = []
    for name, learner in _named(dossiers):
        data = {key: value for key, value in learner.items() if key != "id"}
        own = {"id": name, DOCUMENTS: str(learner.get("id") or "")}
        found.append({**own, **cell_writer.write(data), **_by_months(data)})
    known = [*SAMPLE, *keys_of(LearnerFile)]
    used = dict.fromkeys(column for row in found for column in row)
    columns = sorted({**dict.fromkeys(SAMPLE), **used}, key=lambda each: _place(known, each))
    return [[headings.written(each) for each in columns], *([row.get(each) for each in columns] for row in found)]


def as_list(dossiers: Iterable[Dossier]) -> str:
    """The same as JSON, with each key as it is kept."""
    found = [{"name": name, **_ordered(learner)} for name, learner in _named(dossiers)]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def sample_cohort(programme: Programme) -> Rows:
    """A cohort of one person, with the columns that most need, to be filled in."""
    first, second = list(programme.courses())[:2]
    data = {
        "programme": programme.id, "start": next_start(programme.calendar, date.today()),
        "pathway": next(iter(programme.pathways), "evening"), "funding": "individual",
        "acquired": [first, {"unit": second, "by": "VES"}], "experience": {"months": 12, "working": True},
        "availability": {"evenings": ["mon", "tue", "thu"]},
    }  # fmt: skip
    row = {"id": say("table.example"), DOCUMENTS: "", **cell_writer.write(data), **_by_months(data)}
    return [[headings.written(each) for each in SAMPLE], [row.get(each) for each in SAMPLE]]


def codes(found: Iterable[Programme]) -> Rows:
    """What stands in the column of the programme, with its meaning."""
    rows = [[programme.id, titled(programme)] for programme in found]
    return [[headings.written("programme"), say("table.title")], *rows]


def _named(dossiers: Iterable[Dossier]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Learners with the names of their dossiers, none twice."""
    taken = set[str]()
    for dossier in dossiers:
        name = dossier.name if dossier.name not in taken else f"{dossier.name} ({dossier.key})"
        taken.add(name)
        yield name, dossier.current.learner if dossier.current is not None else {}


def _by_months(data: dict[str, Any]) -> dict[str, str]:
    """Terms as people say them, where they are read as the same terms again."""
    try:
        calendar = programmes.load_known(str(data.get("programme"))).calendar
    except BadInput:
        return {}
    found = {}
    for key in TERMS:
        index = calendar.index(data[key]) if isinstance(data.get(key), str) else None
        if index is not None:
            starts = calendar.term(index).span.starts
            words = f"{bound().month(starts)} {starts.year}"
            if term_meant(calendar, words) == data[key]:
                found[key] = words
    return found


def _place(known: list[str], column: str) -> tuple[int, str]:
    return known.index(column if column in known else column.partition(".")[0]), column


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    """The keys in the order in which people write them."""
    return {key: data[key] for key in [*keys_of(LearnerFile), *data] if key in data}

"""Learners out of a file: of one person, of several, or a cohort; each with what is wrong with it, and whose it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.domain.case import Case
from planner.errors import BadInput
from planner.messages import say
from planner.storage import cohorts, files, headings, json_reader, yaml_reader
from planner.storage.cohorts import CaseReader, Row
from planner.storage.wordings import TERMS
from planner.web.dossiers import problems, store
from planner.web.dossiers.form.choices import term_words
from planner.web.dossiers.frame import titled
from planner.web.people.models import Person

MOST_PEOPLE = 100
"""Of a file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A learner of a file: their data as JSON, or what is wrong with them. `double`: a dossier has the name already."""

    number: int
    line: int
    name: str
    programme: str = ""
    start: str = ""
    data: str = ""
    problems: tuple[str, ...] = ()
    double: bool = False


def learners_of(path: Path, person: Person) -> list[Found]:
    """The learners of a file, in its order.

    Raises:
        BadInput: the file cannot be read as a whole, or has too many.
    """
    rows = _rows(path)
    if len(rows) > MOST_PEOPLE:
        raise BadInput("bring.too_many", count=len(rows), most=MOST_PEOPLE)
    taken = names_of(person)
    tabled = path.suffix != ".yaml"
    return [_found(number, row, told, taken, tabled) for number, (row, told) in enumerate(CaseReader().cases(rows))]


def names_of(person: Person) -> set[str]:
    """The names that dossiers of the person have, and those of their learners."""
    pairs = store.dossiers_of(person).order_by().values_list("name", "current__learner__id")
    return {str(name or "").casefold() for pair in pairs for name in pair} - {""}


def _rows(path: Path) -> tuple[Row, ...]:
    """The rows of a table, or the learners that a file of data holds."""
    if path.suffix != ".yaml":
        return cohorts.load(path).rows
    told = files.read_text(path)
    data = json_reader.parse(told, path.name) if told.lstrip()[:1] in ("{", "[") else yaml_reader.parse(told, path.name)
    if isinstance(data, list):
        return cohorts.of_data(data).rows
    if not isinstance(data, dict):
        raise BadInput("schema.mapping")
    name = data.get("id")
    return (Row(1, name if isinstance(name, str) else "", data=data),)


def _found(number: int, row: Row, told: Case | BadInput, taken: set[str], tabled: bool) -> Found:
    """What a row holds. The name in a table is for the list of dossiers alone, unless one is given for documents."""
    name = row.id[:120]
    if isinstance(told, BadInput):
        problems = tuple(problem_words(one) for one in _own(told)[:10])
        return Found(number, row.line, name, problems=problems)
    calendar = told.programme.calendar
    start = term_words(calendar, calendar.term(told.learner.start).name)
    kept = dict(told.learner.data)
    if tabled and not row.named:
        kept.pop("id", None)
    data = json.dumps(kept, ensure_ascii=False)
    return Found(number, row.line, name, titled(told.programme), start, data, double=name.casefold() in taken)


def _own(told: BadInput) -> list[BadInput]:
    """The problems of a row; without its programme, nobody can tell whether a term is one."""
    unknown = any(one.where == "programme" for one in told.problems)
    return [one for one in told.problems if not (unknown and one.where in TERMS)]


def problem_words(problem: BadInput) -> str:
    """A problem of a row, its columns by their titles."""
    if problem.key == "schema.unknown_key":
        known = headings.near(str(problem.where))
        if known is not None:
            return say("bring.near_column", name=problem.where, known=known)
        return say("bring.unknown_column", name=problem.where)
    if problem.key == "csv.missing_column":
        missing = [headings.written(name) for name in str(problem.values["value"]).split(", ")]
        return say("bring.missing_column", count=len(missing), names=", ".join(missing))
    if problem.key in ("cohort.no_id", "cohort.twice"):
        return say(problem.key.replace("cohort.", "bring."), **problem.values)
    return problems.problem_words(problem)


def data_of(given: str) -> dict[str, Any]:
    """The data of a learner that a form gives back.

    Raises:
        BadInput: it is none.
    """
    data = json_reader.parse(given, "")
    if not isinstance(data, dict):
        raise BadInput("schema.mapping")
    return data

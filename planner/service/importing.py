"""A curriculum as others publish it, as a programme, a learner who begins it, and the plan that was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from planner.check.curriculum import Fault, faults
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import REFERENCE, language
from planner.storage import files, programmes, tables, yaml_reader
from planner.storage.csv_writer import lines
from planner.storage.curricula import academic, analytics, maquette
from planner.storage.curricula.codes import Codes
from planner.storage.curricula.programme_file import prices_fit, programme_data, published_rows
from planner.storage.curricula.published import Curriculum
from planner.storage.registry import FILE_NAME

PUBLISHED_NAME = "published.csv"
PUBLISHED_COLUMNS = ("unit", "term", "modality")


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read (`curriculum`), and the texts of the `files` that say it, by their names: the programme, and the
    published terms where there are some.
    """

    curriculum: Curriculum
    files: Mapping[str, str]

    @property
    def unpriced(self) -> bool:
        """Whether prices are left out, since no tariff can say them."""
        return not prices_fit(self.curriculum)


def read(path: Path, name: str, calendar: str | Path | None, year: int) -> Imported:
    """The curriculum of a file, with the `name` of its programme. `calendar` is one of `academic.SPANS`, or the file
    of a programme or of a section `calendar`; where it is None, what the file says of its system, else semesters.

    Raises:
        BadInput: with every problem, naming file and line.
    """
    table = tables.load(path, "courses")
    if analytics.is_one(table.text):
        curriculum = analytics.read(table)
        kind = calendar or (curriculum.system if curriculum.system in academic.SPANS else academic.USUAL)
        days, rests = _calendar(kind, year)
    else:
        days, rests = _calendar(calendar or academic.USUAL, year)
        curriculum = maquette.read(table, [term["id"] for term in days["terms"]])
    data = programme_data(curriculum, days, Codes().code(name, "curriculum"), rests)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
    found = {FILE_NAME: f"# {language(REFERENCE).say('import.head', name=path.name)}\n{text}"}
    rows = published_rows(curriculum, days)
    return Imported(curriculum, found | ({PUBLISHED_NAME: lines([PUBLISHED_COLUMNS, *rows], "\n")} if rows else {}))


def _calendar(given: str | Path, year: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The section of a calendar, and what it rests on: documents and assumptions, where a file gives it."""
    if str(given) in academic.SPANS:
        return academic.calendar(str(given), year), {}
    path = Path(given)
    data = yaml_reader.parse(files.read_text(path), str(path))
    section = data.get("calendar", data) if isinstance(data, dict) else None
    if not isinstance(section, dict) or not isinstance(section.get("terms"), list) or "year" not in section:
        raise BadInput("import.calendar", file=str(path), known=", ".join(academic.SPANS))
    named = set(_assumed(section))
    assumptions = [each for each in data.get("assumptions") or () if isinstance(each, dict) and each.get("id") in named]
    return section, {"documents": data.get("documents") or [], "assumptions": assumptions}


def _assumed(data: Any) -> Iterator[Any]:
    """Every assumption that is named somewhere."""
    if isinstance(data, dict):
        yield data.get("assumption")
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _assumed(each)


def checked(folder: Path, calendar: str | Path | None) -> tuple[Programme, list[Fault]]:
    """The programme of a folder, and what is wrong with it.

    Raises:
        BadInput: the file of its `calendar` does not fit.
    """
    try:
        programme = programmes.load(str(folder / FILE_NAME))
    except BadInput as error:
        for problem in error.problems:
            problem.file, problem.line = str(calendar), None
        raise
    return programme, faults(programme)

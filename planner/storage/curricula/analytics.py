"""Curricula and degree plans in the CSV of CurricularAnalytics: lines that name what it is, then a table of courses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.errors import BadInput, Gathering
from planner.storage import numbers, tables
from planner.storage.curricula.codes import Codes
from planner.storage.curricula.published import Course, Curriculum, alone

if TYPE_CHECKING:
    from planner.domain.credits import Worth

HEAD = ("curriculum", "degree plan", "institution", "degree type", "system type", "cip")
COURSES = ("courses", "additional courses")
ID, NAME, PREFIX, NUMBER = "course id", "course name", "prefix", "number"
BEFORE, BESIDE, STRICT = "prerequisites", "corequisites", "strict-corequisites"
CREDITS, TERM = "credit hours", "term"
NEEDED = (ID, NAME, CREDITS)
MOST_CREDITS, MOST_TERMS = 10_000, 200
Cells = dict[str, str]


def is_one(text: str) -> bool:
    """Whether a text begins as these files do."""
    return bool(re.match(r"\s*\"?(curriculum|degree plan)\"?\s*[,;\t]", text, re.IGNORECASE))


def read(table: tables.Table) -> Curriculum:
    """The curriculum of a file.

    Raises:
        BadInput: with every problem, naming the line.
    """
    return _Reader(table).curriculum()


class _Reader:
    def __init__(self, table: tables.Table) -> None:
        self.file, self.problems = table.file, Gathering()
        line, cells, rest = tables.read(table)
        self.head, self.rows = self._sections(line, cells, rest)

    def _sections(
        self, line: int, cells: list[str], rest: Iterator[tables.Record]
    ) -> tuple[Cells, list[tuple[int, Cells]]]:
        """What the first lines say, and the rows of courses, of all tables, by column."""
        head: Cells = {}
        rows: list[tuple[int, Cells]] = []
        names: list[str] = []
        for at, found in ((line, cells), *rest):
            first = found[0].casefold()
            if first in COURSES and len(found) == 1:
                names = []
            elif first == ID:
                names = [name.casefold() for name in found]
                missing = [name for name in NEEDED if name not in names]
                if missing:
                    raise BadInput(
                        "csv.missing_column", file=self.file, line=at, value=missing[0], known=", ".join(NEEDED)
                    )
            elif names:
                rows.append((at, dict.fromkeys(names, "") | dict(zip(names, found, strict=False))))
            elif first in HEAD:
                head[first] = found[1] if len(found) > 1 else ""
            else:
                raise BadInput("import.line", file=self.file, line=at, value=found[0][:60])
        if not rows:
            raise BadInput("import.nothing", file=self.file)
        return head, rows

    def curriculum(self) -> Curriculum:
        """All courses, with what each needs by its code."""
        codes, by_id = Codes(), dict[str, Course]()
        for at, cells in self.rows:
            with self.problems:
                if cells[ID] in by_id:
                    raise BadInput("import.twice", file=self.file, line=at, value=cells[ID])
                by_id[cells[ID]] = self._course(at, cells, codes)
        for at, cells in self.rows:
            for column in (BEFORE, BESIDE, STRICT):
                with self.problems:
                    self._needs(by_id, at, cells, column)
        self.problems.end()
        title = self.head.get("curriculum", "")
        name = self.head.get("degree plan", "")
        return Curriculum(
            title or name, self.head.get("institution", ""), self.head.get("system type", "").casefold(),
            list(by_id.values()), renamed=codes.renamed,
        )  # fmt: skip

    def _course(self, at: int, cells: Cells, codes: Codes) -> Course:
        own = f"{cells.get(PREFIX, '')} {cells.get(NUMBER, '')}".strip()
        name = cells[NAME] or own
        code = codes.code(own or name, cells[ID])
        credits = self._credits(at, cells[CREDITS])
        term = self._number(at, cells.get(TERM, ""), MOST_TERMS)
        return Course(code, name or code, credits, term=term or None, line=at)

    def _credits(self, at: int, text: str) -> Worth | None:
        found = numbers.credits(text, MOST_CREDITS)
        if text and found is None:
            raise BadInput("csv.credits", file=self.file, line=at, value=text[:40], most=MOST_CREDITS)
        return found

    def _number(self, at: int, text: str, most: int) -> int | None:
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,6}([.,]0*)?", text) and int(re.split("[.,]", text)[0]) <= most:
            return int(re.split("[.,]", text)[0])
        raise BadInput("csv.number", file=self.file, line=at, value=text[:40], most=most)

    def _needs(self, by_id: dict[str, Course], at: int, cells: Cells, column: str) -> None:
        named = [part for part in re.split(r"[;\s]+", cells.get(column, "")) if part]
        unknown = [each for each in named if each not in by_id]
        if unknown:
            raise BadInput("import.unknown", file=self.file, line=at, where=column, value=unknown[0])
        course = by_id.get(cells[ID])
        if course is None or not named:
            return
        needed = [by_id[each] for each in named]
        if column == BEFORE:
            course.after += alone(each.code for each in needed)
            return
        course.together += alone(each.code for each in needed)
        if column == STRICT:  # each no later than the other begins: they begin together
            for each in needed:
                each.together += alone([course.code])

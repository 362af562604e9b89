"""A curriculum as a table, a row a unit: the maquette behind the documents of a French school, in CSV or XLSX."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.offering import MODALITIES
from planner.errors import BadInput, Gathering
from planner.storage import hints, numbers, tables
from planner.storage.curricula.expression import Malformed, clauses, credits_in
from planner.storage.curricula.published import Choice, Condition, Course, Curriculum
from planner.storage.patterns import CODE
from planner.storage.synonyms import meaning

if TYPE_CHECKING:
    from planner.domain.credits import Worth

NEEDED = ("code",)
COLUMNS = (
    "code", "title", "ects", "hours", "term", "period", "block", "choice", "take", "prerequisites", "corequisites",
    "modality", "price",
)  # fmt: skip
MOST, MOST_TERMS, LONGEST = 10_000, 200, 60
Cells = dict[str, str]


def read(table: tables.Table, terms: list[str]) -> Curriculum:
    """The curriculum of a table, in a year of these terms.

    Raises:
        BadInput: with every problem, naming the line.
    """
    return _Reader(table, terms).curriculum()


class _Reader:
    def __init__(self, table: tables.Table, terms: list[str]) -> None:
        self.file, self.terms, self.problems = table.file, terms, Gathering()
        self.rows = tables.rows(table, NEEDED, COLUMNS)
        if not self.rows:
            raise BadInput("import.nothing", file=self.file)

    def curriculum(self) -> Curriculum:
        """All units, with what each needs."""
        found: dict[str, Course] = {}
        for line, cells in self.rows:
            with self.problems:
                self._code(line, cells["code"], found)
                found[cells["code"]] = Course(cells["code"], cells["title"] or cells["code"], line=line)
        for line, cells in self.rows:
            course = found.get(cells["code"])
            if course is not None and course.line == line:
                self._fill(course, cells, found)
        self._check_credits(found)
        choices = self._choices(list(found.values()))
        self.problems.end()
        return Curriculum(Path(self.file.partition(" [")[0]).stem, "", "", list(found.values()), choices)

    def _error(self, line: int, key: str, value: str, **values: Any) -> BadInput:
        return BadInput(key, file=self.file, line=line, value=value[:LONGEST], **values)

    def _code(self, line: int, code: str, found: dict[str, Course]) -> None:
        if not code:
            raise BadInput("csv.blank", file=self.file, line=line, where="code")
        if len(code) > LONGEST or not re.match(CODE, code):
            raise self._error(line, "import.code", code)
        if code in found:
            raise self._error(line, "import.twice", code)

    def _fill(self, course: Course, cells: Cells, known: dict[str, Course]) -> None:
        """Everything but the code; each cell may have a problem of its own."""
        line = course.line
        with self.problems:
            course.credits = self._credits(line, cells["ects"])
        with self.problems:
            course.hours = self._whole(line, cells["hours"], MOST)
        with self.problems:
            course.term = self._whole(line, re.sub(r"^[A-Za-z]+ *(?=\d)", "", cells["term"]), MOST_TERMS) or None
        with self.problems:
            course.seasons = self._seasons(line, cells["period"])
        with self.problems:
            course.modalities = self._modalities(line, cells["modality"])
        with self.problems:
            course.price = self._price(line, cells["price"])
        course.block, course.choice = cells["block"], cells["choice"]
        with self.problems:
            course.after = self._condition(line, "prerequisites", cells, known)
        with self.problems:
            course.together = self._condition(line, "corequisites", cells, known)

    def _whole(self, line: int, text: str, most: int) -> int | None:
        if not text:
            return None
        found = numbers.whole(text, most)
        if found is None:
            raise self._error(line, "csv.number", text, most=most)
        return found

    def _credits(self, line: int, text: str) -> Worth | None:
        found = numbers.credits(text, MOST)
        if text and found is None:
            raise self._error(line, "csv.credits", text, most=MOST)
        return found

    def _price(self, line: int, text: str) -> float | None:
        if not text:
            return None
        found = numbers.amount(text)
        if isinstance(found, str) or found < 0:
            raise self._error(line, "import.price", text)
        return float(found)

    def _seasons(self, line: int, text: str) -> tuple[tuple[int, ...], ...]:
        """Ways to run, apart by `;` or `,`; one over several terms has a `+` or a `-` between them."""
        names = {name.casefold(): place for place, name in enumerate(self.terms)}
        names |= {str(place + 1): place for place in range(len(self.terms))}
        found = []
        for way in filter(None, re.split(r"\s*[;,]\s*", text)):
            places = [names.get(part.casefold()) for part in re.split(r"\s*[+-]\s*", way)]
            run = [place for place in places if place is not None]
            if len(run) < len(places) or run != sorted(set(run)):
                raise self._error(line, "import.period", way, known=", ".join(self.terms))
            found.append(tuple(range(run[0], run[-1] + 1)))
        return tuple(dict.fromkeys(found))

    def _modalities(self, line: int, text: str) -> tuple[str, ...]:
        found = []
        for word in filter(None, re.split(r"\s*[;,+]\s*", text)):
            one = meaning(word, MODALITIES)
            if one is None:
                raise self._error(line, "csv.choice", word, known=", ".join(MODALITIES))
            found.append(one)
        return tuple(dict.fromkeys(found))

    def _condition(self, line: int, column: str, cells: Cells, known: dict[str, Course]) -> Condition:
        try:
            found = clauses(cells[column])
        except Malformed as error:
            raise self._error(line, error.key, cells[column], where=column) from None
        for clause in found:
            for code in clause:
                if code not in known and credits_in(code) is not None:
                    if column != "prerequisites":
                        raise self._error(line, "import.credits_together", "", where=column)
                elif code not in known:
                    raise self._error(line, "unit.unknown", code, where=column, known=hints.near(code, known))
                if (code,) == clause and code == cells["code"]:
                    raise self._error(line, "import.itself", code, where=column)
        return found

    def _check_credits(self, courses: dict[str, Course]) -> None:
        """Where credits come before a unit, those of every unit are known."""
        asking = [
            one for one in courses.values() if any(name not in courses for clause in one.after for name in clause)
        ]
        unknown = [one.code for one in courses.values() if one.credits is None]
        with self.problems:
            if asking and unknown:
                raise self._error(asking[0].line, "import.credits_unknown", unknown[0], where="prerequisites")

    def _choices(self, courses: list[Course]) -> list[Choice]:
        """What is to be taken of each group: said in one of its rows at least, alike in all that say it."""
        taken: dict[str, tuple[int, str]] = {}
        for line, cells in self.rows:
            group, take = cells["choice"], cells["take"]
            with self.problems:
                if take and not group:
                    raise self._error(line, "import.no_group", take)
                if take and taken.setdefault(group, (line, take))[1] != take:
                    raise self._error(line, "import.taken_twice", take, group=group)
        return [each for group in dict.fromkeys(one.choice for one in courses if one.choice)
                if (each := self._choice(group, courses, taken)) is not None]  # fmt: skip

    def _choice(self, group: str, courses: list[Course], taken: dict[str, tuple[int, str]]) -> Choice | None:
        its = [course for course in courses if course.choice == group]
        with self.problems:
            if group not in taken:
                raise self._error(its[0].line, "import.take", group)
            line, text = taken[group]
            found = re.fullmatch(r"([0-9.,]{1,9}?)\s*(ects|crédits|credits|cr)?", text, re.IGNORECASE)
            need = None if found is None else numbers.credits(found[1], MOST)
            if found is None or not need or (found[2] is None and need != int(need)):
                raise self._error(line, "import.take_form", text)
            credits = found[2] is not None
            unknown = [course.code for course in its if course.credits is None]
            if credits and unknown:
                raise self._error(line, "import.take_credits", unknown[0], group=group)
            most = sum(course.credits or 0 for course in its) if credits else len(its)
            if need > most:
                raise self._error(line, "import.take_much", text, group=group, most=most)
            return Choice(group, credits=need) if credits else Choice(group, units=int(need))
        return None

"""Whom a timetable serves: each learner of a cohort planned alone, with a short reason for those who have no plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.domain.case import Case
from planner.errors import BadInput
from planner.messages import Language, say, speaking, worded
from planner.processes import pool
from planner.report.causes import added_up, by_hours, cause
from planner.report.listing import parted
from planner.report.no_plan import no_plan_data
from planner.report.stored import in_words
from planner.solve.config import Config
from planner.solve.progress import Stage, criterion
from planner.solve.result import IMPOSSIBLE, UNKNOWN
from planner.storage.cohorts import CaseReader, Cohort, Row

if TYPE_CHECKING:
    from planner.study.conflict import Conflict

Data = dict[str, Any]
IN_PROCESS = 20
"""Learners for whom starting processes takes longer than planning them."""


@dataclass(frozen=True, slots=True)
class Work:
    """Called with a row, in whatever process."""

    reader: CaseReader
    config: Config
    language: Language

    def __call__(self, row: Row) -> Data:
        """Status of the row's learner, and the reason where there is no plan."""
        with speaking(self.language):
            return self._answer(row)

    def _answer(self, row: Row) -> Data:
        from planner.report.conflicts import conflict_data
        from planner.solve.pipeline import solve
        from planner.study.cohort.work import soonest

        case = self.reader.case(row)
        result = solve(case, self.config)
        found: Data = {"line": row.line, "id": row.id, "status": result.status, "reason": None}
        found |= {"conflicts": [], "later": False, "cause": None}
        if result.status == IMPOSSIBLE:
            conflict = self._conflict(case)
            found["conflicts"] = in_words(conflict_data(case, conflict))
            hours = not conflict or by_hours(case, conflict.instances)
            found["reason"] = self._reason(found["conflicts"], hours=hours)
            what = worded(cause(case, conflict.instances))
            found["cause"] = what if hours else say("cause.not_hours", what=what)
            found["later"] = soonest(case, result, self.config) is not None
        elif result.status == UNKNOWN:
            return undecided(row)
        return found

    def _conflict(self, case: Case) -> Conflict:
        from planner.solve.engine import Clock
        from planner.study.conflict import smallest

        return smallest(case, self.config, Clock.of(self.config))

    def _reason(self, conflicts: list[Data], *, hours: bool) -> str:
        """What cannot hold together; and that hours play no part, where the others alone cannot."""
        if not conflicts:
            return say("why.undecided")
        names = parted([line["what"].rstrip(".") for line in conflicts])
        reason = say("batch.reason", names=names)
        return reason if hours else f"{reason} {say('weeks.not_hours')}"


def readable(cohort: Cohort, reader: CaseReader, programme: str) -> tuple[list[Row], list[tuple[Row, BadInput]]]:
    """Rows of learners who follow the programme, and the others with what is wrong with them."""
    good: list[Row] = []
    bad: list[tuple[Row, BadInput]] = []
    for row, found in reader.cases(cohort.rows):
        if isinstance(found, BadInput):
            bad.append((row, found))
        elif found.programme.id != programme:
            values = {"value": found.programme.id, "programme": programme}
            bad.append((row, BadInput("weeks.cohort_programme", file=str(cohort.path), line=row.line, **values)))
        else:
            good.append(row)
    return good, bad


def undecided(row: Row) -> Data:
    """What came of a row whose search ended too soon."""
    found: Data = {"line": row.line, "id": row.id, "status": UNKNOWN, "reason": say("weeks.undecided")}
    return found | {"conflicts": [], "later": False, "cause": None}


def served(rows: list[Row], work: Work, workers: int) -> Iterator[Data]:
    """What came of each row, as it is ready; the configuration of the work tells how far it is, and may stop it."""
    config, left = work.config, {row.line: row for row in rows}
    quiet = replace(work, config=config.quiet())
    pairs: Iterable[tuple[Row, Data]] = ((row, quiet(row)) for row in rows)
    if workers > 1 and len(rows) > IN_PROCESS:
        pairs = pool.run(rows, work, min(workers, len(rows)), criterion(config.stop))
    config.tell(Stage.LEARNERS, 0, len(rows))
    for row, answer in pairs:
        del left[row.line]
        config.tell(Stage.LEARNERS, len(rows) - len(left), len(rows))
        yield answer
    yield from (undecided(row) for row in left.values())


def cohort_data(answers: list[Data], bad: list[tuple[Row, BadInput]]) -> Data:
    """The part `cohort` of the document; rows in the order of the file."""
    answers = sorted(answers, key=lambda answer: answer["line"])
    return {
        "learners": len(answers),
        "served": sum(answer["reason"] is None for answer in answers),
        "no_plan": no_plan_data(
            [answer["id"] for answer in answers if answer["status"] == IMPOSSIBLE],
            [answer["id"] for answer in answers if answer["later"]],
        ),
        "causes": added_up((answer["id"], answer["cause"]) for answer in answers if answer["cause"]),
        "unserved": [answer for answer in answers if answer["reason"] is not None],
        "bad": [{"line": row.line, "id": row.id, "error": problem.text()} for row, problem in bad],
    }

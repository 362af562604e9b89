"""Whom a timetable serves: learners of a list, with a short reason for those who have no plan."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.text import Joined, Key, Words
from planner.report.causes import added_up, by_hours, cause
from planner.report.conflicts import conflict_data, in_one_sentence
from planner.report.documents.plan import shape as plan
from planner.report.documents.timetable import shape
from planner.report.no_plan import no_plan_data
from planner.report.problems import all_problems, problem_words
from planner.solve.result import IMPOSSIBLE, UNKNOWN
from planner.study.cohort.run import Entry


def cohort_data(entries: Sequence[Entry]) -> shape.Cohort:
    """The part `cohort` of the document; rows in the order of the file."""
    good = [entry for entry in entries if entry.case is not None]
    unserved = [_unserved(entry) for entry in good if entry.alone and entry.alone.status in (IMPOSSIBLE, UNKNOWN)]
    return {
        "learners": len(good),
        "served": len(good) - len(unserved),
        "no_plan": no_plan_data(
            [each["id"] for each in unserved if each["status"] == IMPOSSIBLE],
            [each["id"] for each in unserved if each["later"]],
        ),
        "causes": added_up((each["id"], each["cause"]) for each in unserved if each["cause"]),
        "unserved": unserved,
        "bad": [
            {
                "line": entry.row.line,
                "id": entry.row.id,
                "error": problem_words(entry.problem, path=True),
                **all_problems(entry.problem, path=True),
            }
            for entry in entries
            if entry.problem is not None
        ],
    }


def _unserved(entry: Entry) -> shape.Unserved:
    """What cannot hold together; and that hours play no part, where the others alone cannot."""
    case, made = entry.case, entry.alone
    assert case is not None
    assert made is not None
    if made.status == UNKNOWN:
        return _row(entry, Key("weeks.undecided"), [], None, later=False)
    # The solver comes with it: a timetable without impossible learners needs none.
    from planner.study.conflict import Conflict

    conflicts = conflict_data(case, Conflict(made.conflict))
    reason, what = in_one_sentence(line["what"] for line in conflicts), cause(case, made.conflict)
    if made.conflict and not by_hours(case, made.conflict):
        reason, what = Joined((reason, Key("weeks.not_hours")), " "), Key("cause.not_hours", what=what)
    return _row(entry, reason, conflicts, what, later=made.soonest is not None)


def _row(
    entry: Entry, reason: Words, conflicts: list[plan.Conflict], what: Words | None, *, later: bool
) -> shape.Unserved:
    assert entry.alone is not None
    return {
        "line": entry.row.line,
        "id": entry.row.id,
        "status": entry.alone.status,
        "reason": reason,
        "conflicts": conflicts,
        "later": later,
        "cause": what,
    }

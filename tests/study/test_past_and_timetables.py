"""What happened is told by the plan and the results: a timetable of today that no longer has it changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.learner import WORKDAYS
from planner.domain.plan import Plan
from planner.report.agenda import Entry
from planner.report.documents.audit.data import findings
from planner.service.audit import audit
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.storage import plans
from planner.storage.results import ResultRow
from planner.study.moved import OWN
from planner.study.past import after_results, place_results
from planner.study.replan import replan
from tests.documents import data_of, document_of
from tests.support import MORE, case_of, term
from tests.worded import in_language

Row = tuple[str, str, int, str]
"""Unit, period, academic year and weekday of a class."""
PERIODS = {
    "S1": "AST004 TRS001 CCE001 CCE003 AST002 UEV010", "S2": "TET099 TET007 AST005 TRS002 PSY001", "year": "TET003",
}  # fmt: skip
FIRST, LAST, LEARNERS = 2019, 2027, 12 * MORE
DAY = date(2020, 2, 5)


def classes(random: Random) -> list[Row]:
    """A class of every unit in every year."""
    years = range(FIRST, LAST)
    return [(unit, period, year, random.choice(WORKDAYS))
            for period, units in PERIODS.items() for unit in units.split() for year in years]  # fmt: skip


def write(path: Path, rows: list[Row], site: str = "Site 1") -> Path:
    lines = [f"{unit},{year}-{period},evening,{day},18:00,21:00,{site},confirmed" for unit, period, year, day in rows]
    lines = [f"{unit}-{period}-{year},{line}" for (unit, period, year, _), line in zip(rows, lines, strict=True)]
    head = "offering,unit,period,modality,weekday,start,end,site,confidence"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def is_over(case: Case, row: Row, now: int) -> bool:
    _, period, year, _ = row
    return term(case, f"{year}-{'S2' if period == 'year' else period}") < now


def moved(random: Random, rows: list[Row], case: Case, now: int) -> list[Row]:
    """The rows of terms that are over on other days."""
    return [(*row[:3], random.choice(WORKDAYS)) if is_over(case, row, now) else row for row in rows]


def told(random: Random, case: Case, plan: Plan) -> tuple[ResultRow, ...]:
    """Results of the first terms that are open, now and then of a unit that the plan had elsewhere."""
    open_ = sorted((o.last, o.unit) for o in plan.chosen if o.first >= case.now and not o.resit)
    if not open_:
        return ()
    last = open_[0][0]
    rows = [
        ResultRow(unit, when, random.choice(("passed", "failed", "failed", "pending", "absent")), 0)
        for number, (when, unit) in enumerate(open_)
        if when == last and (number == 0 or random.random() < 0.7)
    ]
    season = PERIODS["S1" if last % 2 == 0 else "S2"].split()
    elsewhere = [o.unit for o in plan.chosen if o.first > last and o.unit in season]
    if elsewhere and random.random() < 0.6:
        rows.append(ResultRow(random.choice(elsewhere), last, random.choice(("passed", "failed")), 0))
    return tuple(rows)


def answer(
    case: Case, path: Path, rows: tuple[ResultRow, ...], prefer: str
) -> tuple[dict[str, Any], tuple[Entry, ...]]:
    """The document and the calendar of a new plan after what a file tells, without the fingerprint of the timetable."""
    draft, _ = plans.load(path, case)
    marked = tuple(place_results(draft.case, draft.plan, rows))
    left = after_results(draft.case, draft.plan, marked)
    found = replan(left, draft.plan, Config(), prefer=prefer, results=marked)
    made = document_of(found)
    data = data_of(found)
    data["meta"]["sha256"].pop("programme")
    return data, in_language("en", made.entries, DAY) if made.entries else ()


def complaints(case: Case, data: dict[str, Any], path: Path) -> list[str]:
    """What the check says of a document, but for the fingerprint of another timetable."""
    path.write_text(json.dumps(data), encoding="utf-8")
    found = audit(case, path)
    return [broken.key for broken in found.violations] + [
        ".".join(map(str, entry.path)) for entry in findings(found).statements if "sha256" not in entry.path
    ]


@pytest.mark.parametrize("seed", range(LEARNERS))
def test_classes_that_are_over_may_leave_the_timetable_or_move(seed: int, tmp_path: Path) -> None:
    """Twice in a row: the second time the file is a plan under way. The check accepts each with either timetable."""
    random, seen = Random(seed), Counter[str]()
    rows, keys = (
        classes(random),
        {"max_units_per_term": random.randint(2, 4), "minimise": random.choice([[], ["cost"]])},
    )
    full = case_of("casp-2019-2020", timetable=write(tmp_path / "full.csv", rows), **keys)
    result = solve(full)
    assert result.plan is not None
    data = data_of((full, result))
    for turn in range(2):
        path = tmp_path / f"plan-{turn}.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        draft, _ = plans.load(path, full)
        marks = told(random, draft.case, draft.plan)
        if not marks:
            break
        prefer = random.choice([OWN, "stability"])
        data, calendar = answer(full, path, marks, prefer)
        if "terms" not in data:
            break
        now = term(full, data["history"]["now"])
        gone = [row for row in rows if not is_over(full, row, now)]
        for name, other in (("gone", gone), ("moved", moved(random, rows, full, now))):
            case = case_of("casp-2019-2020", timetable=write(tmp_path / f"{name}-{turn}.csv", other), **keys)
            assert answer(case, path, marks, prefer) == (data, calendar), name
            assert complaints(case, data, tmp_path / "new.json") == [], name
        assert complaints(full, data, tmp_path / "new.json") == []
        seen.update(row.result for row in marks)
    assert seen


def test_what_was_attended_is_shown_as_it_was(tmp_path: Path) -> None:
    """A Monday class of autumn 2019, failed: the new plan keeps its Monday, though it is on Fridays from now on."""
    rows: list[Row] = [(unit, period, year, "mon" if year == FIRST else "fri")
                       for unit, period, year, _ in classes(Random(0))]  # fmt: skip
    keys: dict[str, Any] = {"max_units_per_term": 1, "order": "ignore", "pins": [{"unit": "AST004", "term": "2019-S1"}]}
    case = case_of("casp-2019-2020", timetable=write(tmp_path / "then.csv", rows), **keys)
    result = solve(case)
    assert result.plan is not None
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data_of((case, result))), encoding="utf-8")
    now = write(tmp_path / "now.csv", [row for row in rows if row[2] > FIRST])
    later = case_of("casp-2019-2020", timetable=now, **{**keys, "pins": []})
    autumn = term(case, "2019-S1")
    data, _ = answer(later, path, (ResultRow("AST004", autumn, "failed", 2),), OWN)
    (attempt,) = data["terms"][0]["attempts"]
    assert [session["weekday"] for session in attempt["sessions"]] == ["mon"]
    assert (attempt["offering"], attempt["site"], attempt["result"]) == ("AST004-S1-2019-2019", "Site 1", "failed")
    again = next(unit for part in data["terms"][1:] for unit in part["units"] if unit["unit"] == "AST004")
    assert [session["weekday"] for session in again["sessions"]] == ["fri"]


def test_a_class_that_is_running_goes_on_as_the_timetable_now_says(tmp_path: Path) -> None:
    """TET003 runs from October to June; after the autumn it moves from Monday to Wednesday, and only then."""
    rows: list[Row] = [(*row[:3], "mon" if row[0] == "TET003" else "tue") for row in classes(Random(0))]
    keys: dict[str, Any] = {"max_units_per_term": 1, "pins": [{"unit": "TET003", "term": "2019-S1"}]}
    case = case_of("casp-2019-2020", timetable=write(tmp_path / "then.csv", rows), **keys)
    result = solve(case)
    assert result.plan is not None
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data_of((case, result))), encoding="utf-8")
    other = [(*row[:3], "wed") if row[0] == "TET003" else row for row in rows]
    later = case_of("casp-2019-2020", timetable=write(tmp_path / "now.csv", other), **keys)
    draft, _ = plans.load(path, later)
    left = after_results(later, draft.plan, (), term(case, "2019-S2"))
    found = replan(left, draft.plan)
    data = data_of(found)
    days = [unit["sessions"][0]["weekday"] for part in data["terms"][:2] for unit in part["units"]
            if unit["unit"] == "TET003"]  # fmt: skip
    assert days == ["mon", "wed"]
    new = tmp_path / "new.json"
    assert complaints(later, data, new) == []
    again, _ = plans.load(new, later)
    kept = again.plan.of("TET003")
    assert kept is not None
    weekdays = [session.weekday for session in kept.sessions]
    assert weekdays == ["mon", "wed"]


def test_a_result_of_a_class_that_only_last_years_timetable_had(tmp_path: Path) -> None:
    """TET099 runs in the spring, and somebody took it in the autumn: without a timetable it is a slip of the pen, with
    one it may be so, and is named.
    """
    usual = case_of("casp-2019-2020")
    result = solve(usual)
    assert result.plan is not None
    autumn = term(usual, "2019-S1")
    row = ResultRow("TET099", autumn, "passed", 2)
    with pytest.raises(Exception, match="TET099"):
        after_results(usual, result.plan, [row])
    timed = case_of("casp-2019-2020", timetable=write(tmp_path / "now.csv", classes(Random(1))))
    (marked,) = place_results(timed, result.plan, [row])
    left = after_results(timed, result.plan, [marked])
    assert marked.unplanned
    assert left.history is not None
    (attempt,) = [attempt for attempt in left.history.attempts if attempt.offering.unit == "TET099"]
    assert (attempt.offering.terms, attempt.offering.modality, attempt.result) == ((autumn,), "evening", "passed")
    assert replan(left, replace(result.plan)).result.plan is not None

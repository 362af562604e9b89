"""Each field of five plans changed alone: `planner check` notices every change of meaning, but for those named here."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.domain.case import Case
from planner.errors import BadInput
from planner.report.documents.audit.data import findings
from planner.service.audit import audit
from planner.solve.pipeline import solve
from planner.storage import learners
from planner.storage.results import ResultRow
from planner.study.past import after_results
from planner.study.replan import replan
from tests.documents import data_of
from tests.support import INSTANCES
from tests.tampering import lies

SHARE = float(os.environ.get("PLANNER_LIES", "0.2"))
"""How many of the lies are told, chosen by chance: all of them take minutes, so many are a thousand in all."""
SEED = 17
ABROAD = (
    "experience={months: 10, in_sector: false}",
    "internship_windows=[{from: 2018-03-01, to: 2018-06-30}]",
)
TIMETABLE = INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"
PLANS: dict[str, tuple[str, tuple[str, ...], Path | None]] = {
    "evening": ("casp-2019-2020/learners/autumn-evening.yaml", (), None),
    "daytime": ("casp-2020-2021/learners/daytime-full-time-employer.yaml", (), None),
    "mixed with an internship": ("casp-2016-2017/learners/mixed-jobseeker.yaml", ABROAD, None),
    "after results": ("casp-2010-reunion/learners/autumn-evening.yaml", (), None),
    "payers and a timetable": ("casp-2019-2020/learners/mix-employer-own-cost.yaml", (), TIMETABLE),
}
LEFT = {
    r"(?!objectives).* swapped": "the order of these lists says nothing",
    r"(about|given|words) key removed": "documents of before did not have them: the file says less",
    r"words(\[\]\.at)? repeated": "the same, twice",
    r"given(\.before.*|\.before key removed)": "the plan before is not in the file otherwise; listed as not checked",
    r"meta(\.planner)? key removed": "the file says less of who wrote it",
    r"meta\.planner (other word|another's)": "nobody can tell which version wrote a file; listed as not checked",
    r"meta\.(time_limit|seed|workers) .*": "the settings of the solver leave no trace; listed as not checked",
    r"history\.resits turned round": "whether plans may count on second sessions is a wish; listed as not checked",
    r"replan\.results dropped": "a result told now may have been told before as well; listed as not checked",
    r"replan\.results\[\]\.(unit|term) another's": "nor which of them were told in a first and in a second session",
    r"replan\.before\.cost [+-]1": "the plan before is not in the file; listed as not checked",
    r"replan\.otherwise\[\]\.cost .*": "the plans for open results are not in the file; listed as not checked",
    r"replan\.otherwise\[\]\.(moves|retakes) (dropped|key removed)": "the same",
}
"""Lies that may pass, by their pattern and what was done, and why none of them can be noticed."""
OF_THE_PAST = {
    r"terms\[\]\.(units|attempts)\[\]\.(site|seats|confidence) something": "what was attended, this file alone tells",
}
"""The same for a plan that is under way."""


def made(name: str) -> tuple[Case, dict[str, Any]]:
    """The learner's case and the document of the plan."""
    file, changes, timetable = PLANS[name]
    case = learners.load(INSTANCES / file, changes, timetable=timetable)
    result, lang = solve(case), "en" if name == "daytime" else "fr"
    if name != "after results":
        return case, data_of((case, result), lang)
    assert result.plan is not None
    first = case.learner.start
    told = [("AST004", 0, "passed"), ("TRS001", 0, "passed"), ("TET003", 1, "failed"), ("TET099", 1, "failed")]
    rows = [ResultRow(unit, first + later, how, 2) for unit, later, how in (*told, ("TET007", 1, "pending"))]
    found = replan(after_results(case, result.plan, rows, resits=False), result.plan, results=tuple(rows))
    assert found.moves
    assert found.otherwise
    return case, data_of(found, lang)


def noticed(case: Case, data: Any, path: Path) -> bool:
    """Whether the check refuses the file or finds something false or broken."""
    path.write_text(json.dumps(data), encoding="utf-8")
    try:
        found = audit(case, path)
    except BadInput:
        return True
    return bool(found.violations or findings(found).statements)


@pytest.mark.parametrize("name", PLANS)
def test_every_change_of_meaning_is_noticed(name: str, tmp_path: Path) -> None:
    case, data = made(name)
    path = tmp_path / "plan.json"
    assert not noticed(case, data, path)
    told, left, chance = 0, Counter[str](), Random(name)
    for lie in lies(data, Random(SEED)):
        if chance.random() >= SHARE:
            continue
        told += 1
        if not noticed(case, lie.data, path):
            left[f"{lie.pattern} {lie.kind}"] += 1
    print(f"{name}: {told} lies, {told - left.total()} noticed, left {dict(left)}")
    assert told > 900 * SHARE * 0.8
    rules = LEFT | (OF_THE_PAST if name == "after results" else {})
    assert [entry for entry in left if not any(re.fullmatch(rule, entry) for rule in rules)] == []


def test_the_reasons_are_those_of_lies_that_exist() -> None:
    """A reason that no field calls for any more would hide the next lie of that form."""
    entries = {f"{lie.pattern} {lie.kind}" for name in PLANS for lie in lies(made(name)[1], Random(SEED))}
    assert [rule for rule in LEFT if not any(re.fullmatch(rule, entry) for entry in entries)] == []

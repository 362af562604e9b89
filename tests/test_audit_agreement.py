"""Nothing that the planner writes is false to its own check: random learners of the vintages, and new plans after
random results, twice in a row, read in one language and checked in the other.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.documents import document
from planner.report.json import dumps
from planner.service.audit import audit
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.study.past import after_results
from planner.study.replan import Replan, replan
from tests.documents import data_of
from tests.replan_vintages import cases, results

LEARNERS, SEED = 60, 1726
PREFER = ("duration", "stability", "own")


def complaints(case: Case, text: str, folder: Path, lang: str) -> list[str]:
    """What the check says of a document of the case."""
    path = folder / "plan.json"
    path.write_text(text, encoding="utf-8")
    made = document(audit(case, path)).plain(lang)
    return [*(found["what"] for found in made["violations"]), *made["mismatches"]]


def again(random: Random, case: Case, plan: Plan, seen: Counter[str]) -> Replan | None:
    """A new plan after random results, or nothing where nothing is left to fail."""
    rows, now = results(random, case, plan)
    if not rows:
        return None
    left = after_results(case, plan, rows, now, resits=random.random() < 0.7)
    found = replan(left, plan, Config(), prefer=random.choice(PREFER), results=rows)
    seen.update([name for name, there in (("moves", found.moves), ("otherwise", found.otherwise)) if there])
    return found


def test_what_the_planner_writes_is_right_to_its_check(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    found: dict[str, list[str]] = {}
    for number, (random, _, case, _) in enumerate(cases(LEARNERS, SEED)):
        lang, other = random.choice([("fr", "en"), ("en", "fr")])
        result = solve(case)
        assert result.plan is not None
        data = data_of((case, result), lang)
        found[f"{number} plan"] = complaints(case, dumps(data), tmp_path, other)
        new = again(random, case, result.plan, seen)
        for turn in ("once", "twice"):
            if new is None or new.result.plan is None:
                break
            data = data_of(new, lang)
            found[f"{number} {turn}"] = complaints(case, json.dumps(data), tmp_path, other)
            seen[turn] += 1
            new = again(random, new.case, new.result.plan, seen)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert seen["once"] > LEARNERS // 2
    assert min(seen["twice"], seen["moves"], seen["otherwise"]) > LEARNERS // 8, seen

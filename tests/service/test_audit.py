"""The audit as callers have it: a learner and a plan in, the broken rules out, without a solver and without a word."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import planner
from planner.errors import BadInput
from tests.audits import EVENING, committed
from tests.support import ROOT

PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"


def test_a_learner_and_a_plan_may_be_files_data_or_read_already() -> None:
    learner = {"programme": "casp-2019-2020", "start": "2019-S1", "experience": {"months": 24, "in_sector": True}}
    for given in (EVENING, str(EVENING), learner, planner.read_learner(learner)):
        for plan in (PLAN, str(PLAN), committed()):
            found = planner.audit(given, plan)
            assert found.violations == ()
            assert found.claims.data["learner"] == "autumn-evening"
            assert len(found.plan.chosen) == 12


def test_what_is_broken_has_the_name_of_its_rule() -> None:
    data = committed()
    for term in data["terms"]:
        term["units"] = [unit for unit in term["units"] if unit["unit"] != "PSY001"]
    found = planner.audit(EVENING, data)
    assert {one.rule for one in found.violations} == {"requirement"}
    told = planner.document(found).data
    assert (told["valid"], [one["rule"] for one in told["violations"]]) == (False, ["requirement"])


def test_a_plan_that_breaks_no_rule_may_still_lie() -> None:
    data = committed()
    data["cost"]["total"] = 1.0
    found = planner.audit(EVENING, data)
    assert found.violations == ()
    assert planner.document(found).data["valid"] is False


def test_wrong_data_are_told_with_their_places() -> None:
    data = committed()
    data["terms"][0]["units"][0]["unit"] = "NONE01"
    with pytest.raises(BadInput, match="NONE01"):
        planner.audit(EVENING, data)


def test_an_audit_loads_no_solver() -> None:
    code = (
        "import json, sys, planner\n"
        "found = planner.document(planner.audit(sys.argv[1], json.load(open(sys.argv[2])))).render('json', 'en')\n"
        "print(json.loads(found)['valid'], sorted({'ortools', 'pandas', 'numpy', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EVENING), str(PLAN)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True []\n", json.dumps(done.stderr)

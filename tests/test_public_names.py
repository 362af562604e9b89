"""What `planner` offers to Python programs, as its documentation writes it, in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support import INSTANCES, ROOT

LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(LEARNER)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_read_a_learner_plan_and_draw_the_document() -> None:
    code = (
        "import sys, pathlib, planner\n"
        "learner = planner.read_learner(pathlib.Path(sys.argv[1]))\n"
        "answer = planner.plan(learner, time_limit=30)\n"
        "document = planner.document(answer)\n"
        "again = planner.read_document(document.render('json', language='fr'))\n"
        "print(answer.result.status, again.render('html', language='en') == document.render('html', language='en'))"
    )
    assert run(code) == "optimal True"


def test_compare_the_fundings_of_an_evening_learner() -> None:
    code = (
        "import sys; from planner import compare\n"
        "found = compare(sys.argv[1], pathways=['evening']).comparison\n"
        "print(found.status, [row.front for row in found.rows])"
    )
    # whose agency pays has nothing to pay
    assert run(code) == "optimal [False, True, True, True]"


def test_compare_and_the_like_of_data_stored_in_one_language_and_drawn_in_the_other() -> None:
    code = (
        "import planner\n"
        "learner = {'programme': 'casp-2019-2020', 'start': '2019-S1', 'experience': {'months': 24}}\n"
        "for answer in (\n"
        "    planner.compare(learner, pathways=['evening'], vary={'max_units_per_term': [2, 3]}),\n"
        "    planner.alternatives(learner, number=2, slack={'duration': '0'}),\n"
        "    planner.frontier(learner, max_terms=5),\n"
        "):\n"
        "    document = planner.document(answer)\n"
        "    again = planner.read_document(document.render('json', language='fr'))\n"
        "    same = again.render('text', language='en') == document.render('text', language='en')\n"
        "    print(type(answer).__name__, document.data['status'], same)"
    )
    names = ("CompareAnswer", "AlternativesAnswer", "FrontierAnswer")
    assert run(code).splitlines() == [f"{name} optimal True" for name in names]


def test_a_path_may_be_a_text() -> None:
    code = "import sys; from planner import read_learner; print(read_learner(sys.argv[1]).learner.id)"
    assert run(code) == "autumn-evening"


@pytest.mark.parametrize("before", ["", "import planner.cli.plan, planner.solve.pipeline, planner.check; "])
def test_every_public_name_is_there_whatever_was_imported_before(before: str) -> None:
    code = (
        f"import sys; {before}import planner\n"
        "print([name for name in planner.__all__ if type(getattr(planner, name)).__name__ == 'module'])"
    )
    assert run(code) == "[]"


def test_importing_the_package_loads_no_solver() -> None:
    code = "import planner, sys; print(sorted({'ortools', 'pydantic', 'yaml'} & set(sys.modules)))"
    assert run(code) == "[]"

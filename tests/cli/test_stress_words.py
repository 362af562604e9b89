"""What `planner stress` says of a class that is closed for good, and of who is late whatever happens: once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.support import INSTANCES

FOLDER = INSTANCES / "casp-2019-2020"
SCENARIOS = """\
scenarios:
- {id: closed, title: Closed, changes: [{close: {unit: AST005, modality: evening}}]}
"""


def test_lost_classes_are_told_by_what_became_of_them(planner: Callable[..., Result], tmp_path: Path) -> None:
    path, cohort = tmp_path / "s.yaml", tmp_path / "c.csv"
    path.write_text(SCENARIOS, encoding="utf-8")
    row = "casp-2019-2020,2019-S1,24,yes"
    cohort.write_text(
        "id,programme,start,experience.months,experience.in_sector,max_units_per_term,deadline\n"
        f"a,{row},3,\nb,{row},2,\nlate,{row},3,2020-S1\n",
        encoding="utf-8",
    )
    timetable = FOLDER / "timetables" / "illustrative-evening.csv"
    result = planner(
        "stress", path, "--cohort", cohort, "--timetable", timetable, "--lang", "en", "--workers", "1"
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    told = " ".join(result.stdout.split())
    assert "3 learners, 1 scenario." in told, "the published timetable is not one of the file"
    assert told.count("accompagnement social et professionnel has no evening classes any more") == 1
    assert "2 have no plan" not in told
    assert told.count("Later than wished, even with every seat: late.") == 1

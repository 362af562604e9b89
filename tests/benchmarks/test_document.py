"""The newest figures of dated files go into a text where it asks for them; what has none stays."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from benchmarks import document, table
from benchmarks.measure import Row, count, row
from benchmarks.public.ledger import COLUMNS

TEXT = """Before.

<!-- figures: process -->
old
<!-- end -->

<!-- figures: runs bacp 60 -->
kept
<!-- end -->
"""


def written(folder: Path, rows: list[Row]) -> Path:
    facts = table.about(1, "compiled")
    return table.write(folder, "process", rows, table.markdown(rows, [], facts), facts)[0]


def test_figures_replace_what_stood_there_and_running_again_changes_nothing(tmp_path: Path) -> None:
    rows = [row("process", "planner plan", "x import", [1.25, 1.5], 1.6), count("process", "odd", 3)]
    path = written(tmp_path, rows)
    page = tmp_path / "page.md"
    page.write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(document.main, [str(page), str(tmp_path)])
    text = page.read_text(encoding="utf-8")
    assert "| process | planner plan | x import | 2 | 1.38 | 1.25 | 1.48 | 1.5 | 1.5 | ≤ 1.6 | yes |" in text
    assert "| process | odd | count |  | 3 |" in text
    assert path.stem.removeprefix("process-") + ": planner 0.1.0, machine" in text
    assert "old" not in text
    assert "kept" in text
    assert done.stderr == "no figures of runs bacp 60: left as they are\n"
    CliRunner().invoke(document.main, [str(page), str(tmp_path)])
    assert page.read_text(encoding="utf-8") == text


def test_the_last_day_counts(tmp_path: Path) -> None:
    path = written(tmp_path, [row("process", "planner plan", "x import", [1.0])])
    today = path.stem.removeprefix("process-")
    older = path.read_text(encoding="utf-8").replace(today, "2001-01-01").replace("planner plan", "an old line")
    (tmp_path / "process-2001-01-01.csv").write_text(older, encoding="utf-8")
    found = document.figures(tmp_path, "process")
    assert found is not None
    assert "planner plan" in found
    assert "an old line" not in found


def test_runs_of_the_last_code_and_of_the_limit_are_shown(tmp_path: Path) -> None:
    base = "2020-01-02,bacp,{},{},planner plan,0,{},1,optimal,7,7,0.5,yes,7,yes,the instance file,9.15,{},m"
    rows = [base.format("a", "1", "60.0", "old"), base.format("b", "2", "60.0", "new")]
    rows.append(base.format("c", "3", "9.0", "new"))
    (tmp_path / "public-2020-01-02.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    found = document.figures(tmp_path, "runs bacp 60")
    assert found is not None
    assert "| b |" in found
    assert "| a |" not in found
    assert "| c |" not in found
    assert document.figures(tmp_path, "runs gbacp 60") is None


def test_every_place_in_the_page_on_performance_can_be_filled(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "performance.md"
    _, missing = document.filled(page.read_text(encoding="utf-8"), tmp_path)
    large = ["40 units", "curricula", "large pools"]
    groups = ["process", "in process", "builders", *large, "studies", "risk", "payers", "batch", "stress"]
    assert missing == [*groups, "runs bacp 60", "runs gbacp 60", "runs gbacp 300"]

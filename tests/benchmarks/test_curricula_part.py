"""The part `curricula` of the benchmarks: made files, what a plain model finds, spreads, and a quick run of all."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.curricula import folder, part, plain
from benchmarks.curricula.plain import Data
from planner.service import importing


def test_made_files_are_the_same_again_and_found_in_either_place(tmp_path: Path) -> None:
    inside = tmp_path / folder.NAME
    inside.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in folder.made(inside, 2, 5)]
    assert texts == [path.read_text(encoding="utf-8") for path in folder.made(tmp_path, 2, 5)]
    assert texts != [path.read_text(encoding="utf-8") for path in folder.made(tmp_path, 2, 6)]
    (inside / "figures.csv").write_text("file,credits\nmade-00,120\n", encoding="utf-8")
    assert folder.find(tmp_path) == folder.find(inside) == [inside / "made-00.csv", inside / "made-01.csv"]
    assert folder.find(None) == []


DATA = Data(
    {"A": 300, "B": 300, "C": 200, "D": 400}, {"A": (), "B": (("A",),), "C": (("A", "D"),), "D": ()},
    {"A": (), "B": (), "C": (), "D": (("B",),)}, terms=3, most=700,
)  # fmt: skip


def keeps(data: Data, terms: dict[str, int]) -> bool:
    """Whether the terms keep every condition, written from the sentence of each."""
    before = all(any(terms[a] < terms[c] for a in one_of) for c, each in data.after.items() for one_of in each)
    beside = all(any(terms[a] <= terms[c] for a in one_of) for c, each in data.together.items() for one_of in each)
    loads = [sum(data.credits[c] for c in terms if terms[c] == at) for at in range(1, data.terms + 1)]
    return before and beside and max(loads) <= data.most


@pytest.mark.parametrize("terms, most", [(terms, most) for terms in (1, 2, 3) for most in (400, 500, 700, 900)])
def test_the_plain_model_finds_a_plan_exactly_where_there_is_one(terms: int, most: int) -> None:
    data = replace(DATA, terms=terms, most=most)
    ways = [dict(zip("ABCD", each, strict=True)) for each in product(range(1, terms + 1), repeat=4)]
    found = plain.solve(data)
    assert (found is not None) == any(keeps(data, way) for way in ways)
    assert found is None or keeps(data, found)


def test_a_file_is_imported_and_its_published_terms_are_read(tmp_path: Path) -> None:
    (path,) = folder.made(tmp_path, 1, 3)
    one = part.imported(path, tmp_path / "imported")
    assert one is not None
    curriculum = importing.read(path, "one", None, 2027).curriculum
    assert one.published == {course.code: (course.term or 0) - 1 for course in curriculum.courses}
    assert one.data == plain.read(curriculum)
    assert one.data is not None
    assert part.spread(one.case, one.published, one.data.terms) > 0
    part._check_plain(one, {code: term + 1 for code, term in one.published.items()})
    with pytest.raises(part.WrongPlan, match="plain: "):
        part._check_plain(one, dict.fromkeys(one.published, 1))
    path.write_text("Curriculum,Nothing\n", encoding="utf-8")
    assert part.imported(path, tmp_path / "again") is None


def test_spread_is_the_fullest_term_less_the_emptiest(tmp_path: Path) -> None:
    (path,) = folder.made(tmp_path, 1, 3)
    one = part.imported(path, tmp_path / "imported")
    assert one is not None
    (unit, worth), *_ = [(code, float(found.credits or 0)) for code, found in one.case.programme.units.items()]
    assert part.spread(one.case, {unit: 0}, 1) == 0
    assert part.spread(one.case, {unit: 1}, 3) == worth


def test_a_quick_run_imports_plans_and_compares() -> None:
    done = CliRunner().invoke(main, ["--quick", "--only", "curricula"])
    assert done.exit_code == 0, done.output
    assert "| curricula | not imported | count |  | 0 |" in done.stdout
    assert "| curricula | duration,balance, not proven | count |  | 0 |" in done.stdout
    assert "| curricula | default against plain | x plain | 2 |" in done.stdout
    assert "| large pools | 133 units, pools, duration, proven | s | 1 |" in done.stdout


def test_a_folder_without_curricula_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [str(tmp_path), "--only", "curricula"])
    assert done.exit_code == 2
    assert "has no curricula" in done.stderr

"""Distributions of synthetic learners: what the file says, and one clear error for what it must not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import BadInput
from planner.storage import distributions
from tests.support import INSTANCES
from tests.worded import text_of

SAMPLE = INSTANCES / "casp-2019-2020" / "distribution.yaml"
GOOD = """\
programme: casp-2019-2020
everyone:
  columns:
    start: {2019-S1: 3, 2019-S2: 1}
    order: {ignore: 1, "-": 2}
profiles:
- name: new
  share: 2
  deadline_terms: {5: 1, "-": 1}
- name: old
  share: 1
  columns:
    start: {2019-S1: 1}
  acquired:
    number: {2: 1}
    units: {AST004: 1, TRS001: 2}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "d.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_profiles_stand_over_what_holds_for_everyone(tmp_path: Path) -> None:
    found = distributions.load(written(tmp_path, GOOD))
    new, old = found.profiles
    assert found.named == "casp-2019-2020"
    assert new.columns == {"start": {"2019-S1": 3, "2019-S2": 1}, "order": {"ignore": 1, "": 2}}
    assert (new.deadline, new.acquired) == ({5: 1, 0: 1}, None)
    assert old.columns["start"] == {"2019-S1": 1}
    assert old.acquired is not None
    assert (old.acquired.number, old.acquired.units, old.acquired.by) == ({2: 1}, {"AST004": 1, "TRS001": 2}, {"": 1})


def test_the_sample_says_that_its_shares_are_invented() -> None:
    assert "INVENTED FOR ILLUSTRATION" in SAMPLE.read_text(encoding="utf-8")
    assert len(distributions.load(SAMPLE).profiles) == 5


@pytest.mark.parametrize(
    "old, new, line, where, told",
    [
        ("order: {ignore: 1", "order: {sometimes: 1", 5, "everyone.columns.order.sometimes", "ignore"),
        ("order: {ignore", "ordre: {ignore", 5, "everyone.columns.ordre", "order"),
        ("order: {ignore: 1", "note: {ignore: 1", 5, "everyone.columns.note", "unknown key"),
        ('order: {ignore: 1, "-": 2}', "order: {ignore: 0}", 5, "everyone.columns.order", "no share"),
        ("{2019-S1: 3, 2019-S2: 1}", "{2019-S9: 3}", 4, "everyone.columns.start.2019-S9", "S9"),
        ("share: 2", "share: -2", 8, "profiles[0].share", "at least 0"),
        ("share: 2", "share: two", 8, "profiles[0].share", "a number"),
        ("  deadline_terms: {5: 1", "  deadline_terms: {soon: 1", 9, "profiles[0].deadline_terms.soon", "0 to 400"),
        ("  deadline_terms", "  deadline", 9, "profiles[0].deadline", "deadline_terms"),
        ("{AST004: 1", "{XYZ: 1", 16, "profiles[1].acquired.units.XYZ", "TRS001"),
        ("    number: {2: 1}\n", "", 14, "profiles[1].acquired.number", "required"),
        ("    start: {2019-S1: 3, 2019-S2: 1}\n", "", 6, "profiles[0]", "start"),
        ("programme: casp-2019-2020", "programme: casp-1999", 1, "programme", "casp-2010-reunion"),
        ("    order: {", "    acquired: {AST004: 1}\n    order: {", 11, "profiles[1]", "twice"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(
    old: str, new: str, line: int, where: str, told: str, tmp_path: Path
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(BadInput) as caught:
        distributions.load(path)
    assert (caught.value.file, caught.value.line, caught.value.where) == (str(path), line, where)
    assert told in str(caught.value)
    assert text_of(caught.value, "fr")


def test_all_shares_of_profiles_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"profiles: no share is above 0"):
        distributions.load(written(tmp_path, GOOD.replace("share: 2", "share: 0").replace("share: 1", "share: 0")))

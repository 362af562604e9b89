"""A learner of one programme in another: every unit acquired carries over or is listed, and nothing else appears."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.learner import Carried, Left, Migration
from planner.errors import BadInput
from planner.storage import learners, programmes
from tests.support import tiny_programme
from tests.worded import text_of

VINTAGES = ["casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021", "casp-rncp36625"]
OVERLAY = """\
extends: casp-rncp36625
id: my-centre
equivalences:
- {programme: casp-2019-2020, unit: TET006, counts_as: [TET010], assumption: tet006}
- {programme: casp-2010-reunion, unit: UA000S, counts_as: [UAS003, UA211G], assumption: old-report}
assumptions:
- {id: tet006, text: {fr: TET006 vaut TET010., en: TET006 is TET010.}, reason: {fr: Avis., en: Opinion.}}
- {id: old-report, text: {fr: Le rapport compte., en: The report counts.}, reason: {fr: Avis., en: Opinion.}}
"""


def migrate(folder: Path, old: str | Path, new: str | Path, start: str = "2019-S1", **keys: Any) -> Case:
    path = folder / "learner.yaml"
    path.write_text(json.dumps({"programme": str(old), "start": start, **keys}), encoding="utf-8")
    return learners.load(path, programme=str(new))


def record(case: Case) -> Migration:
    assert case.learner.migration is not None
    return case.learner.migration


def overlay(folder: Path, text: str = OVERLAY) -> Path:
    path = folder / "my-centre.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def tiny(folder: Path, name: str, codes: dict[str, list[str]], **keys: Any) -> Path:
    """A programme of these course units, all required, with their aliases."""
    inside = folder / name
    inside.mkdir()
    every = list(codes)
    return tiny_programme(
        inside,
        id=name,
        units=[{"code": code, "title": f"{code} of {name}", "credits": 6, "aliases": codes[code]} for code in codes],
        requirements=[{"id": "core", "all_of": every}],
        offerings=[{"units": every, "period": "S1", "modality": "evening"}],
        **keys,
    )


def refusal(folder: Path, text: str, new: str) -> str:
    path = folder / "learner.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        learners.load(path, programme=new)
    message = text_of(caught.value, "en")
    assert message.startswith(str(path)), message
    return message.removeprefix(str(path))


def test_by_code_and_by_is_kept(tmp_path: Path) -> None:
    acquired = ["AST004", {"unit": "TRS001", "by": "VAE"}, {"unit": "CCE001", "by": "VES"}]
    case = migrate(tmp_path, "casp-2019-2020", "casp-rncp36625", acquired=acquired)
    assert case.programme.id == case.learner.programme == "casp-rncp36625"
    assert case.learner.acquired == {"AST004": None, "TRS001": "VAE", "CCE001": "VES"}
    assert record(case) == Migration(
        "casp-2019-2020",
        (
            Carried("AST004", "AST004", "code"),
            Carried("TRS001", "TRS001", "code", "VAE"),
            Carried("CCE001", "CCE001", "code", "VES"),
        ),
    )


def test_an_alias_in_the_file_is_the_unit_of_the_old_programme(tmp_path: Path) -> None:
    case = migrate(tmp_path, "casp-2016-2017", "casp-rncp36625", acquired=["UASO03", "UASO04", "UA211G"])
    assert [(entry.unit, entry.how) for entry in record(case).carried] == [
        ("UAS003", "code"), ("UAS004", "code"), ("UA211G", "code"),
    ]  # fmt: skip
    assert case.experience_held
    assert not case.needs_report
    assert not case.needs_workshop


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ({"X": []}, {"A": ["X"]}, "A"),
        ({"X": ["A"]}, {"A": []}, "A"),
        ({"X": ["Z"]}, {"A": ["Z"]}, "A"),
        ({"X": ["Y", "Z"]}, {"A": ["W"], "B": ["Z"]}, "B"),
    ],
)
@pytest.mark.parametrize("name", [0, -1])
def test_by_an_alias_of_either_programme(
    tmp_path: Path, old: dict[str, list[str]], new: dict[str, list[str]], expected: str, name: int
) -> None:
    """The file may use the code or any alias of the old unit."""
    written = ["X", *old["X"]][name]
    first, second = tiny(tmp_path, "old", old), tiny(tmp_path, "new", new)
    case = migrate(tmp_path, first, second, "2020-S1", acquired=[{"unit": written, "by": "VAE"}])
    assert case.learner.acquired == {expected: "VAE"}
    assert record(case).carried == (Carried("X", expected, "alias", "VAE"),)


def test_by_an_equivalence_into_one_unit_or_several(tmp_path: Path) -> None:
    target = overlay(tmp_path)
    acquired = [{"unit": "TET006", "by": "VES"}, "AST004"]
    case = migrate(tmp_path, "casp-2019-2020", target, acquired=acquired)
    assert case.learner.acquired == {"TET010": "VES", "AST004": None}
    assert record(case).carried[0] == Carried("TET006", "TET010", "equivalence", "VES", "tet006")
    case = migrate(tmp_path, "casp-2010-reunion", target, acquired=[{"unit": "UA000S", "by": "VAE"}])
    assert case.learner.acquired == {"UAS003": "VAE", "UA211G": "VAE"}
    assert {entry.assumption for entry in record(case).carried} == {"old-report"}


def test_an_equivalence_speaks_of_its_own_programme_only(tmp_path: Path) -> None:
    case = migrate(tmp_path, "casp-2016-2017", overlay(tmp_path), acquired=["TET006"])
    assert case.learner.acquired == {}
    assert [(entry.key, entry.unit) for entry in record(case).left] == [("acquired", "TET006")]


def test_an_entry_for_the_programme_comes_before_one_for_any(tmp_path: Path) -> None:
    text = OVERLAY.replace(
        "equivalences:\n", "equivalences:\n- {unit: TET006, counts_as: [UEV010], assumption: tet006}\n"
    )
    target = overlay(tmp_path, text)
    assert set(migrate(tmp_path, "casp-2019-2020", target, acquired=["TET006"]).learner.acquired) == {"TET010"}
    assert set(migrate(tmp_path, "casp-2020-2021", target, acquired=["TET006"]).learner.acquired) == {"UEV010"}


def test_two_units_that_count_as_one_give_it_once(tmp_path: Path) -> None:
    first, second = tiny(tmp_path, "old", {"X": [], "Y": []}), tiny(tmp_path, "new", {"A": ["X", "Y"], "B": []})
    case = migrate(tmp_path, first, second, "2020-S1", acquired=[{"unit": "X", "by": "VES"}, "Y"])
    assert case.learner.acquired == {"A": "VES"}
    assert [(entry.unit, entry.counts_as) for entry in record(case).carried] == [("X", "A"), ("Y", "A")]


def test_what_has_no_counterpart_is_listed_with_its_old_title(tmp_path: Path) -> None:
    case = migrate(tmp_path, "casp-2010-reunion", "casp-rncp36625", acquired=["UA000S", "UEV010"])
    assert case.learner.acquired == {"UEV010": None}
    title = programmes.load("casp-2010-reunion").units["UA000S"].title
    assert record(case).left == (Left("acquired", "UA000S", title),)
    assert not case.experience_held


def test_pins_and_units_to_avoid_stay_or_are_listed(tmp_path: Path) -> None:
    case = migrate(
        tmp_path, "casp-2019-2020", overlay(tmp_path),
        pins=[{"unit": "TET006", "term": "2019-S2"}, {"unit": "AST004", "term": "2019-S1"}],
        avoid=["UEV010", "TET006", "TET006"],
    )  # fmt: skip
    assert case.learner.pins == (("AST004", case.learner.start, None),)
    assert case.learner.avoid == ("UEV010",)
    assert [(entry.key, entry.unit) for entry in record(case).left] == [("pins", "TET006"), ("avoid", "TET006")]
    assert record(case).carried == ()


def test_a_pin_by_another_name(tmp_path: Path) -> None:
    first, second = tiny(tmp_path, "old", {"X": []}), tiny(tmp_path, "new", {"A": ["X"], "B": []})
    case = migrate(tmp_path, first, second, "2020-S1", pins=[{"unit": "X", "term": "2021-S1"}], avoid=["X", "B"])
    assert case.learner.pins == (("A", case.learner.start + 2, None),)
    assert case.learner.avoid == ("A", "B")


def test_a_pin_on_a_unit_that_another_one_now_counts_as(tmp_path: Path) -> None:
    """The file was right for its programme, so this is no error of it; the pin on Y is moot."""
    first, second = tiny(tmp_path, "old", {"X": [], "Y": []}), tiny(tmp_path, "new", {"A": ["X", "Y"]})
    keys: dict[str, Any] = {"acquired": ["X"], "pins": [{"unit": "Y", "term": "2020-S1"}]}
    case = migrate(tmp_path, first, second, "2020-S1", **keys)
    assert case.learner.pins == ()
    assert [(entry.key, entry.unit) for entry in record(case).left] == [("pins", "Y")]
    keys["pins"].append({"unit": "A", "term": "2020-S1"})
    assert [entry.unit for entry in record(migrate(tmp_path, first, second, "2020-S1", **keys)).left] == ["Y", "A"]


def test_a_unit_that_only_the_new_programme_has_may_be_named(tmp_path: Path) -> None:
    """Options speak of the programme to follow: `--programme casp-rncp36625 --pin TET010=2019-S2`."""
    case = migrate(
        tmp_path, "casp-2010-reunion", "casp-rncp36625",
        acquired=["UASO03"], pins=[{"unit": "TET010", "term": "2019-S2"}], avoid=["UEV010"],
    )  # fmt: skip
    assert case.learner.acquired == {"UAS003": None}
    assert case.learner.pins == (("TET010", case.learner.start + 1, None),)


@pytest.mark.parametrize("new", ["casp-2019-2020", str(programmes.locate("casp-2019-2020"))])
def test_the_same_programme_is_no_migration(tmp_path: Path, new: str) -> None:
    assert migrate(tmp_path, "casp-2019-2020", new, acquired=["AST004"]).learner.migration is None


def test_a_file_without_a_programme_takes_the_one_given(tmp_path: Path) -> None:
    path = tmp_path / "learner.yaml"
    path.write_text("start: 2019-S1\nacquired: [TET010]\n", encoding="utf-8")
    assert learners.load(path, programme="casp-rncp36625").learner.migration is None


def test_set_does_the_same(tmp_path: Path) -> None:
    case = migrate(tmp_path, "casp-2019-2020", "casp-rncp36625", acquired=["AST004", "TET006"])
    assert learners.load(tmp_path / "learner.yaml", ("programme=casp-rncp36625",)).learner == case.learner


def test_the_fingerprint_tells_who_migrated(tmp_path: Path) -> None:
    moved = migrate(tmp_path, "casp-2019-2020", "casp-rncp36625").learner
    assert moved.sha256 != migrate(tmp_path, "casp-2020-2021", "casp-rncp36625").learner.sha256
    assert moved.sha256 != migrate(tmp_path, "casp-rncp36625", "casp-rncp36625").learner.sha256


@pytest.mark.parametrize(
    "text, words",
    [
        ("acquired:\n- AST004\n- XYZ001\n", [":5: acquired[1]", "unknown unit 'XYZ001'", "TET006", "TET010"]),
        ("acquired:\n- UAS003\n- UASO03\n", [":5: acquired[1]", "UASO03 is acquired twice"]),
        ("pins:\n- {unit: XYZ001, term: 2019-S1}\n", [":4: pins[0].unit", "XYZ001"]),
        ("pins:\n- {unit: UA211G, term: 2019-S1}\n", [":4: pins[0].unit", "UA211G"]),
        ("avoid: [TET006, XYZ001]\n", [":3: avoid[1]", "XYZ001"]),
        ("acquired: [AST004]\npins:\n- {unit: TET006, term: 2019-S1}\n- {unit: AST004, term: 2019-S1}\n",
         [":6: pins[1].unit", "AST004 is acquired already"]),
        ("acquired: [TET006]\npins:\n- {unit: TET006, term: 2019-S1}\n",
         [":5: pins[0].unit", "TET006 is acquired already"]),
        ("pins:\n- {unit: TET006, term: 2019-S1}\n- {unit: AST004, term: 2019-S9}\n",
         [":5: pins[1].term", "'2019-S9' is not a term of casp-rncp36625"]),
        ("deadline: 2021-T1\n", [":3: deadline", "casp-rncp36625", "S1, S2"]),
        ("funding: lottery\n", [":3: funding", "lottery", "casp-rncp36625"]),
    ],
)  # fmt: skip
def test_bad_input_stands_where_the_file_has_it(tmp_path: Path, text: str, words: list[str]) -> None:
    message = refusal(tmp_path, f"programme: casp-2019-2020\nstart: 2019-S1\n{text}", "casp-rncp36625")
    for word in words:
        assert word in message, message


def test_programmes_that_do_not_fit(tmp_path: Path) -> None:
    start = "start: 2019-S1\n"
    message = refusal(tmp_path, f"programme: casp-2019-2020\n{start}", "fictional-three-terms")
    assert message.startswith(":2: start: '2019-S1' is not a term of fictional-three-terms (T1, T2, T3)")
    assert refusal(tmp_path, f"{start}programme: casp-1999\n", "casp-rncp36625").startswith(":2: programme: unknown")
    assert refusal(tmp_path, f"programme: casp-2019-2020\n{start}", "casp-1999").startswith(": programme: unknown")


@pytest.mark.parametrize("old, new", list(permutations(VINTAGES, 2)))
def test_every_unit_is_carried_or_listed_and_none_appears(tmp_path: Path, old: str, new: str) -> None:
    random, units = Random(f"{old} {new}"), list(programmes.load(old).units)
    for number in [len(units), *(random.randrange(len(units)) for _ in range(4))]:
        held = {unit: random.choice([None, "VAE", "VES"]) for unit in random.sample(units, number)}
        case = migrate(tmp_path, old, new, acquired=[{"unit": unit, "by": by} for unit, by in held.items()])
        found = record(case)
        carried, left = {entry.unit for entry in found.carried}, {entry.unit for entry in found.left}
        assert carried | left == set(held)
        assert not carried & left
        assert {entry.counts_as: held[entry.unit] for entry in found.carried} == case.learner.acquired
        assert carried == {unit for unit in held if case.programme.unit_code(unit) is not None}

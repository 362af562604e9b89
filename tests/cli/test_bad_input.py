"""Bad learners and bad options: exit code 1, nothing on stdout, one line on stderr that names the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, refused

Run = Callable[..., Result]
GOOD = "programme: casp-2019-2020\nstart: 2019-S1\n"
EVENING = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"


def learner(folder: Path, text: str | bytes) -> Path:
    path = folder / "learner.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# (name, text after GOOD, line in the file, what the message must contain besides file and line)
KEYS: list[tuple[str, str, int, list[str]]] = [
    ("acquired unit", "acquired: [AST004, XYZ001]\n", 3, ["acquired[1]", "XYZ001", "AST004"]),
    ("acquired in a list of lines", "acquired:\n- AST004\n- {unit: XYZ001, by: VAE}\n", 5, ["acquired[1]", "XYZ001"]),
    ("acquired twice", "acquired: [AST004, AST004]\n", 3, ["acquired[1]", "AST004"]),
    ("pinned unit", "pins:\n- {unit: XYZ001, term: 2019-S1}\n", 4, ["pins[0].unit", "XYZ001"]),
    ("a pin on the report", "pins: [{unit: UA211G, term: 2019-S1}]\n", 3, ["pins[0].unit", "UA211G"]),
    ("avoided unit", "avoid: [XYZ001]\n", 3, ["avoid[0]", "XYZ001"]),
    ("funding", "funding: lottery\n", 3, ["funding", "lottery", "individual"]),
    ("key", "fundng: cpf\n", 3, ["fundng", "funding"]),
    ("key, one letter off", "deadlin: 2020-S2\n", 3, ["deadlin", "deadline"]),
    ("key inside another", "experience: {month: 3}\n", 3, ["experience.month", "months"]),
    ("weekday", "availability: {evenings: [mon, lune]}\n", 3, ["availability.evenings[1]", "lune", "wed"]),
    ("weekday of a term", "availability: {terms: {2019-S1: {days: [xx]}}}\n", 3, ["availability.terms", "xx"]),
    ("term of the availability as a number", "availability: {terms: {2019-S1: 3}}\n", 3, ["terms.2019-S1"]),
    ("evenings of a term as a text", "availability: {terms: {2019-S1: {evenings: 3}}}\n", 3, ["2019-S1.evenings"]),
    ("key of a term", "availability: {terms: {2019-S1: {evening: []}}}\n", 3, ["2019-S1.evening", "evenings"]),
    ("unknown term of the availability", "availability: {terms: {2019-S9: {}}}\n", 3, ["availability", "2019-S9"]),
    ("cap of a term as a text", "max_units_per_term: {terms: {2019-S1: x}}\n", 3, ["max_units_per_term.terms.2019-S1"]),
    ("pathway", "pathway: night\n", 3, ["pathway", "night", "mixed"]),
    ("order", "order: perhaps\n", 3, ["order", "perhaps", "prefer"]),
    ("objective", "minimise: [duration, price]\n", 3, ["minimise[1]", "price", "cost"]),
    ("objective twice", "minimise: [cost, cost]\n", 3, ["minimise[1]", "cost"]),
    ("day that does not exist", "internship_windows: [{from: 2019-02-30, to: 2019-06-30}]\n", 3, ["2019-02-30"]),
    ("day in another form", "internship_windows: [{from: 01/09/2020, to: 2020-12-01}]\n", 3, ["01/09/2020"]),
    ("day as a number", "internship_windows: [{from: 20200901, to: 2020-12-01}]\n", 3, ["20200901"]),
    ("window that ends before it starts", "internship_windows:\n- {from: 2020-12-01, to: 2020-09-01}\n", 4,
     ["internship_windows[0]", "2020-12-01", "2020-09-01"]),
    ("window without an end", "internship_windows: [{from: 2020-12-01}]\n", 3, ["internship_windows[0].to"]),
    ("term of the deadline", "deadline: 2019-S9\n", 3, ["deadline", "2019-S9", "S1, S2"]),
    ("term in another form", "deadline: S1 2020\n", 3, ["deadline", "S1 2020", "2019-S1"]),
    ("deadline before the start", "deadline: 2018-S2\n", 3, ["deadline", "2018-S2", "2019-S1"]),
    ("pin before the start", "pins: [{unit: AST004, term: 2018-S1}]\n", 3, ["pins[0].term", "2018-S1"]),
    ("pin in a far future", "pins: [{unit: AST004, term: 2095-S1}]\n", 3, ["pins[0].term", "2095-S1"]),
    ("pin on an acquired unit", "acquired: [AST004]\npins: [{unit: AST004, term: 2019-S1}]\n", 4,
     ["pins[0].unit", "AST004"]),
    ("two pins of a unit", "pins:\n- {unit: AST004, term: 2019-S1}\n- {unit: AST004, term: 2020-S1}\n", 5, ["AST004"]),
    ("pin without a term", "pins: [{unit: AST004}]\n", 3, ["pins[0].term"]),
    ("negative cap", "max_units_per_term: -1\n", 3, ["max_units_per_term", "-1", "0"]),
    ("cap with decimals", "max_units_per_term: 2.5\n", 3, ["max_units_per_term", "2.5"]),
    ("cap as a text", "max_units_per_term: '3'\n", 3, ["max_units_per_term", "3"]),
    ("cap of an unknown term", "max_units_per_term: {terms: {2019-S9: 2}}\n", 3, ["max_units_per_term", "2019-S9"]),
    ("daytime cap", "max_daytime_units_per_term: -3\n", 3, ["max_daytime_units_per_term", "-3"]),
    ("budget", "max_cost_per_year: -5\n", 3, ["max_cost_per_year", "-5"]),
    ("budget with three decimals", "max_cost_per_year: 700.005\n", 3, ["max_cost_per_year", "700.005"]),
    ("budget as a text", "max_cost_per_year: 700 euros\n", 3, ["max_cost_per_year", "700 euros"]),
    ("months", "experience: {months: 6.5}\n", 3, ["experience.months", "6.5"]),
    ("a word for true", "experience: {working: sure}\n", 3, ["experience.working", "sure", "true"]),
    ("list for a mapping", "experience: [6]\n", 3, ["experience"]),
    ("number for a list", "minimise: 4\n", 3, ["minimise", "4"]),
    ("duplicate key", "funding: cpf\nfunding: employer\n", 4, ["funding"]),
    ("duplicate key inside", "experience: {months: 3, months: 4}\n", 3, ["months"]),
    ("tab", "experience:\n\tmonths: 3\n", 4, []),
    ("broken YAML", "acquired: [AST004\n", 3, ["]"]),
    ("code in YAML", "note: !!python/object/apply:os.system ['echo no']\n", 3, []),
    ("a tag of one's own", "note: !mine x\n", 3, []),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("text, line, words", [case[1:] for case in KEYS], ids=[case[0] for case in KEYS])
def test_the_message_names_file_line_and_key(
    planner: Run, tmp_path: Path, lang: str, text: str, line: int, words: list[str]
) -> None:
    path = learner(tmp_path, GOOD + text)
    message = refused(planner, "plan", path, lang=lang)
    assert message.startswith(f"{path}:{line}"), message
    for word in words:
        assert word in message, message


def test_code_in_yaml_never_runs(planner: Run, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    text = GOOD + f"note: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{marker}']]\n"
    refused(planner, "plan", learner(tmp_path, text))
    assert not marker.exists()


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "text, words",
    [
        ("start: 2019-S1\n", ["programme"]),
        ("programme: casp-2019-2020\n", ["start"]),
        ("programme: casp-1999\nstart: 2019-S1\n", [":1", "casp-1999", "casp-2019-2020"]),
        ("programme: ../../etc\nstart: 2019-S1\n", [":1", "../../etc"]),
        ("programme: casp-2019-2020\nstart: 2019-S9\n", [":2", "start", "2019-S9"]),
        ("programme: casp-2019-2020\nstart: 1066-S1\n", [":2", "start", "1066-S1"]),
        ("programme: casp-2019-2020\nstart: 2019\n", [":2", "start", "2019"]),
        ("- casp-2019-2020\n- 2019-S1\n", []),
        ("just words\n", []),
        ("", []),
        ("   \n\n", []),
        ("# only a comment\n", []),
        ("null\n", []),
        (b"\x00\x01\x02\xff\xfe", []),
        (GOOD.encode() + b"note: \xff\xfe\n", [":3"]),
        ("programme: casp-2019-2020\nstart: 2019-S1\nnote: 'a\x07b'\n", []),
    ],
)
def test_the_message_names_the_file(
    planner: Run, tmp_path: Path, lang: str, text: str | bytes, words: list[str]
) -> None:
    path = learner(tmp_path, text)
    message = refused(planner, "plan", path, lang=lang)
    assert message.startswith(str(path)), message
    for word in words:
        assert word in message, message


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_file_that_is_no_file(planner: Run, tmp_path: Path, lang: str) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path, tmp_path / "missing" / "learner.yaml"):
        assert refused(planner, "plan", path, lang=lang).startswith(str(path))
    (tmp_path / "learner.yaml").write_text(GOOD, encoding="utf-8")
    inside = tmp_path / "learner.yaml" / "x"
    assert refused(planner, "check", inside, inside, lang=lang).startswith(str(inside))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "arguments, words",
    [
        (["--set", "funding"], ["--set", "funding", "="]),
        (["--set", "=cpf"], ["--set", "=cpf"]),
        (["--set", "funding=lottery"], ["funding", "lottery"]),
        (["--set", "fundng=cpf"], ["fundng", "funding"]),
        (["--set", "deadline=2019-S9"], ["deadline", "2019-S9"]),
        (["--set", "deadline=2018-S1"], ["deadline", "2018-S1"]),
        (["--set", "pins=[{unit: AST004"], ["pins"]),
        (["--set", "max_units_per_term=-1"], ["max_units_per_term", "-1"]),
        (["--set", "funding=!!python/name:os.system x"], ["funding"]),
        (["--set", "programme=casp-1999"], ["programme", "casp-1999"]),
        (["--set", "pathway.evening=1"], ["pathway"]),
        (["--pin", "AST004"], ["--pin", "AST004"]),
        (["--pin", "XYZ001=2019-S1"], ["pins[0].unit", "XYZ001"]),
        (["--pin", "AST004=2019-S9"], ["pins[0].term", "2019-S9"]),
        (["--avoid", "XYZ001"], ["avoid[0]", "XYZ001"]),
        (["--minimise", "price"], ["--minimise", "price", "cost"]),
        (["--minimise", "cost,cost"], ["minimise", "cost"]),
        (["--today", "2019-02-30"], ["--today", "2019-02-30"]),
        (["--today", "soon"], ["--today", "soon"]),
        (["--timetable", "nowhere.csv"], ["nowhere.csv"]),
    ],
)
def test_options_that_do_not_fit(planner: Run, lang: str, arguments: list[Any], words: list[str]) -> None:
    message = refused(planner, "plan", EVENING, *arguments, lang=lang)
    for word in words:
        assert word in message, message


@pytest.mark.parametrize("change", ["funding=lottery", "deadline=2018-S1", "max_units_per_term=-1"])
def test_a_value_from_the_command_line_has_no_line_in_the_file(planner: Run, change: str) -> None:
    """Line 2 of the file names the programme."""
    message = refused(planner, "plan", EVENING, "--set", change)
    assert f"{EVENING}:" not in message.replace(f"{EVENING}: ", ""), message


def test_the_last_line_on_stderr_is_in_the_language(planner: Run, tmp_path: Path) -> None:
    path = learner(tmp_path, GOOD + "pathway: night\n")
    french, english = (refused(planner, "plan", path, lang=lang) for lang in ("fr", "en"))
    assert "n’est pas admis" in french
    assert "is not allowed" in english
    for word in ("evening", "daytime", "mixed"):
        assert word in french
        assert word in english
    assert " or " not in french

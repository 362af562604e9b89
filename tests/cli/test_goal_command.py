"""A certificate alone, extra units, dispensations and pins with a modality, as the commands show them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import refused

Run = Callable[..., Result]
WORDS = {"fr": re.compile(r"\b[Tt]itre\b"), "en": re.compile(r"\b[Tt]itle\b")}
FORMATS = ("text", "md", "html", "ics", "csv", "json")
ACQUIRED = ["AST004", "TRS001", "CCE001", "TET003", "TET007"]


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    """Somebody without any experience who wants CP29, and TET006 as well."""
    path = tmp_path / "learner.yaml"
    path.write_text(
        "programme: casp-2019-2020\nstart: 2019-S1\nfictional: true\ngoal: CP29\nextra: [TET006]\n"
        "experience: {months: 0, in_sector: false, working: false}\n", encoding="utf-8",
    )  # fmt: skip
    return path


def plan(planner: Run, *arguments: object) -> dict[str, Any]:
    result = planner("plan", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def values(data: dict[str, Any]) -> dict[str, float]:
    return {entry["name"]: entry["value"] for entry in data["objectives"]}


def units(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {unit["unit"]: unit for term in data["terms"] for unit in term["units"]}


def test_the_plan_is_about_the_certificate(planner: Run, learner: Path) -> None:
    """Two years of 170, 36 credits of the certificate and 4 of the extra unit at 14."""
    data = plan(planner, learner)
    assert (data["award"], data["goal"]) == (None, "CP29")
    assert data["certificate"] == {"id": "CP29", "term": "2020-S1", "date": "2021-01-31", "held": False}
    assert values(data) == {"duration": 3, "cost": 2 * 170 + 40 * 14, "load": 3}
    assert [code for code, unit in units(data).items() if unit.get("extra")] == ["TET006"]
    kinds = {event["kind"] for term in data["terms"] for event in term["events"]}
    assert kinds == {"certificate"}
    assert data["cost"]["total"] == 900


def test_without_a_certificate_alone_nothing_of_it_is_said(planner: Run, learner: Path) -> None:
    data = plan(planner, learner, "--set", "goal=award", "--set", "experience={months: 24, in_sector: true}")
    assert data["award"]["term"] == "2021-S2"
    assert "goal" not in data
    assert units(data)["TET006"]["extra"] is True
    assert len(units(data)) == 13


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_document_speaks_of_the_title(planner: Run, learner: Path, lang: str, form: str) -> None:
    result = planner("plan", learner, "--lang", lang, "--format", form)
    assert result.exit_code == 0, result.stderr
    text = re.sub(r"(?s:<style>.*?</style>)|<[^>]*>|\\?\"title\\?\"|^unit,.*$", "", result.stdout, flags=re.M)
    assert not WORDS[lang].search(text)
    assert "CP29" in text or form == "csv"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command, more", [
    ("explain", ()), ("explain", ("--set", "deadline=2019-S2")), ("alternatives", ()), ("frontier", ()),
    ("compare", ("--fundings", "individual,cpf", "--pathways", "evening")),
])  # fmt: skip
def test_no_study_speaks_of_the_title(
    planner: Run, learner: Path, lang: str, command: str, more: tuple[str, ...]
) -> None:
    result = planner(command, learner, "--lang", lang, *more)
    assert result.exit_code in (0, 3), result.stderr
    of_units = re.sub(r"(?m)^(Code|Unit) +Title$", "", result.stdout)
    assert not WORDS[lang].search(of_units)
    assert "CP29" in result.stdout


def test_beside_the_title_a_comparison_speaks_of_either(planner: Run, learner: Path) -> None:
    more = ("--vary", "goal=award,CP29", "--fundings", "individual", "--pathways", "evening", "--set", "extra=[]")
    text = planner("compare", learner, *more).stdout
    assert "Titre ou certificat le" in text


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_plan_passes_the_checker(planner: Run, learner: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"plan.{form}"
    assert planner("plan", learner, "--out", path).exit_code == 0
    result = planner("check", learner, path, "--format", "json")
    assert result.exit_code == 0, result.stdout
    told = json.loads(result.stdout)
    assert (told["award"], told["goal"], told["statements"]) == (None, "CP29", [])
    assert planner("check", learner, path, "--set", "goal=award").exit_code == 3


def test_a_term_that_is_claimed_of_the_certificate_is_judged(planner: Run, learner: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    data = plan(planner, learner)
    data["certificate"]["term"] = "2019-S2"
    data["award"] = {"term": "2020-S1", "date": "2021-01-31"}
    path.write_text(json.dumps(data), encoding="utf-8")
    told = json.loads(planner("check", learner, path, "--format", "json").stdout)
    assert {"certificate.term", "award"} <= {entry["path"] for entry in told["statements"]}


def test_a_dispensation_is_named_by_plan_and_check(planner: Run, learner: Path, tmp_path: Path) -> None:
    waive = ("--set", "waive=[{unit: AST005, prerequisite: AST004}]")
    path = tmp_path / "plan.json"
    planner("plan", learner, *waive, "--out", path)
    assert json.loads(path.read_text(encoding="utf-8"))["waived"] == [{"unit": "AST005", "prerequisite": "AST004"}]
    for command in (("plan", learner), ("check", learner, path)):
        result = planner(*command, *waive)
        assert result.exit_code == 0
        assert "Dispense accordée : AST005 n’a pas à attendre AST004" in result.stdout.replace("\u00a0", " ")


def test_replan_speaks_of_the_certificate(planner: Run, learner: Path, tmp_path: Path) -> None:
    before, results, after = (tmp_path / name for name in ("plan.json", "results.csv", "after.json"))
    planner("plan", learner, "--out", before)
    results.write_text("unit,term,result\nAST004,2019-S1,failed\nTRS001,2019-S1,passed\n", encoding="utf-8")
    text = planner("replan", learner, before, "--results", results).stdout
    assert "Le certificat reste prévu en 2020-S1" in text
    assert not WORDS["fr"].search(text)
    planner("replan", learner, before, "--results", results, "--out", after)
    assert json.loads(after.read_text(encoding="utf-8"))["certificate"]["term"] == "2020-S1"
    assert planner("check", learner, after).exit_code == 0


def test_an_impossible_certificate_is_explained_and_no_dispensation_proposed(planner: Run, learner: Path) -> None:
    result = planner("explain", learner, "--set", "deadline=2019-S2", "--format", "json", "--lang", "en")
    assert result.exit_code == 3
    data = json.loads(result.stdout)
    assert {"rule": "deadline", "what": "You want the certificate in 2019-S2 (1 February 2020 to 30 June 2020) at the "
            "latest.", "subjects": ["2019-S2"]} in data["conflicts"]  # fmt: skip
    assert data["repairs"]
    assert not any("waive" in repair["set"] or "experience" in repair["set"] for repair in data["repairs"])


def test_an_extra_unit_that_cannot_be_is_told_and_can_be_left_out(planner: Run, learner: Path) -> None:
    more = ("--set", "avoid=[TET006]", "--format", "json", "--lang", "en")
    data = json.loads(planner("explain", learner, *more).stdout)
    assert "You want TET006 beyond what is needed." in [entry["what"] for entry in data["conflicts"]]
    assert {"extra": []} in [repair["set"] for repair in data["repairs"]]


@pytest.mark.parametrize("lang, day, bare", [("fr", "15 février 2020", "- Certificat en"),
                                             ("en", "15 February 2020", "- Certificate in")])  # fmt: skip
def test_a_certificate_in_the_daytime_is_held_after_the_last_class(
    planner: Run, learner: Path, lang: str, day: str, bare: str
) -> None:
    """Daytime classes run on to 15 February, beyond their term; every command names that day, and no bare bullet."""
    daytime = ("--set", "pathway=daytime", "--set", "extra=[]")
    assert plan(planner, learner, *daytime)["certificate"]["date"] == "2020-02-15"
    text = planner("explain", learner, *daytime, "--lang", lang).stdout
    assert day in " ".join(text.split()) and bare not in text
    data = json.loads(planner("explain", learner, *daytime, "--format", "json").stdout)
    assert data["cheapest"]["date"] == "2020-02-15"


def test_a_repair_names_the_day_of_a_certificate_in_the_daytime(planner: Run, learner: Path) -> None:
    """In one term, an annual unit of the evening is not over; the sentence says so, and the mixed pathway's day."""
    wish = ("--set", "deadline=2019-S1", "--set", "extra=[]", "--lang", "en")
    data = json.loads(planner("explain", learner, *wish, "--format", "json").stdout)
    assert data["facts"] == ["TET003 starts in the first semester and runs all year"]
    dates = {repair["set"].get("pathway"): repair["gives"]["date"] for repair in data["repairs"]}
    assert dates["mixed"] == "2020-02-15"
    assert dates[None] in ("2020-01-31", "2021-01-31")


def test_a_certificate_that_is_held_leaves_nothing_to_do(planner: Run, learner: Path) -> None:
    held = ", ".join([*ACQUIRED, "TET099"])
    data = plan(planner, learner, "--set", f"acquired=[{held}]", "--set", "extra=[]")
    assert data["certificate"] == {"id": "CP29", "term": None, "date": None, "held": True}
    assert (values(data)["duration"], data["terms"][0]["units"], data["award"]) == (1, [], None)


# bad input


@pytest.mark.parametrize("change, parts", [
    ("goal=CP30", ("goal: ", "CP30", "award, CP29")),
    ("extra=[XYZ999]", ("extra[0]: ", "XYZ999")),
    ("waive=[{unit: AST005, prerequisite: TRS001}]", ("waive[0]: ", "TRS001", "AST004 before AST005")),
    ("waive=[{unit: AST005}]", ("waive[0].prerequisite: ",)),
    ("pins=[{unit: TET007, term: 2019-S2, modality: radio}]", ("pins[0].modality: ", "evening, daytime, distance")),
    ("pins=[{unit: TET003, term: 2019-S1, modality: evening}, {unit: TET003, term: 2019-S2, modality: daytime}]",
     ("pins[1]: ", "TET003")),
])  # fmt: skip
def test_what_the_programme_does_not_have_is_refused(
    planner: Run, learner: Path, change: str, parts: tuple[str, ...]
) -> None:
    line = refused(planner, "plan", learner, "--set", change)
    assert all(part in line for part in parts), line


def test_a_programme_without_certificates_has_the_award_alone(planner: Run, learner: Path) -> None:
    more = ("--set", "programme=casp-rncp36625", "--set", "goal=CP30", "--set", "extra=[]")
    assert ": award" in refused(planner, "plan", learner, *more)


# another programme


def test_a_goal_that_the_new_programme_lacks_is_listed(planner: Run, learner: Path) -> None:
    more = ("--programme", "casp-rncp36625", "--set", "start=2020-S1", "--set", "experience={}",
            "--set", "waive=[{unit: AST005, prerequisite: AST004}]")  # fmt: skip
    data = plan(planner, learner, *more)
    left = [(entry["key"], entry["unit"]) for entry in data["migration"]["left"]]
    assert left == [("extra", "TET006"), ("goal", "CP29")]
    assert data["award"] is not None
    assert "goal" not in data
    assert data["waived"] == [{"unit": "AST005", "prerequisite": "AST004"}]
    assert "CP29" in planner("plan", learner, *more).stdout


# pins with a modality, and distance


def foad(tmp_path: Path, *units: str) -> Path:
    """A timetable in which these units, each with its period, are taught at a distance."""
    path = tmp_path / "foad.csv"
    rows = [f"{unit}-far,{unit},{period},distance,,,," for unit, _, period in (text.partition("/") for text in units)]
    path.write_text("\n".join(["offering,unit,period,modality,weekday,start,end,site", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def reunion(tmp_path: Path) -> Path:
    path = tmp_path / "reunion.yaml"
    text = "programme: casp-2010-reunion\nstart: 2010-S1\nfictional: true\nexperience: {months: 24, in_sector: true}\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pin_takes_a_unit_at_a_distance(planner: Run, reunion: Path, tmp_path: Path) -> None:
    timetable = ("--timetable", foad(tmp_path, "TET007/S2", "AST002/S1"))
    data = plan(planner, reunion, *timetable, "--pin", "TET007=2010-S2:distance", "--pin", "AST002=2010-S1:evening")
    found = units(data)
    assert (found["TET007"]["modality"], found["AST002"]["modality"]) == ("distance", "evening")
    line = next(line for line in data["cost"]["lines"] if line["unit"] == "TET007")
    assert (line["amount"], line["modality"]) == (200, "distance")


@pytest.mark.parametrize("pin", ["TET007=2010-S2:foad", "TET007=2010-S2:", "TET007=:distance", "=2010-S2:distance"])
def test_a_pin_in_another_form_is_refused(planner: Run, reunion: Path, pin: str) -> None:
    assert pin in refused(planner, "plan", reunion, "--pin", pin)


def test_a_pin_that_nothing_meets_is_told(planner: Run, reunion: Path) -> None:
    result = planner("plan", reunion, "--pin", "TET007=2010-S2:distance", "--lang", "en")
    assert result.exit_code == 3
    assert "(distance classes), and there are none then." in " ".join(result.stdout.split())


def test_the_distance_pathway_has_its_own_price(planner: Run, reunion: Path, tmp_path: Path) -> None:
    """18 once, one year of 100, twelve units at 200, 152 for the report."""
    autumn = [f"{unit}/S1" for unit in ("AST002", "AST004", "TRS001", "CCE001", "CCE003", "UEV010", "TET003")]
    spring = [f"{unit}/S2" for unit in ("TET099", "TET007", "AST005", "TRS002", "PSY001")]
    timetable = ("--timetable", foad(tmp_path, *autumn, *spring))
    data = plan(planner, reunion, *timetable, "--set", "pathway=distance", "--set", "max_units_per_term=0")
    assert values(data)["duration"] == 2
    assert data["cost"]["total"] == 18 + 100 + 12 * 200 + 152
    assert {unit["modality"] for unit in units(data).values()} == {"distance"}


def test_the_distance_pathway_needs_a_timetable_that_says_so(planner: Run, reunion: Path) -> None:
    result = planner("plan", reunion, "--set", "pathway=distance", "--lang", "en")
    assert result.exit_code == 3
    assert "The distance pathway does not include evening classes." in " ".join(result.stdout.split())


# cohorts


def test_a_cohort_has_the_keys_as_columns(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "cohort.csv"
    path.write_text(
        "id,programme,start,goal,extra,waive,pins,experience.months,experience.in_sector\n"
        "a,casp-2019-2020,2019-S1,CP29,,,,0,false\n"
        "b,casp-2019-2020,2019-S1,,TET006,AST005=AST004,TET007=2019-S2:evening,24,true\n"
        "c,casp-2019-2020,2019-S1,CP99,,,,24,true\n", encoding="utf-8",
    )  # fmt: skip
    data = json.loads(planner("cohort", path, "--format", "json").stdout)
    first, second = data["learners"]
    assert (first["goal"], first["award"], first["duration"]) == ("CP29", "2020-S1", 3)
    assert "goal" not in second
    assert {"TET006", "UEV010"} <= {entry["unit"] for entry in second["units"]}
    assert [row["id"] for row in data["refused"]] == ["c"]
    folder = tmp_path / "out"
    planner("batch", path, "--out", folder)
    with (folder / "summary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert (rows["a"]["certificate"], rows["a"]["award"], rows["a"]["duration"]) == ("2020-S1", "", "3")
    assert rows["b"]["award"] != ""

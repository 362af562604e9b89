"""What is said once, and what is not said at all: prices that no document gives, a report that a programme has not, and
years that a timetable drops.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import INSTANCES

Run = Callable[..., Result]
RNCP = INSTANCES / "casp-rncp36625" / "learners"
NO_PRICES = {"fr": "Ce programme n’a pas de tarifs", "en": "This programme has no prices"}
HOW = ("extends: casp-rncp36625", "tariffs", "README")
PLAIN = """
extends: casp-2019-2020
id: plain
award: {}
units:
- {code: A, title: Unit A, credits: 6}
- {code: B, title: Unit B, credits: 6}
requirements:
- {id: core, all_of: [A, B]}
prerequisites: []
certificates: []
equivalences: []
offerings:
- {units: [A], period: S1, modality: evening, assumption: pattern-2010}
- {units: [B], period: S2, modality: evening, assumption: pattern-2010}
"""


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ["plan", "explain", "compare", "alternatives", "frontier"])
def test_a_programme_without_prices_says_so_once(planner: Run, command: str, lang: str) -> None:
    result = planner(command, RNCP / "autumn-evening.yaml", "--lang", lang)
    assert result.exit_code == 0
    text = flat(result.stdout)
    assert text.count(NO_PRICES[lang]) == 1
    assert all(word in text for word in HOW)
    for word in ("coût inconnu", "cost unknown", "ne donne de prix", "gives a price", "gives all"):
        assert word not in text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_so_do_a_cohort_an_impossible_learner_and_a_page(planner: Run, tmp_path: Path, lang: str) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("id,programme,start\na,casp-rncp36625,2023-S1\nb,casp-rncp36625,2023-S1\n", encoding="utf-8")
    late = ("explain", RNCP / "autumn-evening.yaml", "--set", "deadline=2020-S2")
    page = ("plan", RNCP / "autumn-evening.yaml", "--format", "html")
    for call, code in ((("cohort", rows), 0), (late, 3), (page, 0)):
        result = planner(*call, "--lang", lang)
        assert result.exit_code == code
        assert flat(result.stdout.replace("&#39;", "'").replace("&#x27;", "'")).count(NO_PRICES[lang]) == 1


def test_a_programme_with_prices_says_nothing_of_it(planner: Run, tmp_path: Path) -> None:
    """Nor does one that adds a tariff of its own, as the sentence says."""
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "extends: casp-rncp36625\nid: mine\n"
        "tariffs:\n- {modality: evening, funding: individual, per_credit: 15, assumption: ours}\n"
        "assumptions:\n- {id: ours, text: 15 euros a credit., reason: Not voted yet.}\n",
        encoding="utf-8",
    )
    for call in ((RNCP / "autumn-evening.yaml", "--programme", mine),
                 (INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml",)):  # fmt: skip
        text = flat(planner("plan", *call, "--lang", "en").stdout)
        assert NO_PRICES["en"] not in text
        assert "Cost by year (individual)" in text


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("given", [(), ("--set", "deadline=2019-S1"), ("--set", "acquired=[A]")])
def test_no_report_is_spoken_of_where_there_is_none(
    planner: Run, tmp_path: Path, lang: str, given: tuple[str, ...]
) -> None:
    """And every heading has something below it."""
    programme, learner = tmp_path / "programme.yaml", tmp_path / "learner.yaml"
    programme.write_text(PLAIN, encoding="utf-8")
    learner.write_text("programme: programme.yaml\nstart: 2019-S1\nfictional: true\n", encoding="utf-8")
    result = planner("explain", learner, *given, "--lang", lang)
    assert result.exit_code in (0, 3), result.stderr
    text = result.stdout
    told = text.split("THIS PLAN RESTS")[0].split("CE PLAN REPOSE")[0]
    for word in ("rapport", "soutenance", "soutenu", "report", "defen"):
        assert word not in told.lower(), told
    lines = text.splitlines()
    headings = [place for place, line in enumerate(lines) if line and line == line.upper() and line[0].isalpha()]
    assert len(headings) > 1
    assert all(place + 1 < len(lines) and lines[place + 1] for place in headings)
    assert not {place + 1 for place in headings} & set(headings)


def test_an_acquired_report_is_not_to_be_defended(planner: Run) -> None:
    learner = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
    held = "UA211G, TET099, TRS001, TET003, CCE001, TET007, TRS002, CCE003, PSY001, AST002, UEV010"
    text = planner("explain", learner, "--set", f"acquired=[{held}]", "--lang", "en").stdout
    assert "sooner, the title would come in 2019-S1" in flat(text)
    assert "report" not in text.split("THIS PLAN RESTS")[0]


@pytest.mark.parametrize(
    "lang, words",
    [("fr", ["années paires", "sans année, donc tous les ans"]),
     ("en", ["even years", "without a year, so for every year"])],
)  # fmt: skip
def test_a_timetable_that_drops_even_years_says_so(planner: Run, tmp_path: Path, lang: str, words: list[str]) -> None:
    """In the plan, where there is none, and in the report on the timetable; not where the row tells its year."""
    programme, learner = tmp_path / "programme.yaml", tmp_path / "learner.yaml"
    programme.write_text(PLAIN.replace("[A], period: S1,", "[A], period: S1, years: even,"), encoding="utf-8")
    learner.write_text("programme: programme.yaml\nstart: 2019-S1\nfictional: true\n", encoding="utf-8")
    head = "offering,unit,period,modality,weekday,start,end\nB,B,S2,evening,tue,18:00,20:00\n"
    every, dated = tmp_path / "every.csv", tmp_path / "dated.csv"
    every.write_text(head + "A,A,S1,evening,mon,18:00,20:00\n", encoding="utf-8")
    dated.write_text(head + "A,A,2020-S1,evening,mon,18:00,20:00\n", encoding="utf-8")

    def told(path: Path, *given: str) -> list[str]:
        call = ("plan", learner, "--timetable", path, "--format", "json", "--lang", lang, *given)
        return [text for text in json.loads(planner(*call).stdout)["warnings"] if words[0] in text]

    for given in ((), ("--set", "deadline=2019-S1")):
        (text,) = told(every, *given)
        assert words[1] in text
        assert " A " in text
        assert told(dated, *given) == []
    assert told(every, "--set", "acquired=[A]") == []
    found = [json.loads(planner("timetable", programme, "--timetable", path, "--format", "json").stdout)["findings"]
             for path in (every, dated)]  # fmt: skip
    assert [one["every_year"] for one in found] == [[{"unit": "A", "years": "even"}], []]
    assert words[0] in flat(planner("timetable", programme, "--timetable", every, "--lang", lang).stdout)

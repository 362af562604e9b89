"""The document of risks: sentences, charts with their figures beside them, and every format."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.messages import speaking
from planner.report.documents import Document, read_document
from planner.report.pages.blocks import Table
from planner.report.pages.charts import Bars, Curves
from tests.report.looking import violations

DAY = date(2019, 9, 1)
DONE = ["TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002"]
LEFT = {
    "programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "acquired": DONE, "deadline": "2020-S2",
    "experience": {"months": 24, "in_sector": True}, "chances": {"fail": 0.2, "units": {"AST005": 0.5}},
    "max_units_per_term": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Document:
    return planner.document(planner.risk(LEFT, today=DAY))


def plain(text: str | bytes) -> str:
    assert isinstance(text, str)
    return re.sub(r"\s+", " ", text)


def test_it_says_what_to_take_and_what_each_failure_means(made: Document) -> None:
    data, text = made.data, plain(made.render("text", "en", created=DAY))
    now = ", ".join(one["unit"] for one in data["policy"]["now"])
    assert now and f"To take in 2019-S1: {now}" in text
    worst = max(data["units"], key=lambda one: one["delay"] or 0)
    when = r"the title around (\w+ \d+) on average, instead of (\w+ \d+)"
    told = re.search(rf"If {worst['unit']} fails the first time: {when}", text)
    assert told is not None and told[1] != told[2]
    assert date.fromisoformat(worst["date_if_failed"]).strftime("%B %Y") == told[1]
    assert date.fromisoformat(worst["date_if_passed"]).strftime("%B %Y") == told[2]


def test_a_date_that_cannot_be_kept_is_told_with_the_first_that_can(made: Document) -> None:
    late = planner.document(planner.risk({**LEFT, "deadline": "2019-S2"}, today=DAY))
    assert late.data["policy"]["on_time"] == 0
    soonest = late.data["policy"]["award"][0]["term"]
    told = "this date cannot be kept; at the earliest: "
    assert f"{told}{soonest} (" in plain(late.render("text", "en", created=DAY))
    assert told not in plain(made.render("text", "en", created=DAY))


def test_terms_after_passing_and_failing_make_the_delay_and_the_mean(made: Document) -> None:
    """Of a unit that is always attempted the mean of both is that of all, by its chance to fail."""
    data = made.data
    always = [one for one in data["units"] if one["attempted"] > 1 - 1e-12]
    assert always
    for one in always:
        fail = data["chances"]["units"].get(one["unit"], data["chances"]["fail"])
        mean = fail * one["terms_if_failed"] + (1 - fail) * one["terms_if_passed"]
        assert one["delay"] == pytest.approx(one["terms_if_failed"] - one["terms_if_passed"])
        assert mean == pytest.approx(data["policy"]["expected_terms"], abs=1e-6), one["unit"]


def test_days_stand_between_the_ends_of_terms(made: Document) -> None:
    """2.25 terms from the autumn of 2019 are over a quarter of the way from 30 June 2020 to 31 January 2021."""
    from planner.report.documents.risk.data import _day

    case = planner.read_learner(LEFT)
    assert [_day(case, terms) for terms in (1.0, 2.0, 2.25)] == ["2020-01-31", "2020-06-30", "2020-08-23"]


def test_the_tree_tells_results_and_what_to_take_after_them(made: Document) -> None:
    tree, text = made.data["tree"], plain(made.render("text", "en", created=DAY))
    first = tree["results"][0]
    units = ", ".join(one["unit"] for one in first["next"]["take"])
    assert units and f"in {first['next']['term']} take {units}" in text
    rows = made.frames("en")["risk-tree"]
    alone = rows["probability_2"].isna()
    told = sum(one["probability"] for one in tree["results"])
    assert sum(rows[alone]["probability"]) == pytest.approx(told) and not alone.all()
    assert sum(rows[~alone]["probability_2"].astype(float)) <= told + 1e-9


def test_charts_show_what_the_table_says(made: Document) -> None:
    with speaking("en"):
        page = made.page(DAY)
    blocks = [block for section in page.sections for block in section.blocks]
    (bars,) = (block for block in blocks if isinstance(block, Bars))
    (curves,) = (block for block in blocks if isinstance(block, Curves))
    (table,) = (block for block in blocks if isinstance(block, Table) and block.id == "risk-award")
    sums = [sum(value or 0 for value in values) for values in zip(*(one.values for one in bars.series), strict=True)]
    assert sum(sums) == pytest.approx(100, abs=0.5) and len(sums) == len(table.rows)
    in_time = sum(value or 0 for value in bars.series[0].values)
    assert in_time == pytest.approx(100 * made.data["policy"]["on_time"], abs=0.2)
    best, plan = (curve.points for curve in curves.curves)
    assert all(one[1] >= other[1] - 0.05 for one, other in zip(best, plan, strict=True) if one[0] <= 4)
    assert len(table.marked) == sum(one["ends"] <= "2021-06-30" for one in made.data["policy"]["award"])


def test_every_format_has_it_and_stored_it_is_the_same(made: Document) -> None:
    stored = read_document(str(made.render("json", "fr")))
    for form in ("text", "html", "md", "csv", "xlsx", "pdf"):
        fresh, again = (one.render(form, "en", created=DAY) for one in (made, stored))
        assert fresh == again, form
    html = str(made.render("html", "fr", created=DAY))
    for name in ("risk-dates", "risk-by"):
        assert re.search(rf'<svg[^>]*aria-labelledby="{name}-title {name}-desc"', html)
        assert f'<desc id="{name}-desc">' in html
    sheets = made.frames("en")
    unfinished = made.data["policy"]["unfinished"]
    assert sum(sheets["risk-award"]["probability"]) == pytest.approx(1 - unfinished, abs=1e-9)


def test_one_of_an_earlier_version_still_renders(made: Document) -> None:
    data = json.loads(str(made.render("json", "fr")))
    for added in ("words", "days", "titles", "curriculum", "tree"):
        data.pop(added, None)
    data["chances"].pop("source")
    for way in ("policy", "plan"):
        data[way].pop("expected_date")
        data[way]["award"] = [{key: one[key] for key in ("term", "ends", "probability")} for one in data[way]["award"]]
    keys = ("unit", "attempted", "delay", "on_time_if_failed")
    data["units"] = [{key: one[key] for key in keys} for one in data["units"]]
    text = plain(read_document(data).render("text", "en", created=DAY))
    assert "fails the first time: the title" in text and "terms later on average" in text


def test_the_page_has_no_violation(made: Document, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "risk.html"
    file.write_text(str(made.render("html", "fr", created=DAY)), encoding="utf-8")
    assert violations(browser, file) == []

"""How far chances may be off: at both ends the choice is the same, one percent beyond it is another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import planner
from planner.domain.chances import Chances
from planner.domain.offering import Offering
from planner.report.documents import read_document
from planner.service.risk import RiskAnswer
from planner.study.risk import margins as module
from planner.study.risk.answer import solved

DONE = ["TET099", "TRS001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
LEFT: dict[str, Any] = {
    "programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "acquired": DONE, "deadline": "2021-S2",
    "experience": {"months": 24, "in_sector": True}, "max_units_per_term": 2,
    "chances": {"fail": 0.2, "units": {"AST005": 0.515}},
}  # fmt: skip


@pytest.fixture(scope="module")
def answer() -> RiskAnswer:
    return planner.risk(LEFT)


def now(answer: RiskAnswer, unit: str | None, chance: float) -> tuple[Offering, ...]:
    chances = answer.chances
    assert chances is not None
    given = replace(chances, fail=chance) if unit is None else replace(chances, units={**chances.units, unit: chance})
    return solved(answer.case, given)[1].first()[1]


def test_the_choice_is_the_same_up_to_both_ends_and_another_beyond(answer: RiskAnswer) -> None:
    found = answer.found
    assert found is not None and answer.margins
    ends = 0
    for one in answer.margins:
        assert one.low <= one.chance <= one.high
        assert now(answer, one.unit, one.low) == now(answer, one.unit, one.high) == found.now
        for end, beyond, step in ((one.low, one.below, -0.01), (one.high, one.above, 0.01)):
            if beyond is not None:
                ends += 1
                assert now(answer, one.unit, round(end + step, 2)) == beyond != found.now, one
        assert one.below is not None or one.low == 0
        assert one.above is not None or one.high == 0.6
    assert ends >= 3 and {one.unit for one in answer.margins} >= {None, "TET003", "AST005"}


def test_a_chance_between_two_percents_has_its_own_ends() -> None:
    """The next whole percent may be beyond already."""

    def best(at: int) -> Any:
        return ("same",) if at <= 51 else ("other",)

    cases: dict[tuple[float, int, int], object] = {
        (50.5, 60, 1): (51, ("other",)), (51.5, 60, 1): (51.5, ("other",)), (51.5, 0, -1): (0, None),
        (70.0, 60, 1): (70.0, None), (0.0, 0, -1): (0.0, None), (40.0, 60, 1): (51, ("other",)),
    }  # fmt: skip
    for (percent, end, sign), expected in cases.items():
        assert module._edge(best, ("same",), percent, end, sign) == expected, (percent, end)  # type: ignore[arg-type]


def test_what_hangs_on_results_of_its_own_term_is_reckoned_whole() -> None:
    """In the daytime a class may be taken on condition of a result of its own term: its price hangs on chances."""
    given = {**LEFT, "pathway": "daytime", "acquired": [*DONE, "PSY001"], "deadline": "2020-S2"}
    case = planner.read_learner(given)
    induction, solution = solved(case, Chances(0.2))
    again = module._Again(induction, solution)
    assert again.joint
    for fail in (0.0, 0.05, 0.5, 1.0):
        assert again.now(Chances(fail)) == solved(case, Chances(fail))[1].first()[1]


def test_little_work_or_no_time_leaves_them_out(answer: RiskAnswer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert planner.risk(LEFT, time_limit=1e-6).margins == ()
    monkeypatch.setattr(module, "WORK", 0)
    assert planner.risk(LEFT).margins == ()


def test_the_page_tells_them_in_words(answer: RiskAnswer) -> None:
    document = planner.document(answer)
    texts = {language: " ".join(str(document.render("text", language)).split()) for language in ("fr", "en")}
    for one in answer.margins:
        if one.unit == "TET003":
            high = f"{100 * one.high:.0f}"
            assert (
                f"As long as the chance to fail TET003 is at most {high}%, this choice stays the best." in texts["en"]
            )
            assert f"Tant que le risque de rater TET003 ne dépasse pas {high} %" in texts["fr"].replace("\u202f", " ")
    again = read_document(str(document.render("json", "fr")))
    assert again.render("text", "en") == document.render("text", "en")
    assert len(document.frames("en")["risk-margins"]) == len(answer.margins)

"""Failures: the same draws in whatever order, none at rate 0, no end at rate 1, and the figures of one by hand."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from benchmarks import learners
from planner.domain.case import Case
from planner.study.stress import evaluate
from planner.study.stress.draws import draw
from planner.study.stress.outcome import Outcome
from planner.study.stress.variants import Variant, variant
from tests.study.stress.test_evaluate_agreement import variant_of
from tests.support import case_of


def left(programme: str, *units: str, start: str = "2019-S1", **keys: Any) -> Case:
    """A learner who still needs these units."""
    every = case_of(programme, start=start).programme.courses()
    held = [unit for unit in every if unit not in (*units, "TET006")]
    return case_of(programme, start=start, acquired=held, **keys)


def outcome(case: Case, one: Variant, run: int = 0, seed: int = 0) -> Outcome:
    return evaluate.evaluate(case, one, run, seed, evaluate.baseline(case))


def run_with(case: Case, unit: str, *passed: bool, chance: float) -> int:
    """A run in which the attempts at the unit end like this."""
    for run in range(10_000):
        drawn = [draw(0, run, case.learner.id, unit, number, 1) >= chance for number in range(1, len(passed) + 1)]
        if drawn == list(passed):
            return run
    raise AssertionError("no such run")


def test_nobody_fails_at_rate_nought() -> None:
    for case in learners.cases(15, 31):
        before = evaluate.baseline(case)
        one = variant_of(case.programme, {"fail": {"rate": 0.0}})
        assert evaluate.evaluate(case, one, 3, 7, before) == before


def test_a_unit_that_is_always_failed_has_no_end() -> None:
    case = left("casp-2019-2020", "AST005")
    found = outcome(case, variant_of(case.programme, {"fail": {"units": {"AST005": 1.0}}}))
    assert (found.status, found.award, found.cost) == ("impossible", None, None)


def test_who_does_not_need_the_unit_never_fails_it() -> None:
    case = left("casp-2019-2020", "CCE001")
    one = variant_of(case.programme, {"fail": {"units": {"AST005": 1.0}}})
    assert outcome(case, one) == evaluate.baseline(case)


def test_one_failure_by_hand() -> None:
    """AST005 failed in spring 2020 comes again in spring 2021: 4 terms, two yearly fees and 84 twice."""
    case = left("casp-2019-2020", "AST005")
    run = run_with(case, "AST005", False, True, chance=0.5)
    found = outcome(case, variant_of(case.programme, {"fail": {"rate": 0.5}}), run)
    assert (found.duration, found.cost, found.failed, found.on_time) == (4, 50_800, 1, False)
    assert found.offerings == ("AST005-2019-S2-evening", "AST005-2020-S2-evening")


def test_what_waits_for_the_failed_unit_waits_too() -> None:
    """AST004 failed in autumn 2019, passed in autumn 2020, AST005 in spring 2021: 4 terms, 2 * 170 + 3 * 84 = 592."""
    case = left("casp-2019-2020", "AST004", "AST005")
    run = run_with(case, "AST004", False, True, chance=0.5)
    found = outcome(case, variant_of(case.programme, {"fail": {"units": {"AST004": 0.5}}}), run)
    assert (found.duration, found.cost, found.failed) == (4, 59_200, 1)


@pytest.mark.parametrize("second, terms, cost", [(0.0, 3, 70_000), (1.0, 4, 103_000)])
def test_a_second_session_by_hand(second: float, terms: int, cost: int) -> None:
    """2010: 18, 100 a year, 6 credits at 55 and 152 for the report. AST005 failed in spring 2011 can be passed in the
    session of the summer, which makes the award possible in the autumn after, one more year to pay; otherwise it comes
    again in spring 2012, and its 330 are due twice: 18 + 2 * 100 + 2 * 330 + 152 = 1030.
    """
    case = left("casp-2010-reunion", "AST005", start="2010-S1")
    run = run_with(case, "AST005", False, True, chance=0.5)
    failing = {"fail": {"units": {"AST005": 0.5}, "second_session": second}}
    found = outcome(case, variant_of(case.programme, failing), run)
    assert (found.duration, found.cost) == (terms, cost)
    assert not any(name.endswith("resit") for name in found.offerings)


def test_a_deadline_that_cannot_be_kept_any_more_makes_late_but_not_impossible() -> None:
    case = left("casp-2019-2020", "AST005", deadline="2019-S2")
    run = run_with(case, "AST005", False, True, chance=0.5)
    found = outcome(case, variant_of(case.programme, {"fail": {"rate": 0.5}}), run)
    assert (found.status, found.duration, found.on_time) == ("optimal", 4, False)


def test_the_same_in_any_order_and_with_any_other_change() -> None:
    cases = learners.cases(8, 17)
    befores = {case.learner.id: evaluate.baseline(case) for case in cases}
    jobs = [(case, run) for case in cases for run in range(3)]

    def all_in(order: list[tuple[Case, int]]) -> dict[tuple[str, int], Outcome]:
        changed = {case.programme.id: variant_of(case.programme, {"fail": {"rate": 0.2}}) for case in cases}
        return {
            (case.learner.id, run): evaluate.evaluate(
                case, changed[case.programme.id], run, 5, befores[case.learner.id]
            )
            for case, run in order
        }

    first = all_in(jobs)
    assert first == all_in(Random(3).sample(jobs, len(jobs)))
    assert any(one.failed for one in first.values())
    assert len({one.failed for one in first.values()}) > 1


def test_each_unit_is_taken_until_its_draw_is_good_and_all_of_it_is_paid() -> None:
    """In 2019-2020 without a second session: 14 a credit for each attempt, 170 for each year with one. An elective that
    was failed may be given up for the other.
    """
    programme = case_of("casp-2019-2020").programme
    one = variant_of(programme, {"fail": {"rate": 0.25, "units": {"TET003": 0.5}}})
    held: tuple[list[str], ...] = ([], ["AST004"], ["TRS001", "CCE003", "TET007"])
    for number, acquired in enumerate(held * 4):
        case = case_of("casp-2019-2020", id=f"learner-{number}", acquired=acquired)
        found = outcome(case, one, run=number)
        tries: dict[str, int] = {}
        years, credits = set(), 0
        passed: set[str] = set()
        given_up: set[str] = set()
        for name in found.offerings:
            unit, year = name.split("-")[:2]
            tries[unit] = tries.get(unit, 0) + 1
            years.add(year)
            credits += programme.units[unit].credits or 0
        for unit, attempts in tries.items():
            chance = 0.5 if unit == "TET003" else 0.25
            draws = [draw(0, number, case.learner.id, unit, attempt, 1) for attempt in range(1, attempts + 1)]
            results = [drawn >= chance for drawn in draws]
            assert True not in results[:-1], unit
            passed.add(unit) if results[-1] else given_up.add(unit)
        assert given_up <= {"UEV010", "TET006"}
        assert found.failed == len(found.offerings) - len(passed)
        assert len(passed) == 12 - len(acquired)
        assert found.cost == 17_000 * len(years) + 1_400 * credits


def test_draws_are_even_and_differ_by_every_name() -> None:
    numbers = [draw(1, run, "someone", "AST005", 1, 1) for run in range(4000)]
    assert abs(sum(numbers) / 4000 - 0.5) < 0.02
    assert 0 <= min(numbers) < max(numbers) < 1
    names = [(0, 0, "a", "AST005", 1, 1), (1, 0, "a", "AST005", 1, 1), (0, 1, "a", "AST005", 1, 1)]
    names += [(0, 0, "b", "AST005", 1, 1), (0, 0, "a", "AST004", 1, 1), (0, 0, "a", "AST005", 2, 1)]
    assert len({draw(*one) for one in names}) == len(names)


OPENING = [
    {"close": {"unit": "AST005", "modality": "evening"}},
    {"open": {"unit": "AST005", "period": "S2", "modality": "evening", "confidence": "usual"}},
]


@pytest.mark.parametrize("chance, status", [(0.0, "optimal"), (1.0, "impossible")])
def test_an_offering_that_always_or_never_opens(chance: float, status: str) -> None:
    case = left("casp-2019-2020", "AST005")
    changes = [*OPENING, {"not_opening": {"confidence": "usual", "probability": chance}}]
    assert outcome(case, variant_of(case.programme, *changes)).status == status


def test_what_does_not_open_is_known_when_its_year_begins() -> None:
    """The fresh learner plans AST005 for spring 2021 (5 terms). Once it is known in autumn 2020 that it does not open,
    it is too late for spring 2020: the next is in spring 2022, the sixth term. The yearly fees stay three; planned anew
    with a spring to spare, the elective is the cheaper TET006 (56 in place of 84).
    """
    case = case_of("casp-2019-2020")
    one = variant_of(case.programme, *OPENING, {"not_opening": {"confidence": "usual", "probability": 0.5}})
    years = (2019, 2020, 2021)
    wanted = [True, False, True]

    def opens(run: int) -> list[bool]:
        known = one.case(case, run, year=2021).programme
        return [any(o.id == f"AST005-{year}-S2-evening" for o in known.offerings(year)) for year in years]

    run = next(run for run in range(100) if opens(run) == wanted)
    assert "AST005-2020-S2-evening" in evaluate.baseline(case).offerings
    found = outcome(case, one, run)
    assert (found.duration, found.cost, found.failed) == (6, 146_200 - 2_800, 0)
    assert {name.partition("-")[0] for name in found.offerings} & {"TET006", "UEV010"} == {"TET006"}
    assert found.lost == ("AST005-2020-S2-evening",)
    assert "AST005-2021-S2-evening" in found.offerings


def test_what_does_not_open_is_the_same_for_all_and_drawn_anew_each_year() -> None:
    cases = [left("casp-2019-2020", "AST005", id=name) for name in ("one", "other")]
    one = variant_of(cases[0].programme, *OPENING, {"not_opening": {"confidence": "usual", "probability": 0.5}})
    found = [[outcome(case, one, run).duration for case in cases] for run in range(12)]
    assert all(first == second for first, second in found)
    assert {first for first, _ in found} >= {2, 4}
    assert variant(cases[0].programme).random is False
    assert one.random is True

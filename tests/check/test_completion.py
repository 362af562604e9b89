"""What a plan by hand leaves out: the award's term, the internship and the workshop, filled in by the rules."""

from __future__ import annotations

from planner.check.completion import earliest_internship, fill_gaps, latest_workshop
from planner.domain.case import Case
from planner.domain.plan import Plan
from tests.support import case_of, offering_of, span, term

OUTSIDE = {"months": 18, "in_sector": False}


def outside(start: str = "2019-S1", pathway: str = "mixed", **keys: object) -> Case:
    return case_of("casp-2019-2020", start=start, pathway=pathway, experience=OUTSIDE, **keys)


def test_the_internship_follows_the_daytime_classes() -> None:
    """Classes run to 15 February: the next day is free."""
    case = outside(internship_windows=[{"from": "2019-10-01", "to": "2020-06-30"}])
    chosen = (offering_of(case, "AST004", "2019-S1", "day"), offering_of(case, "TRS001", "2019-S1", "day"))
    assert earliest_internship(case, chosen, term(case, "2019-S2")) == span("2020-02-16", "2020-05-16")
    half = (offering_of(case, "AST004", "2019-S1", "day"),)
    assert earliest_internship(case, half, term(case, "2019-S2")) == span("2019-12-01", "2020-03-01")
    evening = (offering_of(case, "TRS001", "2019-S1"),)
    assert earliest_internship(case, evening, term(case, "2019-S2")) == span("2019-10-01", "2020-01-01")


def test_the_internship_fills_its_window_to_the_last_day() -> None:
    case = outside(internship_windows=[{"from": "2020-09-01", "to": "2020-12-01"}])
    assert earliest_internship(case, (), term(case, "2020-S1")) == span("2020-09-01", "2020-12-01")
    assert earliest_internship(case, (), term(case, "2019-S2")) is None


def test_the_internship_after_the_start_comes_before_an_earlier_one() -> None:
    windows = [{"from": "2019-08-01", "to": "2019-12-15"}, {"from": "2020-02-01", "to": "2020-06-30"}]
    case = outside(internship_windows=windows)
    assert earliest_internship(case, (), term(case, "2019-S2")) == span("2020-02-01", "2020-05-01")
    assert earliest_internship(case, (), term(case, "2019-S1")) == span("2019-08-01", "2019-11-01")


def test_the_award_is_the_earliest_that_breaks_no_rule() -> None:
    """Twelve months from 1 October 2019 are reached in autumn 2020; a given award is kept, right or wrong."""
    case = case_of("casp-2019-2020", start="2019-S1", experience={"months": 6, "in_sector": True, "working": True})
    chosen = (offering_of(case, "AST004", "2019-S1"),)
    draft = Plan(chosen, term(case, "2019-S1"), None, None, (("TET006", "2019-S1", None),))
    found = fill_gaps(case, draft, award_given=False)
    assert found.award == term(case, "2020-S1")
    assert found.unmatched == draft.unmatched
    assert fill_gaps(case, draft, award_given=True).award == term(case, "2019-S1")


def test_an_award_that_nothing_allows_is_the_term_of_the_last_unit() -> None:
    case = outside(pathway="evening")
    chosen = (offering_of(case, "TET003", "2019-S1"),)
    assert fill_gaps(case, Plan(chosen, term(case, "2019-S1")), award_given=False).award == term(case, "2019-S2")


def test_the_workshop_comes_before_the_internship_where_a_term_is_left() -> None:
    case = outside(internship_windows=[{"from": "2020-02-01", "to": "2020-06-30"}])
    award = term(case, "2020-S1")
    assert latest_workshop(case, span("2020-02-01", "2020-05-01"), award) == term(case, "2019-S1")
    assert latest_workshop(case, span("2019-11-01", "2020-02-01"), award) == term(case, "2019-S1"), "its own"
    assert latest_workshop(case, span("2019-08-01", "2019-11-01"), award) == term(case, "2019-S1"), "the first"
    assert latest_workshop(case, span("2020-07-01", "2020-10-01"), award) == term(case, "2019-S2"), "between two terms"
    assert latest_workshop(case, None, award) == award
    kept = Plan((), award, None, term(case, "2019-S2"))
    assert fill_gaps(case, kept, award_given=True).workshop == term(case, "2019-S2")

"""Plans in words: months for terms, titles for codes, hours as one says them."""

from __future__ import annotations

from datetime import date

import pytest

import planner
from planner.domain.case import Case
from planner.domain.text import Joined, Key, Sentence
from planner.messages import speaking, worded
from planner.web.meanings import Meanings, hour, months, sessions, term_months


@pytest.fixture
def case() -> Case:
    return planner.read_learner({"programme": "casp-2019-2020", "start": "2019-S1"})


@pytest.mark.parametrize(
    ("starts", "ends", "french", "english"),
    [
        (date(2026, 10, 1), date(2027, 1, 31), "octobre 2026 – janvier 2027", "October 2026 – January 2027"),
        (date(2027, 2, 1), date(2027, 6, 30), "février – juin 2027", "February – June 2027"),
        (date(2027, 6, 1), date(2027, 6, 30), "juin 2027", "June 2027"),
    ],
)
def test_terms_are_told_by_months(starts: date, ends: date, french: str, english: str) -> None:
    for language, text in (("fr", french), ("en", english)):
        with speaking(language):
            assert worded(months(starts, ends)) == text


def test_a_term_that_does_not_exist_keeps_its_name(case: Case) -> None:
    assert term_months(case, "2019-S9") == "2019-S9"


def test_units_and_terms_are_named_wherever_words_hold_them(case: Case) -> None:
    named, term = Meanings(case), case.programme.calendar.term(case.learner.start)
    with speaking("en"):
        told = named.within(Key("check.pin", unit="PSY001", term=term))
        text = worded(told)
        assert "Eléments de psychopathologie dans l'intervention sociale (PSY001)" in text
        assert "October 2019 – January 2020" in text
        assert "2019-S1" not in text
        assert worded(named.within(Joined(("PSY001", Sentence("2019-S2"))))).endswith("February – June 2020.")
        dated = Key("dated", term="2019-S1", starts=date(2019, 10, 1), ends=date(2020, 1, 31))
        assert worded(named.within(dated)) == "October 2019 – January 2020"
        some = worded(named.within("PSY001, AST002"))
        assert some.endswith(" · Champs de la sociologie (AST002)")
        assert "(PSY001)" in some
        many = worded(named.within("PSY001, AST002, AST004, AST005, TET003"))
        assert many.endswith("(AST004) · and 2 others (AST005, TET003)")
        assert named.within("PSY001, nothing") == "PSY001, nothing"
        assert named.within("anything") == "anything"


def test_classes_are_told_as_one_says_them() -> None:
    weekly = {"weekday": "mon", "start": "18:00", "end": "20:30"}
    dated = [weekly | {"date": day, "site": "Paris"} for day in ("2019-10-07", "2019-10-21")]
    with speaking("fr"):
        assert [worded(one) for one in sessions([weekly])] == ["lundi 18 h – 20 h 30"]
        assert [worded(one) for one in sessions(dated)] == ["2 lundis, 18 h – 20 h 30 · Paris"]
        assert [worded(one) for one in sessions(dated[:1])] == ["1 lundi, 18 h – 20 h 30 · Paris"]
    with speaking("en"):
        assert worded(hour("09:00")) == "9:00"
        assert [worded(one) for one in sessions([weekly])] == ["Monday 18:00 – 20:30"]

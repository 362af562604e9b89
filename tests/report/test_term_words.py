"""What a term is called: `semestre` where a year has two, `trimestre` where it has more."""

from __future__ import annotations

from planner.domain.calendar import Calendar
from planner.messages import language
from planner.storage import programmes
from tests.worded import catalogue, say


def calendar(name: str) -> Calendar:
    return programmes.load(name).calendar


def test_terms_of_a_year_of_three_are_trimestres() -> None:
    two, three = calendar("casp-2019-2020"), calendar("fictional-three-terms")
    assert say(language("fr").about([three]), "page.terms", count=2) == "2 trimestres"
    assert say(language("fr").about([two]), "page.terms", count=2) == "2 semestres"
    assert say(language("fr").about([two, three]), "page.terms", count=2) == "2 semestres"
    assert say(language("en").about([three]), "page.terms", count=2) == "2 terms"
    assert language("fr").about([three]).code == "fr"
    assert language("en").about([three]) is language("en")


def test_only_the_word_for_a_term_changes() -> None:
    plain, other = catalogue("fr"), catalogue(language("fr").about([calendar("fictional-three-terms")]))
    assert plain.keys() == other.keys()
    assert any("semestre" in text for text in plain.values())
    for key, text in other.items():
        assert text.replace("trimestre", "semestre").replace("Trim", "Sem").replace("trim.", "sem.") == plain[key]
        assert "semestre" not in text

"""A rule that does not hold is told at the top and where it is, and not at every unit as well."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date

from django.test import Client

from planner.domain.text import Key
from planner.web.dossiers.board.cards import Broken
from planner.web.dossiers.board.told import gathered
from planner.web.people.models import Person
from tests.web.board.boards import learner, opened
from tests.worded import in_language

DURING = {"starts": date(2021, 2, 1), "ends": date(2021, 4, 30)}


def clash(unit: str, **dates: date) -> Broken:
    return Broken("internship", Key("check.internship_classes", **(DURING | dates), unit=unit), (unit,))


def test_a_full_term_is_told_twice_and_its_cards_are_marked(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    form = {"revision": 1, "unit": "TRS001", "place": "2021-S1 evening"}
    answer = client.post(f"/dossiers/{dossier.key}/board/place", form, follow=True)
    page = html.unescape(answer.content.decode())
    assert page.count("4 UE du soir") == 2
    assert 'class="broken also"' not in page
    assert page.count('class="unit evening wrong"') == 4


def test_an_internship_during_classes_of_many_units_is_one_rule() -> None:
    other = Broken("pin", Key("check.pin", unit="D", term="2021-S1"), ("D",))
    told = gathered([clash("T"), other, clash("B"), clash("C"), clash("E", ends=date(2021, 5, 31))])
    assert [one.subjects for one in told] == [("T", "B", "C"), ("D",), ("E",)]
    assert in_language("fr", lambda: told[0].words) == (
        "Le stage du 1er février 2021 au 30 avril 2021 tombe pendant les cours en journée de T · B · C."
    )

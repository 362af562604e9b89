"""Two people on one dossier: nobody overwrites the other, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from planner.web.dossiers.board.sketch import Sketch
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, learner, now, opened


def test_the_second_is_told_and_does_it_again(signed_in: Callable[..., Client]) -> None:
    anne, ben = signed_in("administrator", "anne", name="Anne"), signed_in("administrator", "ben", name="Ben")
    dossier = opened(Person.objects.get(username="anne"), learner("casp-2019-2020"))
    address = f"/dossiers/{dossier.key}/board"
    seen = {"revision": dossier.revision}
    assert anne.post(f"{address}/out", seen | {"unit": "UEV010"}).status_code == 302
    assert anne.post(f"{address}/pin", {"revision": dossier.revision + 1, "unit": "TET003"}).status_code == 302
    mine = {"unit": "PSY001", "place": "2021-S2 evening"}
    for how in ({}, HTMX):
        answer = ben.post(f"{address}/place", seen | mine, **how)
        told = answer.content.decode()
        assert answer.status_code == 409
        assert "Anne a modifié ce dossier" in told
        assert "retirée du plan" in told
        assert "fixée en" in told
        assert "Géographie urbaine (UEV010)\u00a0: retirée" in told
        assert "UE à un moment voulu\u00a0: – → " in told
        assert "déplacée de" in told
        assert 'value="2021-S2 evening"' in told
        assert f'name="revision" value="{dossier.revision + 2}"' in told
    assert now(dossier).revision == dossier.revision + 2
    again = ben.post(f"{address}/place", {"revision": dossier.revision + 2, **mine})
    assert again.status_code == 302
    both = Sketch.of(now(dossier).current)
    assert both.line("UEV010") is None
    assert both.line("PSY001")["term"] == "2021-S2"  # type: ignore[index]
    assert both.pinned("TET003")


def test_undo_of_what_another_did_is_told(signed_in: Callable[..., Client]) -> None:
    anne = signed_in("administrator", "anne", name="Anne")
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    address = f"/dossiers/{dossier.key}/board"
    anne.post(f"{address}/out", {"revision": 1, "unit": "UEV010"})
    anne.post(f"{address}/undo", {"revision": 2})
    answer = anne.post(f"{address}/undo", {"revision": 2})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Annulé" in told
    assert now(dossier).revision == 3


def test_a_change_that_no_longer_fits_is_not_offered_again(signed_in: Callable[..., Client]) -> None:
    anne = signed_in("administrator", "anne", name="Anne")
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    address = f"/dossiers/{dossier.key}/board"
    anne.post(f"{address}/out", {"revision": 1, "unit": "UEV010"})
    answer = anne.post(f"{address}/out", {"revision": 1, "unit": "UEV010"})
    assert answer.status_code == 409
    assert "Faire mon changement" not in answer.content.decode()


def test_a_form_without_a_revision_changes_nothing(signed_in: Callable[..., Client]) -> None:
    anne = signed_in("administrator", "anne", name="Anne")
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    for revision in ("", "x", "-1", "9" * 30):
        answer = anne.post(f"/dossiers/{dossier.key}/board/out", {"revision": revision, "unit": "UEV010"})
        assert answer.status_code == 409
    assert now(dossier).revision == 1


def test_a_sheet_is_of_the_board_that_is_shown(signed_in: Callable[..., Client]) -> None:
    anne = signed_in("administrator", "anne", name="Anne")
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    address = f"/dossiers/{dossier.key}/places?unit=PSY001&revision="
    assert anne.get(f"{address}1", **HTMX).status_code == 200
    anne.post(f"/dossiers/{dossier.key}/board/out", {"revision": 1, "unit": "UEV010"})
    answer = anne.get(f"{address}1", **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#board")
    assert "Vous avez modifié ce dossier" in answer.content.decode()
    assert anne.get(f"{address}2", **HTMX).status_code == 200

"""The board and the sheet of a unit, as pages: for every sample learner, in both languages, for every role."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from planner.errors import BadInput
from planner.web.dossiers import store
from planner.web.dossiers.board.board import Board
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, INSTANCES, learner, now, opened

LARGEST = 80_000
FILES = sorted(INSTANCES.glob("*/learners/*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_sample_has_a_board(path: Path, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    try:
        dossier = opened(Person.objects.get(), learner(path.parts[-3], path.stem))
    except BadInput:
        pytest.skip("a learner of a programme that no desk knows")
    for language in ("fr", "en"):
        client.cookies["language"] = language
        answer = client.get(f"/dossiers/{dossier.key}")
        assert answer.status_code == 200
        assert len(answer.content) < LARGEST
        units = {line["unit"] for line in (dossier.current.plan or {"units": []})["units"]}
        assert all(f'id="at-{unit}"' in answer.content.decode() for unit in units)
        for unit in sorted(units)[:2]:
            assert client.get(f"/dossiers/{dossier.key}/places?unit={unit}").status_code == 200
            part = client.get(f"/dossiers/{dossier.key}/places?unit={unit}", **HTMX)
            assert "<html" not in part.content.decode()


def test_an_auditor_sees_and_changes_nothing(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    client, owner = signed_in("auditor"), person("adviser", "anne")
    dossier = opened(owner, learner("casp-2019-2020"))
    page = client.get(f"/dossiers/{dossier.key}").content.decode()
    assert "Déplacer" not in page
    assert "AST004" in page
    assert client.get(f"/dossiers/{dossier.key}/places?unit=AST004").status_code == 403
    assert client.post(f"/dossiers/{dossier.key}/board/best", {"revision": 1}).status_code == 403


def test_the_board_of_another_is_not_found(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    client, owner = signed_in(), person("adviser", "anne")
    dossier = opened(owner, learner("casp-2019-2020"))
    assert client.get(f"/dossiers/{dossier.key}").status_code == 404
    assert client.get(f"/dossiers/{dossier.key}/places?unit=AST004").status_code == 404
    assert client.post(f"/dossiers/{dossier.key}/board/best", {"revision": 1}).status_code == 404
    assert now(dossier).revision == 1


def test_a_learner_that_cannot_be_read_is_told_of(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = store.open_dossier(Person.objects.get(), "Ada", {"programme": "gone", "start": "2019-S1"})
    page = client.get(f"/dossiers/{dossier.key}")
    assert page.status_code == 200
    assert "gone" in page.content.decode()
    answer = client.post(f"/dossiers/{dossier.key}/board/best", {"revision": 1})
    assert answer.status_code == 422


def test_sheets_are_of_units_that_can_be_moved(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    for unit in ("", "NOBODY", "UAS004"):
        assert client.get(f"/dossiers/{dossier.key}/places?unit={unit}").status_code == 404


def test_many_units_that_are_not_placed_are_one_list(signed_in: Callable[..., Client]) -> None:
    signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020") | {"deadline": "2019-S1"})
    choices = Board(dossier.current).missing  # type: ignore[arg-type]
    assert [len(choice.cards) for choice in choices] == [11, 2]
    assert all(choice.need is not None for choice in choices)

"""Results of exams, by a client: the new plan is looked at, then kept; again later; from a file; impossible ones."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, audited
from planner.web.people.models import Person
from tests.web.board.boards import VINTAGES, learner, now, opened

TOLD = re.compile(r'name="told" value="([^"]+)"')


def example(programme: str, **more: Any) -> dict[str, Any]:
    """A made up learner, whom no calendar holds."""
    return {**learner(programme), "fictional": True, **more}


def current(dossier: Dossier) -> Version:
    """What is kept now."""
    found = now(dossier).current
    assert found is not None
    return found


def exams(client: Client, dossier: Dossier) -> list[str]:
    """The names of the fields of the form."""
    page = client.get(f"/dossiers/{dossier.key}/results").content.decode()
    return list(dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page)))


def tell(client: Client, dossier: Dossier, **form: Any) -> Any:
    """The answer to the form."""
    return client.post(f"/dossiers/{dossier.key}/results", {"revision": now(dossier).revision, **form})


def keep(client: Client, dossier: Dossier, page: Any) -> Any:
    """The answer to the button that keeps the plan."""
    (told,) = TOLD.findall(page.content.decode())
    form = {"revision": now(dossier).revision, "told": told}
    return client.post(f"/dossiers/{dossier.key}/results/keep", form)


@pytest.mark.parametrize("programme", VINTAGES)
def test_a_plan_after_results_and_after_more(programme: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), example(programme))
    for round_, results in enumerate((("failed", "passed"), ("pending", "passed"), ("absent",)), 1):
        names = exams(client, dossier)[: len(results)]
        page = tell(client, dossier, **dict(zip(names, results, strict=True)))
        assert page.status_code == 200
        assert now(dossier).revision == round_
        assert keep(client, dossier, page).status_code == 302
        kept = current(dossier)
        assert kept.act == "results"
        assert kept.past is not None
        again = audited(Known(kept.learner, kept.past), kept.plan)  # type: ignore[arg-type]
        assert (again.status, again.document["violations"]) == ("valid", [])
        assert again.document["plan"]["award"] == kept.document["plan"]["award"]  # type: ignore[index]
        assert again.document["plan"]["cost"]["total"] == kept.document["plan"]["cost"]["total"]  # type: ignore[index]
        assert client.get(f"/dossiers/{dossier.key}").status_code == 200
    assert len(current(dossier).results) == 5


def test_questions_on_a_plan_under_way(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), example("casp-2019-2020"))
    keep(client, dossier, tell(client, dossier, **{exams(client, dossier)[0]: "failed"}))
    for name in ("why", "alternatives", "compare", "frontier"):
        told = client.get(f"/dossiers/{dossier.key}/{name}").content.decode()
        offer = re.findall(r'name="offer" value="([^"]+)"', told)[-1]
        form = {"revision": now(dossier).revision, "offer": offer}
        assert client.post(f"/dossiers/{dossier.key}/adopt", form).status_code == 302
        assert current(dossier).status in ("optimal", "valid", "feasible")
        assert current(dossier).past is not None


def test_a_file_of_results(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), example("casp-2019-2020"))
    unit, term = exams(client, dossier)[0].split("|")
    wrong = SimpleUploadedFile("r.csv", b"unit;term;result\nNOPE;2019-S1;passed\nAST004;2019-S1;perhaps\n")
    answer = tell(client, dossier, file=wrong)
    assert answer.status_code == 422
    assert "NOPE" in answer.content.decode()
    assert "perhaps" in answer.content.decode()
    told = html.unescape(answer.content.decode()).replace("\xa0", " ")
    assert "ligne 2 – UE : " in told
    assert "ligne 3 – Résultat : " in told
    less = tell(client, dossier, file=SimpleUploadedFile("r.csv", b"unit;result\nAST004;passed\n"))
    assert "il manque la colonne Semestre ; attendues : UE, Semestre, Résultat" in html.unescape(
        less.content.decode().replace("\xa0", " ")
    )
    good = SimpleUploadedFile("r.csv", f"unit;term;result\n{unit};{term};failed\n".encode())
    page = tell(client, dossier, file=good)
    assert "se reprend" in page.content.decode()
    keep(client, dossier, page)
    assert current(dossier).results == [{"unit": unit, "term": term, "result": "failed"}]


def test_results_that_leave_no_plan_keep_the_one_there_is(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    free = opened(Person.objects.get(), example("casp-2019-2020"))
    award = current(free).document["plan"]["award"]["term"]  # type: ignore[index]
    dossier = opened(Person.objects.get(), example("casp-2019-2020", deadline=award, pathway="evening"))
    name = next(name for name in exams(client, dossier) if name.startswith("TET003"))
    page = tell(client, dossier, **{name: "failed"})
    assert page.status_code == 200
    assert "Garder ce plan" not in page.content.decode()
    ways = TOLD.findall(page.content.decode())
    assert ways
    page = tell(client, dossier, told=ways[0])
    assert "Garder ce plan" in page.content.decode()
    assert now(dossier).revision == 1
    assert keep(client, dossier, page).status_code == 302
    assert current(dossier).learner != dossier.current.learner  # type: ignore[union-attr]


def test_nothing_told_and_made_up(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), example("casp-2019-2020"))
    assert tell(client, dossier).status_code == 422
    made_up = client.post(f"/dossiers/{dossier.key}/results/keep", {"revision": 1, "told": "made up"})
    assert made_up.status_code == 400
    stale = tell(client, dossier, text="unit;term;result\nAST004;2019-S1;failed", revision=0)
    assert stale.status_code == 409
    (told,) = re.findall(r'name="told" value="([^"]+)"', stale.content.decode())
    assert "se reprend" in tell(client, dossier, told=told).content.decode()


def test_results_of_a_plan_that_has_not_begun(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), {**learner("casp-2019-2020"), "start": "2040-S1", "fictional": False})
    assert "Aucun semestre de ce plan" in client.get(f"/dossiers/{dossier.key}/results").content.decode()

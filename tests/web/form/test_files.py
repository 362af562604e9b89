"""Files in and out: looked at before anything is made, bounded, and the same when they come back."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planner.storage import yaml_reader
from planner.web.dossiers.form.bringing import MOST_PEOPLE
from planner.web.dossiers.form.uploads import MOST_BYTES
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Person
from tests.web.form.conftest import LEARNER
from tests.web.form.sending import workbook

COHORT = "id;programme;start;acquired\nAda;casp-2019-2020;2019-S1;TRS001:VES\nBob;casp-2019-2020;2019-S9;\n"


def upload(client: Client, name: str, data: bytes | str) -> Any:
    held = data.encode() if isinstance(data, str) else data
    return client.post("/dossiers/import", {"file": SimpleUploadedFile(name, held)})


def rows(answer: Any) -> dict[str, str]:
    """The hidden fields of what was found, as a browser sends them back."""
    told = answer.content.decode()
    return {name: html.unescape(value) for name, value in re.findall(r'name="(data-\d+)" value="([^"]*)"', told)}


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_a_cohort_is_looked_at_before_any_dossier_is_made(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    answer = upload(client, "people.csv", COHORT)
    told = text(answer)
    assert "2 personnes dans ce fichier" in told
    assert "octobre 2019 – janvier 2020" in told
    assert "2019-S9" in told
    assert not Dossier.objects.exists()
    found = rows(answer)
    assert list(found) == ["data-0"]
    done = client.post("/dossiers/import", {"bring": "1", "choose": ["0"], "name-0": "Ada B.", **found}, follow=True)
    assert "Un dossier créé." in text(done)
    made = Dossier.objects.get()
    assert made.name == "Ada B."
    assert made.current is not None
    assert made.current.learner["acquired"] == [{"unit": "TRS001", "by": "VES"}]
    assert made.current.status == "optimal"
    assert made.current.act == "brought_in"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_workbook_is_read_whatever_its_name(signed_in: Callable[..., Client], name: str) -> None:
    data = workbook([["id", "programme", "start"], ["Ada", "casp-2019-2020", "2019-S1"]])
    assert list(rows(upload(signed_in(), name, data))) == ["data-0"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("l.yaml", "programme: casp-2019-2020\nstart: 2019-S1\n"),
        ("l.json", json.dumps(LEARNER)),
        ("pasted.txt", "# a comment\nprogramme: casp-2019-2020\nstart: 2019-S1\n"),
        ("several.json", json.dumps([{**LEARNER, "id": "Ada"}])),
    ],
)
def test_the_file_of_one_person(signed_in: Callable[..., Client], name: str, data: str) -> None:
    assert list(rows(upload(signed_in(), name, data))) == ["data-0"]


def test_who_is_there_twice_is_named_and_not_ticked(
    signed_in: Callable[..., Client], kept: Callable[..., Dossier]
) -> None:
    client = signed_in()
    kept(Person.objects.get(), "ada")
    same = "id,programme,start\nAda,casp-2019-2020,2019-S1\nBob,casp-2019-2020,2019-S1\nBob,casp-2019-2020,2019-S2\n"
    told = text(upload(client, "people.csv", same))
    assert "Un dossier porte déjà ce nom" in told
    assert 'value="0" checked' not in told
    assert 'value="1" checked' in told
    assert 'name="data-2"' not in told


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", ""),
        ("columns.csv", "name,first\nAda,Byron\n"),
        ("broken.yaml", "programme: [\n"),
        ("path.yaml", "programme: /etc/passwd\nstart: 2019-S1\n"),
        ("deep.json", "[" * 5000),
        ("twice.yaml", "programme: a\nprogramme: b\n"),
        ("bomb.yaml", "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a]\n" for n in range(3))),
        ("no.xlsx", "not a workbook"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0rest"),
        ("large.csv", "id,programme,start\n" + "x" * MOST_BYTES),
        (
            "many.csv",
            "id,programme,start\n" + "".join(f"p{n},casp-2019-2020,2019-S1\n" for n in range(MOST_PEOPLE + 1)),
        ),
    ],
)
def test_what_cannot_be_read_says_so_and_makes_nothing(
    signed_in: Callable[..., Client], name: str, data: str | bytes
) -> None:
    answer = upload(signed_in(), name, data)
    assert answer.status_code in (200, 422)
    assert rows(answer) == {}
    assert 'class="alert"' in text(answer) or 'class="field-error"' in text(answer)
    assert "/tmp" not in text(answer)


def test_a_workbook_that_unpacks_to_too_much_is_refused(signed_in: Callable[..., Client]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    assert len(out.getvalue()) < MOST_BYTES
    answer = upload(signed_in(), "bomb.xlsx", out.getvalue())
    assert answer.status_code == 422
    assert "64" in text(answer)


def test_rows_that_come_back_changed_are_read_like_any_input(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    for data in ("", "[]", '{"programme": "/etc/passwd", "start": "2019-S1"}', '{"start": 3}', "{" * 3000):
        answer = client.post("/dossiers/import", {"bring": "1", "choose": ["0"], "data-0": data})
        assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_a_learner_that_was_taken_out_comes_back_the_same(
    signed_in: Callable[..., Client], kept: Callable[..., Dossier]
) -> None:
    client = signed_in()
    made = kept(Person.objects.get(), acquired=["TRS001"], max_units_per_term={"default": 3, "terms": {"2020-S1": 4}})
    assert made.current is not None
    for form in ("yaml", "json"):
        answer = client.get(f"/dossiers/{made.key}/learner.{form}")
        assert yaml_reader.parse(answer.content.decode(), "") == made.current.learner
        assert "Ada" not in answer["Content-Disposition"]


def test_selected_dossiers_come_back_as_a_cohort(
    signed_in: Callable[..., Client], kept: Callable[..., Dossier]
) -> None:
    client = signed_in()
    person = Person.objects.get()
    rare = {
        "acquired": [{"unit": "TRS001", "by": "VES"}, "AST004"], "minimise": ["cost"], "pause": [],
        "funding": [{"cpf": ["TET003"]}, "individual"], "availability": {"evenings": [], "terms": {}}, "note": "=1+1",
    }  # fmt: skip
    one, two = kept(person, "Ada", **rare), kept(person, "Ada")
    kept(person, "not chosen")
    answer = client.get("/dossiers/cohort.csv", {"key": [one.key, two.key]})
    found = {
        json.loads(data)["id"]: json.loads(data) for data in rows(upload(client, "c.csv", answer.content)).values()
    }
    assert len(found) == 2
    assert one.current is not None
    assert {**found["Ada"], "id": None} in ({**one.current.learner, "id": None}, {**LEARNER, "id": None})
    assert any({**each, "id": None} == {**one.current.learner, "id": None} for each in found.values())


def test_only_ones_own_dossiers_are_taken_out(
    signed_in: Callable[..., Client], person: Callable[..., Person], kept: Callable[..., Dossier]
) -> None:
    made = kept(person("adviser", "anne"))
    answer = signed_in("adviser", "berta").get("/dossiers/cohort.csv", {"key": made.key}, follow=True)
    assert "Cochez au moins un dossier" in text(answer)


def test_the_sample_can_be_imported(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    assert "/dossiers/cohort-sample.csv" in text(client.get("/dossiers/import"))
    answer = upload(client, "sample.csv", client.get("/dossiers/cohort-sample.csv").content)
    assert len(rows(answer)) == 1
    assert "field-error" not in text(answer)


def test_an_unknown_column_is_named_as_the_file_has_it(signed_in: Callable[..., Client]) -> None:
    answer = upload(signed_in(), "columns.csv", "id,programme,start,evenings\na,casp-2019-2020,2019-S1,mon\n")
    assert re.search(r"la colonne «\s*evenings\s*» n.est pas connue", text(answer))

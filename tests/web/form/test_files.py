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
from planner.web.demo import fill
from planner.web.dossiers.form.bringing import MOST_PEOPLE
from planner.web.dossiers.form.uploads import MOST_BYTES
from planner.web.dossiers.models import Dossier
from planner.web.middleware import COOKIE
from planner.web.people.models import Entry, Person
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
    assert "id" not in made.current.learner, "the name of the list goes on no document"
    assert (made.current.status, made.current.act) == ("none", "brought_in")


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
    chances = {"fail": 0.15, "units": {"TET003": 0.4}}
    made = kept(
        Person.objects.get(),
        acquired=["TRS001"],
        chances=chances,
        max_units_per_term={"default": 3, "terms": {"2020-S1": 4}},
    )
    assert made.current is not None
    for form in ("yaml", "json"):
        answer = client.get(f"/dossiers/{made.key}/learner.{form}")
        assert yaml_reader.parse(answer.content.decode(), "") == made.current.learner
        assert "Ada" not in answer["Content-Disposition"]
    lines = Entry.objects.filter(act="taken.learner", subject=made.subject)
    assert [line.after for line in lines] == [{"form": "json"}, {"form": "yaml"}]


def test_selected_dossiers_come_back_as_a_cohort(
    signed_in: Callable[..., Client], kept: Callable[..., Dossier]
) -> None:
    client = signed_in()
    person = Person.objects.get()
    rare = {
        "acquired": [{"unit": "TRS001", "by": "VES"}, "AST004"], "minimise": ["cost"], "pause": [],
        "funding": [{"cpf": ["TET003"]}, "individual"], "availability": {"evenings": [], "terms": {}}, "note": "=1+1",
        "chances": {"fail": 0.15, "units": {"TET003": 0.4, "AST005": 0}, "second_session": 0.5},
    }  # fmt: skip
    one, two = kept(person, "Ada", **rare), kept(person, "Ada")
    kept(person, "not chosen")
    answer = client.get("/dossiers/cohort.csv", {"key": [one.key, two.key]})
    assert sorted(Entry.objects.get(act="taken.cohort").after["dossiers"]) == sorted([one.key, two.key])
    found = [json.loads(data) for data in rows(upload(client, "c.csv", answer.content)).values()]
    assert one.current is not None
    assert two.current is not None
    assert len(found) == 2
    assert [one.current.learner in found, two.current.learner in found] == [True, True]


def test_only_ones_own_dossiers_are_taken_out(
    signed_in: Callable[..., Client], person: Callable[..., Person], kept: Callable[..., Dossier]
) -> None:
    made = kept(person("adviser", "anne"))
    answer = signed_in("adviser", "berta").get("/dossiers/cohort.csv", {"key": made.key}, follow=True)
    assert "Cochez au moins un dossier" in text(answer)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sample_is_in_the_language_and_can_be_imported(
    signed_in: Callable[..., Client], form: str, lang: str
) -> None:
    client = signed_in()
    client.cookies[COOKIE] = lang
    assert f"/dossiers/cohort-sample.{form}" in text(client.get("/dossiers/import"))
    sample = client.get(f"/dossiers/cohort-sample.{form}").content
    if form == "csv":
        head = {
            "fr": "\ufeffnom;nom sur les documents;formation;début;",
            "en": "\ufeffname,name on documents,programme,",
        }
        assert sample.decode().startswith(head[lang])
        assert ("lundi;mardi" in sample.decode()) == (lang == "fr")
    answer = upload(client, f"sample.{form}", sample)
    ((_, data),) = rows(answer).items()
    assert json.loads(data)["availability"] == {"evenings": ["mon", "tue", "thu"]}
    assert "id" not in json.loads(data)
    assert "field-error" not in text(answer)


def test_names_go_on_documents_where_they_are_given_for_them(signed_in: Callable[..., Client]) -> None:
    head, other = "nom;nom sur les documents;formation;début", "Bob;;casp-2019-2020;2019-S1"
    sent = f"{head}\nAda;Mme B.;casp-2019-2020;octobre 2019\n{other}\n"
    found = [json.loads(data) for data in rows(upload(signed_in(), "a.csv", sent)).values()]
    assert [(data.get("id"), data["start"]) for data in found] == [("Mme B.", "2019-S1"), (None, "2019-S1")]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_all_made_up_dossiers_come_back_the_same(signed_in: Callable[..., Client], form: str) -> None:
    client = signed_in()
    fill(Person.objects.get())
    dossiers = {each.name: each for each in Dossier.objects.select_related("current")}
    taken = client.get(f"/dossiers/cohort.{form}", {"key": [each.key for each in dossiers.values()]})
    answer = upload(client, f"all.{form}", taken.content)
    names = re.findall(r'name="name-(\d+)" value="([^"]*)"', answer.content.decode())
    found = {html.unescape(name): json.loads(rows(answer)[f"data-{number}"]) for number, name in names}
    assert found == {name: each.current and each.current.learner for name, each in dossiers.items()}


@pytest.mark.parametrize("form", ["pdf", "yaml"])
def test_there_is_no_other_form(signed_in: Callable[..., Client], form: str) -> None:
    client = signed_in()
    for name in ("cohort", "cohort-sample"):
        assert client.get(f"/dossiers/{name}.{form}").status_code == 404


def test_unknown_and_missing_columns_are_told_in_the_words_of_the_table(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    told = text(upload(client, "columns.csv", "nom;formaton;début;evenings;soirs libre\na;b;2019-S1;mon;\n"))
    for name in ("formaton", "evenings", "soirs libre"):
        assert re.search(rf"la colonne «\s*{name}\s*» n.est pas connue", told)
    assert re.search(r"vouliez-vous dire «\s*soirs libres", told)
    assert re.search(r"manque des colonnes.*formation, début", text(upload(client, "a.csv", "nom;note\na;b\n")))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lines_that_were_not_taken_are_told_and_can_be_corrected(signed_in: Callable[..., Client], form: str) -> None:
    client = signed_in()
    assert client.get(f"/dossiers/to-correct.{form}").status_code == 404
    answer = upload(client, "people.csv", f"{COHORT}Cleo;casp-2019-2020;2019-S1;\n")
    assert f"/dossiers/to-correct.{form}" in text(answer)
    key = re.findall(r'name="key" value="(\w+)"', answer.content.decode())[0]
    sent = {"bring": "1", "choose": ["0"], "name-0": "Ada", "key": key, **rows(answer)}
    told = text(client.post("/dossiers/import", sent, follow=True))
    assert "2 lignes n’ont pas été importées" in told.replace("'", "’")
    assert "Bob" in told
    assert "2019-S9" in told
    assert "n’était pas cochée" in told.replace("'", "’")
    again = upload(client, f"again.{form}", client.get(f"/dossiers/to-correct.{form}").content)
    assert "Une personne dans ce fichier" in text(again), "the column with the reasons is read over"
    assert "2019-S9" in text(again)
    once_more = upload(client, f"more.{form}", client.get(f"/dossiers/to-correct.{form}").content)
    assert "Une personne dans ce fichier" in text(once_more)


def test_lines_of_another_file_are_not_told(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    answer = upload(client, "people.csv", COHORT)
    sent = {"bring": "1", "choose": ["0"], "name-0": "Ada", "key": "other", **rows(answer)}
    assert "importée" not in text(client.post("/dossiers/import", sent, follow=True)).partition('id="plans"')[0]


def test_wrong_chances_of_a_row_are_told(signed_in: Callable[..., Client]) -> None:
    head = "nom;formation;début;risque d'échec;risque d'échec par UE"
    told = text(upload(signed_in(), "a.csv", f"{head}\nAda;casp-2019-2020;octobre 2019;1,5;RIEN000=0,4\n"))
    assert "Risques d’échec" in told.replace("'", "’")
    assert "1,5" in told or "1.5" in told


def test_problems_of_a_row_are_told_in_the_words_of_a_table(signed_in: Callable[..., Client]) -> None:
    head = "nom;formation;début;parcours;soirs libres"
    told = text(upload(signed_in(), "a.csv", f"{head}\nAda;casp-2091;octobre 2019;pluie;lundy\n"))
    assert "octobre 2019" not in told, "without a programme nobody can tell its terms"
    assert re.search(r"choix\s*: soir, journée, mixte, à distance", told)
    assert "casp-2019-2020" in told

"""The form: made, followed by the plan, saved; what is wrong stands at its field."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from planner.storage import programmes
from planner.web.dossiers import store
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, audited
from planner.web.people.models import Person
from tests.web.board.boards import now
from tests.web.form.conftest import LEARNER
from tests.web.form.sending import sent, workbook

CASP = "casp-2019-2020"
MOST_BYTES = 80_000


def filled(data: dict[str, Any], **changes: Any) -> QueryDict:
    return sent(Sheet(programmes.load_known(data["programme"]), data, "Ada"), **changes)


def post(client: Client, address: str, form: QueryDict, **more: Any) -> Any:
    return client.post(address, form.urlencode(), "application/x-www-form-urlencoded", **more)


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_a_programme_is_chosen_with_what_it_assumes(signed_in: Callable[..., Client]) -> None:
    told = text(signed_in().get("/dossiers/new"))
    assert 'value="casp-2019-2020"' in told
    assert "Ce qui est supposé" in told


def test_what_is_in_force_is_offered_first(signed_in: Callable[..., Client]) -> None:
    told = text(signed_in().get("/dossiers/new"))
    offered = re.findall(r'name="programme" value="([^"]+)"( checked)?', told)
    assert offered[0] == ("casp-rncp36625", " checked")
    assert [name for name, _ in offered[1:4]] == ["casp-2020-2021", "casp-2019-2020", "casp-2016-2017"]
    assert [name for name, checked in offered if checked] == ["casp-rncp36625"]


@pytest.mark.parametrize("name", programmes.identifiers())
def test_the_form_of_each_programme_shows_a_plan_at_once(signed_in: Callable[..., Client], name: str) -> None:
    answer = signed_in().get("/dossiers/new", {"programme": name})
    assert answer.status_code == 200
    assert "Le meilleur plan selon ces priorités" in text(answer)
    assert len(answer.content) <= MOST_BYTES


def test_there_is_no_form_of_a_programme_that_is_not_there(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    for name in ("nothing", "../casp-2019-2020", "/etc/passwd"):
        assert client.get("/dossiers/new", {"programme": name}).status_code == 404
        assert client.post("/dossiers/create", {"programme": name}).status_code == 404
        assert client.post("/dossiers/preview", {"programme": name}).status_code == 404


def test_a_plan_stays_beside_a_form_that_lacks_only_the_name(signed_in: Callable[..., Client]) -> None:
    answer = post(signed_in(), "/dossiers/create", filled(LEARNER, name=""))
    told = text(answer)
    assert answer.status_code == 422
    assert "Le meilleur plan selon ces priorités" in told
    assert told.count("Donnez un nom.") == 2, "in the list of problems, and at its field"
    assert not Dossier.objects.exists()


def test_a_dossier_is_made_with_its_plan(signed_in: Callable[..., Client]) -> None:
    answer = post(signed_in(), "/dossiers/create", filled(LEARNER, acquired=["TRS001"], **{"by-TRS001": "VES"}))
    made = Dossier.objects.get()
    assert answer.status_code == 302
    assert made.key in answer["Location"]
    assert "Ada" not in answer["Location"]
    assert made.name == "Ada"
    assert made.current is not None
    assert made.current.learner == {
        **LEARNER, "pathway": "evening", "funding": "individual", "acquired": [{"unit": "TRS001", "by": "VES"}]
    }  # fmt: skip
    assert made.current.status == "optimal"
    assert "TRS001" not in {unit["unit"] for unit in made.current.plan["units"]}


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"name": ""}, "id_name"),
        ({"months": "many"}, "id_months"),
        ({"deadline": "2018-S1"}, "id_deadline"),
        ({"terms": "300"}, "id_terms"),
        ({"avoid": ["NOTHING"]}, "id_avoid"),
        ({"acquired": ["NOTHING"], "by-NOTHING": "VAE"}, "id_acquired"),
        ({"minimise_0": "cost", "minimise_1": "cost"}, "id_minimise_1"),
        ({"pins-0-unit": "TET003"}, "id_pins-0-term"),
        ({"pins-0-unit": "TET003", "pins-0-term": "2018-S1"}, "id_pins-0-term"),
        ({"pins-0-unit": "TRS001", "pins-0-term": "2019-S1", "acquired": ["TRS001"]}, "id_pins-0-unit"),
        ({"windows-0-starts": "2020-03-01"}, "id_windows-0-ends"),
        ({"windows-0-starts": "2020-03-01", "windows-0-ends": "2020-02-01"}, "id_windows-0-starts"),
        ({"special-0-max_units_per_term": "4"}, "id_special-0-term"),
        ({"payers-0-payer": "individual"}, "id_payers-0-payer"),
        ({"payers-0-payer": "cpf", "payers-0-units": ["NOTHING"]}, "id_payers-0-units"),
        ({"budget-cpf": "1.005"}, "id_budget-cpf"),
        ({"waive": ["AST005=TET003"]}, "id_waive"),
        ({"goal": "NOTHING"}, "id_goal"),
        ({"chance_fail": "150"}, "id_chance_fail"),
        ({"chance_fail": "often"}, "id_chance_fail"),
        ({"chance_fail": "-1 %"}, "id_chance_fail"),
        ({"chance_fail": "NaN"}, "id_chance_fail"),
        ({"chance_fail": "15", "chance_second": "101"}, "id_chance_second"),
        ({"chance_second": "50"}, "id_chance_fail"),
        ({"chances-0-unit": "AST004", "chances-0-chance": "40"}, "id_chance_fail"),
        ({"chance_fail": "15", "chances-0-unit": "AST004"}, "id_chances-0-chance"),
        ({"chance_fail": "15", "chances-0-unit": "AST004", "chances-0-chance": "400"}, "id_chances-0-chance"),
        ({"chance_fail": "15", "chances-0-unit": "NOTHING", "chances-0-chance": "40"}, "id_chances-0-unit"),
        ({"years-0-year": "1700-1701", "years-0-amount": "700"}, "id_years-0-amount"),
    ],
)
def test_a_problem_stands_at_its_field_and_on_top(
    signed_in: Callable[..., Client], changes: dict[str, Any], anchor: str
) -> None:
    counts = {f"{name.partition('-')[0]}-count": "1" for name in changes if "-0-" in name}
    answer = post(signed_in(), "/dossiers/create", filled(LEARNER, **counts, **changes))
    told = text(answer)
    assert answer.status_code == 422
    assert f'href="#{anchor}' in told, told[told.find('id="problems"') :][:900]
    assert f'id="{anchor}' in told
    assert 'class="field-error"' in told
    assert not Dossier.objects.exists()


def test_chances_are_written_in_per_cent(signed_in: Callable[..., Client]) -> None:
    rows = {"chances-count": "2", "chances-0-unit": "AST004", "chances-0-chance": "7"}
    client, form = signed_in(), filled(LEARNER, chance_fail="12,5 %", chance_second="0", **rows)
    assert post(client, "/dossiers/create", form).status_code == 302
    made = Dossier.objects.get().current
    assert made is not None
    assert made.learner["chances"] == {"fail": 0.125, "units": {"AST004": 0.07}, "second_session": 0.0}
    shown = text(client.get(f"/dossiers/{made.dossier.key}/learner"))
    assert all(f'value="{one}"' in shown for one in ("12.5", "7", "0"))
    form["chances-1-unit"], form["chances-1-chance"] = "AST004", "8"
    assert text(post(client, "/dossiers/create", form)).count("Deux lignes disent la même chose") == 2
    assert "Le meilleur plan" in text(post(client, "/dossiers/preview", filled(LEARNER, chance_second="5")))


@pytest.mark.parametrize(("programme", "asks"), [("casp-2010-reunion", True), ("casp-2019-2020", False)])
def test_a_second_session_is_asked_of_where_there_is_one(
    signed_in: Callable[..., Client], programme: str, asks: bool
) -> None:
    told = text(signed_in().get("/dossiers/new", {"programme": programme}))
    assert ('name="chance_second"' in told) is asks


@pytest.mark.parametrize(("written", "kept"), [("12,50", 12.5), ("1 200 €", 1200), ("1\u202f200.5", 1200.5)])
def test_an_amount_is_written_as_people_write_it(signed_in: Callable[..., Client], written: str, kept: float) -> None:
    assert post(signed_in(), "/dossiers/create", filled(LEARNER, max_cost_per_year=written)).status_code == 302
    made = Dossier.objects.get().current
    assert made is not None
    assert made.learner["max_cost_per_year"] == kept


def test_every_problem_is_told_at_once(signed_in: Callable[..., Client]) -> None:
    told = text(post(signed_in(), "/dossiers/create", filled(LEARNER, deadline="2018-S1", terms="300", avoid=["NO"])))
    assert all(f'href="#id_{name}' in told for name in ("deadline", "terms", "avoid"))


def test_terms_are_told_by_their_months(signed_in: Callable[..., Client]) -> None:
    told = text(post(signed_in(), "/dossiers/create", filled(LEARNER, deadline="2018-S1")))
    problems = told[told.index('id="problems"') : told.index("</ul>", told.index('id="problems"'))]
    assert "octobre 2018 – janvier 2019" in problems
    assert "2018-S1" not in problems


def test_the_plan_follows_the_form(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    free = text(post(client, "/dossiers/preview", filled(LEARNER), headers={"HX-Request": "true"}))
    less = text(post(client, "/dossiers/preview", filled(LEARNER, evenings=["mon"]), headers={"HX-Request": "true"}))
    assert "<strong>janvier 2022</strong>" in free
    assert "<strong>janvier 2022</strong>" not in less
    assert "<html" not in free
    assert not Dossier.objects.exists()


def test_a_row_that_is_not_finished_does_not_stop_the_plan(signed_in: Callable[..., Client]) -> None:
    client, form = signed_in(), filled(LEARNER, **{"windows-0-starts": "2020-03-01", "windows-count": "1"})
    assert "<strong>janvier 2022</strong>" in text(post(client, "/dossiers/preview", form))
    told = text(post(client, "/dossiers/create", form))
    assert "Périodes possibles pour un stage, Au" in told


def test_what_is_impossible_says_why_and_the_ways_out_fill_the_form(signed_in: Callable[..., Client]) -> None:
    client, form = signed_in(), filled(LEARNER, deadline="2020-S2")
    told = text(post(client, "/dossiers/preview", form))
    assert "Aucun plan n’est possible" in told
    assert "2020-S2 (" not in told
    ways = re.findall(r'name="set" value="([^"]*)"', post(client, "/dossiers/preview", form).content.decode())
    assert len(ways) >= 3
    for way in ways:
        form["set"] = html.unescape(way)
        answer = post(client, "/dossiers/create", form)
        assert answer.status_code == 200
        assert "Le meilleur plan selon ces priorités" in text(answer), form["set"]
        assert json.loads(form["set"])["change"] in text(answer)
    assert not Dossier.objects.exists()


def test_a_way_out_that_nobody_offered_is_read_like_any_input(signed_in: Callable[..., Client]) -> None:
    client, form = signed_in(), filled(LEARNER)
    for value in ("", "[]", "{}", '{"set": 3, "change": ""}', '{"set": {"deadline": "no"}, "change": "x"}', "{" * 5000):
        form["set"] = value
        assert post(client, "/dossiers/create", form).status_code in (200, 422)
    form["set"] = '{"set": {"programme": "/etc/passwd"}, "change": "<b>"}'
    assert "<b>" not in post(client, "/dossiers/create", form).content.decode()


def test_rows_are_added_and_removed(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    rows = {
        f"windows-{n}-{end}": f"20{20 + n}-0{place}-01" for n in (0, 1) for place, end in ((3, "starts"), (7, "ends"))
    }
    form = filled(LEARNER, **{"windows-count": "2"}, **rows)
    form["add"] = "windows"
    told = text(post(client, "/dossiers/create", form))
    assert 'name="windows-2-starts"' in told
    assert 'id="problems"' not in told
    del form["add"]
    form["remove"] = "windows-0"
    told = text(post(client, "/dossiers/create", form))
    assert 'value="2020-03-01"' not in told
    assert 'value="2021-03-01"' in told


def test_a_change_is_one_more_version_with_its_plan(
    signed_in: Callable[..., Client], kept: Callable[..., Dossier]
) -> None:
    client = signed_in()
    made = kept(Person.objects.get())
    form = filled(LEARNER, revision=str(made.revision), name="Grace", evenings=["mon", "tue"])
    answer = post(client, f"/dossiers/{made.key}/learner/save", form)
    made.refresh_from_db()
    assert answer.status_code == 302
    assert (made.name, made.versions.count(), made.revision) == ("Grace", 2, 2)
    assert made.current is not None
    assert made.current.act == "learner"
    assert made.current.learner["availability"] == {"evenings": ["mon", "tue"]}
    assert made.current.document["plan"]["award"]["date"] > "2022-01-31"


def test_where_nothing_is_possible_any_longer_the_plan_before_stays(
    signed_in: Callable[..., Client], kept: Callable[..., Dossier]
) -> None:
    client = signed_in()
    made = kept(Person.objects.get())
    before = made.current
    form = filled(LEARNER, revision=str(made.revision), deadline="2020-S2")
    assert post(client, f"/dossiers/{made.key}/learner/save", form).status_code == 302
    made.refresh_from_db()
    assert made.current is not None and before is not None
    assert made.current.status == "impossible"
    assert made.current.plan == before.plan
    assert made.current.document["impossible"]["repairs"]


def test_a_plan_by_hand_is_kept_and_audited(signed_in: Callable[..., Client], kept: Callable[..., Dossier]) -> None:
    client = signed_in()
    person = Person.objects.get()
    made = kept(person)
    assert made.current is not None
    plan = made.current.plan
    store.change(made, person, made.revision, "moved", **audited(Known(LEARNER), plan).kept())
    made.refresh_from_db()
    form = filled(LEARNER, revision=str(made.revision), evenings=["mon"])
    told = text(post(client, f"/dossiers/{made.key}/preview", form))
    assert "Plan gardé tel quel" in told
    assert f'/dossiers/{made.key}">le dire' in told
    assert post(client, f"/dossiers/{made.key}/learner/save", form).status_code == 302
    made.refresh_from_db()
    assert made.current is not None
    assert (made.current.plan, made.current.by_hand, made.current.status) == (plan, True, "broken")
    assert made.current.document["violations"]


def test_two_people_never_overwrite_each_other(
    signed_in: Callable[..., Client], person: Callable[..., Person], kept: Callable[..., Dossier]
) -> None:
    client = signed_in(name="Anne")
    made = kept(Person.objects.get())
    seen = str(made.revision)
    address = f"/dossiers/{made.key}/learner/save"
    assert post(client, address, filled(LEARNER, revision=seen, deadline="2023-S1")).status_code == 302
    mine = filled(LEARNER, revision=seen, evenings=["mon", "tue"])
    answer = post(client, address, mine)
    told = text(answer)
    assert answer.status_code == 409
    stale = told[told.index('id="stale"') : told.index("</table>")]
    assert "Vous avez modifié ce dossier" in stale
    assert re.search(r"Terminer au plus tard en</th>.*octobre 2023 – janvier 2024</td>.*–</td>", stale)
    assert re.search(r"En soirée</th>.*lundi, mardi, mercredi, jeudi, vendredi</td>.*>lundi, mardi</td>", stale)
    assert made.versions.count() == 2
    made.refresh_from_db()
    assert f'name="revision" value="{made.revision}"' in told
    mine["revision"] = str(made.revision)
    assert post(client, address, mine).status_code == 302
    assert made.versions.count() == 3
    mine["revision"] = "3"
    store.change(now(made), person("adviser", "bea", name="Béa"), 3, "learner")
    assert "Béa a modifié ce dossier" in text(post(client, address, mine))


def test_results_tick_what_was_passed(signed_in: Callable[..., Client]) -> None:
    form = filled(LEARNER, results="1", results_text="UE;résultat\nTRS001;réussi\nAST004;échec\nUASO03;validée\n")
    told = text(post(signed_in(), "/dossiers/create", form))
    assert "UE cochées d’après les résultats" in told
    assert 'value="TRS001" checked' in told
    assert 'value="UAS003" checked' in told
    assert 'value="AST004" checked' not in told


def test_results_that_cannot_be_read_name_their_line(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    form = filled(LEARNER, results="1", results_text="unit,result\nNOTHING,passed\nTRS001,perhaps\n")
    told = text(post(client, "/dossiers/create", form))
    assert "Ligne 2" in told
    assert "Ligne 3" in told
    form["results_text"] = ""
    assert "Collez des résultats" in text(post(client, "/dossiers/create", form))


def test_who_may_not_write_sees_the_learner_and_changes_nothing(
    signed_in: Callable[..., Client], person: Callable[..., Person], kept: Callable[..., Dossier]
) -> None:
    made = kept(person("adviser", "anne"))
    auditor = signed_in("auditor", "otto")
    answer = auditor.get(f"/dossiers/{made.key}/learner")
    assert answer.status_code == 200
    assert 'name="save"' not in text(answer).replace('class="hidden" name="save"', "")
    assert post(auditor, f"/dossiers/{made.key}/learner/save", filled(LEARNER, revision="1")).status_code == 403
    assert auditor.get("/dossiers/new").status_code == 403
    other = signed_in("adviser", "berta")
    for address in ("learner", "learner.yaml", "learner.json", "learner/save"):
        assert other.get(f"/dossiers/{made.key}/{address}").status_code == 404
    assert post(other, f"/dossiers/{made.key}/preview", filled(LEARNER)).status_code == 404


def test_a_file_of_results_ticks_too(signed_in: Callable[..., Client]) -> None:
    client, form = signed_in(), filled(LEARNER, results="1")
    data = {name: form.getlist(name) for name in form}
    book = workbook([["unit", "term", "result"], ["TRS001", "2018-S1", "passed"], ["AST004", "2018-S1", "failed"]])
    for name, content in (("r.xlsx", book), ("r.csv", b"unit;result\nTRS001;r\xe9ussi\n")):
        told = text(client.post("/dossiers/create", {**data, "results_file": SimpleUploadedFile(name, content)}))
        assert 'value="TRS001" checked' in told, name
        assert 'value="AST004" checked' not in told, name
    told = text(
        client.post("/dossiers/create", {**data, "results_file": SimpleUploadedFile("r.xlsx", b"PK\x03\x04no")})
    )
    assert 'value="TRS001" checked' not in told


def test_what_is_written_is_escaped(signed_in: Callable[..., Client]) -> None:
    bad = '"><script>alert(1)</script>'
    form = filled(LEARNER, note=bad, name=bad, deadline=bad, acquired=[bad], pause=[bad], payer=bad, months=bad)
    told = post(signed_in(), "/dossiers/create", form).content.decode()
    assert "<script>alert" not in told

"""What people write for a fixed word, a list or a code is read where it can mean one thing only, else proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.case import Case
from planner.errors import BadInput
from planner.storage import cohorts, learners, programmes, results, synonyms
from tests.worded import text_of

HEAD = "programme: casp-2019-2020\nstart: 2019-S1\n"
SAME = {
    "pathway: soir": "pathway: evening",
    "availability: {evenings: [mardi, Jeu]}": "availability: {evenings: [tue, thu]}",
    "availability: {evenings: lundi}": "availability: {evenings: [mon]}",
    "experience: {months: 3, in_sector: oui}": "experience: {months: 3, in_sector: true}",
    "minimise: coût": "minimise: [cost]",
    "acquired: AST004, TRS001": "acquired: [AST004, TRS001]",
    "pause: 2027-S1": "pause: [2027-S1]",
    "pause: 2027-s1": "pause: [2027-S1]",
    "avoid: TET006": "avoid: [TET006]",
    "pins: {unit: TET003, term: 2019-S1}": "pins: [{unit: TET003, term: 2019-S1}]",
    "pathway:\ngoal:\nfunding:\npins:\norder:\navailability: {evenings: }": "fictional: false",
}
PROPOSED = {
    "acquired: ast004": "AST004 ?",
    "acquired: AST 004": "AST004 ?",
    "parcours: soir": "pathway ?",
    "funding: pôle emploi": "jobseeker ?",
    "goal: titre": "award ?",
    "internship_windows: [{de: 2020-01-01, à: 2020-05-01}]": "from ?",
    "experience: {months: 12,5}": "virgule",
    "max_units_per_term: [a, {b: c}]": "[a, {b: c}]",
}


def case(folder: Path, text: str) -> Case:
    path = folder / "learner.yaml"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    return learners.load(path)


def about(case: Case) -> list[object]:
    learner = case.learner
    names = ("pathway", "evenings", "experience", "minimise", "acquired", "pause", "avoid", "pins", "funding", "goal")
    return [getattr(learner, name) for name in names]


@pytest.mark.parametrize("text", SAME)
def test_read(text: str, tmp_path: Path) -> None:
    assert about(case(tmp_path, text)) == about(case(tmp_path, SAME[text]))


@pytest.mark.parametrize("text", PROPOSED)
def test_proposed(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        case(tmp_path, text)
    assert PROPOSED[text] in text_of(caught.value, "fr").replace("\u00a0", " ").replace("\u202f", " ")


def test_tables(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("UE;Semestre;Résultat\nAST004;2019-S1;Réussi\nTRS001;2019-s1;échec\n", encoding="utf-8")
    assert [row.result for row in results.load(path, case(tmp_path, "fictional: true"))] == ["passed", "failed"]
    path.write_text(
        "offering,unit,period,modality,weekday,start,end,confidence\nA,AST004,S1,soir,Mardi,18:00,21:00,habituel\n",
        encoding="utf-8",
    )
    made = programmes.load("casp-2019-2020", timetable=path).offerings(2019)
    found = next(each for each in made if each.unit == "AST004" and each.modality == "evening")
    assert found.sessions[0].weekday == "tue"
    path.write_text(
        "identifiant;programme;start;acquired;availability.evenings\na;casp-2019-2020;2019-S1;AST004, TRS001;mon,wed\n",
        encoding="utf-8",
    )
    reader = cohorts.CaseReader(path)
    learner = reader.case(cohorts.load(path).rows[0]).learner
    assert (set(learner.acquired), learner.evenings) == ({"AST004", "TRS001"}, ("mon", "wed"))


def test_what_can_mean_two_things_means_nothing() -> None:
    assert synonyms.meaning("jour", ("weekday", "date")) is None
    assert synonyms.meaning("Ж", ("Д", "mon")) is None
    assert synonyms.meaning("a-1", ("A1", "A 1")) is None

"""The document of a comparison: made without a word, stored in one language, and drawn in another."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from planner.messages import bound
from planner.report.documents import Document, document, read_document
from planner.service.compare import CompareAnswer, compare
from tests.support import INSTANCES

DAY = date(2019, 11, 5)
PARIS = INSTANCES / "casp-2019-2020/learners"
FORMS = ("text", "json", "html", "md", "csv", "xlsx", "pdf")


@pytest.fixture(scope="module")
def answers() -> dict[str, CompareAnswer]:
    """Rows with several payers, without a plan, of other programmes, refused ones, and a certificate as the goal."""
    dif = INSTANCES / "casp-2016-2017/learners/autumn-evening.yaml"
    goal = INSTANCES / "casp-2010-reunion/learners/certificate-alone.yaml"
    both = ["casp-2016-2017", "casp-2019-2020"]
    return {
        "payers": compare(PARIS / "mix-employer-own-cost.yaml", pathways=["evening", "daytime"], today=DAY),
        "impossible": compare(PARIS / "impossible-deadline.yaml", today=DAY),
        "refused": compare(dif, pathways=["evening"], fundings=["dif", "individual"], programmes=both, today=DAY),
        "goal": compare(goal, pathways=["evening"], fundings=["individual"], today=DAY),
    }


def rendered(made: Document, form: str, language: str) -> bytes:
    found = made.render(form, language, created=DAY)
    return found if isinstance(found, bytes) else found.encode()


@pytest.mark.parametrize("name", ["payers", "impossible", "refused", "goal"])
def test_stored_in_french_it_is_drawn_in_english(answers: dict[str, CompareAnswer], name: str) -> None:
    with pytest.raises(LookupError):
        bound()
    fresh = document(answers[name])
    stored = read_document(rendered(fresh, "json", "fr").decode())
    for form in FORMS:
        assert rendered(stored, form, "en") == rendered(fresh, form, "en"), form
    assert rendered(stored, "text", "fr") == rendered(fresh, "text", "fr")


@pytest.mark.parametrize("name", ["payers", "impossible", "refused", "goal"])
def test_one_stored_before_keys_were_kept_still_renders(answers: dict[str, CompareAnswer], name: str) -> None:
    data = json.loads(rendered(document(answers[name]), "json", "fr"))
    for added in ("words", "wording"):
        data.pop(added, None)
    for row in data["rows"]:
        for added in ("about", "given", "wording"):
            (row["plan"] or {}).pop(added, None)
    stored = read_document(data)
    for form in FORMS:
        assert rendered(stored, form, "fr"), form
        assert rendered(stored, form, "en"), form


def test_stored_it_has_the_same_calendar(answers: dict[str, CompareAnswer]) -> None:
    fresh = document(answers["payers"])
    stored = read_document(rendered(fresh, "json", "fr").decode())
    made = [rendered(each, "ics", "en").decode() for each in (fresh, stored)]
    names, again = (re.findall(r"^(?:UID|DTSTART|SUMMARY).*", text, re.MULTILINE) for text in made)
    assert names == again
    assert len(names) > 100


def test_the_table_shows_the_date_and_what_the_learner_pays_first(answers: dict[str, CompareAnswer]) -> None:
    page = rendered(document(answers["payers"]), "md", "fr").decode()
    assert "| N° | Parcours | Financement | Titre le | À payer | Coût |" in page


def test_a_card_of_a_phone_is_headed_by_the_choice(answers: dict[str, CompareAnswer]) -> None:
    html = rendered(document(answers["payers"]), "html", "en").decode()
    (_, first, *_) = re.findall(r"<tr(?: class=\"marked\")?>\s(.*?)</tr>", html, re.DOTALL)
    cells = re.findall(r"<(?:td|th) [^>]*data-label=\"([^\"]*)\"(?: class=\"([^\"]*)\")?", first)
    assert [label for label, _ in cells[:6]] == ["No.", "Pathway", "Funding", "Title on", "You pay", "Cost"]
    assert [label for label, form in cells if "naming" in form] == ["Pathway", "Funding"]

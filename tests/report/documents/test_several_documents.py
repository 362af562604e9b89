"""Documents of several plans of one learner: made without a word, stored in one language, drawn in another."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from planner.messages import bound
from planner.report.documents import Document, document, read_document
from planner.service.alternatives import AlternativesAnswer, alternatives
from planner.service.frontier import FrontierAnswer, frontier
from planner.study import alternatives as study
from tests.support import INSTANCES

DAY = date(2019, 11, 5)
PARIS = INSTANCES / "casp-2019-2020/learners"
FORMS = ("text", "json", "html", "md", "csv", "xlsx", "pdf")
NAMES = ("alternatives", "alternatives of a goal", "front", "front without prices")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """Of each kind one with two payers or prices, and one without."""
    unpriced = INSTANCES / "casp-rncp36625/learners/mixed-deadline.yaml"
    goal = INSTANCES / "casp-2010-reunion/learners/certificate-alone.yaml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "JOINT_EFFORT", 0.05)
        answers = (
            alternatives(PARIS / "mix-cpf-two-units.yaml", number=3, today=DAY),
            alternatives(goal, number=2, today=DAY),
            frontier(PARIS / "autumn-evening.yaml", max_terms=7, today=DAY),
            frontier(unpriced, today=DAY),
        )
    assert isinstance(answers[0], AlternativesAnswer)
    assert isinstance(answers[2], FrontierAnswer)
    return dict(zip(NAMES, map(document, answers), strict=True))


def rendered(made: Document, form: str, language: str) -> bytes:
    found = made.render(form, language, created=DAY)
    return found if isinstance(found, bytes) else found.encode()


@pytest.mark.parametrize("name", NAMES)
def test_stored_in_french_it_is_drawn_in_english(documents: dict[str, Document], name: str) -> None:
    with pytest.raises(LookupError):
        bound()
    fresh = documents[name]
    stored = read_document(rendered(fresh, "json", "fr").decode())
    for form in FORMS:
        assert rendered(stored, form, "en") == rendered(fresh, form, "en"), form
    assert rendered(stored, "text", "fr") == rendered(fresh, "text", "fr")


@pytest.mark.parametrize("name", NAMES)
def test_one_stored_before_keys_were_kept_still_renders(documents: dict[str, Document], name: str) -> None:
    data = json.loads(rendered(documents[name], "json", "fr"))
    plans = data["plans"] if "plans" in data else [point["plan"] for point in data["points"]]
    for part in (data, *plans):
        for added in ("words", "wording", "about", "given"):
            part.pop(added, None)
    stored = read_document(data)
    for form in FORMS:
        assert rendered(stored, form, "fr"), form
        assert rendered(stored, form, "en"), form


@pytest.mark.parametrize("name", NAMES)
def test_stored_it_has_the_same_calendar(documents: dict[str, Document], name: str) -> None:
    stored = read_document(rendered(documents[name], "json", "fr").decode())
    made = [rendered(each, "ics", "en").decode() for each in (documents[name], stored)]
    names, again = (re.findall(r"^(?:UID|DTSTART|SUMMARY).*", text, re.MULTILINE) for text in made)
    assert names == again
    assert len(names) > 30


def test_the_table_shows_the_date_and_what_the_learner_pays_first(documents: dict[str, Document]) -> None:
    page = rendered(documents["alternatives"], "md", "fr").decode()
    assert "| Plan | Date du titre | À payer | Coût total |" in page
    page = rendered(documents["front"], "md", "fr").decode()
    assert "| Plan | Date du titre | Coût total |" in page, "who pays it all reads it once"

"""Where no time is left to find out what stands in the way, nothing is said of changes that nobody has tried."""

from __future__ import annotations

from datetime import date

import pytest

from planner.report.documents import document
from planner.service.explain import ExplainAnswer
from planner.service.settings import Settings
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.study.explain import explain
from tests.support import case_of

DAY = date(2019, 6, 1)
UNDECIDED = {
    "en": "The time limit was too short to look for a change.",
    "fr": "Le temps imparti n’a pas suffi pour chercher un changement.",
}
NONE = {"en": "No change that was tried is enough", "fr": "Aucun changement essayé ne suffit"}


@pytest.mark.parametrize("lang", UNDECIDED)
def test_without_time_no_change_was_tried(lang: str) -> None:
    case = case_of("casp-2019-2020", deadline="2019-S2")
    result = solve(case)
    assert result.status == "impossible"
    for config, said in ((Config(time_limit=0.0001), True), (Config(), False)):
        made = document(ExplainAnswer(case, explain(case, config, result), Settings(config, DAY)))
        assert bool(made.data["conflicts"]) is not said
        for form in ("text", "md", "html"):
            text = " ".join(str(made.render(form, lang, created=DAY)).split())
            assert (UNDECIDED[lang] in text.replace("&#39;", "'")) is said, form
            assert NONE[lang] not in text

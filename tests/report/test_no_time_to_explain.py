"""Where no time is left to find out what stands in the way, nothing is said of changes that nobody has tried."""

from __future__ import annotations

import pytest

from planner.report.documents.plan.data import of_result
from planner.report.impossible import impossible_data, impossible_lines
from planner.report.pages.impossible import impossible_sections
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.study.explain import explain
from tests.support import case_of
from tests.worded import in_language

UNDECIDED = {
    "en": "The time limit was too short to look for a change.",
    "fr": "Le temps imparti n'a pas suffi pour chercher un changement.",
}
NONE = {"en": "No change that was tried is enough", "fr": "Aucun changement essayé ne suffit"}


@pytest.mark.parametrize("lang", UNDECIDED)
def test_without_time_no_change_was_tried(lang: str) -> None:
    case = case_of("casp-2019-2020", deadline="2019-S2")
    result = solve(case)
    assert result.status == "impossible"
    for config, said in ((Config(time_limit=0.0001), True), (Config(), False)):
        data = {**of_result(case, result), **impossible_data(case, explain(case, config, result))}
        text = " ".join("\n".join(in_language(lang, impossible_lines, data)).split())
        page = str(in_language(lang, impossible_sections, data))
        assert bool(data["conflicts"]) is not said
        assert (UNDECIDED[lang] in text, UNDECIDED[lang] in page.replace("\\xa0", " ")) == (said, said)
        assert NONE[lang] not in text

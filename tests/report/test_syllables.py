"""Where long words may be broken in a narrow column."""

from __future__ import annotations

import pytest

from planner.report.formats import html
from planner.report.formats.syllables import SOFT, breakable
from planner.report.pages.blocks import Paragraph
from planner.report.pages.page import Section
from tests.report.pages_sample import page, week
from tests.worded import in_language, in_own_language

render = in_own_language(html.render)


@pytest.mark.parametrize(
    "text, broken",
    [
        ("d'accompagnement", "d'ac-com-pa-gne-ment"),
        ("communication", "com-mu-ni-ca-tion"),
        ("questionnaires", "ques-tion-naires"),
        ("psychopathologie", "psy-cho-pa-tho-logie"),
        ("démarches", "dé-marches"),
        ("bibliothèque", "bi-blio-thèque"),
        ("ÉTABLISSEMENTS", "ÉTA-BLIS-SE-MENTS"),
        ("relation aux publics", "relation aux publics"),
        ("AST004-2019-S1-evening", "AST004-2019-S1-evening"),
        ("123456789012", "123456789012"),
        ("Site Nord-Est", "Site Nord-Est"),
    ],
)
def test_long_words_break_between_syllables(text: str, broken: str) -> None:
    found = in_language("fr", breakable, text)
    assert found.replace(SOFT, "-") == broken
    assert found.replace(SOFT, "") == text


def test_titles_in_a_week_are_such_words_and_nothing_else_is() -> None:
    shown = render(page(Section("weeks", "Institutions", (week(), Paragraph("Institutions")))))
    assert shown.count(f"Ins{SOFT}ti{SOFT}tu{SOFT}tions") == 1
    assert shown.count(">Institutions<") == 2, "the heading and the paragraph"
    assert "hyphens: auto" not in shown, "without a dictionary browsers take it for leave to break anywhere"

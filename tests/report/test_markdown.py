"""The Markdown of a page, read again by a CommonMark parser: structure, cells, and texts that mean nothing."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.report.formats import markdown
from planner.report.formats.words import shown
from planner.report.pages.blocks import (
    Board,
    BoardTerm,
    Bullets,
    Card,
    Column,
    Facts,
    Paragraph,
    Session,
    Table,
    WeekGrid,
)
from planner.report.pages.page import Section
from tests.report.sheets_sample import CHARTS, MAIN, page
from tests.worded import in_language, in_own_language

render = in_own_language(markdown.render)

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = st.text(alphabet=st.sampled_from(string.punctuation + " a1é\n\u00a0#"), max_size=20)


def plain(token: Token) -> str:
    """What a reader sees of an inline token, any markup but bold and italics shown as its kind."""
    words = {"text": None, "text_special": None, "softbreak": "\n"}
    kept = [child for child in token.children or () if child.type.partition("_")[0] not in ("strong", "em")]
    return "".join(words.get(child.type, f"<{child.type}>") or child.content for child in kept)


def tables(text: str) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    for token, inside in pairwise(PARSER.parse(text)):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("th_open", "td_open"):
            found[-1][-1].append(plain(inside))
    return found


def blocks(text: str, kind: str) -> list[str]:
    found = PARSER.parse(text)
    return [plain(after) for token, after in pairwise(found) if token.type == f"{kind}_open"]


def one_line(text: str) -> str:
    """The text on one line; the parser takes no-break spaces off its ends."""
    return " ".join(part for part in text.replace("\n", " ").split(" ") if part).strip()


def test_tables_have_all_their_cells() -> None:
    first, empty, scatter, bars = tables(render(page()))
    assert first[0] == [column.title for column in MAIN.columns]
    expected = [[one_line(in_language("fr", shown, cell)) for cell in row] for row in MAIN.rows]
    assert first[1:] == expected
    assert empty == [["A"]]
    assert scatter[1:] == [["A", "28", "1\u202f462\u00a0€"], ["B", "9,5", "5\u202f976\u00a0€"]]
    assert bars[1:] == [["2019-2020", "618\u00a0€", "0\u00a0€"], ["2020-2021", "inconnu", "450\u00a0€"]]


def test_headings_and_lists_follow_the_page() -> None:
    text = render(page())
    assert blocks(text, "heading") == [
        "Comparaison : *deux* parcours & plus", "Profil", "Tableau", "Semestres", "Plan", "2019-S1 · 1er semestre",
        "2019-S2 · 2nd semestre", "Semaine type", "Figures", "Durée et coût", "Coût par année",
    ]  # fmt: skip
    paragraphs = blocks(text, "paragraph")
    for expected in (
        "1. Pour l'exemple", "# pas un titre", "- a", "AST004 Accueil (soir, 6 crédits)", "(aucune UE)",
        "mardi, de 18:00 à 21:30\u00a0: AST004 Accueil (Paris)", "En gras\u00a0: rien n'est meilleur",
        "Budget\u00a0: 700\u00a0€", "Certificat CP29 obtenu\u00a0: 31 janvier 2020",
        "planner · exemple fictif & inventé",
    ):  # fmt: skip
        assert expected in paragraphs
    assert text.endswith("inventé\n")
    assert "\n\n\n" not in text


def test_a_unit_without_a_title_has_one_space() -> None:
    cards = (Card("TRS001", "", "evening", "non validée"), Card("AST004", "", "evening", ""))
    term = BoardTerm("2019-S1", "", "", (), cards, ())
    grid = WeekGrid("w", "Semaine", ("lundi",), (Session(0, 1080, 1140, "TRS001", "", "Paris"),))
    text = render(page(sections=(Section("s", "S", (Board("b", "B", (term,)), grid)),)))
    assert "\n- **TRS001** (non validée)\n- **AST004**\n" in text
    assert text.count("**TRS001** (Paris)\n") == 1


def test_items_that_belong_to_others_stand_in_lists_of_their_own() -> None:
    items = Bullets(("a", "- b", "c", "d", "e"), levels=(0, 1, 1, 0, 1))
    text = render(page(sections=(Section("s", "S", (items,)),)))
    assert "- a\n  - \\- b\n  - c\n- d\n  - e\n" in text
    depths = [(token.level, plain(inside)) for token, inside in pairwise(PARSER.parse(text)) if inside.type == "inline"]
    found = [(level, words) for level, words in depths if words in ("a", "- b", "c", "d", "e")]
    assert found == [(2, "a"), (4, "- b"), (4, "c"), (2, "d"), (4, "e")]


def test_a_heading_that_names_the_only_table_is_written_once() -> None:
    table = Table("t", "Lignes", (Column("a", "A"),), (("x",),))
    once = render(page(sections=(Section("s", "Lignes", (Paragraph("Une."), table)),)))
    assert once.count("Lignes") == 1 and "## Lignes\n\nUne.\n\n| A |\n" in once
    for blocks in ((table, table), (Table("u", "Autre", table.columns, ()),)):
        assert render(page(sections=(Section("s", "Lignes", blocks),))).count("**") == 2 * len(blocks)


def test_a_chart_is_told_in_figures_or_in_words_beside_a_table_that_holds_them() -> None:
    beside = render(page(sections=(Section("s", "S", (*CHARTS, MAIN)),)))
    assert len(tables(beside)) == 1 and "Deux plans." in beside
    assert "Deux plans." not in render(page())


@pytest.mark.parametrize("lang, number", [("fr", "22,5"), ("en", "22.5")])
def test_numbers_are_written_as_in_the_language(lang: str, number: str) -> None:
    assert number in tables(render(page(lang=lang)))[0][1]


@given(st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=3), st.booleans())
def test_any_text_comes_back_from_a_table(rows: list[tuple[str, str]], marked: bool) -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    table = Table("t", "T", columns, tuple(rows), marked=(0,) if marked else ())
    found = tables(render(page(sections=(Section("s", "S", (table,)),))))
    assert [[cell.strip() for cell in row] for row in found[0][1:]] == [
        [one_line(text) for text in row] for row in rows
    ]


@given(NASTY)
@example("---")
@example("-- -")
@example("===")
@example("1) a")
@example("&amp;")
def test_any_text_comes_back_from_a_paragraph_or_a_list(text: str) -> None:
    expected = one_line(text)
    assume(expected)
    section = Section("s", "S", (Paragraph(text), Bullets((text,)), Facts((("name", text),))))
    found = blocks(render(page(lang="en", title="T", subtitle="U", footer="", sections=(section,))), "paragraph")
    assert [paragraph.strip() for paragraph in found] == ["U", expected, expected, f"name: {expected}"]

"""HTML pages: complete in themselves, in order, named, escaped, and the same every time."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from planner.report.formats import html
from planner.report.pages.blocks import Bullets, Column, Session, Table, WeekGrid
from planner.report.pages.page import Section
from tests.report import pages_sample as sample
from tests.report.markup import Element, parse
from tests.worded import in_own_language

render = in_own_language(html.render)


@pytest.fixture(params=sorted(sample.PAGES))
def document(request: pytest.FixtureRequest) -> tuple[str, Element]:
    source = render(sample.PAGES[request.param]())
    return source, parse(source)


def test_ids_are_unique_and_what_refers_to_them_finds_them(document: tuple[str, Element]) -> None:
    source, root = document
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    asked = [
        name
        for e in root.all()
        for key in ("aria-labelledby", "aria-describedby")
        for name in e.attributes.get(key, "").split()
    ]
    asked += [e.attributes["href"].removeprefix("#") for e in root.all("a", "use")]
    asked += re.findall(r"url\(#([^)]+)\)", source)
    assert asked and set(asked) <= set(ids)


def test_headings_are_in_order(document: tuple[str, Element]) -> None:
    _, root = document
    levels = [int(e.tag[1]) for e in root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_scopes(document: tuple[str, Element]) -> None:
    _, root = document
    for table in root.all("table"):
        assert table.children[0].tag == "caption" and table.children[0].text
        assert {th.attributes["scope"] for th in table.all("th")} <= {"col", "row"}
        width = len(table.all("thead")[0].all("th"))
        for row in table.all("tbody")[0].all("tr"):
            assert len(row.children) == width
            assert row.children[0].tag == "th" and row.children[0].attributes["scope"] == "row"
        region = table.parent
        assert region is not None and region.attributes["role"] == "region" and region.attributes["tabindex"] == "0"


def test_pictures_have_names(document: tuple[str, Element]) -> None:
    _, root = document
    names = {e.attributes["id"]: e.text for e in root.all("title", "desc") if "id" in e.attributes}
    for picture in root.all("svg"):
        assert picture.attributes["role"] == "img"
        title, described = (names[name] for name in picture.attributes["aria-labelledby"].split())
        assert title and len(described) >= len(title)


def test_nothing_comes_from_elsewhere(document: tuple[str, Element]) -> None:
    source, root = document
    assert re.findall(r"(?:https?:)?//[\w.]+|@import|javascript:", source) == []
    assert root.all("script", "link", "img", "iframe", "object", "form") == []
    assert {e.attributes["href"][0] for e in root.all("a")} == {"#"}


def test_landmarks_and_language(document: tuple[str, Element]) -> None:
    _, root = document
    (html,) = root.all("html")
    assert html.attributes["lang"] in ("fr", "en")
    assert [len(root.all(tag)) for tag in ("main", "header", "footer", "title")][:3] == [1, 1, 1]
    skip = root.all("a")[0]
    assert skip.attributes["href"] == f"#{root.all('main')[0].attributes['id']}"
    for listing in root.all("ul", "ol"):
        assert listing.children and {child.tag for child in listing.children} == {"li"}
    for listing in root.all("dl"):
        assert {tuple(part.tag for part in group.children) for group in listing.children} == {("dt", "dd")}


def test_the_same_page_gives_the_same_bytes() -> None:
    assert render(sample.small()) == render(sample.small())


def test_texts_are_escaped() -> None:
    source = render(sample.impossible())
    root = parse(source)
    assert "<script" not in source and "<b>" not in source
    assert sample.UNSAFE.replace("<<", "<").split("&")[0].strip() in root.all("h1")[0].text
    assert "* .term" not in root.all("h1")[0].text


def test_cells_are_worded_in_the_language() -> None:
    french, english = (parse(render(make())).all("main")[0].text for make in (sample.small, sample.english))
    for text in ("170\u00a0€".replace("\u00a0", " "), "224,50 €", "12 345,50 CHF", "inconnu"):
        assert text in " ".join(french.split())
    for text in ("€170", "€224.50", "12,345.50 CHF", "unknown"):
        assert text in english


def test_marked_rows_are_told_in_words_and_unknown_is_never_zero() -> None:
    root = parse(render(sample.compare(12)))
    rows = root.all("tbody")[0].all("tr")
    legend = "parcours qu’aucun autre ne surpasse en date, coût et charge"
    assert [index for index, row in enumerate(rows) if legend in row.text] == [0, 3]
    assert [cell.text for cell in rows[3].children][8] == "inconnu"
    assert [cell.text for cell in rows[0].children][4:9] == [
        "5",
        "28,5",
        "1er février 2022",
        "31 janvier 2021",
        "1 292 €",
    ]
    assert [cell.text for cell in rows[5].children][4:12] == [""] * 7 + ["non"]


def test_overlapping_classes_have_lanes_of_their_own() -> None:
    sessions = (Session(0, 600, 720, "A", "a"), Session(0, 660, 780, "B", "b"), Session(0, 720, 800, "C", "c"))
    grid = WeekGrid("w", "Semaine", ("lundi", "mardi"), sessions)
    root = parse(render(sample.page(Section("s", "Semaine", (grid,)))))
    places = {
        li.all("strong")[0].text: li.attributes["style"]
        for li in root.all("li")
        if "grid-row" in li.attributes.get("style", "")
    }
    assert places == {
        "A": "grid-row: 2 / span 2; grid-column: 2",
        "B": "grid-row: 3 / span 2; grid-column: 3",
        "C": "grid-row: 4 / span 2; grid-column: 2",
    }
    assert "pas de cours" in root.text and "10 h à 12 h" in root.text


def test_items_that_belong_to_others_stand_in_lists_of_their_own() -> None:
    items = Bullets(("a", "b <i>", "c", "d", "e"), levels=(0, 1, 2, 1, 0))
    main = parse(render(sample.page(Section("s", "S", (items,))))).all("main")[0]
    (outer, *_), found = main.all("ul"), {li.texts[0].strip(): li for li in main.all("li")}
    assert [li.texts[0].strip() for li in outer.children] == ["a", "e"]
    assert [[li.texts[0].strip() for li in found[name].all("li")] for name in "ad"] == [["b <i>", "c", "d"], []]
    assert [li.texts[0] for li in found["b <i>"].all("li")] == ["c"]


def test_wide_tables_are_printed_on_turned_pages_with_their_headings() -> None:
    wide = Table("t", "T", tuple(Column(f"c{i}", f"C{i}") for i in range(8)), ((*"12345678",),))
    page = sample.page(
        Section("a", "A", (Bullets(("x",)),)), Section("b", "B", ()), Section("c", "C", (wide,), level=3),
    )  # fmt: skip
    forms = {e.attributes["id"]: e.attributes.get("class", "") for e in parse(render(page)).all("section")}
    assert forms == {"section-a": "", "section-b": "turned", "section-c": "turned"}


def test_a_heading_that_names_the_only_table_is_seen_once() -> None:
    table = Table("t", "Lignes", (Column("a", "A"),), (("x",),), (0,), "la meilleure")
    two = (Table("u", "Autres", (Column("a", "A"),), ()), Table("v", "Ailleurs", (Column("a", "A"),), ()))
    root = parse(render(sample.page(Section("s", "Lignes", (table,)), Section("o", "Autres", two))))
    captions = {e.attributes["id"]: e for e in root.all("caption")}
    seen = {name: [e.attributes["class"] for e in caption.children] for name, caption in captions.items()}
    assert seen == {"caption-t": ["hidden", "caption"], "caption-u": ["caption"], "caption-v": ["caption"]}
    assert captions["caption-t"].children[0].text == "Lignes"
    assert captions["caption-t"].children[1].text == "la meilleure ★"
    regions = [e.attributes["aria-labelledby"] for e in root.all("div") if "aria-labelledby" in e.attributes]
    assert regions == ["caption-t", "heading-o caption-u", "heading-o caption-v"]


def test_cells_carry_their_titles_for_phones_and_codes_stay_whole() -> None:
    table = Table("t", "T", (Column("a", "Ligne"), Column("b", "Durée (semestres)")), ((1, 5), (2, 6)))
    told = Bullets(
        ("Ajoutez-le avec --time-limit, pas [later-dates] 2019-S1--2019-S2 : 2020-S1, 2020-2021, 2021-01-31.",)
    )
    root = parse(render(sample.page(Section("s", "S", (table, told)))))
    cells = [e for e in root.all("th", "td") if e.attributes.get("scope") != "col"]
    assert [e.attributes["data-label"] for e in cells] == ["Ligne", "Durée (semestres)"] * 2
    assert [e.text for e in root.all("span") if e.attributes.get("class") == "whole"] == [
        "--time-limit", "[later-dates]", "2019-S1", "2020-S1", "2020-2021", "2021-01-31",
    ]  # fmt: skip

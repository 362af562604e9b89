"""PDF documents: tagged, whole, readable as text, and the same bytes every time and everywhere."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.messages import spaced
from planner.report.formats import pdf
from planner.report.pages.blocks import Bullets, Column, Table
from planner.report.pages.page import Section
from tests.report import pages_sample as sample
from tests.support import ROOT
from tests.worded import in_own_language

render = in_own_language(pdf.render)

BETWEEN = {
    "small": (3, 7),
    "large": (6, 10),
    "compare-12": (2, 4),
    "compare-40": (4, 8),
    "impossible": (1, 1),
    "english": (2, 4),
    "marked": (2, 4),
    "crowded": (5, 12),
    "stressed": (3, 6),
}


def read(name: str) -> PdfReader:
    return PdfReader(io.BytesIO(render(sample.PAGES[name]())))


def test_threads_that_print_at_once_get_what_one_alone_gets() -> None:
    page = sample.PAGES["small"]()
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(render, [page] * 8)) == {render(page)}


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("name", sorted(sample.PAGES))
def test_pages_are_a4_tagged_and_numbered(name: str) -> None:
    reader = read(name)
    least, most = BETWEEN[name]
    page_of = sample.PAGES[name]()
    title = page_of.title.replace("\u00a0", " ")
    assert least <= len(reader.pages) <= most
    for number, page in enumerate(reader.pages, 1):
        assert sorted(round(float(side)) for side in (page.mediabox.width, page.mediabox.height)) == [595, 842]
        count = len(reader.pages)
        shown = f"page {number} of {count}" if page_of.lang == "en" else f"page {number} sur {count}"
        assert shown in " ".join(page.extract_text().split())
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and catalog["/Lang"] == page_of.lang
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert reader.metadata is not None and reader.metadata.title == spaced(title)


def test_texts_are_whole() -> None:
    shown = words(read("large"))
    codes = [code for code, _ in sample.chosen(42, "fr")]
    assert len(codes) == 42
    assert [code for code in codes if code not in shown] == []
    assert "particulièrement long pour un en-tête" in shown
    small = words(read("small"))
    for text in (
        "Chargé·e d’accompagnement",
        "224,50",
        "inconnu",
        "À vérifier",
        "21 h 30",
        "pas de cours",
        "observation",
    ):
        assert text in small.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_table_with_too_many_columns_goes_on_below_itself() -> None:
    first = read("crowded").pages[0].extract_text()
    assert [i for i in range(1, 30) for row in range(4) if f"valeur-{row}-{i}" not in first.replace("\n", " ")] == []
    assert first.count("AST004-001") == 8 and "Trente colonnes (suite)" in first and "Titre seul" in first


def test_texts_are_never_markup() -> None:
    assert "<script>alert('non')</script> & <b>« œuvre »</b> #let *x* _y_ $z$ @ref \\ ~" in words(
        read("impossible")
    ).replace("\u00a0", " ")


def test_every_row_and_its_mark_is_printed() -> None:
    reader = read("compare-40")
    assert words(reader).count("★") == 3
    turned = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert turned and all("Financement" in page.extract_text() for page in turned)
    assert "Tous les parcours" in turned[0].extract_text()


def test_items_that_belong_to_others_stand_in_lists_of_their_own() -> None:
    items = Bullets(("premier", "dessous", "second"), levels=(0, 1, 0))
    text = words(PdfReader(io.BytesIO(render(sample.page(Section("s", "S", (items,)))))))
    assert "• premier – dessous • second" in text


def test_what_it_was_made_from_stands_at_the_foot_of_the_last_page_alone() -> None:
    items = Bullets(tuple(f"ligne {number}" for number in range(120)), "format.warning")
    page = sample.page(Section("s", "À vérifier", (items,)), Section("t", "Autre", (items,)))
    texts = [each.extract_text() for each in PdfReader(io.BytesIO(render(page))).pages]
    assert ["Exemple fictif." in text for text in texts] == [*([False] * (len(texts) - 1)), True]
    assert " ".join(texts).count("À vérifier") == 2, "a box is not titled twice"


def test_a_heading_that_names_the_only_table_is_printed_once() -> None:
    columns = (Column("a", "Colonne"),)
    table, plain = Table("t", "Lignes", columns, (("x",),), (0,), "la meilleure"), Table("u", "Lignes", columns, ())
    for tables, count in (((table,), 1), ((plain,), 1), ((table, plain), 3)):
        text = words(PdfReader(io.BytesIO(render(sample.page(Section("s", "Lignes", tables))))))
        assert text.count("Lignes") == count and "Colonne" in text
        assert ("★ la meilleure" in text) is (table in tables)


def test_pictures_have_their_words() -> None:
    data = render(sample.small())
    reader = PdfReader(io.BytesIO(data))
    told = [e["/Alt"] for e in (o.get_object() for o in _objects(reader)) if isinstance(e, dict) and "/Alt" in e]
    assert spaced(sample.cost_bars().alt) in told and len(told) == 2


def _objects(reader: PdfReader):  # type: ignore[no-untyped-def]
    from pypdf.generic import IndirectObject

    return [IndirectObject(number, 0, reader) for number in range(1, int(str(reader.trailer["/Size"])))]


def test_the_same_bytes_without_home_and_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; from tests.report import pages_sample, test_pdf\n"
        "print(hashlib.sha256(test_pdf.render(pages_sample.small())).hexdigest())"
    )
    empty = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for extra in ({}, {"HOME": "/nowhere", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, env={**empty, **extra}
        )
        assert done.stderr == ""
        assert done.stdout.strip() == hashlib.sha256(render(sample.small())).hexdigest()

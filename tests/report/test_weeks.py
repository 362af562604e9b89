"""Weeks of short classes: each has room for its code, hours, title and place, and none lies over another."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from planner.report.formats import html, pdf
from planner.report.formats.weeks import week
from planner.report.pages.blocks import Session, WeekGrid
from planner.report.pages.page import Page, Section
from tests.report import pages_sample as sample
from tests.report.looking import violations
from tests.worded import in_language

SHORT = (
    Session(0, 1080, 1140, "AST004", "Institutions et acteurs de l'intervention sociale : accueil", "Saint-Martin"),
    Session(0, 1140, 1200, "TRS001", "La relation aux publics en situations d'accompagnement", "Annexe"),
    Session(0, 1200, 1245, "CCE001", "Outils et démarches de la communication écrite et orale", "Amphithéâtre"),
    Session(3, 1080, 1245, "TET003", "Méthodes de recherche", "Bâtiment"),
)
LONE = (Session(4, 1080, 1140, "TET007", sample.LONG, "Saint-Martin"),)
OVER = (*SHORT, Session(0, 1110, 1210, "PSY001", sample.LONG, "Gymnase"), Session(1, 1155, 1170, "UEV010", "Oral"))


def page(*grids: tuple[Session, ...]) -> Page:
    blocks = tuple(WeekGrid(f"w{i}", f"Semaine {i}", sample.DAYS["fr"], sessions) for i, sessions in enumerate(grids))
    return sample.page(Section("weeks", "Semaines", blocks))


def test_a_row_goes_from_each_time_to_the_next() -> None:
    found = in_language("fr", week, page(SHORT).sections[0].blocks[0])  # type: ignore[arg-type]
    assert found["rows"] == [60, 60, 45]
    assert [(hour["row"], hour["label"].replace("\u00a0", " ")) for hour in found["hours"]] == [
        (1, "18 h"), (2, "19 h"), (3, "20 h"), (4, "20 h 45"),
    ]  # fmt: skip
    assert [(day["first"], day["lanes"], len(day["sessions"])) for day in found["days"]] == [
        (1, 1, 3), (2, 1, 0), (3, 1, 0), (4, 1, 1), (5, 1, 0),
    ]  # fmt: skip
    places = [(s["code"], s["row"], s["span"], s["lane"]) for day in found["days"] for s in day["sessions"]]
    assert places == [("AST004", 1, 1, 1), ("TRS001", 2, 1, 1), ("CCE001", 3, 1, 1), ("TET003", 1, 3, 4)]


def test_days_after_one_with_two_lanes_stand_beside_them() -> None:
    found = in_language("fr", week, page(OVER).sections[0].blocks[0])  # type: ignore[arg-type]
    assert [(day["first"], day["lanes"]) for day in found["days"]] == [(1, 2), (3, 1), (4, 1), (5, 1), (6, 1)]
    lanes = {s["code"]: s["lane"] for day in found["days"] for s in day["sessions"]}
    assert lanes == {"AST004": 1, "TRS001": 1, "CCE001": 1, "PSY001": 2, "UEV010": 3, "TET003": 5}


def test_on_paper_every_class_ends_before_the_next_begins() -> None:
    lines: list[tuple[float, str]] = []

    def note(text: str, page: list[float], at: list[float], *_font: object) -> None:
        if text.strip():
            lines.append((at[4] * page[1] + at[5] * page[3] + page[5], text.strip()))

    PdfReader(io.BytesIO(in_language("fr", pdf.render, page(SHORT)))).pages[0].extract_text(visitor_text=note)
    height = {text: up for up, text in lines}
    order = ["AST004", "Saint-Martin", "TRS001", "Annexe", "CCE001", "Amphithéâtre"]
    heights = [height[text] for text in order]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) == len(order)
    ends = {line: up for up, line in lines if line.replace("\u00a0", " ") in ("19 h", "20 h", "20 h 45")}
    assert len(ends) == 3
    for place, end in zip(("Saint-Martin", "Annexe", "Amphithéâtre"), sorted(ends.values(), reverse=True), strict=True):
        assert height[place] > end


def test_on_screen_no_class_leaves_its_box_or_lies_over_another(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "weeks.html"
    file.write_text(in_language("fr", html.render, page(SHORT, LONE, OVER)), encoding="utf-8")
    assert violations(browser, file) == []

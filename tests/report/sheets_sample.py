"""A page with every kind of block and cell, and texts that a careless format would misread."""

from __future__ import annotations

from datetime import date

from planner.domain.text import Cents
from planner.report.pages.blocks import (
    Board,
    BoardTerm,
    Bullets,
    Card,
    Column,
    Event,
    Facts,
    Paragraph,
    Session,
    Table,
    WeekGrid,
)
from planner.report.pages.charts import Bars, Point, Scatter, Series
from planner.report.pages.page import Page, Section

COLUMNS = (
    Column("plan", "Parcours"),
    Column("award", "Titre le"),
    Column("cost", "Coût total"),
    Column("load", "UE au plus"),
    Column("hours", "Heures par semaine"),
    Column("proven", "Prouvé"),
    Column("note", "À savoir", wide=True),
)
ROWS = (
    ("soir · à mes frais", date(2022, 1, 31), Cents(146200), 3, 22.5, True, "Trois années du soir"),
    ("journée | employeur", date(2020, 6, 30), Cents(1195200), 12, 35.0, True, "=SUM(A1:A9)"),
    ("mixte * CPF", None, None, None, None, False, "Coût inconnu : aucun document ne le donne"),
    ("-1+1", date(2021, 6, 30), Cents(-50), 0, 0.1, False, ""),
    (
        "@demain \\| <b>_x_</b> «\u00a0été\u00a0»",
        date(2021, 1, 31),
        Cents(99),
        2,
        7.0,
        True,
        '+33 1, "dit-on"\nà suivre',
    ),
)
MAIN = Table("compare", "Parcours & financements", COLUMNS, ROWS, marked=(0, 2), legend="rien n'est meilleur partout")
YEARS = Table(
    "years", "Coût par année", (Column("year", "Année"), Column("fee", "Droits")), (("2019-2020", Cents(50050, "CHF")),)
)
EMPTY = Table("empty", "Parcours & financements", (Column("a", "A"),), ())
TERM = BoardTerm(
    "2019-S1", "1er semestre", "du 1er octobre 2019 au 31 janvier 2020", ("2 UE",),
    (Card("AST004", "Accueil", "evening", "soir", ("6 crédits",)), Card("TET003", "Méthodes", "evening", "annuel")),
    (Event("certificate", "Certificat CP29 obtenu", "31 janvier 2020"),),
)  # fmt: skip
EMPTY_TERM = BoardTerm("2019-S2", "2nd semestre", "du 1er février 2020 au 30 juin 2020", (), (), (), "(aucune UE)")
CHARTS = (
    Scatter(
        "points", "Durée et coût", "Deux plans.", "Mois", "Coût", "rien n'est meilleur",
        (Point("A", 28.0, 146200.0, True, "A"), Point("B", 9.5, 597600.0, False, "B")),
    ),
    Bars(
        "bars", "Coût par année", "Deux années.", "Année", "Coût", ("2019-2020", "2020-2021"),
        (Series("individuel", (61800.0, None)), Series("CPF", (0.0, 45000.0))), "EUR", 70000.0, "Budget",
    ),
)  # fmt: skip
WEEK = WeekGrid("week", "Semaine type", ("lundi", "mardi"), (Session(1, 1080, 1290, "AST004", "Accueil", "Paris"),))


def page(**changes: object) -> Page:
    """The page; `changes` replace its fields."""
    fields: dict[str, object] = {
        "title": "Comparaison : *deux* parcours & plus",
        "subtitle": "1. Pour l'exemple",
        "lang": "fr",
        "sections": (
            Section(
                "facts",
                "Profil",
                (Facts((("Début", "2019-S1"),)), Paragraph("# pas un titre"), Bullets(("- a", "b"), "format.warning")),
            ),
            Section("table", "Tableau", (MAIN, EMPTY)),
            Section("board", "Semestres", (Board("b", "Plan", (TERM, EMPTY_TERM)), WEEK), level=3),
            Section("charts", "Figures", CHARTS),
        ),
        "sheets": (MAIN, YEARS, EMPTY),
        "footer": "planner · exemple fictif & inventé",
        "created": date(2026, 11, 21),
    }
    return Page(**(fields | changes))  # type: ignore[arg-type]

"""Pages with every kind of block, short and long, for the tests of the formats; everything in them is fictional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from planner.domain.text import Cents
from planner.report.pages.blocks import (
    Block,
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
from planner.report.pages.charts import Bars, Curve, Curves, HeatMap, Point, Range, Scatter, Series, Tornado
from planner.report.pages.page import Page, Section
from planner.storage.programmes import load
from tests.worded import text as say_text

CREATED = date(2026, 1, 5)
DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
}
LONG = (
    "Méthodes de recherche et traitement de l'information : entretiens, questionnaires professionnels, "
    "observation des situations d'accueil et restitution aux équipes pluridisciplinaires"
)
ODD = "漢字 العربية 😀 Łódź \x00\x07\ud800 ‑ – … œ Œ ½ → ≤ \u202f€ " + "x" * 160
"""Scripts and signs that fonts lack, characters that no document may hold, and a word without end."""
UNSAFE = "<script>alert('non')</script> & <b>« œuvre »</b> #let *x* _y_ $z$ @ref \\ ~"


@cache
def units(lang: str) -> tuple[tuple[str, str], ...]:
    """Codes and titles of the 42 units of a fictional programme."""
    programme = load("fictional-three-terms")
    return tuple((code, say_text(unit.title, lang)) for code, unit in programme.units.items())


def chosen(count: int, lang: str) -> tuple[tuple[str, str], ...]:
    """That many units, the first with a very long title."""
    (code, _), *rest = units(lang)
    return ((code, LONG), *rest)[:count]


def board(count: int, a_term: int, lang: str = "fr") -> Board:
    """A board of `count` units, so many a term."""
    taken, terms = chosen(count, lang), []
    for index in range(0, len(taken), a_term):
        year, term = 2019 + index // a_term // 2, 1 + index // a_term % 2
        kind = ("evening", "daytime", "distance")[index // a_term % 3]
        label = {"evening": "cours du soir", "daytime": "cours en journée", "distance": "cours à distance"}[kind]
        cards = tuple(
            Card(c, t, kind, label, ("6 crédits", "lundi 18:00-21:30")) for c, t in taken[index : index + a_term]
        )
        terms.append(
            BoardTerm(
                f"{year}-S{term}", f"Semestre {term}", "du 1er octobre 2019 au 31 janvier 2020 (dates prévues)",
                (f"{len(cards)} UE", "3 soirs par semaine", "18 à 24 h par semaine"), cards,
                (Event("certificate", "Certificat CP29 obtenu", "31 janvier 2021"),) if index else (),
            )
        )  # fmt: skip
    last = BoardTerm(
        "2030-S1", "Semestre 1", "du 1er octobre 2030 au 31 janvier 2031", (), (),
        (Event("internship", "Stage", "du 16 février 2031 au 15 mai 2031"),
         Event("award", "Titre obtenu", "31 mai 2031")),
        "aucune UE",
    )  # fmt: skip
    return Board(f"board-{count}", "Vos semestres", (*terms, last))


def week(lang: str = "fr") -> WeekGrid:
    """Evenings, a day class, and three classes at one time."""
    sessions = (
        Session(0, 1080, 1290, "AST004", "Institutions et acteurs de l'intervention sociale", "Salle 12"),
        Session(1, 1080, 1290, "TRS001", LONG, "Paris"),
        Session(1, 1110, 1230, "TET003", "Méthodes de recherche"),
        Session(1, 1200, 1290, "CCE001", "Outils de la communication"),
        Session(3, 540, 720, "PSY001", "Éléments de psychopathologie", "Amphithéâtre"),
    )
    return WeekGrid("week-s1", "Semaine type du semestre 2019-S1", DAYS[lang], sessions)


def scatter(count: int = 12) -> Scatter:
    """Points of which some share a place and some stand close together."""
    months = [9 + index * 7 % 22 for index in range(count)]
    places = [(float(x), 700_000.0 - x * 17_000 + (i * 37 % 11) * 16_000) for i, x in enumerate(months)]
    points = []
    for index, (x, y) in enumerate([*places, places[0]]):
        front = not any(a <= x and b <= y and (a, b) != (x, y) for a, b in places)
        points.append(Point(str(index + 1), x, y, front, f"Parcours {index + 1} : {x:.0f} mois"))
    alt = "Durée en mois et coût de chaque parcours ; les parcours que rien ne surpasse sont des losanges reliés."
    return Scatter(
        f"scatter-{count}", "Durée et coût", alt, "durée (mois)", "coût total",
        "parcours qu'aucun autre ne surpasse", tuple(points),
    )  # fmt: skip


def cost_bars(years: int = 4) -> Bars:
    """Costs by year and payer, one unknown."""
    return Bars(
        f"costs-{years}", "Coût par année et par payeur", "Coût de chaque année universitaire selon qui paie.",
        "année", "coût", tuple(f"{2019 + i}-{2020 + i}" for i in range(years)),
        (
            Series("Vous", tuple(17_000.0 + 30_050 * (i % 3) for i in range(years))),
            Series("Compte personnel de formation (CPF)", tuple(None if i == 1 else 90_000.0 for i in range(years))),
            Series("Employeur", tuple(0.0 if i % 2 else 144_000.0 for i in range(years))),
        ),
        currency="EUR", limit=150_000.0, limit_title="Votre budget par an",
    )  # fmt: skip


def load_bars(terms: int = 5) -> Bars:
    """Units a term, one series."""
    return Bars(
        f"load-{terms}", "UE par semestre", "De une à trois UE par semestre.", "semestre", "UE en cours",
        tuple(f"{2019 + i // 2}-S{1 + i % 2}" for i in range(terms)),
        (Series("UE", tuple(float(1 + i % 3) for i in range(terms))),), limit=3.0, limit_title="Au plus par semestre",
    )  # fmt: skip


def heat(rows: int = 6, columns: int = 5) -> HeatMap:
    """Figures from nothing to many; some cells have none."""
    values = tuple(tuple(None if (r + c) % 4 == 3 else float(r * c * 3) for c in range(columns)) for r in range(rows))
    names = tuple(f"{place} {UNSAFE if place == 1 else LONG[: 12 + 14 * (place % 5)]}" for place in range(rows))
    units = tuple(f"UE{place:03}" for place in range(columns))
    return HeatMap(
        f"heat-{rows}", "Personnes touchées", "Peu en haut, beaucoup en bas.", "scénario", "UE", names, units, values
    )


def curves(count: int = 3) -> Curves:
    """Shares that grow with the delay."""
    lines = tuple(
        Curve(f"Scénario {line} {LONG[: 20 * line]}", tuple((float(x), 40 + 8 * line + 5.0 * x) for x in range(5)))
        for line in range(count)
    )
    return Curves(f"curves-{count}", "Retards", "La part croît.", "Retard en semestres", "Part (%)", lines)


def tornado(count: int = 6) -> Tornado:
    """Bars to both sides, with and without intervals."""
    values = [(-1) ** place * 40.0 / (place + 1) for place in range(count)]
    ranges = tuple(
        Range(f"{place} {LONG[: 15 * (place % 6)]}", value, *((value - 5, value + 5) if place % 3 else (None, None)))
        for place, value in enumerate(values)
    )
    return Tornado(f"tornado-{count}", "Part à temps", "De part et d'autre.", "scénario", "Points", ranges)


def compare_table(rows: int) -> Table:
    """A wide table as a comparison has it: every kind of cell, unknown ones, sentences and marked rows."""
    columns = (
        Column("row", "N°"), Column("pathway", "Parcours"), Column("funding", "Financement"),
        Column("status", "Résultat"), Column("terms", "Semestres"), Column("months", "Mois"),
        Column("award", "Titre"), Column("certificate", "Certificat"), Column("cost", "Coût total"),
        Column("peak", "UE au plus"), Column("hours", "Heures par semaine"), Column("held", "CP29 déjà obtenu"),
        Column("why", "Ce qui empêche de finir plus tôt", wide=True),
    )  # fmt: skip
    pathways = ("du soir", "en journée", "mixte (soir et journée)")
    fundings = ("individuel", "employeur", "demandeur·se d'emploi", "CPF")
    made: list[tuple[str | int | float | date | None, ...]] = []
    for index in range(rows):
        if index % 7 == 5:
            reason = "Impossible : aucune UE n'est offerte en journée au second semestre."
            made.append((index + 1, pathways[index % 3], fundings[index % 4], "impossible", *[""] * 7, False, reason))
            continue
        made.append(
            (
                index + 1, pathways[index % 3], fundings[index % 4], "optimal", 5, 28.5,
                date(2022, 2, 1), date(2021, 1, 31),
                None if index % 4 == 3 else Cents(129_200 + 1050 * index), 3, "18 à 24", index % 2 == 0,
                "Vous prenez au plus 3 UE du soir par semestre : 2019-S1 à 2021-S1.",
            )
        )  # fmt: skip
    return Table(
        f"compare-{rows}", "Les parcours comparés", columns, tuple(made), (0, 3),
        "parcours qu'aucun autre ne surpasse en date, coût et charge",
    )  # fmt: skip


def cost_table() -> Table:
    """A narrow table."""
    columns = (Column("year", "Année"), Column("what", "Objet", wide=True), Column("amount", "Montant"))
    rows = (
        ("2019-2020", "Droit annuel", Cents(17_000)),
        ("2019-2020", "AST004, TRS001, CCE001 en cours du soir", Cents(22_450)),
        ("2020-2021", "TET010", None),
        ("2020-2021", "Frais en francs suisses", Cents(1_234_550, "CHF")),
    )
    return Table("costs", "Détail du coût", columns, rows)


def page(*sections: Section, title: str = "Plan d'études : exemple fictif", lang: str = "fr") -> Page:
    """A page of these sections."""
    return Page(
        title, "Chargé·e d'accompagnement social et professionnel (exemple fictif)", sections, (cost_table(),),
        "Exemple fictif. Établi d'après les documents cités ; vérifiez les dates auprès de votre centre.",
        CREATED, lang,
    )  # fmt: skip


def small() -> Page:
    """A plan of five terms with every block."""
    first: tuple[Block, ...] = (
        Paragraph("Meilleur plan, prouvé : aucun autre n'est plus court."),
        Facts((("Parcours", "du soir"), ("Financement", "individuel"), ("Début", "2019-S1 (du 1er octobre 2019)"))),
        Bullets(
            ("Les dates de 2020 sont projetées.", "L'expérience n'est pas donnée : elle est supposée suffire."),
            "format.warning",
        ),
    )
    return page(
        Section("summary", "En bref", first),
        Section("board", "Semestre par semestre", (board(12, 3),), new_page=True),
        Section("weeks", "Une semaine type", (week(),), level=3),
        Section("cost", "Coût", (cost_table(), cost_bars(), load_bars())),
        Section("basis", "Hypothèses", (Bullets((LONG, "Deuxième hypothèse : les tarifs restent les mêmes.")),)),
    )


def large() -> Page:
    """Forty-two units, some terms crowded."""
    return page(
        Section("board", "Semestre par semestre", (board(42, 3),)),
        Section("crowded", "En journée", (board(40, 13),), new_page=True),
        Section("load", "Charge", (load_bars(24), cost_bars(9))),
        title="Plan d'études à quarante-deux unités, au titre particulièrement long pour un en-tête de page",
    )


def compare(rows: int) -> Page:
    """A comparison with so many rows."""
    return page(
        Section("front", "Durée et coût", (scatter(rows),)),
        Section("rows", "Tous les parcours", (compare_table(rows),)),
        title="Comparer les parcours",
    )


def impossible() -> Page:
    """Why there is no plan, in texts that are hostile to HTML and typst."""
    return page(
        Section("why", UNSAFE, (Paragraph(UNSAFE), Bullets((UNSAFE, "AST005 commence après AST004.")))),
        Section("repairs", "Ce qui rendrait un plan possible", (Facts(((UNSAFE, UNSAFE), ("Échéance", "2022-S2"))),)),
        Section(
            "empty", "Rien",
            (
                Table("none", "Un tableau sans ligne", (Column("a", "Objet"),), ()),
                WeekGrid("no-week", "Sans cours", DAYS["fr"], ()),
                Facts(()), Bullets(()), Board("no-board", "Sans semestre", ()),
            ),
        ),
        title=f"Aucun plan possible {UNSAFE}",
    )  # fmt: skip


def stressed() -> Page:
    """Charts of a run over scenarios, small and crowded."""
    return page(
        Section("charts", "Vue d'ensemble", (tornado(), curves(), heat())),
        Section("many", "Beaucoup", (tornado(25), curves(6), heat(30, 16))),
        title="Essai d'emploi du temps : exemple fictif",
    )


def english() -> Page:
    """A page in English."""
    return page(
        Section("week", "A usual week", (week("en"), board(6, 3, "en"), load_bars(), scatter(5), cost_table())),
        title="Study plan: fictional example", lang="en",
    )  # fmt: skip


def crowded() -> Page:
    """More columns, classes, units and letters than a page is made for."""
    columns = tuple(Column(f"c{i}", f"Colonne numéro {i}") for i in range(30))
    rows = tuple(("AST004-001", *(f"valeur-{row}-{i}" for i in range(1, 30))) for row in range(4))
    times = [(day, 480 + 120 * k + 15 * j) for day in range(5) for k in range(6) for j in range(3)]
    sessions = tuple(Session(day, at, at + 180, f"FON-{at}", LONG, "Bâtiment B") for day, at in times)
    odd = (Column("a", "Signes"), Column("b", "Phrases", wide=True))
    return page(
        Section("empty", "Titre seul", ()),
        Section("wide", "Large", (Table("wide", "Trente colonnes", columns, rows, (1,)),), level=3),
        Section("odd", ODD, (Table("odd", ODD, odd, ((ODD, "mot " * 400), (ODD, None))), Paragraph(ODD))),
        Section("week", "Semaine", (WeekGrid("full", "Semaine pleine", DAYS["fr"], sessions), board(42, 40))),
        Section(
            "charts", "Graphiques",
            (
                HeatMap("odd-heat", f"Carte {ODD}", f"Une carte : {ODD}", ODD, ODD, (ODD,), (ODD, "B"), ((1.0, None),)),
                Curves("odd-curves", f"Courbes {ODD}", f"Des courbes : {ODD}", ODD, ODD, (Curve(ODD, ((0.0, 3.0),)),)),
                Tornado("odd-tornado", f"Effets {ODD}", f"Des effets : {ODD}", ODD, ODD, (Range(ODD, 0.0),)),
                Bars("odd-bars", f"Barres {ODD}", "", ODD, ODD, (ODD,), (Series(ODD, (1.0,)), Series(ODD, (None,)))),
            ),
        ),
    )  # fmt: skip


PAGES = {
    "small": small, "large": large, "compare-12": lambda: compare(12), "compare-40": lambda: compare(40),
    "impossible": impossible, "english": english, "crowded": crowded,
    "stressed": stressed, "marked": lambda: replace(english(), mark="Invented timetable"),
}  # fmt: skip

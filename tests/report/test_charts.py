"""Charts: reproducible, named, worded in the language, told by more than colour."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from planner.messages import spaced
from planner.report.formats import html, markdown
from planner.report.formats.charts import heat, palette, svg
from planner.report.formats.charts.curves import COLOURS, DASHES, MARKS
from planner.report.formats.charts.labels import TALL, Spot, place
from planner.report.pages.charts import Bars, Chart, HeatMap, Point, Range, Scatter, Series, Tornado
from planner.report.pages.page import Page, Section
from tests.report import pages_sample as sample
from tests.worded import in_language, in_own_language

CHARTS = (
    sample.scatter(12),
    sample.scatter(40),
    sample.cost_bars(),
    sample.load_bars(24),
    sample.heat(),
    sample.heat(30, 16),
    sample.curves(),
    sample.curves(6),
    sample.tornado(),
    sample.tornado(25),
)


def texts(chart: Chart, lang: str = "fr") -> list[str]:
    root = ElementTree.fromstring(in_language(lang, svg, chart, outlines=False))
    return ["".join(e.itertext()).strip() for e in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
@pytest.mark.parametrize("outlines", [False, True])
def test_pictures_are_the_same_each_time_and_keep_to_themselves(chart: Chart, outlines: bool) -> None:
    first = in_language("fr", svg, chart, outlines=outlines)
    assert first == in_language("fr", svg, chart, outlines=outlines)
    root = ElementTree.fromstring(first)
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids)) and all(name.startswith(chart.id) for name in ids)
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', first))
    assert {a or b for a, b in used} <= set(ids)
    assert root.attrib["role"] == "img" and [root[0].text, root[1].text] == [spaced(chart.title), spaced(chart.alt)]
    assert ("<text" in first) is not outlines
    assert re.search(r"20\d\d-\d\d-\d\dT|matplotlib", first) is None


def test_money_is_written_in_the_language() -> None:
    assert "3\u202f111\u00a0€" in texts(sample.cost_bars())
    assert "€3,111" in texts(sample.cost_bars(), "en")


def test_an_unknown_value_is_a_question_mark_and_no_sum() -> None:
    shown = texts(sample.cost_bars())
    assert shown.count("? (inconnu)") == 1
    assert "470,50\u00a0€" in shown


def test_nothing_at_all_is_drawn_without_a_failure() -> None:
    empty: tuple[Chart, ...] = (
        Scatter("b", "B", "alt", "x", "y", "f", ()),
        Bars("c", "C", "alt", "x", "y", (), ()),
        Bars("d", "D", "alt", "x", "y", ("eins",), (Series("s", (None,)),)),
        Scatter("e", "E", "alt", "x", "y", "f", (Point("1", 5.0, 0.0, True, "t"),)),
    )  # fmt: skip
    for chart in empty:
        assert in_language("fr", svg, chart, outlines=True).startswith("<svg")


def test_formulas_in_labels_stay_text() -> None:
    label = "50 $ et 60 $ < x & _y_"
    assert label in texts(Bars("b", "<T>", "a & b", "x", "y", (label,), (Series("s", (1.0,)),)))


@pytest.mark.parametrize("seed", range(20))
def test_labels_never_cover_points_or_each_other(seed: int) -> None:
    chance = random.Random(seed)
    spots = [Spot(str(i), chance.uniform(20, 420), chance.uniform(20, 230), chance.uniform(6, 20)) for i in range(40)]
    found = place(spots, (440.0, 250.0))
    boxes = [(p.left, p.low, p.left + p.spot.wide, p.low + TALL) for p in found]
    points = [(s.x - 6, s.y - 6, s.x + 6, s.y + 6) for s in spots]
    for index, box in enumerate(boxes):
        for other in [*boxes[:index], *points]:
            assert box[0] >= other[2] or other[0] >= box[2] or box[1] >= other[3] or other[1] >= box[3]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_letters_stand_out_and_layers_differ_without_colour() -> None:
    for ink in (palette.INK, palette.MUTED):
        assert 1.05 / (luminance(ink) + 0.05) >= 4.5
    assert len(set(palette.HATCHES)) == len(palette.HATCHES) == len(palette.SERIES) == len(set(palette.SERIES))


def test_a_heat_map_has_its_figures_in_the_cells_and_the_darkest_in_white() -> None:
    chart = HeatMap("h", "T", "Alt", "r", "c", ("a", "b"), ("X", "Y"), ((1.0, 90.0), (None, 0.0)))
    root = ElementTree.fromstring(in_language("fr", svg, chart, outlines=False))
    shown = {"".join(e.itertext()).strip(): e.attrib for e in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"a", "b", "X", "Y", "1", "90"} == set(shown)
    assert "white" in str(shown["90"]) or "#fff" in str(shown["90"])
    assert "#fff" not in str(shown["1"])


def test_letters_on_a_heat_map_are_read_on_every_shade() -> None:
    def light(parts: tuple[float, ...]) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for step in range(101):
        colour = heat.shade(step / 100)
        ink = 1.0 if heat.is_dark(colour) else 0.0
        high, low = sorted((light(colour), ink), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_curves_are_told_apart_by_dashes_and_marks() -> None:
    assert len(set(map(str, DASHES))) == len(set(MARKS)) == len(set(COLOURS)) == 6


def test_a_tornado_says_its_values_with_their_sign() -> None:
    chart = Tornado("t", "T", "Alt", "x", "y", (Range("a", -12.25, -20, -5), Range("b", 3.0)))
    assert {"\u221212,2", "3"} <= set(texts(chart))


@pytest.mark.parametrize("render", [in_own_language(html.render), in_own_language(markdown.render)])
def test_figures_of_the_charts_stand_beside_them(render: Callable[[Page], str]) -> None:
    shown = render(sample.page(Section("s", "S", (sample.heat(), sample.curves(), sample.tornado()))))
    for text in ("UE004", "60", "Scénario 1", "\u221220", "45"):
        assert text.replace("\u2212", "") in shown

"""axe-core finds no violation in any sample page, at 320 and 1200 pixels, and nothing is wider than the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.report.formats import html
from tests.report import pages_sample as sample
from tests.report.looking import violations
from tests.worded import in_own_language

render = in_own_language(html.render)


@pytest.mark.parametrize("name", sample.PAGES)
def test_sample_pages_have_no_violation(name: str, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.html"
    file.write_text(render(sample.PAGES[name]()), encoding="utf-8")
    assert violations(browser, file) == []


def test_the_check_finds_what_is_wrong(browser: Any, tmp_path: Path) -> None:
    small, table = render(sample.small()), render(sample.compare(12))
    broken = small.replace(' lang="fr"', "").replace("#4d4d4d", "#bbbbbb")

    def found(name: str, source: str) -> list[tuple[int, str]]:
        file = tmp_path / f"{name}.html"
        file.write_text(source, encoding="utf-8")
        return [(one.width, one.rule) for one in violations(browser, file)]

    hidden = found("hidden", small.replace(".sessions li {", ".sessions li { height: 2rem;"))
    assert {(320, "class hidden"), (1200, "class hidden")} <= set(hidden)
    assert (320, "caption cut") in found("cut", table.replace("max-width: 100cqi", "min-width: 60rem"))
    assert {(320, "html-has-lang"), (320, "color-contrast")} <= set(found("broken", broken))
    assert (320, "reflow") in found("wide", small.replace("<body", '<body style="min-width: 50rem"'))
    assert (1200, "too few checks") in found("empty", "<!doctype html>")

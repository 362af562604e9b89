"""What can be seen to be wrong with a page in a real browser: for axe-core, and for who reads it on a small screen."""

from __future__ import annotations

from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of rules that pass the name alone, which is several times as fast
    "preload": False,
}
CHECKS = 10
"""Of a page that axe really looked at, so many checks pass."""


@cache
def axe() -> Axe:
    return Axe()


def violations(page: Any) -> dict[str, list[str]]:
    """The rules of axe that the page breaks, with the elements; every detail is opened first."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    told = axe().run(page, options=OPTIONS).response
    found = {rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in told["violations"]}
    return found if len(told["passes"]) >= CHECKS else {**found, "too few checks": []}


def too_wide(page: Any) -> list[str]:
    """How wide the page is, and what reaches over the edge of the window, where one has to scroll sideways."""
    found: list[str] = page.evaluate("""() => {
        const all = document.documentElement;
        if (all.scrollWidth <= all.clientWidth) return [];
        const over = [...document.body.querySelectorAll("*")].filter(
            (item) => item.getBoundingClientRect().right > all.clientWidth + 1 && !item.closest(".scroll > *"));
        return [`${all.scrollWidth} pixels wide`, ...over.slice(0, 5).map((item) => item.outerHTML.slice(0, 200))];
    }""")
    return found

"""Pages of documents as files in a real browser, without a network, at two widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from tests import seen

WIDTHS = (320, 1200)
CLASSES = """() => {
  const items = [...document.querySelectorAll(".sessions li")];
  const all = items.map((item) => ({ item, box: item.getBoundingClientRect() }));
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const wrong = ({ item, box }) => item.scrollHeight > item.clientHeight + 1 || item.scrollWidth > item.clientWidth + 1
    || all.some((other) => other.item !== item && over(other.box, box));
  return all.filter(wrong).map(({ item }) => item.innerText);
}"""
"""The classes of weeks whose text leaves their box, or whose box lies over another."""
CAPTIONS = """() => {
  const edge = (item) => item.getBoundingClientRect().right;
  const all = [...document.querySelectorAll(".caption, .legend")];
  return all.filter((item) => edge(item) > edge(item.closest(".scroll")) + 1).map((item) => item.innerText);
}"""
"""Captions that are wider than what is seen of their table."""


class Wrong(NamedTuple):
    """What is wrong with a file at a width, and where."""

    file: str
    width: int
    rule: str
    nodes: list[str]


def violations(browser: Any, *files: Path) -> list[Wrong]:
    """Everything that is wrong with them: none is the aim."""
    found = []
    for width in WIDTHS:
        with browser.new_context(viewport={"width": width, "height": 900}, offline=True) as context:
            page = context.new_page()
            for file in files:
                page.goto(file.as_uri())
                told = {
                    "reflow": seen.too_wide(page),
                    "class hidden": page.evaluate(CLASSES),
                    "caption cut": page.evaluate(CAPTIONS),
                }
                told = {rule: nodes for rule, nodes in told.items() if nodes} | seen.violations(page)
                found += [Wrong(file.name, width, rule, nodes) for rule, nodes in told.items()]
    return found

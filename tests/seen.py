"""What can be seen to be wrong with a page in a real browser: for axe-core, and for who reads it on a small screen."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of rules that pass the name alone, which is several times as fast
    "preload": False,
    "selectors": False,  # elements are shown as they are written
}
CHECKS = 10
"""Of a page that axe really looked at, so many checks pass."""


RUN = f"""axe.run({json.dumps(OPTIONS)}).then(({{passes, violations}}) => ({{
    passes: passes.length,
    broken: Object.fromEntries(violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html.slice(0, 200))])),
}}))"""


def violations(page: Any) -> dict[str, list[str]]:
    """The rules of axe that the page breaks, with the elements. Every detail is opened first, and the whole page is in
    sight, so that what stays at the bottom of a window covers nothing by the chance of where it ends.
    """
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    window = page.viewport_size
    page.set_viewport_size(window | {"height": page.evaluate("document.documentElement.scrollHeight")})
    found = broken(page)
    page.set_viewport_size(window)
    return found


def broken(page: Any) -> dict[str, list[str]]:
    """The same for a page as it stands."""
    if not page.evaluate("'axe' in window"):  # it is large, and stays as long as the page does
        page.evaluate(AXE_SCRIPT)
    told = page.evaluate(RUN)
    found: dict[str, list[str]] = told["broken"]
    return found if told["passes"] >= CHECKS else {**found, "too few checks": []}


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


def spilled(page: Any) -> list[str]:
    """Words that reach over the edge of the box that they stand in, on either side."""
    found: list[str] = page.evaluate("""() => {
        const boxes = ".card, tbody tr, .unit, .column, .note, .alert, .good, .answer, .button, button, fieldset";
        const over = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) {
            const box = node.parentElement.closest(boxes), range = document.createRange();
            if (!node.data.trim() || !box || node.parentElement.closest(".hidden, .scroll, script")) continue;
            if (!node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
            range.selectNodeContents(node);
            const edge = box.getBoundingClientRect();
            for (const line of range.getClientRects()) {
                if (line.width > 1 && (line.right > edge.right + 1 || line.left < edge.left - 1)) {
                    over.push(`${node.data.trim().slice(0, 60)} in ${box.outerHTML.slice(0, 100)}`);
                    break;
                }
            }
        }
        return over.slice(0, 5);
    }""")
    return found


def straight(page: Any) -> list[str]:
    """Words on a French page with the straight mark of keyboards for an apostrophe; what people type is not meant."""
    found: list[str] = page.evaluate("""() => {
        if (document.documentElement.lang !== "fr") return [];
        const told = document.body.innerText.match(/[\\p{L}·]+'[\\p{L}«]+/gu) || [];
        return [...new Set(told)].slice(0, 20);
    }""")
    return found

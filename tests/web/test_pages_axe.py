"""Every kind of page that links of a desk lead to, in a real browser: axe finds nothing, nobody scrolls sideways on a
phone or at twice the size, nothing is said on the console, and no page is heavy.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, expect

from tests import seen
from tests.web.served import Desk, serve, stop

OF_A_KIND = {"fr": 1, "en": 1}
"""So many addresses of each line of the table of addresses, in each language: the last that a page links."""
DESK, ZOOMED, PHONE = WIDTHS = (1280, 640, 360)
"""Of a desk, the same at twice the size, and a phone."""
LOOKED_AT = (DESK, PHONE)
"""Where axe looks at the pages, in French. What it finds in another language is the same: words are all that differs,
and that nobody scrolls sideways for those is seen in each, at every width.
"""
HEAVY = 80_000
"""Bytes of a page, at most."""
PATIENCE = 60_000
"""Milliseconds in which a question is answered, however busy the machine is."""
LINKS = """() => [...document.links].filter((link) => link.origin === location.origin)
    .map((link) => link.pathname + link.search)"""


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Desk]:
    process, found = serve(tmp_path / "desk", "--demo")
    yield found
    stop(process)


def kind(link: str) -> str:
    """The line of the table that the link leads to; nothing where that is none, or the switch of the language."""
    try:
        found = resolve(urlsplit(link).path)
    except Resolver404:
        return ""
    return "" if found.url_name == "language" else str(found.route)


def wrong(page: Any, address: str, language: str) -> dict[str, Any]:
    """What is wrong with the page, at each width; of files and documents, which have tests of their own, the status."""
    try:
        answer = page.goto(address)
    except Error:  # it is no page to be shown, but a file
        answer = page.request.get(address)
    if answer.status >= 400:
        return {"status": answer.status}
    if "text/html" not in answer.headers["content-type"] or "sandbox" in answer.headers["content-security-policy"]:
        return {}
    found: dict[str, Any] = {"bytes": len(answer.body())} if len(answer.body()) > HEAVY else {}
    expect(page.locator(".wait[hx-get]")).to_have_count(0, timeout=PATIENCE)  # an answer that comes by itself
    return found | look(page, language)


def look(page: Any, language: str) -> dict[str, Any]:
    """What is wrong with the page that is shown."""
    found: dict[str, Any] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if language == "fr" and width in LOOKED_AT:
            found |= {f"{rule} at {width}": nodes for rule, nodes in seen.violations(page).items()}
        if over := seen.too_wide(page):
            found[f"sideways at {width}"] = over
        if over := seen.spilled(page):
            found[f"out of its box at {width}"] = over
    if words := seen.straight(page):
        found["straight apostrophes"] = words
    return found


def filled(page: Any, address: str, language: str) -> dict[str, dict[str, Any]]:
    """What is wrong with pages that somebody has sent something to: with a token, and with a person and their link."""
    page.goto(f"{address}/tokens/")
    page.locator("#name").fill("Reports")
    page.locator("main .main").click()
    problems = {"tokens, one made": look(page, language)}
    page.goto(f"{address}/people/")
    page.locator("#id_username").fill("anne")
    page.locator("#id_name").fill("Anne")
    page.locator("main .main").click()
    page.locator("#link").wait_for()
    return problems | {"people, one made": look(page, language)}


@pytest.mark.parametrize("language", OF_A_KIND)
def test_every_kind_of_page_can_be_read_by_everybody(language: str, demonstration: Desk, page: Any) -> None:
    address, problems, kinds = demonstration.address, {}, Counter[str]()
    page.goto(f"{address}/language/{language}?next=/account/login/")
    assert page.locator("html").get_attribute("lang") == language
    problems["sign in"] = look(page, language)
    problems["link"] = wrong(page, demonstration.link, language)
    page.get_by_role("button").click()
    missing = page.context.new_page()  # its console tells the status
    missing.goto(f"{address}/nothing-of-the-name")
    problems["missing"] = look(missing, language)
    ahead, known = deque(["/"]), {"/"}
    while ahead:
        link = ahead.popleft()
        problems[link] = wrong(page, address + link, language)
        links: list[str] = page.evaluate(LINKS) if page.url == address + link else []
        for one in (*links[-1:], *links):
            if kind(one) and one not in known and kinds[kind(one)] < OF_A_KIND[language]:
                kinds[kind(one)] += 1
                known.add(one)
                ahead.append(one)
    problems |= filled(page, address, language)
    told = [f"{link}: {rule}: {where}" for link, found in problems.items() for rule, where in found.items()]
    assert not told, "\n".join(told)
    assert len(kinds) > 10

"""The filters of the list are folded on a phone, open where there is room, and reached by keyboard without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Opened
from tests.web.served import Desk

PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1200, "height": 800}


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def browser_context_args(browser_context_args: dict[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    """With script and without."""
    return {**browser_context_args, "java_script_enabled": request.param}


def test_filters_on_a_phone_and_where_there_is_room(desk: Desk, page: Any, opened: Opened) -> None:
    opened(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{desk.address}/")
    form = page.get_by_role("search")
    assert form.bounding_box()["height"] < 130
    expect(page.get_by_label("Formation")).to_be_hidden()
    page.get_by_label("Nom").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Formation")).to_be_focused()
    page.keyboard.press("Tab")
    page.get_by_label("Dossiers", exact=True).select_option("draft")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.locator("summary")).to_have_text("Filtres (1)")
    assert page.locator("html").evaluate("one => one.scrollWidth") == PHONE["width"]
    expect(page.get_by_label("Dossiers", exact=True)).to_be_hidden()
    page.set_viewport_size(WIDE)
    expect(page.get_by_label("Dossiers", exact=True)).to_have_value("draft")
    expect(page.get_by_label("Dossiers", exact=True)).to_be_visible()
    expect(form.locator("summary")).to_be_hidden()
    assert form.bounding_box()["height"] < 130
    page.get_by_role("link", name="Tout montrer").click()
    expect(page.get_by_label("Dossiers", exact=True)).to_have_value("")

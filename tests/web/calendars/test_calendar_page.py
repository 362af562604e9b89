"""A calendar in a real browser: given, copied, followed when a card is moved, and revoked; on a phone too."""

from __future__ import annotations

from typing import Any

from icalendar import Calendar
from playwright.sync_api import expect

from tests import seen
from tests.web.conftest import Opened

UNIT = "PSY001"


def test_it_is_given_followed_and_revoked(page: Any, opened: Opened) -> None:
    address = opened(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/documents")
    page.get_by_role("link", name="Donner une adresse d’agenda").click()
    page.get_by_role("button", name="Donner une adresse").press("Enter")
    calendar = page.get_by_label("L’adresse seule").input_value()
    page.get_by_role("button", name="Copier le message").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert calendar in copied
    assert f"webcal://{calendar.partition('://')[2]}" in copied
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert seen.violations(page) == {}
        assert seen.too_wide(page) == []
    before = events(page, calendar)
    page.goto(address)
    page.locator(f"#at-{UNIT}").get_by_role("link", name="Déplacer").click()
    page.get_by_role("dialog").get_by_role("button", name="Février – juin 2022").click()
    expect(page.get_by_role("status")).to_contain_text("Le plan tient")
    after = events(page, calendar)
    moved = {uid for uid in before if before[uid].get("DTSTART") != after[uid].get("DTSTART")}
    assert moved
    assert all(after[uid]["SEQUENCE"] == 1 for uid in moved)
    assert before.keys() < after.keys()
    page.goto(f"{address}/calendar")
    assert calendar.rpartition("/")[2] not in page.content()
    page.get_by_role("button", name="Révoquer").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Adresse révoquée")
    assert page.request.get(calendar).status == 404


def events(page: Any, address: str) -> dict[str, Any]:
    """What a program reads, by names."""
    answer = page.request.get(address)
    assert answer.status == 200
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.body()).walk("VEVENT")}

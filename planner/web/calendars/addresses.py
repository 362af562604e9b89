"""What opens the address of a calendar in the usual programs."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from planner.messages import say, speaking

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"


class Given(NamedTuple):
    """A new address, what opens it in the usual programs, and a message that tells its owner."""

    address: str
    webcal: str
    google: str
    outlook: str
    letter: str


def given_at(request: HttpRequest, secret: str, code: str) -> Given:
    """The address of a secret, for who speaks the language."""
    address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    webcal = f"webcal://{address.partition('://')[2]}"
    with speaking(code):
        google = f"{GOOGLE}?{urlencode({'cid': webcal})}"
        outlook = f"{OUTLOOK}?{urlencode({'url': address, 'name': say('calendar.name')})}"
        letter = say("calendar.letter", address=address, webcal=webcal, google=google, outlook=outlook)
    return Given(address, webcal, google, outlook, letter)

"""Wherever somebody may write about a person in their own words, the page says beforehand: nothing about health."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

import planner.web
from planner.messages import LANGUAGES, speaking
from planner.web.people.models import Person
from tests.web.test_states_axe import agreements, forms, people, shared

HEALTH = {"fr": "santé", "en": "health"}
NO_REMARKS = {
    "home": {"q"}, "people": {"q", "name", "username"}, "log": {"who", "subject"}, "tokens": {"name"},
    "school": {"name", "other", "alt"}, "new": {"name", "id"}, "create": {"name", "id"}, "learner": {"name", "id"},
    "bring_in": {"name"}, "prices": {"reason"}, "results": {"text"}, "account_login": {"login"},
    "mfa_activate_totp": {"code"}, "mfa_authenticate": {"code"},
}  # fmt: skip
"""Fields by page that ask for a name, a colour, a code, for results in columns, or for what a price rests on."""
ALSO = {"results_text": "of the form of a learner: results in columns"}
TEMPLATES = Path(planner.web.__file__).parent / "templates"
TYPED = ("text", "search")


class Field(NamedTuple):
    """Where something can be written: its name without a row's number, and the places that describe it."""

    name: str
    described: tuple[str, ...]


class Reading(HTMLParser):
    """The fields of a page, and what each place of it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[Field] = []
        self.said: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        typed = tag == "textarea" or (tag == "input" and (has.get("type") or "text") in TYPED)
        if typed and not {"readonly", "inputmode"} & has.keys() and has.get("name"):
            name = re.sub(r"(^\w+-)?\d+-|-\d+$", "", str(has["name"]))
            self.fields.append(Field(name, tuple((has.get("aria-describedby") or "").split())))
        if tag not in ("input", "br", "img", "meta", "link", "hr", "source", "use"):
            self._open.append((tag, has.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, place in self._open:
            if place:
                self.said[place] = self.said.get(place, "") + data


def pages(client: Client) -> Iterator[tuple[str, str, str]]:
    """A page of each kind that links lead to."""
    ahead, kinds = deque(["/"]), {"home"}
    while ahead:
        link = ahead.popleft()
        answer = client.get(link)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
            continue
        text = answer.content.decode()
        yield named(link), link, text
        for one in re.findall(r'href="(/[^"#]*)"', text):
            kind = named(one)
            if kind and kind not in kinds and kind not in ("language", "account_logout"):
                kinds.add(kind)
                ahead.append(one.replace("&amp;", "&"))


def named(link: str) -> str:
    try:
        return str(resolve(urlsplit(link).path).url_name)
    except Resolver404:
        return ""


def states(client: Client) -> Iterator[tuple[str, str, str]]:
    """Pages that no link leads to."""
    me = Person.objects.get(username="boss")
    for some in (shared, agreements, forms, people):
        for what, answer in some(client, me):
            match = answer.wsgi_request.resolver_match
            yield str(match.url_name), what, answer.content.decode()


def expected() -> set[str]:
    """The names of fields that templates write, but those that vary or only show something."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        for tag in re.findall(r"<(?:textarea|input)\b[^>]*>", re.sub(r"{%.*?%}", "", path.read_text())):
            kind = re.search(r'type="(\w+)"', tag)
            name = re.search(r'name="([a-z_]+)"', tag)
            if (
                name
                and not re.search("readonly|inputmode", tag)
                and (tag.startswith("<textarea") or not kind or kind[1] in TYPED)
            ):
                found.add(name[1])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_writes_about_a_person_is_told_to_say_nothing_of_health(
    language: str, signed_in: Callable[..., Client], settings: Any
) -> None:
    settings.MAIL = {"host": "mail.example.org", "port": 587, "tls": "starttls", "from": "a@example.org"}
    client = signed_in("administrator", "boss", name="Ada Lovelace")
    client.get(f"/language/{language}")
    seen, silent, warned = set(), set(), set()
    with speaking(language):
        shown = [*pages(client), *states(client), *pages(client)]
    for page, where, text in shown:
        found = Reading(text)
        for field in found.fields:
            seen.add(field.name)
            if any(HEALTH[language] in found.said.get(place, "") for place in field.described):
                warned.add((page, field.name))
            elif field.name not in NO_REMARKS.get(page, ()) and field.name not in ALSO:
                silent.add((page, field.name, where))
    assert not sorted({(page, name) for page, name, _ in silent}), silent
    assert {name for _, name in warned} == {"text", "words", "note"}
    assert expected() <= seen

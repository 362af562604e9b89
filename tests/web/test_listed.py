"""The list goes by columns that are kept: it shows what reading every dossier would, also as days pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planner.messages import speaking, worded
from planner.web.agreements.models import Act
from planner.web.agreements.needs import FILTERS, narrowed
from planner.web.agreements.steps import take
from planner.web.dossiers import listed
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.needs import closing, needs_of, reached
from planner.web.dossiers.store import change, dossiers_of, go_to, open_dossier
from planner.web.people.models import Person
from planner.web.people.roles import Action, Role, may
from planner.web.sharing.models import Message

PROGRAMMES = ("casp-2019-2020", "casp-2010-reunion")
NAMES = ("Élodie Müller", "ÉLODIE Cœur", "Zoe 100%", "Ana_Ma", "Renée d’Arc", "elodie", "O'Neil", "Wei")
PASSING = (0, 1, 31, 61, 400)
Shown = list[tuple[str, list[str], str]]


def opened(person: Person, name: str, programme: str = PROGRAMMES[0], status: str = "optimal", **days: Any) -> Dossier:
    """A dossier that says it has such a plan, with days from today on."""
    told = {kind: [["2019-S1", str(timezone.localdate() + timedelta(each))] for each in days[kind]] for kind in days}
    what = "award" if len(name) % 2 else "certificate"
    plan = {"award": None, what: {"term": "2029-S1", "date": "2030-02-01"}}
    document = {"plan": plan, "dates": {"reached": "2030-02-01", "goal": what == "certificate", **told}}
    return open_dossier(person, name, {"programme": programme}, status=status, document=document)


def filled(person: Callable[..., Person]) -> list[Person]:
    """People of each role, and dossiers that need all kinds of things."""
    people = [person(role, f"one-{role}", name=f"Núria {role}") for role in Role]
    for number, one in enumerate([*people[:2], people[0]]):
        for place, name in enumerate(NAMES):
            days = {"enrol": [place * 9 - 5, place * 9 + 33], "results": [place * 3 - 4, 50]} if place % 2 else {}
            found = opened(one, f"{name} {number}", PROGRAMMES[place % 2], **days)
            for act in (Act.PROPOSED, Act.AGREED, Act.APPROVED)[: (place + number) % 4]:
                found = take(found, people[1], found.revision, act)
            if place == 3:
                change(found, one, found.revision, "moved", plan={"units": [{"unit": "X"}]})
            if place == 4:
                found.broken_by = {"violations": []}
                listed.save(found, "broken_by")
            if place in (5, 6):
                made = Message.objects.create(dossier=found, kind=Message.QUESTION, text="?")
                Message.objects.create(dossier=found, kind=Message.SUITS)
                made.answered = timezone.now() if place == 6 else None
                made.save()
    for status in ("none", "impossible", "unknown", "broken", "valid", "feasible"):
        opened(people[0], f"Plan {status}", status=status, enrol=[400], results=[-1])
    Dossier.objects.filter(name__startswith="Wei").update(archived=True)
    return people


def by_reading(person: Person, *, words: str = "", programme: str = "", need: str = "") -> tuple[Shown, int]:
    """The list as it is found by reading every dossier, in which names are compared with accents."""
    found, today, approves = dossiers_of(person).filter(archived=False), timezone.localdate(), False
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(adviser__name__icontains=word))
    found = narrowed(found.filter(programme=programme) if programme else found, need)
    approves = Action.PLANS_APPROVE in may(person)
    rows = []
    for each in found:
        each.written = each.messages.filter(answered=None).count()
        rows.append((each, needs_of(each, today, approves)))
    pressing = sum(bool(needs) for _, needs in rows)
    rows = [row for row in rows if row[1] or need != "yes"]
    rows.sort(key=lambda row: (not row[1], closing(row[0], today) or date.max))
    return [said(each, needs) for each, needs in rows], pressing


def said(dossier: Dossier, needs: list[Any]) -> tuple[str, list[str], str]:
    with speaking("fr"):
        return dossier.name, [worded(need) for need in needs], worded(reached(dossier) or "")


def shown(client: Client, address: str = "/") -> tuple[Shown, int]:
    """The list as pages show it, one after the other."""
    found: Shown = []
    with speaking("fr"):
        return _pages(client, address, found)


def _pages(client: Client, address: str, found: Shown) -> tuple[Shown, int]:
    for page in range(1, 99):
        answer = client.get(f"{address}{'&' if '?' in address else '?'}page={page}").context
        for row in answer["rows"]:
            needs = [worded(need) for need, _ in row.needs]
            found.append((row.name, needs, worded(row.reached or "")))
        if not answer["pages"].has_next():
            return found, answer["pressing"]
    raise AssertionError(address)


def entered(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """`days(3)`: it is three days later."""
    began = timezone.localdate()

    def pass_by(number: int) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_: began + timedelta(number))

    return pass_by


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.web.dossiers.home.A_PAGE", 15)


def test_the_list_shows_what_reading_every_dossier_would_as_days_pass(
    person: Callable[..., Person], days: Callable[[int], None]
) -> None:
    people, told = filled(person), set[str]()
    for passed in PASSING:
        days(passed)
        for one in people:
            client = entered(one)
            assert shown(client) == by_reading(one)
            told |= {need[:8] for row in by_reading(one)[0] for need in row[1]}
            for need in ("yes", *FILTERS) if passed in (0, 31) else ():
                assert shown(client, f"/?need={need}") == by_reading(one, need=need)
            assert shown(client, f"/?programme={PROGRAMMES[1]}") == by_reading(one, programme=PROGRAMMES[1])
    assert len(told) > 8


@pytest.mark.parametrize("words", ["plan", "PLAN none", "adviser", "ana_", "100%", "neil 0", "elodie 2", "x", "núria"])
def test_what_was_found_is_found(words: str, person: Callable[..., Person]) -> None:
    for one in filled(person):
        client = entered(one)
        client.post("/", {"q": words})
        names = {row[0] for row in shown(client, "/?search=1")[0]}
        assert names >= {row[0] for row in by_reading(one, words=words)[0]}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elodie", {"Élodie Müller", "ÉLODIE Cœur", "elodie"}), ("ÉLODIE", {"Élodie Müller", "ÉLODIE Cœur", "elodie"}),
        ("muller élo", {"Élodie Müller"}), ("COEUR", {"ÉLODIE Cœur"}), ("d'arc", {"Renée d’Arc"}), ("0%", {"Zoe 100%"}),
        ("a_m", {"Ana_Ma"}), ("nuria", set(NAMES)), ("\N{COMBINING ACUTE ACCENT}", set(NAMES)), ("zzz", set()),
    ],
)  # fmt: skip
def test_a_name_is_found_without_its_accents(words: str, found: set[str], signed_in: Callable[..., Client]) -> None:
    client = signed_in(name="Núria")
    for name in NAMES:
        opened(Person.objects.get(), name)
    client.post("/", {"q": words})
    assert {row[0] for row in shown(client, "/?search=1")[0]} == found


def test_the_columns_are_kept_whatever_changes(person: Callable[..., Person]) -> None:
    filled(person)
    one = person(username="another")
    found = opened(one, "Ada", status="none")
    first = found.current
    found = change(found, one, found.revision, "renamed", name="Äda", status="optimal")
    found = go_to(found, one, found.revision, first, "undo")  # type: ignore[arg-type]
    columns = ("name", *listed.KEPT)
    kept = list(Dossier.objects.order_by("pk").values_list(*columns))
    Dossier.objects.update(look_again=date.min, pressing=True, closes=date.min, found_by="", unplanned=True)
    listed.look_again(timezone.localdate())
    assert list(Dossier.objects.order_by("pk").values_list(*columns)) == kept
    assert Dossier.objects.get(name="Äda").found_by == "ada"


def test_a_page_asks_for_its_rows_alone(person: Callable[..., Person]) -> None:
    one = person()
    client = entered(one)
    client.get("/")
    counts = []
    for _ in range(2):
        for number in range(9):
            opened(one, f"Fictional {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


@pytest.mark.django_db(transaction=True)
def test_a_desk_of_the_version_before_is_filled(person: Callable[..., Person]) -> None:
    people = filled(person)
    expected = [by_reading(one) for one in people]
    kept = list(Dossier.objects.order_by("pk").values_list("written", "ends"))
    try:
        MigrationExecutor(connection).migrate([("dossiers", "0004_whole_dossiers_go")])
    finally:  # all of it, and what stands on it
        forward = MigrationExecutor(connection)
        forward.migrate(forward.loader.graph.leaf_nodes())
    assert [shown(entered(one)) for one in people] == expected
    assert list(Dossier.objects.order_by("pk").values_list("written", "ends")) == kept
    assert {ends for _, ends in kept} == {date(2030, 2, 1)}

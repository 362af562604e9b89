"""Changes on the board, by forms: each is a version, and what was planned or judged stands in it."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

import planner
from planner.web import engine
from planner.web.dossiers import planning, store
from planner.web.dossiers.board.board import Board
from planner.web.dossiers.board.moves import ACTS
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.board.verdicts import others, places
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, VINTAGES, learner, now, opened

Page = tuple[Client, Dossier, Person]


@pytest.fixture
def board(signed_in: Callable[..., Client]) -> Callable[..., Page]:
    """A client and a dossier of a sample learner."""

    def make(programme: str = "casp-2019-2020", name: str = "autumn-evening", **more: Any) -> Page:
        client = signed_in()
        person = Person.objects.get()
        return client, opened(person, learner(programme, name) | more), person

    return make


def post(client: Client, dossier: Dossier, act: str, code: int = 200, **form: Any) -> Dossier:
    """The dossier after a change, which is answered with `code`."""
    data = {"revision": now(dossier).revision, **form}
    answer = client.post(f"/dossiers/{dossier.key}/board/{act}", data, **HTMX)
    assert answer.status_code == code, answer.content.decode()
    return now(dossier)


def breaking(dossier: Dossier, unit: str | None = None) -> tuple[str, str]:
    """A unit, and a place for it that breaks a rule."""
    sketch = Sketch.of(now(dossier).current)  # type: ignore[arg-type]
    for line in sketch.lines:
        for verdict in places(sketch, line["unit"]):
            if not verdict.free and unit in (None, line["unit"]):
                return line["unit"], str(verdict.place)
    raise AssertionError("every move is free")


def violations(dossier: Dossier) -> list[dict[str, Any]]:
    """Rules that the kept plan breaks, by the public functions."""
    version = now(dossier).current
    assert version is not None
    answer = planner.audit(version.learner, version.plan)
    return list(planner.document(answer).plain()["violations"])


@pytest.mark.parametrize("programme", VINTAGES)
def test_a_move_that_breaks_rules_stays_and_is_repaired_around(programme: str, board: Callable[..., Page]) -> None:
    client, dossier, _ = board(programme)
    unit, place = breaking(dossier)
    moved = post(client, dossier, "place", unit=unit, place=place)
    assert (moved.current.act, moved.current.status, moved.current.by_hand) == ("moved", "broken", True)
    assert violations(dossier)
    page = client.get(f"/dossiers/{dossier.key}").content.decode()
    assert 'class="broken"' in page
    assert "Ce qui ne tient pas" in page
    repaired = post(client, dossier, "around")
    assert (repaired.current.status, violations(dossier)) == ("valid", [])
    line = Sketch.of(repaired.current).line(unit)
    kept = line is not None and f"{line['term']} {line['modality']}" == place
    assert kept or repaired.current.number == 3  # a move that no plan can have is given up, and said so
    best = post(client, dossier, "best")
    assert (best.current.status, best.current.by_hand) == ("optimal", False)


def test_around_keeps_the_latest_of_moves_that_cannot_all_hold(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    sketch = Sketch.of(dossier.current)
    evenings = ["TET099", "TET007", "PSY001", "AST005", "TRS002"]
    assert sorted(line["term"] for line in map(sketch.line, evenings) if line) == [*["2019-S2"] * 2, *["2020-S2"] * 3]
    for unit in evenings[2:]:
        post(client, dossier, "place", unit=unit, place="2021-S2 evening")
    for unit in evenings[:2]:
        post(client, dossier, "place", unit=unit, place="2021-S2 evening")
    answer = client.post(f"/dossiers/{dossier.key}/board/around", {"revision": now(dossier).revision}, **HTMX)
    assert "pas pu être gardés" in answer.content.decode()
    plan = Sketch.of(now(dossier).current)
    assert violations(dossier) == []
    assert plan.line(evenings[1])["term"] == "2021-S2"  # type: ignore[index]


@pytest.mark.parametrize("programme", VINTAGES)
def test_a_pin_leaves_the_best_plan_as_it_is(programme: str, board: Callable[..., Page]) -> None:
    client, dossier, _ = board(programme)
    before = dossier.current.plan
    unit = before["units"][len(before["units"]) // 2]["unit"]
    pinned = post(client, dossier, "pin", unit=unit)
    assert (pinned.current.plan, pinned.current.status) == (before, "optimal")
    assert [pin["unit"] for pin in pinned.current.learner["pins"]] == [unit]
    assert "Fixée" in client.get(f"/dossiers/{dossier.key}").content.decode()
    free = post(client, dossier, "unpin", unit=unit)
    assert "pins" not in free.current.learner


def test_avoided_and_allowed_again(board: Callable[..., Page]) -> None:
    client, dossier, _ = board("casp-2020-2021")
    sketch = Sketch.of(dossier.current)
    unit = next(line["unit"] for line in sketch.lines if others(sketch, line["unit"]))
    avoided = post(client, dossier, "avoid", unit=unit)
    assert Sketch.of(avoided.current).line(unit) is None
    assert avoided.current.status == "optimal"
    allowed = post(client, dossier, "allow", unit=unit)
    assert "avoid" not in allowed.current.learner


def test_acquired_leaves_the_plan_and_its_price(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    before = Board(dossier.current).money.own
    after = post(client, dossier, "acquire", unit="UEV010")
    assert after.current.learner["acquired"][-1] == "UEV010"
    assert Board(after.current).money.own < before  # type: ignore[operator]


def test_taken_out_is_missing_and_placed_again(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    out = post(client, dossier, "out", unit="PSY001")
    assert [one["rule"] for one in violations(dossier)] == ["requirement"]
    assert [card.unit for choice in Board(out.current).missing for card in choice.cards] == ["PSY001"]
    back = post(client, dossier, "place", unit="PSY001", place="2020-S2 evening")
    assert (back.current.act, back.current.status) == ("placed", "valid")
    assert back.current.plan["units"][-1]["unit"] == "PSY001"


def test_by_hand_from_nothing(board: Callable[..., Page]) -> None:
    client, dossier, _ = board(name="impossible-deadline")
    assert dossier.current.plan is None
    after = post(client, dossier, "place", unit="AST004", place="2019-S1 evening")
    assert (after.current.status, len(after.current.plan["units"])) == ("impossible", 1)
    assert Board(after.current).impossible


def test_repairs_are_applied_in_one_version(board: Callable[..., Page]) -> None:
    client, dossier, person = board(name="impossible-deadline")
    repairs = Board(dossier.current).impossible.repairs
    assert len(repairs) > 2
    for number in range(len(repairs)):
        mended = post(client, dossier, "repair", repair=number)
        assert mended.current.status == "optimal", repairs[number]
        assert mended.current.number == 2 + number
        assert violations(dossier) == []
        assert planner.plan(mended.current.learner).result.status == "optimal"
        first = dossier.versions.get(number=1)
        store.go_to(mended, person, mended.revision, first, "undo")


def test_undo_and_redo_go_through_all_states(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    states = [now(dossier).current.state()]
    for act, form in (("out", {"unit": "PSY001"}), ("pin", {"unit": "TET003"}), ("around", {}), ("best", {})):
        states.append(post(client, dossier, act, **form).current.state())
    for state in reversed(states[:-1]):
        assert post(client, dossier, "undo").current.state() == state
    assert post(client, dossier, "undo").current.state() == states[0]
    for state in states[1:]:
        assert post(client, dossier, "redo").current.state() == state
    assert post(client, dossier, "redo").current.state() == states[-1]
    assert dossier.versions.count() == 5


def test_a_plan_by_hand_is_not_planned_anew_by_a_pin(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    unit, place = breaking(dossier)
    moved = post(client, dossier, "place", unit=unit, place=place)
    pinned = post(client, dossier, "pin", unit=unit)
    assert pinned.current.plan == moved.current.plan
    assert pinned.current.status == "broken"


def test_a_pin_that_no_plan_can_keep_shows_the_ways_out(board: Callable[..., Page]) -> None:
    client, dossier, _ = board(deadline="2021-S1")
    post(client, dossier, "place", unit="PSY001", place="2021-S2 evening")
    post(client, dossier, "pin", unit="PSY001")
    stuck = post(client, dossier, "around")
    assert stuck.current.status == "impossible"
    assert Sketch.of(stuck.current).line("PSY001")["term"] == "2021-S2"  # type: ignore[index]
    assert Board(stuck.current).impossible.repairs
    mended = post(client, dossier, "repair", repair=0)
    assert mended.current.status == "optimal"


def test_forms_that_do_not_fit_change_nothing(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    for act, form in (
        ("place", {"unit": "AST004", "place": "2019-S2 evening"}),
        ("place", {"unit": "AST004", "place": "nonsense"}),
        ("place", {"unit": "NOBODY", "place": "2019-S1 evening"}),
        ("swap", {"unit": "UEV010", "place": "AST004|2019-S1 evening"}),
        ("swap", {"unit": "UEV010", "place": ""}),
        ("pin", {"unit": ""}),
        ("repair", {"repair": "0"}),
        ("repair", {"repair": "x"}),
    ):
        post(client, dossier, act, 400, **form)
    assert client.post(f"/dossiers/{dossier.key}/board/nonsense", {"revision": 1}).status_code == 404
    assert client.get(f"/dossiers/{dossier.key}/board/best").status_code == 405
    assert now(dossier).revision == dossier.revision


def test_a_change_while_the_engine_is_busy_leaves_the_board(
    board: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, dossier, _ = board()

    def busy(*_: object) -> None:
        raise engine.Busy

    planning._answer.cache_clear()
    monkeypatch.setattr(engine, "plan", busy)
    for how in ({}, HTMX):
        answer = client.post(f"/dossiers/{dossier.key}/board/best", {"revision": 1}, **how)
        assert answer.status_code == 503
        assert "n’a pas pu être fait" in html.unescape(answer.content.decode())
        assert 'id="at-PSY001"' in answer.content.decode()


def test_every_act_has_its_words_and_its_page(board: Callable[..., Page]) -> None:
    client, dossier, _ = board()
    acts = ("place", "pin", "unpin", "out", "avoid", "allow", "acquire", "around", "best", "undo", "redo", "redo")
    assert {*acts, "swap", "repair", "follow", "keep", "event"} == {*ACTS, "undo", "redo"}
    form = {"unit": "PSY001", "place": "2021-S2 evening"}
    for language in ("fr", "en"):
        client.cookies["language"] = language
        for act in acts:
            answer = client.post(f"/dossiers/{dossier.key}/board/{act}", {"revision": now(dossier).revision, **form})
            assert answer.status_code == 302, act
            page = client.get(f"/dossiers/{dossier.key}").content.decode()
            assert "act." not in page, act
            assert 'role="status" class="status"><p>' in page, act
        post(client, dossier, "undo")
        dossier = opened(Person.objects.get(), learner("casp-2019-2020"))

"""Turns: so many pages at once and no more, but who waits for something else keeps nobody from theirs."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Event, Thread

from django.http import HttpRequest, HttpResponse

from planner.web.engine import Lane
from planner.web.turns import WIDTH, Turns, aside

PATIENCE = 10.0


def at_once(number: int, page: Callable[[HttpRequest], HttpResponse]) -> list[Thread]:
    """Threads that ask for the page."""
    turns = Turns(page)
    threads = [Thread(target=lambda: turns(HttpRequest()), daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads


def test_no_more_pages_than_turns_are_made_at_once() -> None:
    let_go = Event()
    begun: list[bool] = []

    def page(request: HttpRequest) -> HttpResponse:
        begun.append(True)
        let_go.wait(PATIENCE)
        return HttpResponse()

    threads = at_once(WIDTH + 1, page)
    threads[-1].join(0.3)
    assert len(begun) == WIDTH
    let_go.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(begun) == WIDTH + 1


def test_a_page_that_waits_leaves_its_turn_and_has_it_again() -> None:
    together = Barrier(WIDTH + 3)
    ended: list[bool] = []

    def page(request: HttpRequest) -> HttpResponse:
        with aside():
            together.wait(PATIENCE)
        ended.append(True)
        return HttpResponse()

    threads = at_once(WIDTH + 3, page)
    for thread in threads:
        thread.join(PATIENCE)
    assert len(ended) == WIDTH + 3
    test_no_more_pages_than_turns_are_made_at_once()


def test_who_solves_in_a_lane_keeps_no_page_from_its_turn() -> None:
    lane, together = Lane(WIDTH + 1, WIDTH + 1), Barrier(WIDTH + 1)
    ended: list[bool] = []

    def page(request: HttpRequest) -> HttpResponse:
        with lane():
            together.wait(PATIENCE)
        ended.append(True)
        return HttpResponse()

    for thread in at_once(WIDTH + 1, page):
        thread.join(PATIENCE)
    assert len(ended) == WIDTH + 1


def test_work_outside_of_pages_has_no_turn_to_leave() -> None:
    for _ in range(WIDTH + 1):
        with aside():
            pass

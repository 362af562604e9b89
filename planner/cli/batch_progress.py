"""How far a long run is, from its events: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

from planner.cli import terminal
from planner.messages import say

if TYPE_CHECKING:
    from planner.solve.progress import Progress

EVERY = 10.0
"""Seconds between two lines where there is no terminal."""
DRAWN = ("learners", "places", "risks", "cases")
"""Stages in which things are counted that a person knows."""


class Bar:
    """Draws the events of long work: it is what a configuration's `progress` may be. `words` is the part of the
    catalogue that names the things. What is there when it begins was made before.
    """

    def __init__(self, words: str = "batch") -> None:
        self.words = words
        self.made = self.total = self.kept = 0
        self._stage = ""
        self._begun = self._said = 0.0
        self._bar: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, event: Progress) -> None:
        """Draw an event."""
        if event.stage not in DRAWN or not event.total:
            return
        if event.stage != self._stage or self.made == self.total:
            self._begin(event)
        more, self.made, self.total = event.done - self.made, event.done, event.total
        if self._bar is not None:
            self._bar.length = self.total
            self._bar.update(more)
        elif more:
            self._say_now_and_then()

    def _begin(self, event: Progress) -> None:
        self._close()
        if event.done and not self._stage:
            terminal.tell(say(f"{self.words}.kept", count=event.done))
        self._stage, self.made, self.kept = event.stage, event.done, event.done
        self._begun = self._said = time.monotonic()
        if terminal.is_terminal(sys.stderr):
            label = say(f"{self.words}.progress")
            self._bar = click.progressbar(length=event.total, label=label, file=sys.stderr, show_pos=True)
            self._bar.__enter__()
            self._bar.update(event.done)

    def _say_now_and_then(self) -> None:
        now = time.monotonic()
        if now - self._said >= EVERY:
            self._said, made = now, self.made - self.kept
            left = _span((now - self._begun) / made * (self.total - self.made)) if made > 0 else "?"
            terminal.tell(say(f"{self.words}.so_far", made=self.made, total=self.total, left=left))

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def say_how_to_go_on(self) -> None:
        """Say how to go on."""
        self._close()
        terminal.tell("\n" + say(f"{self.words}.interrupted", made=self.made, total=self.total))


def _span(seconds: float) -> str:
    """A time left, rounded up, as a clock shows it: `1:05:00`, `0:40`."""
    minutes, rest = divmod(int(seconds) + 1, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

"""How far a long run is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from planner.cli import terminal
from planner.messages import say

Item = TypeVar("Item")
EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """`made` of `total` are there at the beginning. `words` is the part of the catalogue that names things."""

    words = "batch"

    def __init__(self, made: int, total: int) -> None:
        self.made, self.total = made, total
        if made:
            terminal.tell(say(f"{self.words}.kept", count=made))

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """The same items, counted on stderr."""
        return self._bar(items) if terminal.is_terminal(sys.stderr) else self._lines(items)

    def _bar(self, items: Iterable[Item]) -> Iterator[Item]:
        label = say(f"{self.words}.progress")
        with click.progressbar(length=self.total, label=label, file=sys.stderr, show_pos=True) as bar:
            bar.update(self.made)
            for item in items:
                before = self.made
                self.count(item)
                bar.length = self.total
                bar.update(self.made - before)
                yield item

    def _lines(self, items: Iterable[Item]) -> Iterator[Item]:
        begun = said = time.monotonic()
        kept = self.made
        for item in items:
            self.count(item)
            now = time.monotonic()
            if now - said >= EVERY:
                said = now
                left = _span((now - begun) / (self.made - kept) * (self.total - self.made)) if self.made > kept else "?"
                counts = {"made": self.made, "total": self.total, "left": left}
                terminal.tell(say(f"{self.words}.so_far", **counts))
            yield item

    def count(self, item: object) -> None:
        """An item more is made; where items stand for several, `made` and `total` follow them."""
        self.made += 1

    def interrupted(self) -> None:
        """Say how to go on."""
        terminal.tell("\n" + say(f"{self.words}.interrupted", made=self.made, total=self.total))


def _span(seconds: float) -> str:
    """A time left, rounded up, as a clock shows it: `1:05:00`, `0:40`."""
    minutes, rest = divmod(int(seconds) + 1, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

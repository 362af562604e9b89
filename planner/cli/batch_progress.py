"""How far a long run is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from planner.messages import say

Item = TypeVar("Item")
EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """`made` of `total` are there at the beginning."""

    def __init__(self, lang: str, made: int, total: int) -> None:
        self.lang, self.made, self.total = lang, made, total
        if made:
            click.echo(say(lang, "batch.kept", count=made), err=True)

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """The same items, counted on stderr."""
        return self._bar(items) if sys.stderr.isatty() else self._lines(items)

    def _bar(self, items: Iterable[Item]) -> Iterator[Item]:
        label = say(self.lang, "batch.progress")
        with click.progressbar(length=self.total, label=label, file=sys.stderr, show_pos=True) as bar:
            bar.update(self.made)
            for item in items:
                self.made += 1
                bar.update(1)
                yield item

    def _lines(self, items: Iterable[Item]) -> Iterator[Item]:
        said = time.monotonic()
        for item in items:
            self.made += 1
            if time.monotonic() - said >= EVERY:
                said = time.monotonic()
                click.echo(say(self.lang, "batch.so_far", made=self.made, total=self.total), err=True)
            yield item

    def interrupted(self) -> None:
        """Say how to go on."""
        click.echo("\n" + say(self.lang, "batch.interrupted", made=self.made, total=self.total), err=True)

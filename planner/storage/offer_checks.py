"""What holds between the parts of an offer: names once and known, no cycle, credits where they count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from planner.domain.brief import Brief, BriefCurriculum, BriefUnit, Weights
from planner.errors import BadInput, read_each
from planner.storage import dates, hints
from planner.storage.dates import Path
from planner.storage.validation import Source


def distinct(source: Source, path: Path, names: Sequence[str]) -> None:
    """No name twice in a list."""

    def check(item: tuple[int, str]) -> None:
        place, name = item
        if name in names[:place]:
            raise source.error("programme.twice", (*path, place), value=name)

    read_each(enumerate(names), check)


def known(source: Source, path: Path, code: str, codes: Collection[str]) -> None:
    """A unit of the offer; the message names the ones that are most like it."""
    if code not in codes:
        raise source.error("unit.unknown", path, value=code, known=hints.near(code, codes))


def credits(
    source: Source, curricula: Sequence[BriefCurriculum], units: Mapping[str, BriefUnit], weights: Weights
) -> None:
    """Credits are known wherever a weight or a bound counts them."""

    def check(item: tuple[int, BriefCurriculum]) -> None:
        number, curriculum = item
        missing = [code for code in curriculum.all_units() if units[code].credits is None]
        if missing and (weights.balance or curriculum.asks_credits):
            values = {"value": missing[0], "curriculum": curriculum.id}
            raise source.error("offer.credits", ("curricula", number), **values)

    read_each(enumerate(curricula), check)


def weighted(brief: Brief, weights: Mapping[str, int]) -> Brief:
    """The brief with other weights.

    Raises:
        BadInput: the balance then asks for credits that nothing gives.
    """
    found = brief.with_weights(**weights)
    source = Source(None, brief.file)
    credits(source, found.curricula, found.units, found.weights)
    return found


def days(source: Source, path: Path, entry: dict[str, Any]) -> None:
    """Both days of a term or none, and in their order."""
    given = [entry.get(key) for key in ("starts", "ends")]
    if given == [None, None]:
        return
    if None in given:
        raise source.error("offer.days", path)

    def wrong(key: str, **values: object) -> BadInput:
        return source.error(key, path, **values)

    starts, ends = (dates.parse(str(text), wrong, "offer.days") for text in given)
    if ends <= starts:
        raise source.error("offer.days", (*path, "ends"))


def no_cycle(source: Source, pairs: Mapping[tuple[str, str], Path]) -> None:
    """No unit waits for itself; the message names the whole circle."""
    after: dict[str, list[str]] = {}
    for before, later in pairs:
        after.setdefault(later, []).append(before)
    done: set[str] = set()
    for unit in after:
        circle = _circle(unit, after, done)
        if circle:
            last = pairs[circle[1], circle[0]]
            raise source.error("offer.cycle", last, names=" → ".join(reversed(circle)))


def _circle(unit: str, after: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    """Units each of which waits for the next, the first again at the end; empty where there is no such circle."""
    way: list[str] = []
    stack: list[tuple[str, int]] = [(unit, 0)]
    while stack:
        here, place = stack.pop()
        if place == 0:
            if here in way:
                return [*way[way.index(here) :], here]
            if here in done:
                continue
            way.append(here)
        needed = after.get(here, ())
        if place < len(needed):
            stack += [(here, place + 1), (needed[place], 0)]
        else:
            done.add(here)
            way.pop()
    return []

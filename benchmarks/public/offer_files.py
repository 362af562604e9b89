"""A public instance of several curricula as a file of ours that `planner design` reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.domain.offer import Curriculum, Offer
from planner.storage import offers

FILE_NAME = "offer.yaml"


def write(offer: Offer, folder: Path) -> Path:
    """The file of an offer all of whose places are single terms, in the folder; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.write_text("\n".join(_lines(offer)) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Offer:
    """The offer of a file."""
    return offers.load(path).offer()


def _lines(offer: Offer) -> Iterator[str]:
    yield "format: planner/offer/1"
    yield f"id: {offer.id}"
    yield f"terms: {offer.terms}"
    yield f"weights: {{balance: {offer.balance}, unwanted: 1}}"
    yield "units:"
    yield from (f"- {{code: {code}, credits: {unit.credits}}}" for code, unit in offer.units.items())
    yield "curricula:"
    for one in offer.curricula:
        yield f"- {{id: {one.id}, units: [{', '.join(one.units)}]{_bounds(one)}}}"
    yield from _section(
        "prerequisites", (f"{{unit: {after}, after: [{before}]}}" for before, after in offer.precedences)
    )
    yield from _section(
        "unwanted",
        (
            f"{{unit: {code}, term: {place.first + 1}, weight: {cost}}}"
            for code, unit in offer.units.items()
            for place, cost in unit.costs.items()
        ),
    )


def _section(name: str, entries: Iterator[str]) -> Iterator[str]:
    """A list of the file, left out where it is empty."""
    lines = [f"- {entry}" for entry in entries]
    yield from [f"{name}:", *lines] if lines else []


def _bounds(one: Curriculum) -> str:
    names = ("min_units", "max_units", "min_credits", "max_credits")
    given = {name: getattr(one, name) for name in names}
    return "".join(f", {name}: {value}" for name, value in given.items() if value is not None)

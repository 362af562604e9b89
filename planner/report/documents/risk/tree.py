"""The tree of the next two terms on a page: results, and what to take after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.messages import say
from planner.report.documents.risk import tree_shape as shape
from planner.report.documents.risk.shape import RiskDocument
from planner.report.documents.risk.words import dated, number
from planner.report.pages.blocks import Block, Bullets, Cell, Paragraph, Table
from planner.report.pages.cells import columns, percent

MOST, FURTHER = (8, 3), 4
"""Sets of results of each term that a page tells one by one, and those of the first after which it goes further."""
MANY = 3
"""From so many failed exams on they are told together."""
Told = tuple[str, int]
"""An item and its level."""


class Left(NamedTuple):
    """Sets of results with so many exams failed, the chance of them, and what comes after them on average."""

    failed: int
    chance: float
    on_time: float | None
    terms: float


def blocks(data: RiskDocument, root: shape.FirstTake) -> Iterator[Block]:
    """What to take now, and the results of two terms as a list."""
    yield Paragraph(say("risk.tree_lead"))
    now = say("risk.tree_now", term=dated(data, root["term"]), units=_units(root["take"]))
    items: list[Told] = [(now, 0)]
    shown, rest = root["results"][: MOST[0]], root["results"][MOST[0] :]
    for place, one in enumerate(shown):
        items.append((_line(data, one), 1))
        items += list(_after(data, one["next"])) if one["next"] is not None and place < FURTHER else []
    items += [(text, 1) for text in _others(_left(rest, root["rest"]))]
    texts, levels = zip(*items, strict=True)
    yield Bullets(tuple(texts), levels=tuple(levels))


def _after(data: RiskDocument, node: shape.NextTake) -> Iterator[Told]:
    """The results of the second term."""
    shown, rest = node["results"][: MOST[1]], node["results"][MOST[1] :]
    if len(node["results"]) > 1 or any(map(_had_results, node["results"])):
        yield from ((_line(data, one), 2) for one in shown)
        if left := list(_left(rest, node["rest"])):
            yield _sum("risk.tree_others", left), 2


def _had_results(one: shape.Results) -> bool:
    return bool(one["passed"] or one["resat"] or one["failed"] or one["waiting"])


def _line(data: RiskDocument, one: shape.FirstResults | shape.LastResults) -> str:
    """A set of results, how likely it is, and what to take after it."""
    values = {"results": results(one), "chance": percent(one["probability"])}
    if one["award"] is not None:
        return say("risk.tree_award", **values, term=dated(data, one["award"]["term"]))
    then = one["next"]
    if then is None:
        return say("risk.tree_over", **values)
    key = "risk.tree_take" if then["take"] else "risk.tree_nothing"
    text = say(key, **values, term=then["term"], units=_units(then["take"]))
    return say("risk.tree_means", text=text, outlook=_outlook(one["on_time"], one["expected_terms"]))


def results(one: shape.Results) -> str:
    """A set of results in a few words: who fails nothing has passed it all."""
    if not _had_results(one):
        return say("risk.no_results")
    if not one["failed"] and not one["waiting"] and not one["resat"]:
        return say("risk.all_passed")
    told = [say(f"risk.{kind}", units=", ".join(units)) for kind, units in (
        ("failed", one["failed"]), ("waiting", one["waiting"]), ("resat", one["resat"])) if units]  # fmt: skip
    return ", ".join(told)


def _outlook(on_time: float | None, terms: float) -> str:
    if on_time is None:
        return say("risk.tree_terms", terms=number(terms))
    return say("risk.tree_chance", chance=percent(on_time))


def _left(told: Iterable[shape.Results], rest: Iterable[shape.Rest]) -> Iterator[Left]:
    """The sets of results that are not told one by one."""
    for one in told:
        failed = len(one["failed"]) + len(one["waiting"])
        yield Left(failed, one["probability"], one["on_time"], one["expected_terms"])
    for some in rest:
        yield Left(some["failed"], some["probability"], some["on_time"], some["expected_terms"])


def _others(left: Iterable[Left]) -> Iterator[str]:
    """The same by how many exams are failed in them."""
    found: dict[int, list[Left]] = {}
    for one in left:
        found.setdefault(min(one.failed, MANY), []).append(one)
    for failed, some in sorted(found.items()):
        yield _sum("risk.tree_many" if failed == MANY else "risk.tree_rest", some, count=failed)


def _sum(key: str, left: Sequence[Left], **values: int) -> str:
    """Some of them in one line."""
    total = sum(one.chance for one in left)
    terms = sum(one.chance * one.terms for one in left) / total
    on_time = [one.chance * one.on_time / total for one in left if one.on_time is not None]
    return say(key, **values, chance=percent(total), outlook=_outlook(sum(on_time) if on_time else None, terms))


def _units(take: Sequence[shape.Begun]) -> str:
    return ", ".join(one["unit"] for one in take)


def sheet(root: shape.FirstTake) -> Table:
    """A row for each set of results of the first term, and for each of the second after it, with the chance of both."""
    names = ("results", "probability", "on_time", "expected_terms", "next_term", "next")
    keys = columns(*names, "results_2", "probability_2", "on_time_2", "expected_terms_2", "next_term_2", "next_2",
                   of="risk.column.", wide=("results", "next", "results_2", "next_2"))  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in root["results"]:
        then = one["next"]
        rows.append((*_row(one, one["probability"]), *[""] * len(names)))
        rows += [
            (*_row(one, one["probability"]), *_row(other, one["probability"] * other["probability"]))
            for other in ([] if then is None else then["results"])
        ]
    return Table("risk-tree", say("risk.tree"), keys, tuple(rows))


def _row(one: shape.FirstResults | shape.LastResults, chance: float) -> tuple[Cell, ...]:
    then, on_time = one["next"], one["on_time"]
    term = then["term"] if then is not None else one["award"]["term"] if one["award"] is not None else ""
    units = _units(then["take"]) if then is not None else say("risk.title_reached") if one["award"] is not None else ""
    return results(one), chance, "" if on_time is None else on_time, one["expected_terms"], term, units

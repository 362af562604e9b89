"""Rows of a comparison in words: how they are numbered, what marks them, and what several have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planner.domain.text import Words
from planner.messages import catalogue, say, worded
from planner.report.documents.compare.shape import CompareDocument, Noticed, PlannedRow, Row, Warned, has_plan
from planner.report.listing import listed
from planner.report.pages.blocks import Item
from planner.report.stored import in_words

UNRANKED = "?"
"""The mark of a row whose place is unknown."""


def key_name(key: str) -> str:
    """A key of the learner file in words; one that has none as it is written there."""
    return catalogue().get(f"choice.{key}", key)


def key_value(given: Any, key: str = "") -> str:
    """A value of the key of the learner file: in words where it has some, else as its author would write it."""
    if isinstance(given, Mapping):
        return ", ".join(say("colon", name=name, value=key_value(inner)) for name, inner in given.items())
    if given in (None, [], ""):
        return say("choice.nothing")
    if isinstance(given, list):
        return ", ".join(key_value(item, key) for item in given)
    if isinstance(given, bool):
        return say("page.yes" if given else "page.no")
    known = {"order": "order", "minimise": "objective"}.get(key)
    return catalogue().get(f"{known}.{given}") or (given if isinstance(given, str) else json.dumps(given))


def ranking(rows: Sequence[Row], by: str) -> Iterator[str]:
    """Which money rows are ranked by, where some are: none is without a plan or a price."""
    if any(row["front"] is not None for row in rows):
        yield say(f"compare.ranked_{by}")


def front_legend(rows: Sequence[Row], by: str) -> Iterator[str]:
    """What marks of the front that are there mean, by the money that rows are ranked by."""
    if any(row["front"] for row in rows):
        yield say(f"compare.legend_front_{by}")
    if any(row["dominated_by"] for row in rows):
        yield say("compare.legend_dominated")
    if any(is_unranked(row) for row in rows):
        yield f"{UNRANKED} {say(f'compare.legend_unknown_{by}')}"


def is_unranked(row: Row) -> bool:
    """Whether nobody can say if a row with a plan is on the front."""
    return row["front"] is None and has_plan(row)


def groups(rows: Sequence[Row]) -> list[list[int]]:
    """Places of the rows with plans that share all but who pays and what it costs."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if has_plan(row):
            found.setdefault(repr(in_words(_shared(row))), []).append(place)
    return list(found.values())


def _shared(row: PlannedRow) -> list[Any]:
    """What rows have in common that are told together."""
    return [
        row["programme"], row["start"], row["changes"], row["pathway"], row["certificate"], row["peak"],
        row["internship"], row["admission"], row["bottleneck"], row["binds"], row["holds"],
    ]  # fmt: skip


def choice(row: Row, key: str) -> str:
    """What was asked of a row under a key, in words."""
    match key:
        case "start":
            return str(row["start"])
        case "programme" | "pathway" | "funding":
            return worded(row["labels"][key])
    return key_value(row["changes"].get(key), key)


def group_name(data: CompareDocument, row: Row) -> str:
    """What the rows of a group were asked for alike, but for who pays."""
    parts = [choice(row, "pathway")]
    for key in data["varied"]:
        if key in ("programme", "start"):
            parts.append(choice(row, key))
        elif key not in ("pathway", "funding"):
            parts.append(say("colon", name=key_name(key), value=choice(row, key)))
    return " · ".join(parts)


def numbers(places: Sequence[int]) -> str:
    """Rows as people number them, three or more neighbours as a span: `1 à 4 et 7`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    names: list[str] = []
    for run in runs:
        if len(run) > 2:
            names.append(say("compare.span", first=run[0] + 1, last=run[-1] + 1))
        else:
            names += [str(place + 1) for place in run]
    return worded(listed(names))


def numbered(places: Sequence[int]) -> str:
    """Rows by their numbers."""
    return say("compare.rows", numbers=numbers(places), count=len(places))


def about_rows(text: Words, places: Sequence[int], rows: Sequence[Row]) -> str:
    """A text, with the rows that it is about where it is not about all that there are."""
    if len(places) == len(rows):
        return worded(text)
    return say("compare.told", rows=numbered(places), text=text)


def reasons(rows: Sequence[Row]) -> Iterator[Item]:
    """Why some rows have no plan, rows with the same reason together; conditions that cannot all hold below it."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row["reason"]:
            found.setdefault(worded(row["reason"]), []).append(place)
    for text, places in found.items():
        conflicts = rows[places[0]]["conflicts"]
        lead = say("compare.conflicts") if len(conflicts) > 1 else text
        yield Item(say("compare.told", rows=numbered(places), text=lead))
        for line in conflicts if len(conflicts) > 1 else ():
            yield Item(worded(line["what"]), level=1)


def told(entries: Iterable[Warned | Noticed], rows: Sequence[Row]) -> list[str]:
    """What to check, or what nobody should miss, with the rows that it is about."""
    return [about_rows(entry["text"], entry["rows"], rows) for entry in entries]

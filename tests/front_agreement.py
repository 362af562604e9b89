"""The front of a comparison against plain enumeration: all combinations solved by the reference, all pairs compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from planner.errors import BadInput
from planner.study.combinations import Asked
from planner.study.compare import compare
from tests.agreement import made_readable, product_case
from tests.reference import Outcome, solve_by_enumeration
from tests.reference.random_payers import random_own

Raw = dict[str, Any]
Key = tuple[str, str, str]
Mark = tuple[bool | None, list[int | None] | None]
Placed = tuple[tuple[int, int], list[int | None], int | None]
PATHWAYS = ("evening", "daytime", "mixed")


def files(folder: Path, programme: Raw, learner: Raw, terms: int) -> Path:
    """Programme and learner as files; the horizon of the reference is the learner's deadline.

    Raises:
        BadInput: the product refuses one of them.
    """
    case = product_case(programme, learner, terms)
    assert case.learner.deadline is not None
    limit = case.programme.calendar.term(case.learner.deadline).name
    (folder / "programme.yaml").write_text(json.dumps(programme), encoding="utf-8")
    path = folder / "learner.yaml"
    path.write_text(json.dumps({**learner, "programme": "programme.yaml", "deadline": limit}), encoding="utf-8")
    return path


def marked(path: Path, fundings: list[str], starts: list[str]) -> tuple[str, dict[Key, Mark]]:
    """By what the product ranks, and what it says of each combination: whether it is on the front, and its duration,
    cost and load.
    """
    found = compare(Asked(path, pathways=PATHWAYS, fundings=fundings, starts=starts))
    marks = {}
    for row in found.rows:
        assert row.result is not None
        held = {item.name: item.value for item in row.result.objectives}
        told = [held.get(name) for name in ("duration", "cost", "load")] if row.result.plan else None
        choice = row.entry.combination
        marks[choice.start, choice.pathway, choice.funding] = row.front, told
    return found.by, marks


def expected(
    programme: Raw, learner: Raw, horizons: Mapping[str, int], fundings: list[str]
) -> tuple[str, dict[Key, Mark]]:
    """The same from the reference alone; `horizons` has the number of terms from each start to the last award.

    Money is what the learner pays: all of a funding that is theirs, nothing of any other; where that is known of no
    plan, it is the whole cost.
    """
    points: dict[Key, Placed | None] = {}
    ids = [term["id"] for term in programme["calendar"]["terms"]]
    own = {row["id"]: row.get("own") for row in programme["fundings"]}
    for start, pathway, funding in product(horizons, PATHWAYS, fundings):
        asked = {**learner, "start": start, "pathway": pathway, "funding": funding}
        found = solve_by_enumeration(programme, asked, horizons[start])
        points[start, pathway, funding] = _point(found, ids, own[funding])
    mine = any(value is not None and value[2] is not None for value in points.values())
    placed = [value and (value[0], value[2] if mine else value[1][1], value[1][2]) for value in points.values()]
    marks = {key: (_on_front(place, placed), value and value[1])
             for (key, value), place in zip(points.items(), placed, strict=True)}  # fmt: skip
    return "own" if mine else "cost", marks


def _point(found: Outcome, ids: list[str], own: bool | None) -> Placed | None:
    """The term of the award as a date is compared, the values, and what the learner pays."""
    if found.status == "impossible":
        return None
    assert found.award is not None
    year, _, name = found.award.partition("-")
    values = [found.objectives[key] for key in ("duration", "cost", "load")]
    return (int(year), ids.index(name)), values, None if own is None or values[1] is None else values[1] * own


def _on_front(value: Any, others: list[Any]) -> bool | None:
    if value is None or value[1] is None:
        return None
    for other in others:
        known = other is not None and other[1] is not None and other != value
        if known and all(its <= mine for its, mine in zip(other, value, strict=True)):
            return False
    return True


def agree(folder: Path, programme: Raw, learner: Raw, terms: int) -> dict[str, int]:
    """Compare both; how many rows were on the front, behind it, not comparable and impossible; empty when refused."""
    programme = made_readable(programme)
    if terms % 2 == 0:
        programme = random_own(Random(f"own {programme['units']}"), programme)
    fundings = [entry["id"] for entry in programme["fundings"]]
    ids = [term["id"] for term in programme["calendar"]["terms"]]
    year, _, name = learner["start"].partition("-")
    later = int(year) * len(ids) + ids.index(name) + 1
    starts = [learner["start"], f"{later // len(ids)}-{ids[later % len(ids)]}"]
    try:
        path = files(folder, programme, learner, terms)
        mine = marked(path, fundings, starts[: min(2, terms)])
    except BadInput:
        return {}
    horizons = dict(zip(starts[: min(2, terms)], (terms, terms - 1), strict=False))
    theirs = expected(programme, learner, horizons, fundings)
    assert mine == theirs
    told = [(front, values) for front, values in mine[1].values()]
    return {
        "front": sum(front is True for front, _ in told),
        "behind": sum(front is False for front, _ in told),
        "unknown": sum(front is None and values is not None for front, values in told),
        "impossible": sum(values is None for _, values in told),
        mine[0]: 1,
    }

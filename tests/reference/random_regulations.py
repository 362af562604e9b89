"""Seeded tiny programmes whose regulations limit what counts, or let only one of two units be taken."""

from __future__ import annotations

from random import Random
from typing import Any

from .case import Raw
from .random_circles import random_circled_case
from .random_learners import random_busy_case, random_case
from .random_programmes import BASE


def random_limited_case(seed: int) -> tuple[Raw, dict[str, Any], int]:
    """A programme with `at_most` and `exclusive`, a learner and a horizon."""
    random = Random(f"limits {seed}")
    programme, learner, terms = (random_case, random_busy_case, random_circled_case)[seed % 3](seed)
    units = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    rows = list(programme["requirements"])
    for number in range(random.choice((0, 1, 1, 2))):
        some = random.sample(units, random.randint(1, len(units)))
        most: Any = random.choice((random.randint(0, 3), {"units": random.randint(1, 3)}))
        if random.random() < 0.5:
            most = {"credits": random.randint(2, 14)}
        rows.append({"id": f"L{number}", "at_most": most, "of": some, **BASE})
    pairs = [random.sample(units, 2) for _ in range(random.choice((0, 0, 1, 2)))]
    found = {**programme, "requirements": rows, "exclusive": pairs}
    if random.random() < 0.5:
        acquired = random.sample(units, random.randint(1, len(units)))
        learner = {**learner, "acquired": acquired, "pins": [], "waive": []}
    if random.random() < 0.3:
        avoided = learner.get("avoid") or ()
        learner = {**learner, "extra": [unit for unit in random.sample(units, 1) if unit not in avoided]}
    return found, learner, terms


def random_tracked_case(seed: int) -> tuple[Raw, dict[str, Any], int]:
    """The same with groups of tracks in place of some requirements."""
    random = Random(f"tracks {seed}")
    programme, learner, terms = (random_case if seed % 4 else random_limited_case)(seed)
    if seed % 2:
        programme, learner, terms = random_circled_case(seed)
    units = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    rows = [row for row in programme["requirements"] if "at_most" in row or random.random() < 0.5]
    for number in range(random.choice((1, 1, 2))):
        tracks = [_track(random, units) for _ in range(random.choice((1, 2, 2, 3)))]
        named = [{"id": f"T{place}", "requirements": track} for place, track in enumerate(tracks)]
        rows.append({"id": f"G{number}", "one_of": named if random.random() < 0.5 else tracks, **BASE})
    kept = {key: value for key, value in learner.items() if key not in ("pins", "goal")}
    return {**programme, "requirements": rows, "certificates": []}, kept, terms


def random_shared_case(seed: int) -> tuple[Raw, dict[str, Any], int]:
    """Requirements of which some share their units with no other, among them limits and tracks."""
    random = Random(f"share {seed}")
    programme, learner, terms = (random_tracked_case, random_limited_case)[seed % 2](seed)
    units = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    rows = [row for row in programme["requirements"] if "at_most" in row or "one_of" in row or random.random() < 0.3]
    rows += [{"id": f"S{number}", **_choice(random, units)} for number in range(random.choice((1, 2, 2, 3)))]
    rows = [_plain(row) for row in rows]
    alone = [random.random() < 0.7 and not {"at_most", "one_of"} & row.keys() for row in rows]
    rows = [{**row, "share": False} if own else row for row, own in zip(rows, alone, strict=True)]
    kept = {key: value for key, value in learner.items() if key not in ("pins", "goal")}
    return {**programme, "requirements": rows, "certificates": []}, kept, terms


def _plain(row: Raw) -> Raw:
    """A list of which all are needed says so."""
    if "k" in row and row["k"] == len(row["of"]):
        return {"id": row["id"], "all_of": row["of"], **BASE}
    return row


def _choice(random: Random, units: list[str]) -> Raw:
    some = random.sample(units, random.randint(1, len(units)))
    kinds: list[Raw] = [
        {"all_of": some[:2]},
        {"k": random.randint(1, max(1, len(some) // 2)), "of": some},
        {"credits": random.randint(2, max(2, len(some) + 2)), "of": some},
    ]
    return {**random.choice([*kinds, *kinds[1:]]), **BASE}


def _track(random: Random, units: list[str]) -> list[Raw]:
    found: list[Raw] = []
    for _ in range(random.choice((1, 1, 2))):
        some = random.sample(units, random.randint(1, len(units)))
        kinds: list[Raw] = [
            {"all_of": some[:3]},
            {"k": random.randint(1, max(1, len(some) - 1)), "of": some},
            {"credits": random.randint(2, 2 * len(some)), "of": some},
        ]
        found.append({**random.choice(kinds), **BASE})
    return found

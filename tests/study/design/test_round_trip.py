"""Random offers: what is written is an offer again, and learners of it take as long as the ordinary solver says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from click.testing import Result

Run = Callable[..., Result]


def random_offer(random: Random) -> dict[str, Any]:
    """Two curricula of a few units over one or two years of one to three terms."""
    size = random.choice((1, 2, 2, 3))
    year = [f"P{place}" for place in range(size)]
    codes = [f"U{place}" for place in range(random.randint(4, 8))]
    units = [
        {"code": code, "credits": random.randint(1, 8)}
        | ({"periods": ["year"]} if random.random() < 0.25 < size - 1 else {})
        for code in codes
    ]
    pairs = [sorted(random.sample(codes, 2)) for _ in range(random.randint(0, 3))]
    days = [{"id": p, "starts": f"2026-{9 + n:02}-01", "ends": f"2026-{9 + n:02}-28"} for n, p in enumerate(year)]
    return {
        "format": "planner/offer/1",
        "id": "random",
        "terms": size * random.choice((1, 2)) + (size == 1),
        "year": year,
        "units": units,
        "curricula": [random_curriculum(random, f"c{place}", codes) for place in range(2)],
        "prerequisites": [{"unit": after, "after": [before]} for before, after in pairs],
        "calendar": {"year": 2026, "terms": days},
    }


def random_curriculum(random: Random, name: str, codes: list[str]) -> dict[str, Any]:
    own = random.sample(codes, random.randint(2, len(codes)))
    cut = random.randint(1, len(own))
    left = own[cut:]
    choices = [{"take": random.randint(1, len(left)), "of": left}] if left else []
    return {"id": name, "units": own[:cut], "choices": choices, "max_units": random.randint(2, 4)}


def learners(random: Random, data: dict[str, Any], folder: Path) -> str:
    lines = ["id,programme,start,acquired,availability.evenings"]
    for number in range(4):
        one = random.choice(data["curricula"])
        own = [*one["units"], *(unit for choice in one["choices"] for unit in choice["of"])]
        held = ";".join(random.sample(own, random.randint(0, len(own) - 1)))
        evenings = random.choice(("", "mon;tue", "mon"))
        lines.append(f"l{number},{folder}/{one['id']},2026-{random.choice(data['year'])},{held},{evenings}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(14))
def test_learners_take_as_long_as_the_ordinary_solver_says(planner: Run, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    data, out, path = random_offer(random), tmp_path / "out", tmp_path / "offer.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    first = planner("design", path, "--trade-offs", "0", "--write", out, "--format", "json")
    assert first.exit_code in (0, 3), first.output
    if first.exit_code == 3:
        assert not out.exists()
        return
    assert all(one["within"] for one in json.loads(first.stdout)["fresh"])
    again = {
        "format": "planner/offer/1",
        "id": "again",
        "terms": data["terms"],
        "year": data["year"],
        "curricula": [{"programme": str(out / f"c{place}")} for place in range(2)],
        "weights": {"balance": random.choice((0, 1)), "change": random.choice((0, 1, 5)), "delay": 3},
    }
    path.write_text(yaml.safe_dump(again), encoding="utf-8")
    (tmp_path / "c.csv").write_text(learners(random, data, out), encoding="utf-8")
    second = planner("design", path, "--cohort", tmp_path / "c.csv", "--trade-offs", "20", "--format", "json")
    assert second.exit_code == 0, second.output
    found = json.loads(second.stdout)
    assert found["status"] == "optimal"
    assert [one["duration"] for one in found["cohort"]["learners"]] == [
        max(1, one["terms"]) for one in found["cohort"]["learners"]
    ]
    assert all(one["delay"] >= 0 for one in found["cohort"]["learners"])
    assert all(one["within"] for one in found["fresh"])

"""A seeded cohort of fictional learners as CSV: `python -m benchmarks.cohort --learners 500 > cohort.csv`."""

from __future__ import annotations

import csv
import io
import json
import sys
from random import Random
from typing import Any

import click

from benchmarks import learners
from planner.storage import programmes

COLUMNS = (
    "id", "programme", "start", "fictional", "pathway", "funding", "acquired", "experience.months",
    "experience.in_sector", "experience.working", "internship_windows", "max_units_per_term",
    "max_daytime_units_per_term", "availability.evenings", "availability.terms", "order", "minimise", "deadline",
    "pins", "avoid", "max_cost_per_year",
)  # fmt: skip


def text(number: int, seed: int) -> str:
    """The file: learners of all vintages in turn, `fictional-0001` and so on."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, COLUMNS, restval="")
    writer.writeheader()
    for place, data in enumerate(records(number, seed), 1):
        writer.writerow(cells({"id": f"fictional-{place:04}", **data}))
    return target.getvalue()


def records(number: int, seed: int) -> list[dict[str, Any]]:
    """The same learners as the data of their files."""
    random = Random(seed)
    vintages = [programmes.load(name) for name in learners.VINTAGES]
    return [learners.learner(random, vintages[place % len(vintages)]) for place in range(number)]


def cells(data: dict[str, Any]) -> dict[str, str]:
    """A learner's data as the cells of a row."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        nested = key in ("experience", "availability")
        flat |= {f"{key}.{inner}": part for inner, part in value.items()} if nested else {key: value}
    return {key: cell(value) for key, value in flat.items()}


def cell(value: Any) -> str:
    """A value as a cell has it."""
    if isinstance(value, list):
        return ";".join(_item(item) for item in value) or "none"
    return json.dumps(value) if isinstance(value, (dict, bool)) else str(value)


def _item(item: Any) -> str:
    match item:
        case {"unit": unit, "by": how}:
            return f"{unit}:{how}"
        case {"unit": unit, "term": term}:
            return f"{unit}={term}"
        case {"from": first, "to": last}:
            return f"{first}..{last}"
    return str(item)


@click.command()
@click.option("--learners", "number", type=click.IntRange(1), default=500, show_default=True, help="Rows.")
@click.option("--seed", type=int, default=2019, show_default=True, help="Seed of the random learners.")
def main(number: int, seed: int) -> None:
    """Print a cohort of fictional learners as CSV."""
    sys.stdout.write(text(number, seed))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.cohort")

"""The best values that the field has published, by instance, each with its source."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).parent / "records.csv"


@dataclass(frozen=True, slots=True)
class Record:
    """A value, whether it is proven to be the least, and where it comes from."""

    value: Fraction
    proven: bool
    source: str


def load(path: Path = FILE) -> Mapping[tuple[str, str], Record]:
    """The least value of each (family, instance)."""
    found: dict[tuple[str, str], Record] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key = (row["family"], row["instance"])
            record = Record(Fraction(row["value"]), row["proven"] == "yes", row["source"])
            if key not in found or record.value < found[key].value:
                found[key] = record
    return found

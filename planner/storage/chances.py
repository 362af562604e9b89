"""The chances to fail of a file, with the units of its programme."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.chances import Chances
from planner.errors import read_each
from planner.storage.dates import Path
from planner.storage.schema_chances import Chances as Stated
from planner.storage.validation import Source

KEY = "chances"


def chances(source: Source, given: Stated | None, code: Callable[[Path, str], str]) -> Chances | None:
    """What the file assumes, None where it says nothing; `code` names a unit by what the file calls it.

    Raises:
        BadInput: a unit that the programme does not have, or one that has two chances.
    """
    if given is None:
        return None
    found: dict[str, float] = {}

    def read(entry: tuple[str, float]) -> None:
        path: Path = (KEY, "units", entry[0])
        unit = code(path, entry[0])
        if unit in found:
            raise source.error("chances.twice", path, value=entry[0])
        found[unit] = float(entry[1])

    read_each(given.units.items(), read)
    return Chances(float(given.fail), found, float(given.second_session))

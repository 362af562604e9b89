"""Travel between sites: rows `from,to,minutes`, the same both ways; in travel.csv beside a timetable, or on a sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.errors import BadInput, read_each
from planner.storage import numbers, tables

FILE_NAME, SHEET = "travel.csv", "travel"
COLUMNS = ("from", "to", "minutes")
LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes by pair of sites, and (line, site) of what no class of the timetable uses."""

    minutes: Mapping[frozenset[str], int]
    unused: tuple[tuple[int, str], ...]


def read(text: str, file: str, sites: Collection[str]) -> Travel:
    """The table, of which a timetable may use only some sites; a name that is one of its `sites` but for the way it is
    written is an error.

    Raises:
        BadInput: naming the row.
    """
    found: dict[frozenset[str], tuple[int, int]] = {}
    unused: list[tuple[int, str]] = []
    alike = {_letters(site): site for site in sites}

    def check_site(line: int, column: str, name: str) -> None:
        if name not in sites:
            meant = alike.get(_letters(name))
            if meant is not None or not name:
                values = {"value": name, "known": meant or ", ".join(sites) or "-"}
                raise BadInput("travel.site", file=file, line=line, where=column, **values)
            unused.append((line, name))

    def read_row(record: tuple[int, dict[str, str]]) -> None:
        line, row = record
        read_each(("from", "to"), lambda column: check_site(line, column, row[column]))
        pair, minutes = frozenset((row["from"], row["to"])), _minutes(file, line, row["minutes"])
        if len(pair) == 1:
            raise BadInput("travel.same", file=file, line=line, where="to", value=row["to"])
        first, known = found.setdefault(pair, (line, minutes))
        if known != minutes:
            values = {"one": row["from"], "other": row["to"], "minutes": str(known)}
            raise BadInput("travel.differs", file=file, line=line, where="minutes", first=first, **values)

    read_each(tables.rows(tables.Table(file, text), COLUMNS, COLUMNS), read_row)
    return Travel({pair: minutes for pair, (_, minutes) in found.items()}, tuple(unused))


def _letters(name: str) -> str:
    """Letters and digits of a name, without case and accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _minutes(file: str, line: int, text: str) -> int:
    minutes = numbers.whole(text, LONGEST)
    if minutes is None:
        raise BadInput("travel.minutes", file=file, line=line, where="minutes", value=text, most=LONGEST)
    return minutes

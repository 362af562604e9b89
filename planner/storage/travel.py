"""Travel between sites: rows `from,to,minutes`, the same both ways; in travel.csv beside a timetable, or on a sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.errors import BadInput
from planner.storage import csv_reader

FILE_NAME, SHEET = "travel.csv", "travel"
COLUMNS = ("from", "to", "minutes")
LONGEST = 24 * 60


def read(text: str, file: str, sites: Collection[str]) -> Mapping[frozenset[str], int]:
    """Minutes by pair of sites, all of them sites of the timetable.

    Raises:
        BadInput: naming the row.
    """
    found: dict[frozenset[str], tuple[int, int]] = {}
    for line, row in csv_reader.rows(text, file, COLUMNS, COLUMNS):
        for column in ("from", "to"):
            if row[column] not in sites:
                values = {"value": row[column], "known": ", ".join(sorted(sites)) or "-"}
                raise BadInput("travel.site", file=file, line=line, where=column, **values)
        pair, minutes = frozenset((row["from"], row["to"])), _minutes(file, line, row["minutes"])
        if len(pair) == 1:
            raise BadInput("travel.same", file=file, line=line, where="to", value=row["to"])
        first, known = found.setdefault(pair, (line, minutes))
        if known != minutes:
            values = {"one": row["from"], "other": row["to"], "minutes": str(known)}
            raise BadInput("travel.differs", file=file, line=line, where="minutes", first=first, **values)
    return {pair: minutes for pair, (_, minutes) in found.items()}


def _minutes(file: str, line: int, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > LONGEST:
        raise BadInput("travel.minutes", file=file, line=line, where="minutes", value=text, most=LONGEST)
    return int(text)

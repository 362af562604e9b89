"""CSV as people save it: comma or semicolon, with named columns; errors name the line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from planner.errors import BadInput


def rows(text: str, file: str, needed: Sequence[str], known: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """(line, cells by column) of every row that is not empty; columns left out are empty.

    Raises:
        BadInput: for missing, unknown or repeated columns, and rows with too many cells.
    """
    head = text.lstrip("\n\r").partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head and "," not in head else ",")
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        missing = [name for name in needed if name not in names]
        wrong = [name for place, name in enumerate(names) if name not in known or name in names[:place]]
        if missing or wrong:
            key = "csv.missing_column" if missing else "csv.unknown_column"
            raise BadInput(key, file=file, line=1, value=", ".join(missing or wrong), known=", ".join(known))
        reader.fieldnames = names
        found = []
        for row in reader:
            if None in row:
                raise BadInput("csv.too_many", file=file, line=reader.line_num)
            cells = {name: (row.get(name) or "").strip() for name in known}
            if any(cells.values()):
                found.append((reader.line_num, cells))
    except csv.Error as error:
        raise BadInput("csv.syntax", file=file, line=reader.line_num, why=str(error)) from None
    return found

"""`python -m benchmarks.document FILE.md FOLDER`: put the newest figures of dated files where the text asks for them.

The text asks with a line `<!-- figures: NAME -->`; what stands between it and `<!-- end -->` is replaced. NAME is a
group of lines such as `process`, or `runs bacp 60` for the runs on public instances of a family and a limit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import click

from benchmarks import table
from benchmarks.measure import Row
from benchmarks.public import ledger, part, tables
from planner.storage import output

PLACE = re.compile(r"(<!-- figures: ([^>]*?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
FACTS = ("planner", "machine", "ortools", "load before", "seed", "bytecode")


def filled(text: str, folder: Path) -> tuple[str, list[str]]:
    """The text with the figures of the folder, and the names for which the folder has none: these stay as they are."""
    missing: list[str] = []

    def put(place: re.Match[str]) -> str:
        found = figures(folder, place[2])
        if found is None:
            missing.append(place[2])
            return place[0]
        return f"{place[1]}\n{found.strip()}\n\n{place[4]}"

    return PLACE.sub(put, text), missing


def figures(folder: Path, name: str) -> str | None:
    """The newest figures of a name, None where the folder has none."""
    words = name.split()
    return _runs(folder, words[1], float(words[2])) if words[0] == "runs" else _lines(folder, name)


def _runs(folder: Path, family: str, limit: float) -> str | None:
    """The runs of a family with a limit, of the code that ran last."""
    every = [run for path in sorted(folder.glob("public-*.csv")) for run in ledger.read(path)]
    runs = [run for run in every if run.family == family and run.limit == limit]
    return tables.markdown([run for run in runs if run.code == runs[-1].code], part.missing()) if runs else None


def _lines(folder: Path, group: str) -> str | None:
    """The lines of a group in the file of the last day that has some."""
    found: list[tuple[str, list[dict[str, str]]]] = []
    for path in sorted(folder.glob("*-????-??-??.csv")):
        with path.open(encoding="utf-8", newline="") as source:
            rows = [dict(row) for row in csv.DictReader(source) if row.get("group") == group]
        found += [(rows[0]["day"], rows)] if rows else []
    if not found:
        return None
    day, rows = max(found, key=lambda item: item[0])
    facts = {name: rows[0][name] for name in FACTS if rows[0].get(name)}
    return "\n".join([f"{day}: {table.said(facts)}", "", *table.measured([_row(row) for row in rows])])


def _row(row: Mapping[str, str]) -> Row:
    target = float(row["target"]) if row["target"] else None
    middle, low, p90, p99, high = (float(row[key]) for key in ("median", "low", "p90", "p99", "high"))
    return Row(row["group"], row["name"], row["unit"], int(row["n"]), middle, low, p90, p99, high, target)


@click.command()
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(document: Path, folder: Path) -> None:
    """Put the newest figures of FOLDER, which `python -m benchmarks --out` has written, into DOCUMENT."""
    text, missing = filled(document.read_text(encoding="utf-8"), folder)
    output.write(document, text)
    for name in missing:
        click.echo(f"no figures of {name}: left as they are", err=True)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.document")

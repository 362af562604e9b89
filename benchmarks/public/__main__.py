"""`python -m benchmarks.public FILE.csv …`: the tables of runs written down, of an unfinished campaign too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.public import ledger, tables


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def main(files: Sequence[Path]) -> None:
    """Print the Markdown tables of FILES, which `python -m benchmarks --out` has written."""
    click.echo(tables.markdown([run for path in files for run in ledger.read(path)]), nl=False)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.public")

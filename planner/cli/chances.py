"""`planner chances RESULTS --programme ID`: the chances to fail that past results make."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from planner.cli import shared, showing
from planner.cli.showing import Output, document_options
from planner.report.formats import PAGES

if TYPE_CHECKING:
    from planner.report.documents.chances.shape import ChancesDocument


@click.command("chances")
@click.argument("results", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("--programme", required=True, metavar="ID", help="Programme of the units (ID or path).")
@click.option("--key", is_flag=True, help="Print the key chances, as a learner's file or a programme's has it.")
@partial(document_options, forms=PAGES)
def command(results: Path, programme: str, key: bool, output: Output) -> None:
    """Say how likely exams are failed, from a table of past RESULTS (CSV or XLSX): columns unit, year, attempted,
    failed, and as known second_attempted, second_failed.

    Each unit's rate is drawn towards the mean of all, the more the fewer results it has; with intervals of 95 %.
    """
    from planner.report.documents import document
    from planner.service.chances import chances

    made = document(chances(results, Path(programme)))
    if key:
        from planner.report.documents.chances.key import key_text

        showing.emit(key_text(cast("ChancesDocument", made.data)), output.out)
        return
    output.show(made, "done")

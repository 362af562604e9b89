"""`planner timetable PROGRAMME`: the week of a timetable, what collides in it, and whom it does not serve."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options
from planner.report.formats import PAGES

if TYPE_CHECKING:
    from planner.domain.programme import Programme


@click.command(
    "timetable",
    epilog="Exit codes: 0 done, whatever was found; 1 bad input: programme, timetable or the head of the cohort; rows "
    "of the cohort that do not fit are named in the document and left out.",
)
@click.argument("programme")
@shared.reports_errors
@shared.timetable_option
@click.option("--term", metavar="TERM", help="Only this term, such as 2019-S1.")
@click.option("--cohort", type=click.Path(path_type=Path), help="Learners (CSV): say who would have no plan at all.")
@click.option("--workers", type=shared.WORKERS, help="Processes for the cohort; all cores unless given.")
@shared.time_limit_option("Seconds a learner.")
@shared.seed_option()
@partial(document_options, forms=PAGES)
def command(
    programme: str, timetable: Path | None, term: str | None, cohort: Path | None, workers: int | None,
    time_limit: float, seed: int, output: Output,
) -> None:  # fmt: skip
    """Show the timetable of PROGRAMME (ID or path) as a grid of each term, with what to look at before it is published:
    units of the title or of a certificate that nobody can take together, rooms and teachers needed twice at once,
    travel that is not known; and, with --cohort, the learners who could not finish any more.

    A timetable has a row for each session, as CSV or on the first sheet of an XLSX workbook. Columns: offering, unit,
    period, modality; then as known section, weekday or date, start, end, site, room, teacher, seats, confidence
    (confirmed, usual, unknown), assumption. Minutes between sites stand in travel.csv beside it, or on the sheet
    "travel": from, to, minutes. As csv, the output is the timetable again.
    """
    from planner.cli.batch_progress import Bar
    from planner.messages import bound
    from planner.report.documents import document
    from planner.service import timetable as service
    from planner.solve.config import Config
    from planner.storage import programmes

    read = programmes.load(programme, timetable=timetable)
    index = _term(term, read)
    shared.speak(bound().about([read.calendar]))
    with Bar() as bar:
        config = Config(time_limit, seed, workers or shared.cores(), progress=bar)
        answer = service.of_programme(read, programme, timetable, index, cohort, config)
    output.show(document(answer), "done")


def _term(name: str | None, programme: Programme) -> int | None:
    if name is None:
        return None
    from planner.storage import dates
    from planner.storage.validation import Source

    return dates.term(Source(None, "--term"), (), name, programme)

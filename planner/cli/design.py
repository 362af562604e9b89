"""`planner design OFFER.yaml`: the term of every unit of several curricula, its proof, its changes and trade-offs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from planner.cli import shared, targets, terminal
from planner.cli.misuse import Misuse
from planner.cli.showing import Output, document_options
from planner.domain.brief import WEIGHTS
from planner.errors import BadInput
from planner.messages import say
from planner.report.formats import PAGES

HEAVIEST = 1_000_000


@click.command(
    "design",
    epilog="Exit codes: 0 done; 1 rows of the cohort left out, the others done; 3 impossible; 4 not decided within the "
    "limit.",
)
@click.argument("offer", type=click.Path(path_type=Path))
@shared.reports_errors
@partial(document_options, forms=PAGES)
@click.option(
    "--keep-close", type=click.IntRange(0, HEAVIEST), metavar="W", help="Penalty for each unit that leaves its place."
)
@click.option("--weight", "weights", multiple=True, metavar="NAME=N", help="Of balance, unwanted, change, delay.")
@click.option("--cohort", type=click.Path(path_type=Path), metavar="C.csv", help="Learners whose delay counts.")
@click.option(
    "--trade-offs",
    "seconds",
    type=click.FloatRange(0, 3600),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="Time for the trade-offs, or for the reason why nothing is possible; 0 for none.",
)
@click.option("--write", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write programmes there.")
@click.option("--overwrite", is_flag=True, help="Replace an earlier proposal in the folder.")
@shared.solver_options
@partial(targets.alone, name="folder")
def command(
    offer: Path, output: Output, keep_close: int | None, weights: tuple[str, ...], cohort: Path | None,
    seconds: float, folder: Path | None, overwrite: bool, limits: shared.Limits,
) -> None:  # fmt: skip
    """Propose the term of every unit of the curricula in the file OFFER (YAML), and prove it or state the gap.

    The value adds up the squared distances of the terms' credits from the even load, unwanted terms, and, where they
    have a weight, units that change places and terms of delay of a cohort. With --write, the proposed programmes are
    written for planner plan, cohort and stress.
    """
    if overwrite and folder is None:
        raise Misuse("usage.overwrite_write")
    from planner.service import design as service

    settings = limits.settings(output.today)
    brief = service.as_brief(offer, _weights(keep_close, weights), cohort=cohort is not None)
    if folder is not None:
        from planner.runs import design as run

        run.check(folder, brief, overwrite=overwrite)
    learners = service.learners(cohort, brief, settings) if cohort else None
    for row, bad in learners.bad if learners else ():
        terminal.tell(row.describe(bad))
    answer = service.design_of(brief, settings, learners, seconds)
    found = answer.proposal.design is not None
    if folder is not None and found:
        answer = run.write(folder, answer, overwrite=overwrite)
        for entry in run.follow(folder, answer):
            told = say("design.within" if entry.within else "design.beyond", terms=brief.terms)
            terminal.tell(say("colon", name=entry.curriculum, value=told))
        terminal.tell(say("design.written", names=str(folder)))

    from planner.report.documents import document

    refused = learners is not None and learners.bad and found
    output.show(document(answer), answer.proposal.result.status, shared.BAD_INPUT if refused else None)


def _weights(keep_close: int | None, texts: tuple[str, ...]) -> dict[str, int]:
    """The weights of the command line."""
    from planner.storage import numbers

    found: dict[str, int] = {} if keep_close is None else {"change": keep_close}
    for text in texts:
        name, sign, value = text.partition("=")
        weight = numbers.whole(value, HEAVIEST)
        if name not in WEIGHTS or not sign or weight is None:
            raise BadInput("option.weight", value=text, known=", ".join(WEIGHTS))
        found[name] = weight
    return found

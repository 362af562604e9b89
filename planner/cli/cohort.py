"""`planner cohort COHORT.csv`: many learners at once, each alone or sharing seats; or a synthetic cohort."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared


@click.command("cohort")
@shared.reports_errors
@click.option(
    "--generate", "number", type=click.IntRange(1, 100_000), metavar="N", help="Make up N fictional learners."
)
@click.option(
    "--distribution", type=click.Path(path_type=Path), metavar="FILE", help="What they are like, in shares (YAML)."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Seed of what is random.")
@shared.programme_option
@shared.out_option
@shared.lang_option
def command(
    number: int | None, distribution: Path | None, seed: int, programme: str | None, out: Path | None, lang: str
) -> None:
    """Make up a cohort."""
    if number is None or distribution is None:
        raise click.UsageError("--generate and --distribution go together.")
    _generate(number, distribution, programme, seed, out)


def _generate(number: int, distribution: Path, programme: str | None, seed: int, out: Path | None) -> None:
    """A synthetic cohort as CSV."""
    from planner.storage import distributions
    from planner.study.cohort.generate import text

    made = text(distributions.load(distribution, programme), number, seed)
    shared.emit(made if out is not None or shared.to_terminal() else made.encode(), out)

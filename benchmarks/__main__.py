"""`python -m benchmarks`: measure, print a Markdown table, and on request write dated files."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks import batch, inprocess, large, processes, stress, studies, table
from benchmarks.inprocess import Sample
from benchmarks.measure import Row

PARTS = ("process", "inprocess", "large", "studies", "batch", "stress")


@click.command()
@click.option("--quick", is_flag=True, help="A smoke test: few pairs, few learners; the figures mean little.")
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, help="Only this part; repeatable.")
@click.option("--pairs", type=click.IntRange(1), default=15, show_default=True, help="Interleaved pairs a command.")
@click.option("--learners", "number", type=click.IntRange(1), default=500, show_default=True, help="Random learners.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Rounds in one process.")
@click.option("--seed", type=int, default=2019, show_default=True, help="Seed of the random learners.")
@click.option(
    "--bytecode",
    type=click.Choice(["compiled", "as-is"]),
    default="compiled",
    show_default=True,
    help="Processes with compiled modules in a temporary folder, as if installed, or in this environment as it is.",
)
@click.option("--slowest", type=click.IntRange(0), default=8, show_default=True, help="Slow learners to name.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for a dated CSV and Markdown.")
def main(
    quick: bool, parts: Sequence[str], pairs: int, number: int, rounds: int, seed: int, bytecode: str, slowest: int,
    out: Path | None,
) -> None:  # fmt: skip
    """Measure the planner: whole processes, random learners in one process, a programme of forty units,
    studies, batches, and stress runs.

    Ratios compare neighbours in time, so that they hold on a busy machine too. Exit code 1 when a
    target is missed, except by a quick run.
    """
    chosen = parts or PARTS
    if quick:
        pairs, number, rounds = min(pairs, 2), min(number, 25), 1
    rows: list[Row] = []
    slow: list[Sample] = []
    if "process" in chosen:
        click.echo("whole processes ...", err=True)
        with tempfile.TemporaryDirectory() as folder:
            compiled = bytecode == "compiled"
            rows += processes.measure(Path(folder), pairs, 1 if quick else 5, compiled=compiled)
    if "inprocess" in chosen:
        click.echo(f"{number} random learners ...", err=True)
        found, samples = inprocess.measure(number, seed, rounds)
        rows += found
        slow = samples[:slowest]
    if "large" in chosen:
        click.echo("programme of forty units ...", err=True)
        rows += large.measure(rounds, only=1 if quick else None)
    if "studies" in chosen:
        click.echo("explanations and new plans ...", err=True)
        rows += studies.measure(20 if quick else max(20, number // 2), seed)
    if "batch" in chosen:
        click.echo("batches ...", err=True)
        with tempfile.TemporaryDirectory() as folder:
            rows += batch.measure(Path(folder), number, seed, 1 if quick else 2)
    if "stress" in chosen:
        click.echo("stress runs ...", err=True)
        with tempfile.TemporaryDirectory() as folder:
            every = stress.SIZES if len(chosen) == 1 else stress.SIZES[:2]
            rows += stress.measure(Path(folder), seed, (20, 60) if quick else every)
    facts = table.about(seed, bytecode)
    text = table.markdown(rows, slow, facts)
    click.echo(text, nl=False)
    if out is not None:
        for path in table.write(out, rows, text, facts):
            click.echo(f"written: {path}", err=True)
    sys.exit(1 if not quick and any(line.met is False for line in rows) else 0)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")

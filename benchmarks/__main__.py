"""`python -m benchmarks [FOLDER]`: measure, print a Markdown table, and on request write dated files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks import parts, table
from benchmarks.curricula import folder as curricula
from benchmarks.parts import PARTS, Settings
from benchmarks.public import minizinc, tables
from benchmarks.public import part as public
from benchmarks.public.folder import SAMPLES, families, problems
from benchmarks.public.ledger import Ledger
from planner.storage import output


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--quick", is_flag=True, help="A smoke test: few pairs, few learners; the figures mean little.")
@click.option(
    "--only", "chosen", type=click.Choice([*PARTS, *public.FAMILIES]), multiple=True, help="Only this; repeatable."
)
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
@click.option("--seeds", type=click.IntRange(1), default=10, show_default=True, help="Seeds on public instances.")
@click.option(
    "--time-limit", "limit", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
    help="Seconds of a run on a public instance.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="On public instances.  [default: bacp 1, gbacp every core]")
@click.option("--instance", "instances", multiple=True, help="Only the public instance of this name; repeatable.")
@click.option("--solver", "solvers", multiple=True, help="Only solvers with this in their name; repeatable.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for dated CSV and Markdown.")
@click.option("--resume", is_flag=True, help="Keep the runs on public instances that the newest file in --out has.")
def main(
    folder: Path | None, quick: bool, chosen: Sequence[str], pairs: int, number: int, rounds: int, seed: int,
    bytecode: str, slowest: int, seeds: int, limit: float, workers: int | None, instances: tuple[str, ...],
    solvers: tuple[str, ...], out: Path | None, resume: bool,
) -> None:  # fmt: skip
    """Measure the planner: whole processes, random learners in one process, a programme of forty units, studies,
    batches, stress runs; and the public instances in FOLDER, which holds `bacp/*.json` and `gbacp/*.dzn`, with every
    seed, beside a plain CP-SAT model and MiniZinc (from the path or the variable MINIZINC) where it is installed.
    `curricula/*.csv` in FOLDER, or its own CSV files, are curricula to import; without any, small made ones are.

    Ratios compare neighbours in time, so that they hold on a busy machine too. Every solution of a public instance
    goes through our checker. Their runs are written down one by one, so that --resume goes on after an interruption.
    Exit code 1 when a target is missed, except by a quick run, or when a solution is wrong.
    """
    kinds = _families(folder, chosen, quick=quick)
    if resume and out is None:
        raise click.UsageError("--resume needs --out: the folder with the runs to go on with.")
    if folder is not None and "curricula" in chosen and not curricula.find(folder):
        raise click.UsageError(f"{folder} has no curricula: CSV files of courses, there or in {folder}/curricula.")
    settings = Settings(pairs, number, rounds, seed, bytecode, slowest, whole=len(chosen) == 1, folder=folder)
    given = public.Options(folder or SAMPLES, seeds, limit, workers, instances, solvers)
    if quick:
        settings, given = settings.quick(), given.quick()
    ledger = Ledger(out if kinds else None, resume=resume)
    facts = table.about(seed, bytecode) | ({"minizinc": minizinc.version()} if kinds else {})
    rows, slow = parts.measure([name for name in chosen or PARTS if name in PARTS], settings, _told)
    runs = public.measure(kinds, given, ledger, _told) if kinds else []
    rows += public.lines(runs)
    text = table.markdown(rows, slow, facts)
    shown = tables.markdown(runs, public.missing()) if runs else ""
    click.echo(text + ("\n" + shown if shown else ""), nl=False)
    if out is not None:
        for path in [*table.write(out, "-".join(chosen) or "benchmarks", rows, text, facts), *_public(ledger)]:
            _told(f"written: {path}")
    sys.exit(1 if not quick and any(line.met is False for line in rows) else 0)


def _families(folder: Path | None, chosen: Sequence[str], *, quick: bool) -> list[str]:
    """The families to run: those asked for, else those of which the folder has files. A quick run needs no folder."""
    asked = [name for name in chosen if name in public.FAMILIES]
    if folder is None and not quick:
        if asked:
            raise click.UsageError(f"{' and '.join(asked)} need FOLDER: python -m benchmarks FOLDER --only {asked[0]}")
        if not chosen:
            _told("no FOLDER of public files: bacp and gbacp are left out")
        return []
    if chosen and not asked:
        return []
    others = () if folder is not None and curricula.find(folder) else public.FAMILIES
    found = asked or list(families(folder or SAMPLES)) or list(others)
    for name in found:
        problems(folder or SAMPLES, name, Path())
    return found


def _public(ledger: Ledger) -> list[Path]:
    """The file of runs, and the tables of all that it has, written beside it."""
    if ledger.path is None:
        return []
    beside = ledger.path.with_suffix(".md")
    output.write(beside, tables.markdown(ledger.runs, public.missing()))
    return [ledger.path, beside]


def _told(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")

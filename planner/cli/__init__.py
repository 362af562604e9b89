"""The command line: one module a command, loaded when it is asked for."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import click

from planner import __version__
from planner.cli import ending, helping, misuse
from planner.messages import LANGUAGES, speaking

COMMANDS = {
    "programmes": "List the programmes, or show one with its sources and assumptions.",
    "new": "Write a commented learner file, ready to edit.",
    "import": "Write a curriculum that others publish as a programme, a learner and a plan.",
    "schema": "Print the JSON Schema of a kind of file.",
    "plan": "Make the best study plan of a learner, proven.",
    "explain": "Say why there is no plan and what would make one, or why the best is the best.",
    "alternatives": "Show a few good plans that really differ.",
    "compare": "Set pathways, fundings, starts or other choices side by side, the Pareto front marked.",
    "frontier": "Show every trade-off between duration, cost and load, each a plan.",
    "risk": "Say what to take now when units can be failed, and how likely each title date is.",
    "chances": "Say how likely exams are failed, from past results by unit and year.",
    "batch": "Plan for a whole list of learners: documents of each, and a table of all.",
    "timetable": "Show a weekly timetable, what collides in it and whom it does not serve.",
    "cohort": "Plan for a whole list at once: demand for each class, or the best sharing of its seats.",
    "stress": "Plan for a cohort again under changed timetables: who is hurt, and why.",
    "design": "Propose the term of every unit of several curricula: proven, and what it would change.",
    "replan": "Plan again after results, changing as little as possible.",
    "check": "Audit a plan, whoever made it: every violation, costs recomputed.",
    "serve": "Serve the study desk: dossiers, boards and plans on a screen, for people without a terminal.",
    "backup": "Copy a desk into one file, even while it is served.",
    "restore": "Lay a copy of a desk out in a new folder.",
    "token": "Print a new token for the API of a desk.",
    "link": "Print a link that signs somebody in at a desk.",
}
NEW_OBJECTS, YOUNG, OLD = 100_000, 20, 100
"""When to look for garbage."""


class _Lazy(click.Group):
    """Commands by name; only their one-line help is known before they run."""

    context_class = helping.HelpContext

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run; too little memory also shows while modules are loaded."""
        given = list(sys.argv[1:] if args is None else args)
        with speaking(misuse.language(given)):
            return ending.run_guarded(lambda: super(_Lazy, self).main(given, *rest, **extra))

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        """Read what stands before the command."""
        with misuse.telling():
            return super().make_context(info_name, args, *rest, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what is wrong with its arguments is told without what would command a terminal."""
        with misuse.telling():
            return super().invoke(ctx)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command of the first word; one that is not there is told the ones most like it."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(misuse.no_command(args[0], list(COMMANDS)))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"planner.cli.{cmd_name}").command
        return helping.speaking_help(command, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _choose(ctx: click.Context, _param: click.Parameter, lang: str | None) -> None:
    """Speak the language, and let every command do so that is not told another."""
    if lang is not None:
        ctx.with_resource(speaking(lang))
        ctx.default_map = {name: {"lang": lang} for name in COMMANDS}


@cache
def _collect_seldom() -> None:
    """Once a process: collect garbage after many new objects only, and leave what is there to the end of the process.

    A command lives for a second or two, and the solver brings hundreds of thousands of objects that stay to the end. To
    look through them again and again, and once more when the process ends, takes a quarter of a whole `planner plan`.
    """
    gc.set_threshold(NEW_OBJECTS, YOUNG, OLD)
    atexit.register(gc.freeze)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planner")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, expose_value=False, callback=_choose,
    help="Language of help and output, before or after the command: French unless said otherwise.",
)  # fmt: skip
def main() -> None:
    """Study plans for adults: a proven best timetable of course units, what it costs and what it rests on.

    Exit codes: 0 done, 1 bad input, 2 usage, 3 impossible or violations found, 4 not decided within the limit.
    """
    _collect_seldom()

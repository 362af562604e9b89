"""What commands have in common: options, errors into exit codes, output to stdout or into a file."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli import ending, targets, terminal
from planner.domain.learner import ASKED, OBJECTIVES
from planner.domain.offering import MODALITIES
from planner.errors import BadInput, PlannerError
from planner.messages import DEFAULT, LANGUAGES, Language, bind, bound

if TYPE_CHECKING:
    from planner.domain.case import Case
    from planner.service.settings import Settings
    from planner.solve.config import Config

DONE, BAD_INPUT, USAGE, IMPOSSIBLE, UNDECIDED, DEFECT = 0, 1, 2, 3, 4, 70
Command = Callable[..., Any]


def speak(spoken: Language | str) -> None:
    """Words are those of the language until the command has ended, as `main` sees to."""
    bind(spoken)


def speak_about(cases: Iterable[Case]) -> None:
    """Words are those that documents on these learners use."""
    speak(bound().about_cases(cases))


lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=DEFAULT, show_default=True, help="Language of the output.",
    expose_value=False, is_eager=True, callback=lambda _ctx, _param, value: speak(value),
)  # fmt: skip
out_option = click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of stdout.")
today_option = click.option("--today", metavar="DAY", help="Day of the document and of its notices, if not today.")
set_option = click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Set a key of the learner.")
programme_option = click.option(
    "--programme", metavar="ID", help="Follow this programme (ID or path) instead; what was acquired carries over."
)
timetable_option = click.option(
    "--timetable",
    type=click.Path(path_type=Path),
    help="Timetable (CSV or XLSX) that replaces the programme's pattern.",
)


WORKERS = click.IntRange(1, 64)
processes_option = click.option("--workers", type=WORKERS, help="Processes; as many as there are cores unless given.")


def seed_option(told: str = "Seed of the solver.") -> Callable[[Command], Any]:
    """`--seed`."""
    return click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help=told)


def time_limit_option(told: str) -> Callable[[Command], Any]:
    """`--time-limit`."""
    return click.option("--time-limit", type=Seconds(), default=60.0, show_default=True, help=told)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says about the learner, over the file."""

    changes: tuple[str, ...]
    programme: str | None
    timetable: Path | None

    def case(self, path: Path) -> Case:
        """The case of the learner's file with it."""
        from planner.storage import learners

        return learners.load(path, self.changes, programme=self.programme, timetable=self.timetable)


past_option = click.option(
    "--chances", "past", type=click.Path(path_type=Path), metavar="FILE",
    help="Chances to fail from past results by unit and year (CSV or XLSX), as planner chances reads them.",
)  # fmt: skip


def learner_options(command: Command) -> Command:
    """Every option that changes the learner, handed to the command as one `given`."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        words = (kwargs.pop(name) for name in ("changes", "minimise", "pins", "avoid"))
        given = Given(overrides(*words), kwargs.pop("programme"), kwargs.pop("timetable"))
        return command(*args, given=given, **kwargs)

    for option in (
        timetable_option,
        set_option,
        programme_option,
        click.option("--avoid", multiple=True, metavar="UNIT", help="Do without a unit."),
        click.option(
            "--pin",
            "pins",
            multiple=True,
            metavar="UNIT=TERM[:MODALITY]",
            help="Keep a unit in a term, such as TET007=2010-S2:distance.",
        ),
        click.option("--minimise", metavar="NAMES", help="Objectives that come first, such as duration,cost."),
    ):
        run = option(run)
    return run


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and with what the solver works."""

    time_limit: float
    seed: int
    workers: int

    def config(self) -> Config:
        """The settings of the solver."""
        from planner.solve.config import Config

        return Config(self.time_limit, self.seed, self.workers)

    def settings(self, today: date | None = None) -> Settings:
        """How a service is asked; `today` is the day that the user gave, if any."""
        from planner.service.settings import Settings

        return Settings.of(self.time_limit, self.seed, self.workers, today)


def solver_options(command: Command) -> Command:
    """Every option of the solver, handed to the command as one `limits`."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        limits = Limits(*(kwargs.pop(name) for name in ("time_limit", "seed", "workers")))
        ending.cleans_up_on_signals()
        return command(*args, limits=limits, **kwargs)

    for option in (
        click.option("--workers", type=WORKERS, default=1, show_default=True, help="Threads of the solver."),
        seed_option(),
        time_limit_option("Seconds."),
    ):
        run = option(run)
    return run


def exit_code(status: str) -> int:
    """The exit code of a result."""
    return {"impossible": IMPOSSIBLE, "unknown": UNDECIDED}.get(status, DONE)


class Seconds(click.FloatRange):
    """A time limit: more than nothing, and no more than a day."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=86_400)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, if it is one."""
        found = super().convert(value, param, ctx)
        if found != found:
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return found


def split(text: str) -> list[str]:
    """The names of a list with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def reports_errors(command: Command, replaces: str = "") -> Command:
    """Errors of the program become messages on stderr and their exit code; a file of `--out` has one writer, and is
    no input but the one that `replaces` names.
    """
    command = targets.spares_inputs(targets.alone(command, "out"), replaces)

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return ending.run_guarded(lambda: command(*args, **kwargs))
        except PlannerError as error:
            terminal.tell_problems(error)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            sys.exit(DONE)

    return run


def day_option(text: str | None) -> date | None:
    """A day given as an option."""
    if text is None:
        return None
    from planner.storage.dates import parse

    return parse(text, functools.partial(BadInput, where="--today"), "date.form")


def overrides(
    changes: tuple[str, ...], minimise: str | None, pins: tuple[str, ...], avoid: tuple[str, ...]
) -> tuple[str, ...]:
    """All changes of the learner as `key=value`, the ones of the short options last."""
    found = list(changes)
    if minimise is not None:
        names = split(minimise)
        for name in names:
            if name not in (*OBJECTIVES, *ASKED):
                raise BadInput("option.minimise", value=name, known=", ".join((*OBJECTIVES, *ASKED)))
        found.append(f"minimise=[{', '.join(names)}]")
    for pin in pins:
        unit, sign, where = pin.partition("=")
        term, colon, modality = (part.strip() for part in where.partition(":"))
        if not sign or not unit or not term or (colon and modality not in MODALITIES):
            raise BadInput("option.pin", value=pin)
        more = f", modality: {modality}" if colon else ""
        found.append(f"pins+={{unit: {_quote(unit)}, term: {_quote(term)}{more}}}")
    return (*found, *(f"avoid+={_quote(unit)}" for unit in avoid))


def _quote(text: str) -> str:
    """A text that is one in YAML too, whatever it looks like."""
    from planner.report.json import dumps

    return dumps(text).strip()

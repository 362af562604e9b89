"""In what form a command says what it has, and where to: stdout or a file; and the exit code that it leaves with."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner.cli import misuse, shared, terminal
from planner.errors import BadInput
from planner.messages import bound, say
from planner.report.formats import CALENDAR, FORMATS

if TYPE_CHECKING:
    from planner.domain.case import Case
    from planner.domain.plan import Plan
    from planner.report.documents import Document
    from planner.service.plan import PlanAnswer


@dataclass(frozen=True, slots=True)
class Output:
    """In what form and where a result is shown, and for what `day`; `today` is the one that the user
    gave, if any.
    """

    form: str
    out: Path | None
    today: date | None = None
    adviser: str = ""

    @property
    def day(self) -> date:
        """The day that documents carry, and whose notices they tell."""
        return self.today or date.today()

    def plan(self, answer: PlanAnswer) -> NoReturn:
        """A plan, or why there is none."""
        from planner.report.documents import document

        made = document(answer)
        self.show(made.signed_by(self.adviser) if self.adviser else made, answer.result.status)

    def answer(self, answer: object) -> NoReturn:
        """What an answer of a service says."""
        from planner.report.documents import document

        made = document(answer)
        self.show(made, str(made.data["status"]))

    def show(self, document: Document, status: str, code: int | None = None) -> NoReturn:
        """The document in its format; the exit code is that of the status, unless one is given."""
        from planner.storage import files

        if status in ("impossible", "unknown"):
            files.stays()
        if self.form == CALENDAR and status in ("impossible", "unknown"):
            terminal.tell(say("option.no_calendar"))
        else:
            content = document.render(self.form, bound().code, created=self.day)
            emit(as_is(content, self.form), self.out)
        sys.exit(shared.exit_code(status) if code is None else code)


def form_of(out: Path | None, form: str | None, forms: Sequence[str]) -> str:
    """The form that is asked for, else that of the ending of the file's name, else the first.

    Raises:
        BadInput: the ending is that of no form that can be written.
    """
    if form is not None or out is None or not out.suffix:
        return form or forms[0]
    from planner.report.formats import SUFFIXES

    endings = {f".{SUFFIXES[name]}": name for name in forms}
    ends_in(out, endings)
    return endings[out.suffix.lower()]


def forms_named(text: str, known: Sequence[str]) -> list[str]:
    """The forms of a list with commas.

    Raises:
        Misuse: one is none that can be written.
    """
    names = shared.split(text)
    for name in names:
        if name not in known:
            raise misuse.Misuse("usage.choice", option="--format", value=name, known=", ".join(known))
    return names


def ends_in(out: Path, endings: Iterable[str]) -> None:
    """Refuse the name of a file with another ending.

    Raises:
        BadInput: with the exit code of wrong usage.
    """
    if out.suffix.lower() not in endings:
        problem = BadInput("option.ending", file=str(out), value=out.suffix, known=", ".join(endings))
        problem.exit_code = shared.USAGE
        raise problem


def formats(command: shared.Command, forms: Sequence[str]) -> shared.Command:
    """`--format` and `--out` of a command, handed to it as `form` and `out`."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        kwargs["form"] = form_of(kwargs["out"], kwargs["form"], forms)
        return command(*args, **kwargs)

    told = "Form of the output: that of the name of --out, else text."
    return click.option("--format", "form", type=click.Choice(forms), help=told)(shared.out_option(run))


def as_is(content: str | bytes, form: str) -> str | bytes:
    """A document is UTF-8 with its own line ends wherever it goes; only text takes the encoding of stdout."""
    if isinstance(content, bytes) or form == "text" or to_terminal():
        return content
    return content.encode()


def to_terminal() -> bool:
    """Whether stdout is one."""
    return terminal.is_terminal(sys.stdout)


def emit(text: str | bytes, out: Path | None) -> None:
    """Print a result, or write it whole into a file.

    Raises:
        BadInput: the result is not text, and would go to a terminal; or it cannot be written.
    """
    if out is None:
        if isinstance(text, bytes) and to_terminal():
            raise BadInput("option.out")
        terminal.show(text)
        return
    from planner.storage.output import write

    write(out, text)


def document_options(command: shared.Command, forms: Sequence[str] = tuple(FORMATS)) -> shared.Command:
    """Every option of a document in one of the formats, handed to the command as one `output`."""

    @functools.wraps(command)
    def run(*args: Any, form: str, out: Path | None, today: str | None, **kwargs: Any) -> Any:
        return command(*args, output=Output(form, out, shared.day_option(today)), **kwargs)

    return formats(shared.today_option(shared.lang_option(run)), forms)


def adviser_option(command: shared.Command) -> shared.Command:
    """Who advises the person of a plan: a setting of the place, that the `output` of the command takes in."""

    @functools.wraps(command)
    def run(*args: Any, output: Output, adviser: str, **kwargs: Any) -> Any:
        return command(*args, output=replace(output, adviser=adviser.strip()), **kwargs)

    told = "Name and address of the adviser, for the pages of the person (or the variable PLANNER_ADVISER)."
    return click.option("--adviser", metavar="TEXT", default="", envvar="PLANNER_ADVISER", help=told)(run)


def earlier_plan(path: Path, case: Case) -> tuple[Case, Plan]:
    """A plan from a file, complete, and the case with the history that the file states. The new plan may replace it."""
    from planner.service.learner import as_plan
    from planner.storage import files

    found = as_plan(path, case)
    files.replaceable(path)
    return found

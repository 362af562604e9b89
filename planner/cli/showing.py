"""How commands end that have a plan, or the reason why there is none: print it, and leave with its exit code."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner.cli import shared, terminal
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
            shared.emit(shared.as_is(content, self.form), self.out)
        sys.exit(shared.exit_code(status) if code is None else code)


def document_options(command: shared.Command, forms: Sequence[str] = tuple(FORMATS)) -> shared.Command:
    """Every option of a document in one of the formats, handed to the command as one `output`."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        form, out, today = (kwargs.pop(name) for name in ("form", "out", "today"))
        form = shared.form_of(out, form, forms)
        output = Output(form, out, shared.day_option(today))
        return command(*args, output=output, **kwargs)

    choice = click.Choice(forms)
    for option in (
        shared.lang_option,
        shared.today_option,
        shared.out_option,
        click.option("--format", "form", type=choice, help="Form of the output: that of the name of --out, else text."),
    ):
        run = option(run)
    return run


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

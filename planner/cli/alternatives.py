"""`planner alternatives LEARNER`: a few good plans that really differ."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options
from planner.domain.learner import ASKED, MONEY, OBJECTIVES
from planner.errors import BadInput

if TYPE_CHECKING:
    from planner.study.alternatives import Slack

DEFAULT = {"duration": "1", "cost": "10%"}


@click.command("alternatives")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("-k", "number", type=click.IntRange(2, 12), default=5, show_default=True, help="Plans in all.")
@click.option(
    "--slack",
    "slacks",
    multiple=True,
    metavar="NAME=N,…",
    help="How much worse than the best a plan may be: duration=1,cost=10% unless said otherwise.",
)
@document_options
@shared.learner_options
@shared.solver_options
def command(
    learner: Path, number: int, slacks: tuple[str, ...], output: Output, given: shared.Given, limits: shared.Limits
) -> None:
    """Show the best plan of LEARNER and others within the slack that differ as much as possible from each other."""
    asked = {**DEFAULT, **_asked(slacks)}
    case = given.case(learner)

    from planner.study.alternatives import alternatives

    found = alternatives(case, number, {name: _slack(name, text) for name, text in asked.items()}, limits.config())
    if found.results[0].plan is None:
        from planner.service.plan import answer

        output.plan(answer(case, found.results[0], limits.settings(output.today)))

    from planner.report.several_document import alternatives_document

    document = alternatives_document(case, found, asked, number, output.meta(limits), output.day)
    output.show(document, document.data["status"])


def _asked(slacks: tuple[str, ...]) -> dict[str, str]:
    """Names and amounts as they were written."""
    found = {}
    for part in ",".join(slacks).split(",") if slacks else ():
        name, sign, amount = (text.strip() for text in part.partition("="))
        if name not in (*OBJECTIVES, *ASKED):
            raise BadInput("option.slack_name", value=name, known=", ".join((*OBJECTIVES, *ASKED)))
        if not sign or not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?%?", amount):
            raise BadInput("option.slack", value=part.strip())
        found[name] = amount
    return found


def _slack(name: str, text: str) -> Slack:
    from planner.study.alternatives import Slack

    if text.endswith("%"):
        return Slack(percent=float(text[:-1]))
    number = float(text)
    if name not in MONEY and number != int(number):
        raise BadInput("option.slack", value=f"{name}={text}")
    return Slack(round(number * 100) if name in MONEY else int(number))

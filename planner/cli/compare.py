"""`planner compare LEARNER`: pathways × fundings, or other choices, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options
from planner.errors import BadInput

if TYPE_CHECKING:
    from planner.study.combinations import Asked

OWN_OPTION = {key: f"--{key}s" for key in ("pathway", "funding", "start", "programme")}
"""Keys of the learner file that have an option of their own."""


@click.command("compare")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("--pathways", metavar="NAME,…", help="Pathways to compare: all of the programme unless said otherwise.")
@click.option("--fundings", metavar="NAME,…", help="Fundings to compare: all of the programme unless said otherwise.")
@click.option("--starts", metavar="TERM,…", help="Start terms, such as 2019-S1,2019-S2; the learner's otherwise.")
@click.option("--programmes", metavar="ID,…", help="Programmes by ID or path; the learner's otherwise.")
@click.option("--vary", multiple=True, metavar="KEY=V1,V2", help="Values of any other key of the learner; repeatable.")
@document_options
@shared.learner_options
@shared.solver_options
def command(
    learner: Path, pathways: str | None, fundings: str | None, starts: str | None, programmes: str | None,
    vary: tuple[str, ...], output: Output, given: shared.Given, limits: shared.Limits,
) -> None:  # fmt: skip
    """Set what the learner in the file LEARNER could choose side by side: for each combination the best plan, when it
    ends, what it costs and asks for, what prevents an earlier end, and what is held after each term. Combinations
    that no other beats on award date, cost and load are marked. The time limit is for each combination.
    """
    options = {"pathway": pathways, "funding": fundings, "start": starts, "programme": programmes}
    asked = _read_question(learner, given, options, vary)

    from planner.service.compare import compare_asked

    output.answer(compare_asked(asked, limits.settings(output.today)))


def _read_question(learner: Path, given: shared.Given, options: dict[str, str | None], vary: tuple[str, ...]) -> Asked:
    """What the options say; a value of an option of its own is a plain word."""
    from planner.study.combinations import Asked

    found: dict[str, list[Any] | None] = {key: words(key, text) for key, text in options.items()}
    varied: dict[str, list[Any]] = {}
    for text in vary:
        key, values = _read_vary(text)
        if key in OWN_OPTION:
            if options[key] is not None:
                raise BadInput("option.varied_twice", value=text, option=OWN_OPTION[key])
            found[key] = [*(found[key] or ()), *values]
        else:
            varied.setdefault(key, []).extend(values)
    return Asked(
        learner, given.changes, given.programme, given.timetable, found["pathway"], found["funding"], found["start"],
        found["programme"], varied,
    )  # fmt: skip


EXAMPLES = {
    "pathway": "evening,mixed",
    "funding": "individual,employer",
    "start": "2019-S1,2019-S2",
    "programme": "casp-2019-2020,casp-2020-2021",
}


def words(key: str, text: str | None) -> list[Any] | None:
    """The names in the value of an option; None where it is not given."""
    if text is None:
        return None
    from planner.storage.files import compose

    found = shared.split(compose(text))
    if not found:
        raise BadInput("option.values", option=OWN_OPTION[key], value=text, example=EXAMPLES[key])
    return found


def _read_vary(text: str) -> tuple[str, list[Any]]:
    """Key and values of a `--vary`: what stands after the sign is the inside of a YAML list."""
    from planner.storage import yaml_reader

    key, sign, inside = (part.strip() for part in text.partition("="))
    if not sign or not all(part.strip() for part in key.rstrip("+").split(".")):
        raise BadInput("option.vary", value=text)
    values = yaml_reader.parse(f"[{inside}]", f"--vary {key}")
    if not isinstance(values, list) or not values:
        raise BadInput("option.vary", value=text)
    return key, values

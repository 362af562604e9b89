"""`planner schema [KIND]`: JSON Schema of the files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared, showing

KINDS = ("learner", "programme", "plan", "hand-plan", "scenarios", "distribution", "offer")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="learner")
@shared.out_option
@shared.lang_option
@shared.reports_errors
def command(kind: str, out: Path | None) -> None:
    """Print the JSON Schema of a KIND of file, so that an editor completes and checks it."""
    showing.form_of(out, None, ("json",))
    from planner.report.json import dumps
    from planner.storage.json_schema import json_schema
    from planner.storage.schemas import model_of

    schema = json_schema(model_of(kind))
    dialect = "https://json-schema.org/draft/2020-12/schema"
    showing.emit(dumps({"$schema": dialect, **schema}), out)

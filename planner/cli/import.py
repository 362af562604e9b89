"""`planner import`: a curriculum as others publish it, as files of this product."""

# ruff: noqa: N999

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path

import click

from planner.cli import shared, targets, terminal
from planner.messages import say

LEARNER_NAME = "learner.yaml"
AUTUMN = 9


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER",
              help="Folder to make; its name is the id of the programme.")  # fmt: skip
@click.option("--calendar", metavar="KIND|FILE",
              help="semester, quarter, trimester or fr; or a file with a programme's calendar.")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace what was imported into the folder before.")
@shared.reports_errors
@shared.today_option
@shared.lang_option
@partial(targets.alone, name="folder")
def command(file: Path, folder: Path, calendar: str | None, overwrite: bool, today: str | None) -> None:
    """Write a curriculum that others publish as programme.yaml, learner.yaml (who begins it) and, where it has terms,
    published.csv (those terms as a plan, for planner check and plan --from).

    FILE is a curriculum or degree plan in the CSV of CurricularAnalytics, or a table (CSV, XLSX) with a row a unit:
    code, title, ects, hours, term, period, block, choice, take, prerequisites, corequisites, modality, price.
    """
    from planner.report.new_learner import first_term, new_learner
    from planner.service import importing
    from planner.storage.registry import FILE_NAME
    from planner.storage.whole_folder import check, whole

    day = shared.day_option(today) or date.today()
    names = (FILE_NAME, LEARNER_NAME, importing.PUBLISHED_NAME)
    check(folder, names, overwrite=overwrite)
    found = importing.read(file, folder.resolve().name, calendar, _next_autumn(day))
    with whole(folder) as made:
        for name, text in found.files.items():
            (made / name).write_text(text, encoding="utf-8")
        programme, faults = importing.checked(made, calendar)
        start = first_term(programme, date(programme.calendar.year, 1, 1))
        learner = new_learner(programme, FILE_NAME, start, LEARNER_NAME)
        (made / LEARNER_NAME).write_text(_on_every_class(learner, list(programme.pathways)), encoding="utf-8")
    curriculum = found.curriculum
    terminal.tell(say("import.read", title=curriculum.title, units=len(programme.courses()),
                      published=len({course.term for course in curriculum.courses} - {None})))  # fmt: skip
    for entry in programme.about["assumptions"]:
        terminal.tell(say("import.assumed", text=entry["text"]))
    if found.unpriced:
        terminal.tell(say("import.unpriced"))
    for fault in faults:
        terminal.tell(say("import.hopeless" if fault.hopeless else "import.look", what=fault.what))
    terminal.tell(say("import.written", folder=str(folder)))


def _next_autumn(day: date) -> int:
    """The year of the next academic year."""
    return day.year + (day.month >= AUTUMN)


def _on_every_class(learner: str, pathways: list[str]) -> str:
    """The learner's file with the pathway of all modalities, which is the last, where there are several."""
    return re.sub(r"^# pathway: .*$", f"pathway: {pathways[-1]}", learner, flags=re.M) if len(pathways) > 1 else learner

"""A folder of a design: a programme and a timetable for each curriculum, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import yaml

from planner.domain.brief import Brief, BriefCurriculum
from planner.domain.offer import Design
from planner.domain.text import Key
from planner.errors import BadInput
from planner.messages import REFERENCE, language
from planner.storage.csv_writer import lines
from planner.storage.file_names import names
from planner.storage.files import keep
from planner.storage.numbers import plain
from planner.storage.offer_output import made_modality, periods_of, programme_data, stays
from planner.storage.offer_programmes import periods
from planner.storage.output import folder_target
from planner.storage.registry import FILE_NAME
from planner.storage.whole_folder import whole

MARK = "design.json"
"""The document itself; its key `written` lists the files of the folder, which may then be written again."""


def timetable_text(brief: Brief, curriculum: BriefCurriculum, design: Design) -> str:
    """A timetable of the classes of a curriculum, without hours: a plan may be made with it."""
    rows = [("offering", "unit", "period", "modality", "confidence")]
    modality = made_modality(curriculum)
    for code, period in periods_of(brief, curriculum, design):
        kept = stays(curriculum, code, period)
        own = periods(curriculum.programme, code) if kept and curriculum.programme else (period,)
        sure = "usual" if kept else "unknown"
        rows += [(f"{code}-{each}", code, each, modality, sure) for each in own]
    return lines(rows, "\n")


def folders(brief: Brief) -> list[str]:
    """The name of the folder of each curriculum: that of its programme, which several may share."""
    sources = {one.programme.id: one.programme.path for one in reversed(brief.curricula) if one.programme}
    ids = [
        one.programme.id if one.programme and sources[one.programme.id] == one.programme.path else one.id
        for one in brief.curricula
    ]
    found = names(dict.fromkeys(ids))
    return [found[name] for name in ids]


def files(brief: Brief, design: Design) -> dict[str, str]:
    """Texts of all files by their path in the folder, the mark of a folder of ours left out."""
    found: dict[str, str] = {}
    for one, folder in zip(brief.curricula, folders(brief), strict=True):
        data = programme_data(brief, one, design)
        text = yaml.safe_dump(plain(data), allow_unicode=True, sort_keys=False, width=110)
        head = language(REFERENCE).say("offer.file_head", name=brief.id)
        found[f"{folder}/{FILE_NAME}"] = f"# {head}\n{text}"
        found[f"{folder}/timetables/proposed.csv"] = timetable_text(brief, one, design)
    return found


def check_target(folder: Path, *, overwrite: bool) -> None:
    """Whether the folder may be written.

    Raises:
        BadInput: something is there that may not be replaced, or its parent is not there.
    """
    folder = folder_target(folder)
    if not folder.parent.is_dir():
        raise BadInput("file.write", file=str(folder), why=Key("write.missing"))
    if folder.exists() and any(folder.iterdir()):
        strange = sorted(_names(folder) - _listed(folder))
        if strange:
            raise BadInput("offer.not_ours", file=str(folder), value=strange[0])
        if not overwrite:
            raise BadInput("offer.exists", file=str(folder))
        for name in _listed(folder):
            keep(folder / name)


def _names(folder: Path) -> set[str]:
    """Every file below the folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _listed(folder: Path) -> set[str]:
    """The files that an earlier design wrote there."""
    try:
        data = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return {MARK, *(str(name) for name in data["written"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def write(folder: Path, found: Mapping[str, str], *, overwrite: bool) -> None:
    """All files, or none.

    Raises:
        BadInput: the folder may not be replaced, or cannot be written.
    """
    check_target(folder, overwrite=overwrite)
    with whole(folder) as made:
        for name, text in found.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(text, encoding="utf-8")

"""A design as files that the other commands read: a programme for each curriculum, and its timetable."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from planner.domain.brief import Brief, BriefCurriculum
from planner.domain.offer import Design
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.programme import Programme
from planner.domain.text import Text
from planner.errors import BadInput
from planner.messages import LANGUAGES, catalogue
from planner.storage import programmes
from planner.storage.file_names import names
from planner.storage.offer_programmes import periods
from planner.storage.programme_parts import Parts
from planner.storage.programmes import FILE_NAME
from planner.storage.validation import Source, validate

ASSUMPTION = "proposed-terms"
MOST_EVENINGS = 5
MARK = "design.json"
"""The document itself; its key `written` lists the files of the folder, which may then be written again."""
Data = dict[str, Any]


def programme_of(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Programme:
    """The programme of a curriculum under a design."""
    data = programme_data(brief, curriculum, design)
    name = f"{curriculum.id}/{FILE_NAME}"
    return Parts(Source(data, name), validate(Source(data, name), "programme")).programme(name, repr(data))


def programme_data(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Data:
    """The data of its programme file."""
    if curriculum.programme is None:
        return _made(brief, curriculum, design)
    data = dict(programmes.raw(curriculum.programme.path))
    moved = {code: period for code, period in _periods(brief, curriculum, design) if _moves(brief, code, design)}
    data["offerings"] = [*_kept(data["offerings"], moved), *_offerings(moved, EVENING)]
    if moved:
        data["assumptions"] = [*_others(data.get("assumptions", ())), _assumption(brief, moved)]
    return data


def _moves(brief: Brief, code: str, design: Design) -> bool:
    return brief.changed(code, design.places[code]) or not brief.units[code].today


def _others(assumptions: Any) -> list[Data]:
    """Assumptions but the one of an earlier design."""
    return [entry for entry in assumptions if entry["id"] != ASSUMPTION]


def check_brief(brief: Brief) -> None:
    """Whether the file says enough to write a programme for each curriculum.

    Raises:
        BadInput: it gives no academic year, or no days.
    """
    for curriculum in brief.curricula:
        if curriculum.programme is None and not can_write(brief):
            raise BadInput("offer.write_year", file=brief.file)


def can_write(brief: Brief) -> bool:
    """Whether there is an academic year with its days."""
    return brief.first_year is not None and bool(brief.year) and all(term.starts for term in brief.calendar)


def _periods(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Iterator[tuple[str, str]]:
    """Units of the curriculum, or of its programme, with their proposed periods."""
    codes = curriculum.programme.courses() if curriculum.programme else curriculum.all_units()
    for code in codes:
        if code not in design.places:
            continue
        period = brief.period(design.places[code])
        assert period is not None, "checked before"
        yield code, period


def _kept(offerings: list[Data], moved: Mapping[str, str]) -> Iterator[Data]:
    """Offerings as they were, without the evening ones of units that move."""
    for entry in offerings:
        left = [code for code in entry["units"] if entry["modality"] != EVENING or code not in moved]
        if left:
            yield {**entry, "units": left}


def _offerings(moved: Mapping[str, str], modality: str) -> Iterator[Data]:
    by_period: dict[str, list[str]] = {}
    for code, period in moved.items():
        by_period.setdefault(period, []).append(code)
    for period, codes in by_period.items():
        yield {"units": codes, "period": period, "modality": modality, "assumption": ASSUMPTION}


def _assumption(brief: Brief, moved: Mapping[str, str]) -> Data:
    values = {"title": brief.id, "names": ", ".join(f"{code} ({period})" for code, period in moved.items())}
    texts = {
        part: {lang: catalogue(lang)[f"offer.proposed_{part}"].format(**values) for lang in LANGUAGES}
        for part in ("text", "reason")
    }
    return {"id": ASSUMPTION, **texts}


def _made(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Data:
    """A programme that no file describes: only what the offer says."""
    calendar = _calendar(brief)
    codes = curriculum.all_units()
    most = curriculum.max_units if curriculum.max_units is not None else len(codes)
    modality, moved = made_modality(curriculum), dict(_periods(brief, curriculum, design))
    requirements: list[Data] = [{"id": "core", "all_of": list(curriculum.units)}] if curriculum.units else []
    requirements += [
        {"id": f"choice-{number}", "k": choice.take, "of": list(choice.units)}
        for number, choice in enumerate(curriculum.choices, 1)
    ]
    bounds = {key: getattr(curriculum, key) for key in ("min_units", "max_units", "min_credits", "max_credits")}
    load = {key: value for key, value in bounds.items() if value is not None}
    return {
        "format": "planner/programme/1", "id": curriculum.id, "title": _plain(curriculum.title),
        "short_title": _plain(curriculum.title), "vintage": f"{brief.first_year}-{(brief.first_year or 0) + 1}",
        "school": catalogue("fr")["offer.school"].format(name=brief.id),
        "units": [_unit(brief, code) for code in codes],
        "requirements": requirements,
        "prerequisites": list(_prerequisites(brief, codes)),
        "calendar": calendar,
        "offerings": list(_offerings(moved, modality)),
        "pathways": {modality: {"modalities": [modality]}},
        "load": {"max_evening_units": most, **load},
        "assumptions": [*_others(brief.assumptions), _assumption(brief, moved)],
    }  # fmt: skip


def made_modality(curriculum: BriefCurriculum) -> str:
    """Evening classes, as long as a week has evenings for all units of a term; else classes in the daytime."""
    if curriculum.programme is not None:
        return EVENING
    return EVENING if (curriculum.max_units or len(curriculum.all_units())) <= MOST_EVENINGS else DAYTIME


def _plain(title: Text) -> Any:
    return title if isinstance(title, str) else dict(title)


def _unit(brief: Brief, code: str) -> Data:
    unit = brief.units[code]
    found = {"code": code, "title": _plain(unit.title), "credits": unit.credits, "assumption": unit.assumption}
    return {key: value for key, value in found.items() if value is not None}


def _prerequisites(brief: Brief, codes: tuple[str, ...]) -> Iterator[Data]:
    for code in codes:
        before = [first for first, second in brief.precedences if second == code and first in codes]
        if before:
            yield {"unit": code, "after": before}


def _calendar(brief: Brief) -> Data:
    """The academic year of the offer's file."""
    terms = [
        {"id": term.id, "title": _plain(term.title), "starts": term.starts, "ends": term.ends}
        for term in brief.calendar
    ]
    periods = [{"id": name, "terms": [name]} for name in brief.year]
    whole = {"id": brief.annual, "terms": list(brief.year)}
    return {"year": brief.first_year, "terms": terms, "periods": [*periods, *([whole] if len(brief.year) > 1 else [])]}


def timetable_text(brief: Brief, curriculum: BriefCurriculum, design: Design) -> str:
    """A timetable of the classes of a curriculum, without hours: `planner plan --timetable` reads it."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("offering", "unit", "period", "modality", "confidence"))
    for code, period in _periods(brief, curriculum, design):
        modality = made_modality(curriculum)
        stays = curriculum.programme is not None and not _moves(brief, code, design)
        own = periods(curriculum.programme, code) if stays and curriculum.programme else (period,)
        for each in own:
            writer.writerow((f"{code}-{each}", code, each, modality, "usual" if stays else "unknown"))
    return file.getvalue()


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
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
        head = catalogue("en")["offer.file_head"].format(name=brief.id)
        found[f"{folder}/{FILE_NAME}"] = f"# {head}\n{text}"
        found[f"{folder}/timetables/proposed.csv"] = timetable_text(brief, one, design)
    return found


def check_target(folder: Path, *, overwrite: bool) -> None:
    """Whether the folder may be written.

    Raises:
        BadInput: something is there that may not be replaced, or its parent is not there.
    """
    if not folder.parent.is_dir():
        raise BadInput("file.write", file=str(folder), why=str(folder.parent))
    if folder.exists() and not folder.is_dir():
        raise BadInput("stress.not_folder", file=str(folder))
    if folder.exists() and any(folder.iterdir()):
        strange = sorted(_names(folder) - _listed(folder))
        if strange:
            raise BadInput("offer.not_ours", file=str(folder), value=strange[0])
        if not overwrite:
            raise BadInput("offer.exists", file=str(folder))


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
    """All files, or none: they are made beside the folder, which they then replace.

    Raises:
        BadInput: the folder may not be replaced, or cannot be written.
    """
    check_target(folder, overwrite=overwrite)
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name, text in found.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_text(text, encoding="utf-8")
            made.chmod(0o755)
            _replace(folder, made)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise BadInput("file.write", file=str(folder), why=error.strerror or str(error)) from None


def _replace(folder: Path, made: Path) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent)) / "old"
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)

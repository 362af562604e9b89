"""A design as programmes that the other commands read: today's with moved units, or one made of what the offer says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.brief import BOUNDS, Brief, BriefCurriculum
from planner.domain.credits import plain
from planner.domain.offer import Design
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.programme import Programme
from planner.domain.text import Text
from planner.errors import BadInput
from planner.messages import DEFAULT, in_every_language, language
from planner.storage import programmes
from planner.storage.offer_programmes import periods
from planner.storage.programme_parts import Parts
from planner.storage.registry import FILE_NAME
from planner.storage.validation import Source, parse

ASSUMPTION = "proposed-terms"
MOST_EVENINGS = 5
Data = dict[str, Any]


def programme_of(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Programme:
    """The programme of a curriculum under a design."""
    data = programme_data(brief, curriculum, design)
    name = f"{curriculum.id}/{FILE_NAME}"
    source = Source(data, name)
    return Parts(source, parse(source, "programme")).programme(name, repr(data))


def programme_data(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Data:
    """The data of its programme file."""
    if curriculum.programme is None:
        return _made(brief, curriculum, design)
    data = dict(programmes.raw(curriculum.programme.path))
    moved = {
        code: period for code, period in periods_of(brief, curriculum, design) if not stays(curriculum, code, period)
    }
    data["offerings"] = [*_kept(data["offerings"], moved), *_offerings(moved, EVENING)]
    if moved:
        data["assumptions"] = [*_others(data.get("assumptions", ())), _assumption(brief, moved)]
    return data


def stays(curriculum: BriefCurriculum, code: str, period: str) -> bool:
    """Whether the programme has evening classes of the unit in the period already; it then keeps all that it has."""
    return curriculum.programme is not None and period in periods(curriculum.programme, code)


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


def periods_of(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Iterator[tuple[str, str]]:
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
    texts = {part: in_every_language(f"offer.proposed_{part}", **values) for part in ("text", "reason")}
    return {"id": ASSUMPTION, **texts}


def _made(brief: Brief, curriculum: BriefCurriculum, design: Design) -> Data:
    """A programme that no file describes: only what the offer says."""
    calendar = _calendar(brief)
    codes = curriculum.all_units()
    most = curriculum.max_units if curriculum.max_units is not None else len(codes)
    modality, moved = made_modality(curriculum), dict(periods_of(brief, curriculum, design))
    requirements: list[Data] = [{"id": "core", "all_of": list(curriculum.units)}] if curriculum.units else []
    requirements += [
        {"id": f"choice-{number}", "k": choice.take, "of": list(choice.units)}
        for number, choice in enumerate(curriculum.choices, 1)
    ]
    bounds = {key: plain(getattr(curriculum, key)) for key in BOUNDS}
    load = {key: value for key, value in bounds.items() if value is not None}
    return {
        "format": "planner/programme/1", "id": curriculum.id, "title": _plain(curriculum.title),
        "short_title": _plain(curriculum.title), "vintage": f"{brief.first_year}-{(brief.first_year or 0) + 1}",
        "school": language(DEFAULT).say("offer.school", name=brief.id),
        "units": [_unit(brief, code) for code in codes],
        "requirements": requirements,
        "prerequisites": list(_prerequisites(brief, curriculum)),
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
    found = {"code": code, "title": _plain(unit.title), "credits": plain(unit.credits), "assumption": unit.assumption}
    return {key: value for key, value in found.items() if value is not None}


def _prerequisites(brief: Brief, curriculum: BriefCurriculum) -> Iterator[Data]:
    """Compulsory units that come first: an offer orders its units, and does not ask to take an elective."""
    for code in curriculum.all_units():
        before = [first for first, second in brief.precedences if second == code and first in curriculum.units]
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

"""Programmes for people and programs: the list, and one in full with its sources, assumptions and notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.programme import Programme
from planner.messages import catalogue, money, say
from planner.messages import text as say_text
from planner.report.layout import bullet, heading
from planner.report.sessions import notes, session_data

Data = dict[str, Any]


def list_data(programmes: list[Programme]) -> Data:
    """All programmes with what is assumed in each."""
    return {
        "schema": "planner/programmes/1",
        "programmes": [
            {
                "id": programme.id,
                "title": say_text(programme.title),
                "vintage": programme.about["vintage"],
                "school": programme.about["school"],
                "fictional": bool(programme.about["fictional"]),
                "units": len(programme.courses()),
                "pathways": list(programme.pathways),
                "fundings": list(programme.fundings),
                "assumptions": [
                    {"id": entry["id"], "text": say_text(entry["text"])}
                    for entry in programme.about["assumptions"] or ()
                ],
            }
            for programme in programmes
        ],
    }


def list_text(programmes: list[Programme]) -> str:
    """The same for people."""
    lines = [heading(say("list.title"))]
    for entry in list_data(programmes)["programmes"]:
        fictional = f" ({say('text.fictional')})" if entry["fictional"] else ""
        lines += ["", f"{entry['id']}{fictional}"]
        lines += bullet(
            f"{entry['title']}, {entry['vintage']}, {entry['school']}, {say('text.units', count=entry['units'])}",
            "",
        )
        lines += bullet(say("list.assumptions", count=len(entry["assumptions"])), "")
        for assumption in entry["assumptions"]:
            lines += bullet(f"{assumption['text']} [{assumption['id']}]", indent=4)
    return "\n".join(lines) + "\n"


def show_data(raw: Data) -> Data:
    """A programme's file as data, texts in the language."""
    localised: Data = _localised(raw)
    return localised


def _localised(node: Any) -> Any:
    if isinstance(node, dict):
        if set(node) == {"fr", "en"}:
            return say_text(node)
        return {key: _localised(value) for key, value in node.items()}
    return [_localised(item) for item in node] if isinstance(node, list) else node


def show_text(programme: Programme, raw: Data) -> str:
    """A programme in full."""
    data = show_data(raw)
    fictional = f" ({say('text.fictional')})" if data.get("fictional") else ""
    lines = [f"{data['title']}{fictional}", f"{data['id']} · {data['vintage']} · {data['school']}"]
    sections: tuple[tuple[str, Iterator[str]], ...] = (
        ("show.documents", (f"{entry['id']}: {entry['title']}" for entry in data.get("documents", ()))),
        ("show.units", _units(data)),
        ("show.requirements", _requirements(data)),
        ("show.prerequisites", _prerequisites(data)),
        ("show.certificates", _certificates(data)),
        ("show.equivalences", _equivalences(data)),
        ("show.calendar", _calendar(data["calendar"])),
        ("show.offerings", _offerings(programme, data)),
        ("show.pathways", _pathways(data)),
        ("show.award", _award(data)),
        ("show.fundings", _fundings(data)),
        ("show.tariffs", _tariffs(data)),
        ("show.fees", _fees(data)),
        ("show.competences", _competences(data)),
        ("show.notes", (f"{note['text']}{_origin(note)}" for note in data.get("notes", ()))),
        ("show.assumptions", _assumptions(data)),
    )
    for key, items in sections:
        found = [line for item in items for line in bullet(item)]
        if found:
            lines += [
                "",
                heading(say(key, year=data["calendar"]["year"]) if key == "show.calendar" else say(key)),
                *found,
            ]
    return "\n".join(lines) + "\n"


def _origin(entry: Data, prefix: str = "") -> str:
    """Where a figure stands, or what it rests on."""
    parts = []
    if source := entry.get(f"{prefix}source"):
        parts.append(say("show.source", source=source))
    if assumption := entry.get(f"{prefix}assumption"):
        parts.append(say("show.assumption", id=assumption))
    return f" ({' ; '.join(parts)})" if parts else ""


def _money(amount: float, data: Data) -> str:
    return money(round(amount * 100), data.get("currency", "EUR"))


def _units(data: Data) -> Iterator[str]:
    blocks = {block["id"]: block["title"] for block in data.get("blocks", ())}
    for unit in data["units"]:
        credits = unit.get("credits")
        facts = say("text.credits_unknown") if credits is None else say("text.credits", credits=credits)
        if unit.get("hours") is not None:
            facts += f", {say('show.hours', hours=unit['hours'])}{_origin(unit, 'hours_')}"
        aliases = f" = {', '.join(unit['aliases'])}" if unit.get("aliases") else ""
        block = f" · {blocks[unit['block']]}" if unit.get("block") in blocks else ""
        facts += _origin(unit, "credits_")
        yield f"{unit['code']}{aliases} · {unit['title']} · {facts}{block}{_origin(unit)}"


def _requirements(data: Data) -> Iterator[str]:
    for rule in data["requirements"]:
        units = ", ".join(rule.get("all_of") or rule["of"])
        if rule.get("all_of"):
            what = say("show.all", units=units)
        elif rule.get("k"):
            what = say("show.count", need=rule["k"], units=units)
        else:
            what = say("show.credits", need=rule["credits"], units=units)
        yield f"{rule.get('title', rule['id'])} · {what}{_origin(rule)}"


def _prerequisites(data: Data) -> Iterator[str]:
    for rule in data.get("prerequisites", ()):
        for key in ("after", "together"):
            for item in rule.get(key, ()):
                units = item if isinstance(item, str) else " / ".join(item["any"])
                yield say(f"show.{key}", unit=rule["unit"], units=units) + _origin(rule)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _certificates(data: Data) -> Iterator[str]:
    for entry in data.get("certificates", ()):
        yield f"{entry['id']} · {entry['title']}: {', '.join(entry['units'])}{_origin(entry)}"


def _equivalences(data: Data) -> Iterator[str]:
    for entry in data.get("equivalences", ()):
        key = "show.equivalence" if entry.get("programme") else "show.equivalence_any"
        units = " + ".join(entry["counts_as"])
        text = say(key, programme=entry.get("programme"), unit=entry["unit"], units=units)
        yield text + _origin(entry)


def _fundings(data: Data) -> Iterator[str]:
    """Whose money each funding is, where the file says so."""
    for funding in data.get("fundings", ()):
        if funding.get("own") is not None:
            whose = say("show.own" if funding["own"] else "show.not_own")
            yield f"{funding['title']}: {whose}{_origin(funding)}"


def _fees(data: Data) -> Iterator[str]:
    for fee in data.get("fees", ()):
        due = say(f"show.due.{fee['due']}")
        yield f"{fee['title']}: {_money(fee['amount'], data)}, {due}{_origin(fee)}"


def _competences(data: Data) -> Iterator[str]:
    for block in data.get("competence_blocks", ()):
        code = f" ({block['code']})" if block.get("code") else ""
        items = " ; ".join(block.get("competences", ()))
        yield f"{block['id']}{code} · {block['title']}: {items}{_origin(block)}"


def _assumptions(data: Data) -> Iterator[str]:
    for entry in data.get("assumptions", ()):
        yield f"[{entry['id']}] {entry['text']} {say('show.reason', reason=entry['reason'])}"


def _calendar(calendar: Data) -> Iterator[str]:
    for term in calendar["terms"]:
        name = f"{calendar['year']}-{term['id']}"
        parts = [say("text.term", term=name, title=term["title"], starts=_day(term["starts"]), ends=_day(term["ends"]))]
        parts += [say(f"show.{key}", day=_day(term[key])) for key in ("enrol_from", "enrol_by") if term.get(key)]
        parts += [say("show.exams", starts=_day(e["starts"]), ends=_day(e["ends"])) for e in term.get("exams", ())]
        yield " · ".join(parts) + _origin(term)
    for holiday in calendar.get("holidays", ()):
        yield say(
            "show.holiday", title=holiday["title"], starts=_day(holiday["starts"]), ends=_day(holiday["ends"])
        ) + _origin(holiday)
    for resit in calendar.get("resits", ()):
        yield say("show.resits", starts=_day(resit["starts"]), ends=_day(resit["ends"])) + _origin(resit)


def _offerings(programme: Programme, data: Data) -> Iterator[str]:
    """Patterns in force: those of the file, or of the timetable that replaces them."""
    words = catalogue()
    origins = {(u, e["period"], e["modality"]): _origin(e) for e in data["offerings"] for u in e["units"]}
    grouped: dict[tuple[str, ...], list[str]] = {}
    for pattern in programme.patterns:
        period = programme.calendar.period(pattern.period, pattern.modality)
        assert period is not None
        days = say("show.period", starts=period.span.starts, ends=period.span.ends)
        origin = origins.get((pattern.unit, pattern.period, pattern.modality), "") if "*-" in pattern.id else ""
        years = "" if pattern.years == "every" else f" · {words.get(f'show.{pattern.years}', pattern.years)}"
        timed = ", ".join(notes([session_data(session, pattern.site) for session in pattern.sessions]))
        place = " · ".join(part for part in (timed, pattern.site) if part)
        key = (
            pattern.period,
            words[f"modality.{pattern.modality}"],
            days + years,
            f" · {place}" if place else "",
            origin,
        )
        grouped.setdefault(key, []).append(pattern.unit)
    for (name, modality, when, place, origin), units in grouped.items():
        yield f"{', '.join(units)} · {name} · {modality} · {when}{place}{origin}"


def _pathways(data: Data) -> Iterator[str]:
    words = catalogue()
    for name, rule in data["pathways"].items():
        modalities = ", ".join(words[f"modality.{modality}"] for modality in rule["modalities"])
        admission = f" · {', '.join(rule['admission'])}" if rule.get("admission") else ""
        yield f"{words['pathway.' + name]}: {modalities}{admission}{_origin(rule)}"
    load = data.get("load") or {}
    yield say("show.load", most=load.get("max_evening_units", 3)) + _origin(load)
    if workload := data.get("workload"):
        yield say("show.workload", low=workload["hours_min"], high=workload["hours_max"]) + _origin(workload)


def _award(data: Data) -> Iterator[str]:
    for rule in (data.get("award") or {}).get("experience", ()):
        key = "show.in_sector" if rule["in_sector"] else "show.out_of_sector"
        text = say(key, months=rule["months"])
        if rule.get("internship_months"):
            text += " " + say("show.internship", months=rule["internship_months"])
        yield text + _origin(rule)
    for kind in ("workshop", "report"):
        if rule := (data.get("award") or {}).get(kind):
            yield f"{catalogue()['rule.' + kind]}: {rule['unit']}{_origin(rule)}"


def _tariffs(data: Data) -> Iterator[str]:
    titles = {funding["id"]: funding["title"] for funding in data.get("fundings", ())}
    for tariff in data.get("tariffs", ()):
        parts = [say(f"show.{key}", price=_money(tariff[key], data))
                 for key in ("per_credit", "per_hour", "per_unit") if tariff.get(key) is not None]  # fmt: skip
        parts += [say("show.by_credits", credits=credits, price=_money(price, data))
                  for credits, price in (tariff.get("by_credits") or {}).items()]  # fmt: skip
        if tariff.get("whole") is not None:
            parts.append(say("show.part", price=_money(tariff["whole"] / tariff["parts"], data)))
            parts[-1] += _origin(tariff, "parts_")
        if tariff.get("at_most_units"):
            parts.append(say("show.at_most", count=tariff["at_most_units"]))
        if tariff.get("yearly"):
            parts.append(say("show.yearly", price=_money(tariff["yearly"], data)) + _origin(tariff, "yearly_"))
        words = catalogue()[f"modality.{tariff['modality']}"]
        yield f"{words} · {titles[tariff['funding']]}: {', '.join(parts)}{_origin(tariff)}"

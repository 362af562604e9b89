"""Programmes for people and programs: the list, and one in full with its sources, assumptions and notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.programme import Programme
from planner.domain.text import say as say_text
from planner.messages import catalogue, money, say
from planner.report.layout import bullet, heading
from planner.report.sessions import notes, session_data

Data = dict[str, Any]


def list_data(programmes: list[Programme], lang: str) -> Data:
    """All programmes with what is assumed in each."""
    return {
        "schema": "planner/programmes/1",
        "programmes": [
            {
                "id": programme.id,
                "title": say_text(programme.title, lang),
                "vintage": programme.about["vintage"],
                "school": programme.about["school"],
                "fictional": bool(programme.about["fictional"]),
                "units": len(programme.courses()),
                "pathways": list(programme.pathways),
                "fundings": list(programme.fundings),
                "assumptions": [
                    {"id": entry["id"], "text": say_text(entry["text"], lang)}
                    for entry in programme.about["assumptions"] or ()
                ],
            }
            for programme in programmes
        ],
    }


def list_text(programmes: list[Programme], lang: str) -> str:
    """The same for people."""
    lines = [heading(say(lang, "list.title"))]
    for entry in list_data(programmes, lang)["programmes"]:
        fictional = f" ({say(lang, 'text.fictional')})" if entry["fictional"] else ""
        lines += ["", f"{entry['id']}{fictional}"]
        lines += bullet(
            f"{entry['title']}, {entry['vintage']}, {entry['school']}, {say(lang, 'text.units', count=entry['units'])}",
            "",
        )
        lines += bullet(say(lang, "list.assumptions", count=len(entry["assumptions"])), "")
        for assumption in entry["assumptions"]:
            lines += bullet(f"{assumption['text']} [{assumption['id']}]", indent=4)
    return "\n".join(lines) + "\n"


def show_data(raw: Data, lang: str) -> Data:
    """A programme's file as data, texts in the language."""
    localised: Data = _localised(raw, lang)
    return localised


def _localised(node: Any, lang: str) -> Any:
    if isinstance(node, dict):
        if set(node) == {"fr", "en"}:
            return node[lang]
        return {key: _localised(value, lang) for key, value in node.items()}
    return [_localised(item, lang) for item in node] if isinstance(node, list) else node


def show_text(programme: Programme, raw: Data, lang: str) -> str:
    """A programme in full."""
    data = show_data(raw, lang)
    fictional = f" ({say(lang, 'text.fictional')})" if data.get("fictional") else ""
    lines = [f"{data['title']}{fictional}", f"{data['id']} · {data['vintage']} · {data['school']}"]
    sections: tuple[tuple[str, Iterator[str]], ...] = (
        ("show.documents", (f"{entry['id']}: {entry['title']}" for entry in data.get("documents", ()))),
        ("show.units", _units(data, lang)),
        ("show.requirements", _requirements(data, lang)),
        ("show.prerequisites", _prerequisites(data, lang)),
        ("show.certificates", _certificates(data, lang)),
        ("show.equivalences", _equivalences(data, lang)),
        ("show.calendar", _calendar(data["calendar"], lang)),
        ("show.offerings", _offerings(programme, data, lang)),
        ("show.pathways", _pathways(data, lang)),
        ("show.award", _award(data, lang)),
        ("show.fundings", _fundings(data, lang)),
        ("show.tariffs", _tariffs(data, lang)),
        ("show.fees", _fees(data, lang)),
        ("show.competences", _competences(data, lang)),
        ("show.notes", (f"{note['text']}{_origin(note, lang)}" for note in data.get("notes", ()))),
        ("show.assumptions", _assumptions(data, lang)),
    )
    for key, items in sections:
        found = [line for item in items for line in bullet(item)]
        if found:
            lines += [
                "",
                heading(say(lang, key, year=data["calendar"]["year"]) if key == "show.calendar" else say(lang, key)),
                *found,
            ]
    return "\n".join(lines) + "\n"


def _origin(entry: Data, lang: str, prefix: str = "") -> str:
    """Where a figure stands, or what it rests on."""
    parts = []
    if source := entry.get(f"{prefix}source"):
        parts.append(say(lang, "show.source", source=source))
    if assumption := entry.get(f"{prefix}assumption"):
        parts.append(say(lang, "show.assumption", id=assumption))
    return f" ({' ; '.join(parts)})" if parts else ""


def _money(amount: float, data: Data, lang: str) -> str:
    return money(lang, round(amount * 100), data.get("currency", "EUR"))


def _units(data: Data, lang: str) -> Iterator[str]:
    blocks = {block["id"]: block["title"] for block in data.get("blocks", ())}
    for unit in data["units"]:
        credits = unit.get("credits")
        facts = say(lang, "text.credits_unknown") if credits is None else say(lang, "text.credits", credits=credits)
        if unit.get("hours") is not None:
            facts += f", {say(lang, 'show.hours', hours=unit['hours'])}{_origin(unit, lang, 'hours_')}"
        aliases = f" = {', '.join(unit['aliases'])}" if unit.get("aliases") else ""
        block = f" · {blocks[unit['block']]}" if unit.get("block") in blocks else ""
        facts += _origin(unit, lang, "credits_")
        yield f"{unit['code']}{aliases} · {unit['title']} · {facts}{block}{_origin(unit, lang)}"


def _requirements(data: Data, lang: str) -> Iterator[str]:
    for rule in data["requirements"]:
        units = ", ".join(rule.get("all_of") or rule["of"])
        if rule.get("all_of"):
            what = say(lang, "show.all", units=units)
        elif rule.get("k"):
            what = say(lang, "show.count", need=rule["k"], units=units)
        else:
            what = say(lang, "show.credits", need=rule["credits"], units=units)
        yield f"{rule.get('title', rule['id'])} · {what}{_origin(rule, lang)}"


def _prerequisites(data: Data, lang: str) -> Iterator[str]:
    for rule in data.get("prerequisites", ()):
        for key in ("after", "together"):
            for item in rule.get(key, ()):
                units = item if isinstance(item, str) else " / ".join(item["any"])
                yield say(lang, f"show.{key}", unit=rule["unit"], units=units) + _origin(rule, lang)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _certificates(data: Data, lang: str) -> Iterator[str]:
    for entry in data.get("certificates", ()):
        yield f"{entry['id']} · {entry['title']}: {', '.join(entry['units'])}{_origin(entry, lang)}"


def _equivalences(data: Data, lang: str) -> Iterator[str]:
    for entry in data.get("equivalences", ()):
        key = "show.equivalence" if entry.get("programme") else "show.equivalence_any"
        units = " + ".join(entry["counts_as"])
        text = say(lang, key, programme=entry.get("programme"), unit=entry["unit"], units=units)
        yield text + _origin(entry, lang)


def _fundings(data: Data, lang: str) -> Iterator[str]:
    """Whose money each funding is, where the file says so."""
    for funding in data.get("fundings", ()):
        if funding.get("own") is not None:
            whose = say(lang, "show.own" if funding["own"] else "show.not_own")
            yield f"{funding['title']}: {whose}{_origin(funding, lang)}"


def _fees(data: Data, lang: str) -> Iterator[str]:
    for fee in data.get("fees", ()):
        due = say(lang, f"show.due.{fee['due']}")
        yield f"{fee['title']}: {_money(fee['amount'], data, lang)}, {due}{_origin(fee, lang)}"


def _competences(data: Data, lang: str) -> Iterator[str]:
    for block in data.get("competence_blocks", ()):
        code = f" ({block['code']})" if block.get("code") else ""
        items = " ; ".join(block.get("competences", ()))
        yield f"{block['id']}{code} · {block['title']}: {items}{_origin(block, lang)}"


def _assumptions(data: Data, lang: str) -> Iterator[str]:
    for entry in data.get("assumptions", ()):
        yield f"[{entry['id']}] {entry['text']} {say(lang, 'show.reason', reason=entry['reason'])}"


def _calendar(calendar: Data, lang: str) -> Iterator[str]:
    for term in calendar["terms"]:
        name = f"{calendar['year']}-{term['id']}"
        parts = [
            say(lang, "text.term", term=name, title=term["title"], starts=_day(term["starts"]), ends=_day(term["ends"]))
        ]
        parts += [say(lang, f"show.{key}", day=_day(term[key])) for key in ("enrol_from", "enrol_by") if term.get(key)]
        parts += [
            say(lang, "show.exams", starts=_day(e["starts"]), ends=_day(e["ends"])) for e in term.get("exams", ())
        ]
        yield " · ".join(parts) + _origin(term, lang)
    for holiday in calendar.get("holidays", ()):
        yield say(
            lang, "show.holiday", title=holiday["title"], starts=_day(holiday["starts"]), ends=_day(holiday["ends"])
        ) + _origin(holiday, lang)
    for resit in calendar.get("resits", ()):
        yield say(lang, "show.resits", starts=_day(resit["starts"]), ends=_day(resit["ends"])) + _origin(resit, lang)


def _offerings(programme: Programme, data: Data, lang: str) -> Iterator[str]:
    """Patterns in force: those of the file, or of the timetable that replaces them."""
    words = catalogue(lang)
    origins = {(u, e["period"], e["modality"]): _origin(e, lang) for e in data["offerings"] for u in e["units"]}
    grouped: dict[tuple[str, ...], list[str]] = {}
    for pattern in programme.patterns:
        period = programme.calendar.period(pattern.period, pattern.modality)
        assert period is not None
        days = say(lang, "show.period", starts=period.span.starts, ends=period.span.ends)
        origin = origins.get((pattern.unit, pattern.period, pattern.modality), "") if "*-" in pattern.id else ""
        years = "" if pattern.years == "every" else f" · {words.get(f'show.{pattern.years}', pattern.years)}"
        timed = ", ".join(notes([session_data(session, pattern.site) for session in pattern.sessions], lang))
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


def _pathways(data: Data, lang: str) -> Iterator[str]:
    words = catalogue(lang)
    for name, rule in data["pathways"].items():
        modalities = ", ".join(words[f"modality.{modality}"] for modality in rule["modalities"])
        admission = f" · {', '.join(rule['admission'])}" if rule.get("admission") else ""
        yield f"{words['pathway.' + name]}: {modalities}{admission}{_origin(rule, lang)}"
    load = data.get("load") or {}
    yield say(lang, "show.load", most=load.get("max_evening_units", 3)) + _origin(load, lang)
    if workload := data.get("workload"):
        yield say(lang, "show.workload", low=workload["hours_min"], high=workload["hours_max"]) + _origin(
            workload, lang
        )


def _award(data: Data, lang: str) -> Iterator[str]:
    for rule in (data.get("award") or {}).get("experience", ()):
        key = "show.in_sector" if rule["in_sector"] else "show.out_of_sector"
        text = say(lang, key, months=rule["months"])
        if rule.get("internship_months"):
            text += " " + say(lang, "show.internship", months=rule["internship_months"])
        yield text + _origin(rule, lang)
    for kind in ("workshop", "report"):
        if rule := (data.get("award") or {}).get(kind):
            yield f"{catalogue(lang)['rule.' + kind]}: {rule['unit']}{_origin(rule, lang)}"


def _tariffs(data: Data, lang: str) -> Iterator[str]:
    titles = {funding["id"]: funding["title"] for funding in data.get("fundings", ())}
    for tariff in data.get("tariffs", ()):
        parts = [say(lang, f"show.{key}", price=_money(tariff[key], data, lang))
                 for key in ("per_credit", "per_hour", "per_unit") if tariff.get(key) is not None]  # fmt: skip
        parts += [say(lang, "show.by_credits", credits=credits, price=_money(price, data, lang))
                  for credits, price in (tariff.get("by_credits") or {}).items()]  # fmt: skip
        if tariff.get("whole") is not None:
            parts.append(say(lang, "show.part", price=_money(tariff["whole"] / tariff["parts"], data, lang)))
            parts[-1] += _origin(tariff, lang, "parts_")
        if tariff.get("at_most_units"):
            parts.append(say(lang, "show.at_most", count=tariff["at_most_units"]))
        if tariff.get("yearly"):
            parts.append(
                say(lang, "show.yearly", price=_money(tariff["yearly"], data, lang)) + _origin(tariff, lang, "yearly_")
            )
        words = catalogue(lang)[f"modality.{tariff['modality']}"]
        yield f"{words} · {titles[tariff['funding']]}: {', '.join(parts)}{_origin(tariff, lang)}"

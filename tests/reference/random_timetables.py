"""Seeded random timetables for the tiny programmes: several sections, dates, sites, ways and breaks."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from .dates import Calendar, day
from .random_learners import MANY, random_busy_case, random_case

Raw = dict[str, Any]
COLUMNS = ("offering", "unit", "period", "modality", "weekday", "date", "start", "end", "site", "room", "teacher")
WEEK = ("mon", "tue", "wed")
SITES = ("North", "South", "East")
STARTS = (16 * 60, 17 * 60, 18 * 60, 18 * 60 + 30, 19 * 60, 20 * 60)


def random_weekly_case(seed: int) -> tuple[Raw, Raw, int]:
    """A programme with the keys `timetable` (rows) and `travel` ([site, site, minutes]), a learner and a horizon."""
    random = Random(f"weekly {seed}")
    programme, learner, terms = (random_busy_case if seed % 3 else random_case)(seed)
    calendar = Calendar(programme["calendar"], programme.get("pathways"))
    if random.random() < 0.4:
        breaks = [{"title": "break", "starts": "2019-11-01", "ends": "2019-11-21"}]
        programme["calendar"]["holidays"] = breaks
    modalities = ["evening", *(name for name in ("daytime", "distance") if random.random() < 0.6)]
    rows: list[Raw] = []
    for unit in [unit["code"] for unit in programme["units"] if "kind" not in unit]:
        for modality in modalities:
            count = random.choice((1, 1, 2)) if modality == "evening" else random.choice((0, 1))
            for number in range(count):
                rows += _section(random, programme, calendar, unit, modality, number)
    programme["timetable"], programme["travel"] = rows, _travel(random, rows)
    if random.random() < 0.5:
        learner["availability"] = _availability(random, calendar, learner["start"])
    while terms > 1 and _choices(programme, modalities, terms) > 2 * MANY:
        terms -= 1
    return programme, learner, terms


def csv_text(programme: Raw) -> tuple[str, str]:
    """The timetable and the travel as files."""
    rows = "\n".join(",".join(row.get(key) or "" for key in COLUMNS) for row in programme["timetable"])
    ways = "\n".join(f"{one},{other},{count}" for one, other, count in programme["travel"])
    return f"{','.join(COLUMNS)}\n{rows}\n", f"from,to,minutes\n{ways}\n" if ways else ""


def _section(random: Random, programme: Raw, calendar: Calendar, unit: str, modality: str, number: int) -> list[Raw]:
    """Rows of a section: none, one or two sessions on different weekdays, so that none overlaps another."""
    periods = [raw for raw in programme["calendar"]["periods"] if raw.get("modality") in (None, modality)]
    own = {raw["id"] for raw in periods if raw.get("modality")}
    period = random.choice([raw for raw in periods if raw.get("modality") or raw["id"] not in own])
    year = random.choice((2019, 2020)) if random.random() < 0.12 else None
    name = f"{year}-{period['id']}" if year else period["id"]
    base = {"offering": f"{unit}-{modality}-{number}", "unit": unit, "period": name, "modality": modality}
    count = random.choice((0, 1, 1, 1, 2))
    found = []
    for weekday in random.sample(WEEK[:2] if random.random() < 0.8 else WEEK, count):
        starts = random.choice(STARTS)
        ends = starts + random.choice((30, 45, 60, 90))
        row = base | {"start": _clock(starts), "end": _clock(ends), "site": random.choice((None, *SITES, *SITES))}
        dated = random.random() < 0.35
        found.append(row | (_date(random, calendar, period, year, weekday) if dated else {"weekday": weekday}))
    return found or [base]


def _date(random: Random, calendar: Calendar, period: Raw, year: int | None, weekday: str) -> Raw:
    """A day of the weekday inside the period, among few, so that dates coincide."""
    terms = [calendar.ids.index(name) for name in period["terms"]]
    used, size = year or calendar.base, calendar.size
    begins, ends = period.get("starts"), period.get("ends")
    first = calendar.first_in(day(begins), used) if begins else calendar.starts(used * size + min(terms))
    last = calendar.last_in(day(ends), used) if ends else calendar.ends(used * size + max(terms))
    months = [first, first + timedelta(days=33), last - timedelta(days=20)]
    start = random.choice(months)
    ahead = (("mon", "tue", "wed").index(weekday) - start.weekday()) % 7
    return {"date": (start + timedelta(days=ahead)).isoformat()}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _travel(random: Random, rows: list[Raw]) -> list[tuple[str, str, int]]:
    used = sorted({row["site"] for row in rows if row.get("site")})
    pairs = [(one, other) for place, one in enumerate(used) for other in used[place + 1 :]]
    return [(one, other, random.choice((30, 60, 90, 150))) for one, other in pairs if random.random() < 0.8]


def _availability(random: Random, calendar: Calendar, start: str) -> Raw:
    given: Raw = {"evenings": random.sample(WEEK, random.choice((1, 2, 3, 3)))}
    if random.random() < 0.5:
        given["days"] = random.sample(WEEK, random.randint(0, 3))
    if random.random() < 0.5:
        name = calendar.name(calendar.index(start) + random.randrange(3))
        given["terms"] = {name: {"evenings": random.sample(WEEK, random.randint(0, 3))}}
    return given


def _choices(programme: Raw, modalities: list[str], terms: int) -> int:
    years = terms // len(programme["calendar"]["terms"]) + 1
    total = 1
    for unit in programme["units"]:
        named = {row["offering"] for row in programme["timetable"] if row["unit"] == unit["code"]}
        kept = [r for r in programme["offerings"] if unit["code"] in r["units"] and r["modality"] not in modalities]
        total *= 1 + years * (len(named) + len(kept))
    return total

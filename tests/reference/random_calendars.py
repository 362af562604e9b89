"""Seeded random calendars and timetables in which 29 February, halves, holidays, exams and dated classes meet."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from random import Random
from typing import Any

from .dates import day

Raw = dict[str, Any]
DAY = timedelta(days=1)
WEEK = {"mon": 0, "tue": 1, "sat": 5}
"""Few days, so that classes meet."""
STARTS = ("17:00", "18:00", "18:30", "19:30")
UNITS = ("U0", "U1", "U2", "U3")


def random_calendar_case(seed: int) -> tuple[Raw, Raw, int]:
    """A programme with a timetable, a learner who starts up to ten years after its dates, and a horizon in terms."""
    random = Random(f"calendar {seed}")
    base = random.randint(2017, 2024)
    terms = _terms(random, base)
    programme = _programme(random, base, terms)
    rows: list[Raw] = []
    for unit in UNITS:
        for number in range(random.choice((1, 1, 2))):
            rows += _section(random, programme, unit, number)
    programme["timetable"] = rows + _served_too(random, rows)
    sites = sorted({row["site"] for row in rows if row.get("site")})
    programme["travel"] = [(*sites[:2], random.choice((30, 60)))] if len(sites) > 1 and random.random() < 0.7 else []
    return programme, _learner(random, programme, base), random.choice((2, 3, 4))


def _terms(random: Random, base: int) -> list[Raw]:
    """The terms: with an edge about 29 February, with it inside, or in one calendar year."""
    nxt, last = base + 1, "02-29" if isleap(base + 1) else "02-28"
    follows = {"02-28": "02-29" if isleap(nxt) else "03-01", "02-29": "03-01"}
    edge = random.choice(("02-28", last))
    spans = random.choice(
        (
            [(f"{base}-10-01", f"{nxt}-{edge}"), (f"{nxt}-{follows[edge]}", f"{nxt}-06-30")],
            [(f"{base}-10-01", f"{nxt}-{edge}"), (f"{nxt}-{follows[edge]}", f"{nxt}-06-30")],
            [(f"{base}-10-01", f"{nxt}-01-31"), (f"{nxt}-02-01", f"{nxt}-06-30")],
            [(f"{base}-09-27", f"{nxt}-02-11"), (f"{nxt}-{last}", f"{nxt}-07-01")],
            [(f"{base}-09-15", f"{base}-12-20"), (f"{nxt}-01-06", f"{nxt}-{edge}"), (f"{nxt}-03-15", f"{nxt}-07-10")],
        )
    )
    found: list[Raw] = []
    for number, (starts, ends) in enumerate(spans, 1):
        term: Raw = {"id": f"S{number}", "title": "T", "starts": starts, "ends": ends}
        if random.random() < 0.3:
            term["classes_end"] = (day(ends) - 10 * DAY).isoformat()
            term["exams"] = [{"session": 1, "starts": (day(ends) - 4 * DAY).isoformat(), "ends": ends}]
        if random.random() < 0.3:
            term |= {"enrol_from": f"{base}-09-01", "enrol_by": (day(starts) + 20 * DAY).isoformat()}
        found.append(term)
    return found


def _programme(random: Random, base: int, terms: list[Raw]) -> Raw:
    names = [term["id"] for term in terms]
    periods: list[Raw] = [{"id": name, "terms": [name]} for name in names] + [{"id": "year", "terms": names}]
    for term in terms:
        first, last = day(term["starts"]), day(term["ends"])
        middle = first + DAY * random.randint(20, (last - first).days - 20)
        february = [date(year, 2, 28) for year in (base, base + 1)]
        middle = next((one for one in february if first < one < last - 2 * DAY and random.random() < 0.7), middle)
        other = middle + DAY * random.choice((0, 1, 1, 2))
        periods.append({"id": f"{term['id']}a", "terms": [term["id"]], "ends": middle.isoformat()})
        periods.append({"id": f"{term['id']}b", "terms": [term["id"]], "starts": other.isoformat()})
    return {
        "format": "planner/programme/1", "id": "calendars", "title": "T", "short_title": "T", "vintage": str(base),
        "school": "T", "fictional": True, "timezone": random.choice(("Europe/Paris", "Indian/Reunion")),
        "units": [{"code": unit, "title": unit, "credits": 4} for unit in UNITS],
        "requirements": [{"id": "all", "all_of": list(UNITS)}],
        "prerequisites": _prerequisites(random),
        "calendar": {"year": base, "terms": terms, "periods": periods, "holidays": _holidays(random, base)},
        "offerings": [{"units": list(UNITS), "period": names[0], "modality": "evening"}],
        "pathways": {"evening": {"modalities": ["evening"]}, "mixed": {"modalities": ["evening", "daytime"]}},
        "load": {"max_evening_units": 4},
    }  # fmt: skip


def _prerequisites(random: Random) -> list[Raw]:
    if random.random() < 0.5:
        return []
    own, other = random.sample(UNITS, 2)
    return [{"unit": own, random.choice(("after", "together")): [other]}]


def _holidays(random: Random, base: int) -> list[Raw]:
    nxt, last = base + 1, "02-29" if isleap(base + 1) else "02-28"
    known = [
        (f"{base}-10-28", f"{base}-11-02"), (f"{base}-12-21", f"{nxt}-01-05"), (f"{nxt}-05-01", f"{nxt}-05-01"),
        (f"{nxt}-02-20", f"{nxt}-02-28"), (f"{nxt}-02-24", f"{nxt}-{last}"), (f"{nxt}-{last}", f"{nxt}-03-04"),
        (f"{nxt}-{last}", f"{nxt}-{last}"), (f"{nxt}-03-01", f"{nxt}-03-07"),
    ]  # fmt: skip
    chosen = random.sample(known, random.choice((0, 1, 2, 3)))
    return [{"title": "H", "starts": starts, "ends": ends} for starts, ends in chosen]


def _section(random: Random, programme: Raw, unit: str, number: int) -> list[Raw]:
    """Rows of a section, on different weekdays: weekly, every other week, each week of a stretch, or a day or two."""
    period = random.choice(programme["calendar"]["periods"])
    modality = random.choice(("evening", "evening", "evening", "daytime"))
    base = {"offering": f"{unit}-{number}", "unit": unit, "period": period["id"], "modality": modality}
    found: list[Raw] = []
    for weekday in random.sample(sorted(WEEK), random.choice((1, 1, 2))):
        starts = random.choice(STARTS)
        ends = f"{int(starts[:2]) + random.choice((1, 2)):02d}{starts[2:]}"
        site, room = random.choice((None, "North", "South")), random.choice((None, "R1", "R1"))
        row = base | {"start": starts, "end": ends, "site": site, "room": room}
        row |= {"teacher": random.choice((None, "Ada", "Ada", "Bo"))}
        shape = random.choice(("weekly", "weekly", "alternate", "stretch", "few"))
        if shape == "weekly":
            found.append(row | {"weekday": weekday})
        else:
            found += [row | {"date": one.isoformat()} for one in _dates(random, programme, period, weekday, shape)]
    return found or [base]


def _dates(random: Random, programme: Raw, period: Raw, weekday: str, shape: str) -> list[date]:
    terms = {term["id"]: term for term in programme["calendar"]["terms"]}
    first = day(period.get("starts") or terms[period["terms"][0]]["starts"])
    last = day(period.get("ends") or terms[period["terms"][-1]]["ends"])
    first += DAY * ((WEEK[weekday] - first.weekday()) % 7)
    days = [first + 7 * DAY * number for number in range((last - first).days // 7 + 1)]
    if shape == "alternate":
        return days[random.choice((0, 1)) :: 2]
    if shape == "stretch":
        begin = random.randrange(max(1, len(days) - 9))
        return days[begin : begin + 10]
    return sorted(random.sample(days, min(len(days), random.choice((1, 2)))))


def _served_too(random: Random, rows: list[Raw]) -> list[Raw]:
    """Now and then, a class of one unit serves another one too, under the same name of the offering."""
    if random.random() < 0.6 or not rows:
        return []
    row = random.choice(rows)
    other = random.choice([unit for unit in UNITS if unit != row["unit"]])
    return [one | {"unit": other} for one in rows if one["offering"] == row["offering"]]


def _learner(random: Random, programme: Raw, base: int) -> Raw:
    term = random.choice(programme["calendar"]["terms"])["id"]
    learner: Raw = {"start": f"{base + random.randint(0, 10)}-{term}", "pathway": random.choice(("evening", "mixed"))}
    free = random.sample(sorted(WEEK), random.choice((2, 3, 3, 3)))
    learner["availability"] = {"evenings": free, "days": sorted(WEEK)}
    return learner

"""Tiny programmes, seeded and random, that use every rule; they fit the format of the files."""

from __future__ import annotations

from random import Random
from typing import Any

Raw = dict[str, Any]
BASE = {"assumption": "invented"}
TEXT = "Made up"
CALENDARS = (
    [("S1", "2019-10-01", "2020-06-30")],
    [("S1", "2019-10-01", "2020-01-31"), ("S2", "2020-02-01", "2020-06-30")],
    [("S1", "2019-10-01", "2020-01-01"), ("S2", "2020-02-01", "2020-06-30")],
    [("S1", "2019-09-15", "2019-12-20"), ("S2", "2020-01-06", "2020-02-29"), ("S3", "2020-04-01", "2020-07-10")],
)
FUNDINGS = ("individual", "employer")


def random_programme(random: Random) -> Raw:
    """A programme of a few units."""
    units = [f"U{number}" for number in range(random.randint(2, 6))]
    terms = CALENDARS[random.choice((0, 1, 1, 2, 2, 3))]
    calendar = _calendar(random, terms)
    return {
        "format": "planner/programme/1",
        "id": "random",
        "title": TEXT,
        "short_title": TEXT,
        "vintage": "2019",
        "school": TEXT,
        "fictional": True,
        "assumptions": [{"id": "invented", "text": TEXT, "reason": TEXT}],
        "units": [_unit(random, code) for code in units] + _award_units(),
        "requirements": _requirements(random, units),
        "prerequisites": _prerequisites(random, units),
        "certificates": _certificates(random, units),
        "calendar": calendar,
        "offerings": _offerings(random, units, calendar["periods"]),
        "pathways": _pathways(random, terms),
        "load": _load(random),
        "award": _award(random, terms),
        "fundings": [{"id": name, "title": TEXT} for name in FUNDINGS],
        "tariffs": _tariffs(random),
        "fees": [{"id": f"fee-{due}", "title": TEXT, "amount": 7.5, "due": due, **BASE} for due in _fee_dues(random)],
    }


def _unit(random: Random, code: str) -> Raw:
    unit: Raw = {"code": code, "title": TEXT, "credits": random.choice((2, 4, 4, 4, 6)), **BASE}
    if random.random() < 0.08:
        del unit["credits"]
    if random.random() < 0.7:
        unit["hours"] = random.choice((20, 30, 45))
    if random.random() < 0.3:
        unit["aliases"] = [f"{code}-OLD"]
    return unit


def _award_units() -> list[Raw]:
    kinds = {"EXP": "experience", "REP": "report", "SHOP": "workshop"}
    return [{"code": code, "title": TEXT, "kind": kind, "credits": 10, **BASE} for code, kind in kinds.items()]


def _requirements(random: Random, units: list[str]) -> list[Raw]:
    rows: list[Raw] = []
    for number in range(random.choice((1, 1, 2))):
        some = random.sample(units, random.randint(1, len(units)))
        kind = random.choice(("all_of", "all_of", "k", "credits"))
        row: Raw = {"id": f"R{number}", **BASE}
        if kind == "all_of":
            row["all_of"] = some
        elif kind == "k":
            row |= {"k": random.randint(1, len(some)), "of": some}
        else:
            row |= {"credits": random.randint(2, 3 * len(some)), "of": some}
        rows.append(row)
    return rows


def _prerequisites(random: Random, units: list[str]) -> list[Raw]:
    rows: list[Raw] = []
    for _ in range(random.choice((0, 0, 0, 1, 1, 2, 3))):
        own = random.choice(units)
        others = [code for code in units if code != own]
        items = [random.choice(others) if random.random() < 0.5 else {"any": random.choices(others, k=2)}]
        rows.append({"unit": own, random.choice(("after", "after", "together")): items, **BASE})
    return rows


def _certificates(random: Random, units: list[str]) -> list[Raw]:
    rows: list[Raw] = []
    for number in range(random.choice((0, 1, 1, 1, 2))):
        some = random.sample(units, random.randint(1, len(units)))
        first = random.random() < 0.75
        rows.append({"id": f"C{number}", "title": TEXT, "units": some, "recommended_first": first, **BASE})
    return rows


def _calendar(random: Random, terms: list[tuple[str, str, str]]) -> Raw:
    names = [name for name, _, _ in terms]
    periods: list[Raw] = [{"id": name, "terms": [name], **BASE} for name in names]
    periods.append({"id": "year", "terms": names, **BASE})
    periods.append({"id": "S1", "modality": "daytime", "terms": ["S1"], "ends": "2020-02-15", **BASE})
    periods.append({"id": "S1a", "terms": ["S1"], "starts": "2019-09-28", "ends": "2019-11-30", **BASE})
    periods.append({"id": "S1b", "terms": ["S1"], "starts": "2019-12-01", "ends": "2020-02-29", **BASE})
    rows = [{"id": name, "title": TEXT, "starts": begins, "ends": ends, **BASE} for name, begins, ends in terms]
    return {"year": 2019, "terms": rows, "periods": periods}


def _offerings(random: Random, units: list[str], periods: list[Raw]) -> list[Raw]:
    rows: list[Raw] = []
    for position, code in enumerate(units):
        if position and random.random() < 0.4:
            for twin in rows:
                twin["units"] += [code] if units[position - 1] in twin["units"] else []
            continue
        for number in range(random.choice((1, 2, 2, 3))):
            modality = random.choice(("evening", "daytime", "daytime", "distance")) if number else "evening"
            period = random.choice([row["id"] for row in periods if row.get("modality") in (None, modality)])
            row: Raw = {"units": [code], "period": period, "modality": modality, **BASE}
            if random.random() < 0.15:
                row["years"] = random.choice(("even", "odd"))
            rows.append(row)
    return rows


def _pathways(random: Random, terms: list[tuple[str, str, str]]) -> Raw:
    daytime: Raw = {"modalities": ["daytime"], **BASE}
    if random.random() < 0.7:
        daytime["internship_window"] = {"from": "2020-02-16", "to": "2020-06-15", **BASE}
    if random.random() < 0.5:
        daytime["report_terms"] = [terms[-1][0]]
    return {
        "evening": {"modalities": random.choice((["evening"], ["evening", "distance"])), **BASE},
        "daytime": daytime,
        "mixed": {"modalities": ["evening", "daytime", "distance"], **BASE},
    }


def _load(random: Random) -> Raw:
    load: Raw = {"max_evening_units": random.choice((1, 2, 3)), **BASE}
    bounds = {"min_units": (1, 2), "max_units": (1, 2, 3), "min_credits": (3, 5), "max_credits": (6, 8, 10)}
    for key, values in bounds.items():
        if random.random() < 0.12:
            load[key] = random.choice(values)
    return load


def _award(random: Random, terms: list[tuple[str, str, str]]) -> Raw:
    award: Raw = {}
    if random.random() < 0.6:
        award["experience"] = [
            {"in_sector": True, "months": random.choice((6, 12)), "unit": "EXP", **BASE},
            {"in_sector": False, "months": 9, "internship_months": random.choice((0, 1, 3)), "unit": "EXP", **BASE},
        ]
    if random.random() < 0.75:
        award["report"] = {"unit": "REP", **BASE}
        if random.random() < 0.5:
            award["report"]["daytime_terms"] = [terms[-1][0]]
    if random.random() < 0.4:
        award["workshop"] = {"unit": "SHOP", **BASE}
    return award


def _fee_dues(random: Random) -> list[str]:
    return [due for due in ("start", "report") if random.random() < 0.3]


def _tariffs(random: Random) -> list[Raw]:
    rows: list[Raw] = []
    for modality in ("evening", "daytime", "distance"):
        for funding in FUNDINGS:
            if random.random() < 0.15:
                continue
            row = {"modality": modality, "funding": funding, **_price(random), **BASE}
            if modality != "daytime" and random.random() < 0.6:
                row["yearly"] = random.choice((10, 25))
            if random.random() < 0.1:
                row["at_most_units"] = random.choice((1, 2))
            rows.append(row)
    return rows


def _price(random: Random) -> Raw:
    return random.choice(
        (
            {"per_credit": 14},
            {"per_hour": 9.15},
            {"per_unit": 40.5},
            {"by_credits": {"2": 30, "3": 40, "4": 45}},
            {"by_credits": {"2": 30, "3": 40, "4": 45, "6": 60}},
            {"whole": 240, "parts": 4},
        )
    )

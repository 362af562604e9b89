"""From the dictionaries of the files to a `Case`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from .case import Case, Certificate, Offering, Prerequisite, Raw, Requirement
from .dates import Calendar, add_months, day
from .money import cents
from .weekly import sections
from .wishes import Wishes

OBJECTIVES = ("duration", "order", "cost", "load", "certificate")
Resolve = Callable[[str], str]


def read_case(programme: Raw, learner: Raw, terms: int) -> Case:
    """The problem of one learner; the award is not later than the `terms`-th term from the start."""
    calendar = Calendar(programme["calendar"], programme.get("pathways"))
    start = calendar.index(learner["start"])
    horizon = start + terms - 1
    if learner.get("deadline"):
        horizon = min(horizon, calendar.index(learner["deadline"]))
    units = programme["units"]
    names = {alias: unit["code"] for unit in units for alias in unit.get("aliases") or []}
    resolve: Resolve = lambda code: names.get(code, code)  # noqa: E731
    acquired = frozenset(
        resolve(item if isinstance(item, str) else item["unit"]) for item in learner.get("acquired") or []
    )
    pathway = learner.get("pathway") or "evening"
    budget, budgets = _budget(learner.get("max_cost_per_year"))
    wishes = Wishes(programme, learner, acquired, resolve)
    programme = wishes.programme
    reach = wishes.reach(calendar, horizon)
    pins = [
        (resolve(pin["unit"]), calendar.index(pin["term"]), pin.get("modality")) for pin in learner.get("pins") or []
    ]
    return Case(
        calendar=calendar,
        start=start,
        horizon=horizon,
        courses=tuple(unit["code"] for unit in units if unit.get("kind", "course") == "course"),
        credits={unit["code"]: unit.get("credits") for unit in units},
        hours={unit["code"]: unit.get("hours") for unit in units},
        acquired=acquired,
        offerings={
            unit: tuple(one for one in row if one.last <= horizon or unit not in (wishes.waits or {unit}))
            for unit, row in _offerings(programme, calendar, start, reach, resolve).items()
        },
        waits=wishes.waits,
        reach=reach,
        pin_modalities={(unit, term): modality for unit, term, modality in pins if modality},
        load=_load(programme.get("load") or {}),
        learner=learner,
        ways={frozenset((one, other)): count for one, other, count in programme.get("travel") or ()},
        order=learner.get("order") or "prefer",
        pins=tuple((unit, term) for unit, term, _ in pins),
        avoid=frozenset(map(resolve, learner.get("avoid") or [])),
        budget=budget,
        budgets=budgets,
        pathway=pathway,
        **_structure(programme, learner, resolve),
        requirements=tuple(wishes.requirements(_requirement(raw, resolve) for raw in programme["requirements"])),
        prerequisites=tuple(wishes.prerequisites(_prerequisites(programme.get("prerequisites") or [], resolve))),
        **_award(programme, learner, acquired, calendar, start, horizon, resolve),
        **_prices(programme, learner.get("funding") or "individual"),
    )


def _budget(given: Any) -> tuple[int | None, dict[int, int]]:
    """Most cents in any academic year, and in those that are named."""
    if not isinstance(given, Mapping):
        return None if given is None else cents(given), {}
    years = {int(str(name)[:4]): cents(amount) for name, amount in (given.get("years") or {}).items()}
    return _budget(given.get("default"))[0], years


def _load(raw: Raw) -> dict[str, int | None]:
    keys = ("min_units", "max_units", "min_credits", "max_credits")
    evening = raw.get("max_evening_units")
    return {"max_evening_units": 3 if evening is None else evening, **{key: raw.get(key) for key in keys}}


def _structure(programme: Raw, learner: Raw, resolve: Resolve) -> dict[str, Any]:
    certificates = tuple(
        Certificate(frozenset(map(resolve, raw["units"])), bool(raw.get("recommended_first")))
        for raw in programme.get("certificates") or []
    )
    wanted = list(learner.get("minimise") or [])
    names = list(dict.fromkeys([*wanted, *OBJECTIVES]))
    if not certificates:
        names.remove("certificate")
    if learner.get("order") == "ignore" or not any(one.recommended_first for one in certificates):
        names.remove("order")
    rules = (programme.get("pathways") or {}).get(learner.get("pathway") or "evening") or {}
    return {
        "certificates": certificates,
        "objectives": tuple(names),
        "modalities": frozenset(rules.get("modalities") or []),
    }


def _requirement(raw: Raw, resolve: Resolve) -> Requirement:
    if raw.get("all_of") is not None:
        units = frozenset(map(resolve, raw["all_of"]))
        return Requirement(units, count=len(units))
    units = frozenset(map(resolve, raw["of"]))
    return Requirement(units, count=raw.get("k") or 0, credits=raw.get("credits") or 0)


def _prerequisites(rows: Iterable[Raw], resolve: Resolve) -> Iterable[Prerequisite]:
    for row in rows:
        for kind in ("after", "together"):
            for item in row.get(kind) or []:
                codes = [item] if isinstance(item, str) else item["any"]
                yield Prerequisite(resolve(row["unit"]), kind, frozenset(map(resolve, codes)))


def _offerings(
    programme: Raw, calendar: Calendar, start: int, horizon: int, resolve: Resolve
) -> dict[str, tuple[Offering, ...]]:
    found: dict[str, dict[Offering, None]] = {}
    replaced = {row["modality"] for row in programme.get("timetable") or ()}
    for year in range(calendar.year(start), calendar.year(horizon) + 1):
        for pattern in programme["offerings"]:
            parity = pattern.get("years", "every")
            period = _period(programme["calendar"]["periods"], pattern)
            if pattern["modality"] in replaced:
                continue
            if period is None or parity not in ("every", "odd" if year % 2 else "even", year):
                continue
            terms = tuple(sorted(year * calendar.size + calendar.ids.index(name) for name in period["terms"]))
            if terms[0] < start or terms[-1] > horizon:
                continue
            begins, ends = period.get("starts"), period.get("ends")
            span = (
                calendar.first_in(day(begins), year) if begins else calendar.starts(terms[0]),
                calendar.last_in(day(ends), year) if ends else calendar.ends(terms[-1]),
            )
            for code in map(resolve, pattern["units"]):
                found.setdefault(code, {})[Offering(code, pattern["modality"], terms, *span)] = None
    years = range(calendar.year(start), calendar.year(horizon) + 1)
    for one in sections(dict(programme), calendar, years, resolve) if replaced else ():
        if start <= min(one.terms) and max(one.terms) <= horizon:
            made = Offering(one.unit, one.modality, one.terms, one.starts, one.ends, one.sessions)
            found.setdefault(one.unit, {})[made] = None
    return {code: tuple(offerings) for code, offerings in found.items()}


def _period(periods: Iterable[Raw], pattern: Raw) -> Raw | None:
    rows = [row for row in periods if row["id"] == pattern["period"]]
    own = [row for row in rows if row.get("modality") == pattern["modality"]]
    shared = [row for row in rows if row.get("modality") is None]
    return next(iter(own + shared), None)


def _award(
    programme: Raw,
    learner: Raw,
    acquired: frozenset[str],
    calendar: Calendar,
    start: int,
    horizon: int,
    resolve: Resolve,
) -> dict[str, Any]:
    award = programme.get("award") or {}
    report, workshop = award.get("report") or {}, award.get("workshop") or {}
    rules = (programme.get("pathways") or {}).get(learner.get("pathway") or "evening") or {}
    has_report = bool(report) and resolve(report["unit"]) not in acquired
    terms = rules.get("report_terms") if has_report else None
    daytime_terms = report.get("daytime_terms") if has_report else None
    reached, months = _experience(programme, learner, acquired, calendar.starts(start), resolve)
    return {
        "has_report": has_report,
        "report_terms": None if terms is None else frozenset(terms),
        "daytime_report_terms": None if daytime_terms is None else frozenset(daytime_terms),
        "has_workshop": bool(workshop) and resolve(workshop["unit"]) not in acquired,
        "paused": frozenset(calendar.index(name) for name in learner.get("pause") or ()),
        "experience_on": reached,
        "internship_months": months,
        "windows": _windows(programme, learner, calendar, start, horizon),
    }


def _experience(
    programme: Raw, learner: Raw, acquired: frozenset[str], first_day: date, resolve: Resolve
) -> tuple[date, int]:
    """The day on which the experience is reached (the last of all days: never) and the months of internship."""
    rows = (programme.get("award") or {}).get("experience") or []
    held = {resolve(row["unit"]) for row in rows if row.get("unit")}
    held |= {unit["code"] for unit in programme["units"] if unit.get("kind") == "experience"}
    given = learner.get("experience") or {}
    outside = given.get("in_sector") is False
    row = next((row for row in rows if row["in_sector"] is not outside), None)
    if held & acquired or row is None:
        return date.min, 0
    internship = row.get("internship_months") or 0 if given.get("in_sector") is not None else 0
    missing = 0 if given.get("months") is None else row["months"] - given["months"]
    if missing <= 0:
        return date.min, internship
    return (date.max if given.get("working") is False else add_months(first_day, missing)), internship


def _windows(
    programme: Raw, learner: Raw, calendar: Calendar, start: int, horizon: int
) -> tuple[tuple[date, date], ...]:
    given = learner.get("internship_windows") or []
    if given:
        return tuple((day(window["from"]), day(window["to"])) for window in given)
    rules = (programme.get("pathways") or {}).get("daytime") or {}
    window = rules.get("internship_window")
    if learner.get("pathway") != "daytime" or not window:
        return ()
    years = range(calendar.year(start), calendar.year(horizon) + 1)
    first, last = day(window["from"]), day(window["to"])
    return tuple((calendar.first_in(first, year), calendar.last_in(last, year)) for year in years)


def _prices(programme: Raw, funding: str) -> dict[str, Any]:
    tariffs: dict[str, Raw] = {}
    for row in programme.get("tariffs") or []:
        if row["funding"] == funding:
            tariffs.setdefault(row["modality"], row)
    fees = programme.get("fees") or []
    return {
        "tariffs": tariffs,
        "fees_at_start": sum(cents(fee["amount"]) for fee in fees if fee["due"] == "start"),
        "fees_with_report": sum(cents(fee["amount"]) for fee in fees if fee["due"] == "report"),
    }

"""From the dictionaries of the files to a `Case`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from .alone import apart_from
from .case import Case, Certificate, Group, Offering, Prerequisite, Raw, Requirement
from .dates import Calendar, add_months, day
from .limited import read_limits, uncounted
from .money import cents, exact
from .weekly import sections
from .wishes import Wishes

OBJECTIVES = ("duration", "order", "cost", "load", "certificate", "recommended")
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
        credits={unit["code"]: exact(unit.get("free") or unit.get("credits")) for unit in units},
        hours={unit["code"]: unit.get("hours") for unit in units},
        acquired=acquired,
        recommended={unit["code"]: unit["recommended_term"] for unit in units if unit.get("recommended_term")},
        offerings={
            unit: tuple(one for one in row if one.last <= horizon or unit not in (wishes.waits or {unit}))
            for unit, row in _offerings(programme, calendar, start, reach, resolve).items()
        },
        waits=wishes.waits,
        reach=reach,
        alone=frozenset(unit["code"] for unit in units if unit.get("alone")),
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
        **_asked(programme, wishes, acquired, resolve),
        prerequisites=tuple(wishes.prerequisites(_prerequisites(programme, resolve))),
        **_award(programme, learner, acquired, calendar, start, horizon, resolve),
        **_prices(programme, learner.get("funding") or "individual"),
    )


def _budget(given: Any) -> tuple[int | None, dict[int, int]]:
    """Most cents in any academic year, and in those that are named."""
    if not isinstance(given, Mapping):
        return None if given is None else cents(given), {}
    years = {int(str(name)[:4]): cents(amount) for name, amount in (given.get("years") or {}).items()}
    return _budget(given.get("default"))[0], years


def _load(raw: Raw) -> dict[str, Any]:
    keys = ("min_units", "max_units", "min_credits", "max_credits")
    evening = raw.get("max_evening_units")
    return {"max_evening_units": 3 if evening is None else evening, **{key: exact(raw.get(key)) for key in keys}}


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
    if not any(unit.get("recommended_term") for unit in programme["units"]) and "recommended" in names:
        names.remove("recommended")
    rules = (programme.get("pathways") or {}).get(learner.get("pathway") or "evening") or {}
    return {
        "certificates": certificates,
        "objectives": tuple(names),
        "modalities": frozenset(rules.get("modalities") or []),
    }


def _asked(programme: Raw, wishes: Wishes, acquired: frozenset[str], resolve: Resolve) -> dict[str, Any]:
    """What is needed, raised by what of the acquired units does not count; limits, without units beyond the need."""
    raw = [row for row in programme["requirements"] if row.get("at_most") is None and not row.get("one_of")]
    ways = [row["one_of"] for row in programme["requirements"] if row.get("one_of")]
    ways = [[way if isinstance(way, list) else way["requirements"] for way in each] for each in ways]
    read = [_requirement(row, resolve) for row in raw]
    compulsory = [rule for rule in read if rule.every]
    rules = list(wishes.requirements(apart_from(rule, compulsory) for rule in read))
    first = {unit for rule in rules if rule.every for unit in rule.units}
    wanted = rules[: len(raw)]
    tracks = [[apart_from(_requirement(row, resolve), compulsory) for row in way] for each in ways for way in each]
    tracks = [list(wishes.choices(wanted, track)) for track in tracks]
    beyond = wishes.extra.difference(*(rule.units for rule in [*wanted, *(r for track in tracks for r in track)]))
    limits = [one._replace(units=one.units - beyond) for one in read_limits(programme, resolve)]
    limits = limits if wishes.waits is None else []
    order = [unit["code"] for unit in programme["units"] if unit["code"] in acquired]

    def raised(rule: Requirement) -> Requirement:
        lost = 0 if rule.every else uncounted(limits, wishes.credits, first, order, rule)
        key = "credits" if rule.credits else "count"
        return replace(rule, **{key: getattr(rule, key) + lost})

    made = iter(tuple(map(raised, track)) for track in tracks)
    return {
        "requirements": tuple(map(raised, rules)),
        "limits": tuple(limits),
        "exclusive": tuple(frozenset(map(resolve, group)) for group in programme.get("exclusive") or ()),
        "groups": tuple(tuple(next(made) for _ in each) for each in ways) if wishes.waits is None else (),
    }


def _requirement(raw: Raw, resolve: Resolve) -> Requirement:
    if raw.get("all_of") is not None:
        units = frozenset(map(resolve, raw["all_of"]))
        return Requirement(units, count=len(units), every=True, alone=raw.get("share") is False)
    units = frozenset(map(resolve, raw["of"]))
    alone = raw.get("share") is False
    return Requirement(units, count=raw.get("k") or 0, credits=exact(raw.get("credits")) or 0, alone=alone)


def _prerequisites(programme: Raw, resolve: Resolve) -> Iterable[Prerequisite]:
    everything = frozenset(unit["code"] for unit in programme["units"])
    for row in programme.get("prerequisites") or []:
        for kind in ("after", "together"):
            for item in row.get(kind) or []:
                options = item["any"] if isinstance(item, Mapping) and "any" in item else [item]
                codes = frozenset(resolve(one) for one in options if isinstance(one, str))
                groups = tuple(_group(one, everything, resolve) for one in options if not isinstance(one, str))
                yield Prerequisite(resolve(row["unit"]), kind, codes, groups)


def _group(option: Raw, everything: frozenset[str], resolve: Resolve) -> Group:
    """Credits, or units and credits that all have to be there."""
    parts = option.get("all") or [option]
    asked = [part for part in parts if not isinstance(part, str)]
    pools = (
        (exact(part["credits"]), frozenset(map(resolve, part["of"])) if part.get("of") else everything)
        for part in asked
    )
    return Group(frozenset(resolve(part) for part in parts if isinstance(part, str)), tuple(pools))


def _offerings(
    programme: Raw, calendar: Calendar, start: int, horizon: int, resolve: Resolve
) -> dict[str, tuple[Offering, ...]]:
    found: dict[str, dict[Offering, None]] = {}
    replaced = {row["modality"] for row in programme.get("timetable") or ()}
    for year in range(calendar.year(start), calendar.year(horizon) + 1):
        for pattern in programme["offerings"]:
            parity = _in_cycle(pattern.get("years", "every"), year)
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
    for one in _free_offerings(programme, calendar, start, horizon):
        found.setdefault(one.unit, {})[one] = None
    years = range(calendar.year(start), calendar.year(horizon) + 1)
    for one in sections(dict(programme), calendar, years, resolve) if replaced else ():
        if start <= min(one.terms) and max(one.terms) <= horizon:
            made = Offering(one.unit, one.modality, one.terms, one.starts, one.ends, one.sessions)
            found.setdefault(one.unit, {})[made] = None
    return {code: tuple(offerings) for code, offerings in found.items()}


def _free_offerings(programme: Raw, calendar: Calendar, start: int, horizon: int) -> Iterable[Offering]:
    """Free credits in each term and in every modality of a pathway, on the days that others of that term have."""
    rules = (programme.get("pathways") or {}).values()
    modalities = {modality for rule in rules for modality in rule.get("modalities") or ()}
    free = [unit["code"] for unit in programme["units"] if unit.get("free")]
    for code, term, modality in product(free, range(start, horizon + 1), sorted(modalities)):
        row = {"period": calendar.term_id(term), "modality": modality}
        period = _period(programme["calendar"]["periods"], row) or {}
        first, last = calendar.starts(term), calendar.ends(term)
        if period.get("starts"):
            first = calendar.first_in(day(period["starts"]), calendar.year(term))
        if period.get("ends"):
            last = calendar.last_in(day(period["ends"]), calendar.year(term))
        yield Offering(code, modality, (term,), first, last)


def _in_cycle(years: Any, year: int) -> Any:
    """`every` or `none` for years in a cycle; others stay."""
    if not isinstance(years, Mapping):
        return years
    run = range(years["from"], 3000, years["every"])
    return "every" if year in run else "none"


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

"""From a learner's data to what the form shows: the initial values of its fields and rows, and nothing left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from planner.domain.learner import WORKDAYS
from planner.domain.programme import Programme
from planner.storage.given import plain
from planner.storage.learner_reader import pathway
from planner.storage.validation import Source, sift

CAPS = (
    "max_units_per_term", "max_daytime_units_per_term", "max_total_units_per_term", "min_units_per_term",
    "max_credits_per_term", "min_credits_per_term",
)  # fmt: skip
"""Bounds on a term, each with what differs in some terms."""
OBJECTIVES_SHOWN = 9
SAID = {True: "yes", False: "no", None: ""}
Data = Mapping[str, Any]
Rows = dict[str, list[dict[str, Any]]]


def as_understood(data: Data) -> dict[str, Any]:
    """The data as readers understand it, however it is written; what fits no key is not in it."""
    source = Source(plain(data), None)
    sift(source, "learner")
    found: dict[str, Any] = source.data
    return found


def fields_of(programme: Programme, data: Data) -> dict[str, Any]:
    """The initial values of the fields."""
    available, experience = data.get("availability") or {}, data.get("experience") or {}
    return {
        **{key: data.get(key) for key in ("id", "note", "deadline", "terms", "start")},
        "fictional": data.get("fictional", False),
        "goal": data.get("goal", "award"),
        "pathway": pathway(data, programme),
        "order": data.get("order", "prefer"),
        **_acquired(programme, data),
        **{key: [_code(programme, name) for name in data.get(key) or ()] for key in ("avoid", "extra")},
        "waive": [
            f"{_code(programme, each['unit'])}={_code(programme, each['prerequisite'])}"
            for each in data.get("waive") or ()
        ],
        "pause": list(data.get("pause") or ()),
        "evenings": _days(available, "evenings"),
        "days": _days(available, "days"),
        "months": experience.get("months"),
        "in_sector": SAID[experience.get("in_sector")],
        "working": SAID[experience.get("working")],
        **{cap: _usual(data.get(cap)) for cap in (*CAPS, "max_cost_per_year")},
        **{f"minimise_{place}": name for place, name in enumerate(data.get("minimise") or ())},
        "payer": _payer(data.get("funding", "individual")),
        **_chances(data.get("chances")),
        **{f"budget-{name}": amount for name, amount in (data.get("payer_budgets") or {}).items()},
    }


def rows_of(programme: Programme, data: Data) -> Rows:
    """The initial values of the rows, by their group."""
    budget = data.get("max_cost_per_year")
    years = budget.get("years") or {} if isinstance(budget, Mapping) else {}
    return {
        "windows": [{"starts": each["from"], "ends": each["to"]} for each in data.get("internship_windows") or ()],
        "pins": [
            {"unit": _code(programme, pin["unit"]), "term": pin["term"], "modality": pin.get("modality")}
            for pin in data.get("pins") or ()
        ],
        "payers": _payers(programme, data.get("funding", "individual")),
        "special": _special(data),
        "years": [{"year": year, "amount": amount} for year, amount in years.items()],
        "chances": [
            {"unit": _code(programme, name), "chance": _percent(chance)}
            for name, chance in ((data.get("chances") or {}).get("units") or {}).items()
        ],
    }


def _code(programme: Programme, name: str) -> str:
    return programme.unit_code(name) or name


def _acquired(programme: Programme, data: Data) -> dict[str, Any]:
    held: dict[str, str] = {}
    for entry in data.get("acquired") or ():
        name, how = (entry, None) if isinstance(entry, str) else (entry["unit"], entry.get("by"))
        held[_code(programme, name)] = how or ""
    return {"acquired": list(held), **{f"by-{code}": how for code, how in held.items()}}


def _days(available: Data, key: str) -> list[str]:
    given = available.get(key)
    return list(WORKDAYS if given is None else given)


def _usual(given: Any) -> Any:
    """What holds wherever nothing else is said."""
    return given.get("default") if isinstance(given, Mapping) else given


def _payer(funding: Any) -> str:
    """Who pays what the lines do not say: the last of the list, where it stands alone."""
    if isinstance(funding, str):
        return funding
    return funding[-1] if funding and isinstance(funding[-1], str) else ""


def _payers(programme: Programme, funding: Any) -> list[dict[str, Any]]:
    if isinstance(funding, str):
        return []
    found: list[dict[str, Any]] = []
    for entry in funding[:-1] if _payer(funding) else funding:
        shares = {entry: ()} if isinstance(entry, str) else entry
        found += [
            {"payer": name, "units": [_code(programme, unit) for unit in units]} for name, units in shares.items()
        ]
    return found


def _chances(given: Data | None) -> dict[str, str]:
    """What is said of all exams, and of second sessions: a file that states chances states the first in any case."""
    if given is None:
        return {}
    found = {"chance_fail": _percent(given.get("fail", 0))}
    if "second_session" in given:
        found["chance_second"] = _percent(given["second_session"])
    return found


def _percent(chance: float) -> str:
    """A chance in per cent, with as many digits as it was written with."""
    return f"{(Decimal(str(chance)) * 100).normalize():f}"


def _special(data: Data) -> list[dict[str, Any]]:
    """A row a term in which anything differs."""
    rows: dict[str, dict[str, Any]] = {}
    for cap in CAPS:
        given = data.get(cap)
        for term, bound in (given.get("terms") or {}).items() if isinstance(given, Mapping) else ():
            rows.setdefault(term, {})[cap] = bound
    for term, days in ((data.get("availability") or {}).get("terms") or {}).items():
        row = rows.setdefault(term, {})
        for key in ("evenings", "days"):
            if days.get(key) is not None:
                row |= {f"other_{key}": True, key: days[key]}
    return [{"term": term, **row} for term, row in rows.items()]

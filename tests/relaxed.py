"""The same learner with one demand less: every plan that was possible still is, and is worth as much."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.agreement import Raw
from tests.samples import Sample

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat")
MORE = ("max_units_per_term", "max_daytime_units_per_term", "max_total_units_per_term", "max_credits_per_term")
LESS = ("min_units_per_term", "min_credits_per_term")


def relaxed(random: Random, sample: Sample) -> Iterator[tuple[str, Sample]]:
    """Each demand that the sample has, or a bound of its programme, dropped or loosened; with its name."""
    yield "later", replace(sample, terms=sample.terms + random.randint(1, 3))
    for key in ("deadline", "max_cost_per_year"):
        if key in sample.learner:
            yield f"no {key}", sample.but(**{key: None})
    yield from _bounds(random, sample)
    yield from _entries(random, sample)
    yield from _time(random, sample)
    yield from _money(random, sample)
    yield from _order(sample)
    yield from _experience(sample)
    yield from _programme(random, sample)


def _bounds(random: Random, sample: Sample) -> Iterator[tuple[str, Sample]]:
    """Caps one higher, or a default cap made explicit and higher; least figures one lower, or gone."""
    learner = sample.learner
    if "max_units_per_term" not in learner:
        cap = sample.programme.get("load", {}).get("max_evening_units", 3)
        yield "a higher max_units_per_term", sample.but(max_units_per_term=cap + 1)
    for key in MORE:
        if key in learner:
            yield f"a higher {key}", sample.but(**{key: _moved(learner[key], 1)})
    for key in LESS:
        if key in learner:
            lower = None if random.random() < 0.5 else _moved(learner[key], -1)
            yield f"a lower {key}", sample.but(**{key: lower})


def _moved(given: Any, by: int) -> Any:
    """Each figure of a bound, whether one for all terms or by term."""
    if not isinstance(given, dict):
        return max(0, given + by)
    found = {"terms": {term: max(0, figure + by) for term, figure in given["terms"].items()}}
    return found | ({"default": max(0, given["default"] + by)} if "default" in given else {})


def _entries(random: Random, sample: Sample) -> Iterator[tuple[str, Sample]]:
    for key in ("pins", "avoid", "pause"):
        rows = sample.learner.get(key)
        if rows:
            kept = random.sample(rows, len(rows) - 1)
            yield f"fewer {key}", sample.but(**{key: kept or None})


def _time(random: Random, sample: Sample) -> Iterator[tuple[str, Sample]]:
    """One more weekday in each list of evenings and days; wider windows for the internship, and one more."""
    given = sample.learner.get("availability")
    if given:
        more = deepcopy(given)
        for row in (more, *(more.get("terms") or {}).values()):
            for key in ("evenings", "days"):
                if key in row:
                    row[key] = [*row[key], *random.sample([d for d in WEEK if d not in row[key]], 1)]
        yield "more evenings and days", sample.but(availability=more)
        yield "the usual evenings in every term", sample.but(availability=_without_terms(given))
    windows = sample.learner.get("internship_windows")
    if windows:
        yield "wider windows", sample.but(internship_windows=[_wider(random, window) for window in windows])
        other = {"from": "2020-10-01", "to": "2021-03-31"}
        yield "one more window", sample.but(internship_windows=[*windows, other])


def _without_terms(given: Raw) -> Raw | None:
    """Without the terms that differ, and with all days of any of them."""
    terms = (given.get("terms") or {}).values()
    found = {}
    for key in ("evenings", "days"):
        usual = given.get(key) or (WEEK[:5] if key not in given else ())
        found[key] = [day for day in WEEK if day in usual or any(day in row.get(key, ()) for row in terms)]
    return found


def _wider(random: Random, window: Raw) -> Raw:
    before, after = (timedelta(days=random.choice((0, 1, 31, 100))) for _ in range(2))
    return {
        "from": (date.fromisoformat(window["from"]) - before).isoformat(),
        "to": (date.fromisoformat(window["to"]) + after).isoformat(),
    }


def _money(random: Random, sample: Sample) -> Iterator[tuple[str, Sample]]:
    budget, payers = sample.learner.get("max_cost_per_year"), sample.learner.get("payer_budgets")
    if isinstance(budget, (int, float)):
        yield "a larger max_cost_per_year", sample.but(max_cost_per_year=budget + random.choice((0.01, 100, 1000)))
    if payers:
        name = random.choice(sorted(payers))
        more = random.choice((0.01, 50, 500, 5000))
        yield "a larger budget of a payer", sample.but(payer_budgets={**payers, name: payers[name] + more})


def _order(sample: Sample) -> Iterator[tuple[str, Sample]]:
    if sample.learner.get("order") == "require":
        yield "the order preferred", sample.but(order="prefer")
    if sample.learner.get("order", "prefer") != "ignore":
        yield "the order ignored", sample.but(order="ignore")


def _experience(sample: Sample) -> Iterator[tuple[str, Sample]]:
    given = sample.learner.get("experience") or {}
    if given.get("months") is not None:
        yield "more experience", sample.but(experience={**given, "months": given["months"] + 4})
    if given.get("working") is False:
        yield "still working", sample.but(experience={**given, "working": True})


def _programme(random: Random, sample: Sample) -> Iterator[tuple[str, Sample]]:
    """Bounds of the programme, an offering more, and a prerequisite less where all its units are compulsory."""
    programme = sample.programme
    load = dict(programme.get("load", {}))
    for key in ("min_units", "min_credits", "max_units", "max_credits"):
        if load.get(key) is not None:
            kept = {name: value for name, value in load.items() if name != key}
            more = kept | ({key: load[key] + 1} if key.startswith("max") and random.random() < 0.5 else {})
            yield f"a looser {key}", replace(sample, programme={**programme, "load": more})
    if not programme.get("timetable"):
        row = deepcopy(random.choice(programme["offerings"]))
        row["units"], row["years"] = [random.choice(row["units"])], "every"
        fitting = [
            one["id"] for one in programme["calendar"]["periods"] if one.get("modality") in (None, row["modality"])
        ]
        row["period"] = random.choice(fitting)
        yield "one offering more", replace(sample, programme={**programme, "offerings": [*programme["offerings"], row]})
    rows = programme.get("prerequisites", ())
    compulsory = {unit for rule in programme["requirements"] for unit in rule.get("all_of") or ()}
    for place, row in enumerate(rows):
        if {row["unit"], *_named(row)} <= compulsory:
            less = [*rows[:place], *rows[place + 1 :]]
            yield "a prerequisite less", replace(sample, programme={**programme, "prerequisites": less})
            break


def _named(row: Raw) -> set[str]:
    """The units that a prerequisite asks for."""
    items = [*row.get("after", ()), *row.get("together", ())]
    return {unit for item in items for unit in ([item] if isinstance(item, str) else item["any"])}

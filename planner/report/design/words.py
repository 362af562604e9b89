"""Places, bounds, wishes and demands of a proposal in words, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planner.domain.brief import BOUNDS
from planner.messages import fraction, say, worded
from planner.report.listing import listed, parted

Data = dict[str, Any]
MOST_PARTS = 3600
"""Squares of loads are fractions with as many parts as terms times terms at most."""


def figure(value: float | None) -> str:
    """A number of the document, exact: shares of credits are fractions with few parts."""
    return fraction(None if value is None else Fraction(value).limit_denominator(MOST_PARTS))


def status(data: Data) -> str:
    """What came of it, with the value and, where it is not proven, the gap."""
    text = say(f"design.{data['status']}")
    if data["value"] is None:
        return text
    value = figure(data["value"])
    if data["status"] == "optimal":
        return f"{text} {say('design.value', value=value)}"
    told = {"value": value, "bound": figure(data["bound"]), "gap": figure(data["gap"])}
    return f"{text} {say('design.gap', **told)}"


def parts(data: Data) -> Iterator[tuple[str, float | None, int, float | None]]:
    """What the value adds up: name, amount, weight, and what it counts."""
    for key, name in (("balance",) * 2, ("unwanted",) * 2, ("changes", "change"), ("delay",) * 2):
        amount, weight = data["parts"][key], data["weights"][name]
        if weight or amount:
            yield say(f"design.part_{name}"), amount, weight, None if amount is None else amount * weight


def where(place: Data) -> str:
    """`S1 (semestre 1)`, `semestre 3`: the period of a place, and its terms in the offer."""
    terms = listed([str(number) for number in place["terms"]])
    if place["period"] is None:
        return say("design.term", number=terms)
    many = len(place["terms"]) > 1
    return say("design.in_terms" if many else "design.in_term", period=place["period"], terms=terms)


def said(name: str | int) -> str:
    """A period as it is, or a term by its number."""
    return name if isinstance(name, str) else say("design.term", number=name)


def today(names: list[str | int]) -> str:
    """Where a unit runs today."""
    return worded(listed([said(name) for name in names])) if names else say("unknown")


def term_title(term: Data) -> str:
    """The name of a term, and its title where it has one."""
    return f"{term['name']} {term['title']}" if term["title"] else str(term["name"])


def bounds(curriculum: Data) -> str:
    """The bounds of a curriculum in words, or nothing."""
    given = [(key, curriculum["bounds"][key]) for key in BOUNDS if curriculum["bounds"][key]]
    names = [say(f"design.bound_{key}", count=limit) for key, limit in given]
    return say("design.bounds", names=", ".join(names)) if names else ""


def about(curriculum: Data) -> Iterator[str]:
    """Sentences under the name of a curriculum."""
    if curriculum["credits"] is None:
        yield say("design.even_unknown")
    else:
        rounded = {**curriculum, "even": round(curriculum["even"], 2)}
        values = {key: figure(rounded[key]) for key in ("credits", "even", "distance")}
        yield say("design.even", **values)
    if curriculum["taken"]:
        yield say("design.taken", names=listed(curriculum["taken"]), count=len(curriculum["taken"]))
    if bounds(curriculum):
        yield bounds(curriculum)


def boards(data: Data) -> list[list[Data]]:
    """Curricula whose terms, choices and bounds are the same, together."""
    found: dict[str, list[Data]] = {}
    for one in data["curricula"]:
        found.setdefault(repr([one["terms"], one["taken"], one["bounds"]]), []).append(one)
    return list(found.values())


def title(curricula: list[Data]) -> str:
    """The ids of curricula, and the title of one that is alone where it is another."""
    names = ", ".join(one["curriculum"] for one in curricula)
    alone = len(curricula) == 1 and curricula[0]["title"] != names
    return f"{names} — {curricula[0]['title']}" if alone else names


def mentioned(unit: Data) -> str:
    """A unit in a term: marked where it changed, and where it goes on from an earlier term."""
    name = f"{unit['unit']} *" if unit["changed"] else unit["unit"]
    return say("design.going_on", unit=name) if unit["going_on"] else name


def moves(entries: list[Data]) -> str:
    """`TET003 : year → S2 (semestre 2)`, one after the other."""
    found = [say("colon", name=one["unit"], value=f"{today(one['from'])} → {where(one)}") for one in entries]
    return worded(parted(found))


def answer(outcome: Data) -> tuple[str, str]:
    """The value of a question and its proof, in words."""
    if outcome["status"] == "impossible":
        return say("design.none_possible"), say("design.proven")
    if outcome["value"] is None:
        return say("design.no_answer"), ""
    if outcome["status"] == "optimal":
        return figure(outcome["value"]), say("design.proven")
    return figure(outcome["value"]), say("design.not_proven", bound=figure(outcome["bound"]))


def difference(outcome: Data) -> str:
    """What a question gives beside the proposal: `+2`."""
    value = outcome["difference"]
    if value is None:
        return ""
    return f"+{figure(value)}" if value > 0 else figure(value).replace("-", "−")


def curricula(ids: list[str], data: Data) -> str:
    """Curricula by their ids, or that they are all."""
    every = len(ids) == len(data["curricula"]) > 2
    return say("design.every") if every else ", ".join(ids)


QUESTIONS = (("held", "wish"), ("freed", "unit"), ("looser", "bound"))
"""Questions that were asked beside the front, with the column that says what each was about."""


def asked(key: str, entry: Data, data: Data) -> str:
    """What a question was about."""
    if key == "held":
        return say("colon", name=entry["unit"], value=said(entry["said"]))
    return looser(entry, data) if key == "looser" else str(entry["unit"])


def looser(entry: Data, data: Data) -> str:
    """A bound with the curricula that have it."""
    name = say(f"design.bound_{entry['rule']}", count=entry["limit"])
    return f"{name} ({curricula(entry['curricula'], data)})"


def demands(data: Data) -> Iterator[str]:
    """Each demand that cannot hold with the others, as a clause."""
    for one in data["conflict"]["demands"]:
        name = one["subjects"][0]
        if one["kind"] == "prerequisite":
            yield say("design.demand_prerequisite", before=name, after=one["subjects"][1])
        elif one["kind"] == "units":
            yield say("design.demand_units", name=name, count=one["limit"], terms=len(data["terms"]))
        elif one["kind"] == "places":
            yield say("design.demand_places", name=name, places=", ".join(one["places"]))
        else:
            bound = say(f"design.bound_{one['kind']}", count=one["limit"])
            yield say("design.demand_bound", name=name, bound=bound)


def fresh(entry: Data, data: Data) -> str:
    """Whether a new learner finishes in time, in words."""
    if entry["status"] in ("impossible", "unknown"):
        return say("design.none_possible" if entry["status"] == "impossible" else "design.no_answer")
    return say("design.within" if entry["within"] else "design.beyond", terms=len(data["terms"]))

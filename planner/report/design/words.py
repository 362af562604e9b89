"""Places, bounds, wishes and demands of a proposal in words, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planner.domain.brief import BOUNDS
from planner.messages import fraction, say
from planner.report.listing import listed, parted

Data = dict[str, Any]
MOST_PARTS = 3600
"""Squares of loads are fractions with as many parts as terms times terms at most."""


def figure(value: float | None, lang: str) -> str:
    """A number of the document, exact: shares of credits are fractions with few parts."""
    return fraction(lang, None if value is None else Fraction(value).limit_denominator(MOST_PARTS))


def status(data: Data, lang: str) -> str:
    """What came of it, with the value and, where it is not proven, the gap."""
    text = say(lang, f"design.{data['status']}")
    if data["value"] is None:
        return text
    value = figure(data["value"], lang)
    if data["status"] == "optimal":
        return f"{text} {say(lang, 'design.value', value=value)}"
    told = {"value": value, "bound": figure(data["bound"], lang), "gap": figure(data["gap"], lang)}
    return f"{text} {say(lang, 'design.gap', **told)}"


def parts(data: Data, lang: str) -> Iterator[tuple[str, float | None, int, float | None]]:
    """What the value adds up: name, amount, weight, and what it counts."""
    for key, name in (("balance",) * 2, ("unwanted",) * 2, ("changes", "change"), ("delay",) * 2):
        amount, weight = data["parts"][key], data["weights"][name]
        if weight or amount:
            yield say(lang, f"design.part_{name}"), amount, weight, None if amount is None else amount * weight


def where(place: Data, lang: str) -> str:
    """`S1 (semestre 1)`, `semestre 3`: the period of a place, and its terms in the offer."""
    terms = listed([str(number) for number in place["terms"]], lang)
    if place["period"] is None:
        return say(lang, "design.term", number=terms)
    many = len(place["terms"]) > 1
    return say(lang, "design.in_terms" if many else "design.in_term", period=place["period"], terms=terms)


def said(name: str | int, lang: str) -> str:
    """A period as it is, or a term by its number."""
    return name if isinstance(name, str) else say(lang, "design.term", number=name)


def today(names: list[str | int], lang: str) -> str:
    """Where a unit runs today."""
    return listed([said(name, lang) for name in names], lang) if names else say(lang, "unknown")


def term_title(term: Data) -> str:
    """The name of a term, and its title where it has one."""
    return f"{term['name']} {term['title']}" if term["title"] else str(term["name"])


def bounds(curriculum: Data, lang: str) -> str:
    """The bounds of a curriculum in words, or nothing."""
    given = [(key, curriculum["bounds"][key]) for key in BOUNDS if curriculum["bounds"][key]]
    names = [say(lang, f"design.bound_{key}", count=limit) for key, limit in given]
    return say(lang, "design.bounds", names=", ".join(names)) if names else ""


def about(curriculum: Data, lang: str) -> Iterator[str]:
    """Sentences under the name of a curriculum."""
    if curriculum["credits"] is None:
        yield say(lang, "design.even_unknown")
    else:
        rounded = {**curriculum, "even": round(curriculum["even"], 2)}
        values = {key: figure(rounded[key], lang) for key in ("credits", "even", "distance")}
        yield say(lang, "design.even", **values)
    if curriculum["taken"]:
        yield say(lang, "design.taken", names=listed(curriculum["taken"], lang), count=len(curriculum["taken"]))
    if bounds(curriculum, lang):
        yield bounds(curriculum, lang)


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


def mentioned(unit: Data, lang: str) -> str:
    """A unit in a term: marked where it changed, and where it goes on from an earlier term."""
    name = f"{unit['unit']} *" if unit["changed"] else unit["unit"]
    return say(lang, "design.going_on", unit=name) if unit["going_on"] else name


def moves(entries: list[Data], lang: str) -> str:
    """`TET003 : year → S2 (semestre 2)`, one after the other."""
    found = [
        say(lang, "colon", name=one["unit"], value=f"{today(one['from'], lang)} → {where(one, lang)}")
        for one in entries
    ]
    return parted(found, lang)


def answer(outcome: Data, lang: str) -> tuple[str, str]:
    """The value of a question and its proof, in words."""
    if outcome["status"] == "impossible":
        return say(lang, "design.none_possible"), say(lang, "design.proven")
    if outcome["value"] is None:
        return say(lang, "design.no_answer"), ""
    if outcome["status"] == "optimal":
        return figure(outcome["value"], lang), say(lang, "design.proven")
    return figure(outcome["value"], lang), say(lang, "design.not_proven", bound=figure(outcome["bound"], lang))


def difference(outcome: Data, lang: str) -> str:
    """What a question gives beside the proposal: `+2`."""
    value = outcome["difference"]
    if value is None:
        return ""
    return f"+{figure(value, lang)}" if value > 0 else figure(value, lang).replace("-", "−")


def curricula(ids: list[str], data: Data, lang: str) -> str:
    """Curricula by their ids, or that they are all."""
    every = len(ids) == len(data["curricula"]) > 2
    return say(lang, "design.every") if every else ", ".join(ids)


QUESTIONS = (("held", "wish"), ("freed", "unit"), ("looser", "bound"))
"""Questions that were asked beside the front, with the column that says what each was about."""


def asked(key: str, entry: Data, data: Data, lang: str) -> str:
    """What a question was about."""
    if key == "held":
        return say(lang, "colon", name=entry["unit"], value=said(entry["said"], lang))
    return looser(entry, data, lang) if key == "looser" else str(entry["unit"])


def looser(entry: Data, data: Data, lang: str) -> str:
    """A bound with the curricula that have it."""
    name = say(lang, f"design.bound_{entry['rule']}", count=entry["limit"])
    return f"{name} ({curricula(entry['curricula'], data, lang)})"


def demands(data: Data, lang: str) -> Iterator[str]:
    """Each demand that cannot hold with the others, as a clause."""
    for one in data["conflict"]["demands"]:
        name = one["subjects"][0]
        if one["kind"] == "prerequisite":
            yield say(lang, "design.demand_prerequisite", before=name, after=one["subjects"][1])
        elif one["kind"] == "units":
            yield say(lang, "design.demand_units", name=name, count=one["limit"], terms=len(data["terms"]))
        elif one["kind"] == "places":
            yield say(lang, "design.demand_places", name=name, places=", ".join(one["places"]))
        else:
            bound = say(lang, f"design.bound_{one['kind']}", count=one["limit"])
            yield say(lang, "design.demand_bound", name=name, bound=bound)


def fresh(entry: Data, data: Data, lang: str) -> str:
    """Whether a new learner finishes in time, in words."""
    if entry["status"] in ("impossible", "unknown"):
        return say(lang, "design.none_possible" if entry["status"] == "impossible" else "design.no_answer")
    return say(lang, "design.within" if entry["within"] else "design.beyond", terms=len(data["terms"]))

"""Places, bounds, wishes and demands of a proposal in words, the same for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from planner.domain.brief import BOUNDS
from planner.domain.text import Words
from planner.messages import fraction, say, worded
from planner.report.documents.design import shape
from planner.report.documents.design.shape import DesignDocument, Name
from planner.report.documents.plan.terms_shape import Figure
from planner.report.listing import listed, parted
from planner.report.pages.cells import period_name
from planner.report.titles import Titles

MOST_PARTS = 3600
"""Squares of loads are fractions with as many parts as terms times terms at most."""
NameOf = Callable[[str], str]
"""What people read for the code of a unit."""
Question = shape.Held | shape.Freed | shape.Looser


def figure(value: Figure | None) -> str:
    """A number of the document, exact: shares of credits are fractions with few parts."""
    return fraction(None if value is None else Fraction(value).limit_denominator(MOST_PARTS))


def status(data: DesignDocument) -> str:
    """What came of it, with the value and, where it is not proven, the gap."""
    text = say(f"design.{data['status']}")
    if data["value"] is None:
        return text
    value = figure(data["value"])
    if data["status"] == "optimal":
        return f"{text} {say('design.value', value=value)}"
    return f"{text} {say('design.gap', value=value, bound=figure(data['bound']), gap=figure(data['gap']))}"


def parts(data: DesignDocument) -> Iterator[tuple[str, Figure | None, int, Figure | None]]:
    """What the value adds up: name, amount, weight, and what it counts."""
    found, weights = data["parts"], data["weights"]
    assert found is not None, "there is a proposal"
    for amount, name in (
        (found["balance"], "balance"), (found["unwanted"], "unwanted"), (found["changes"], "change"),
        (found["delay"], "delay"),
    ):  # fmt: skip
        weight = weights[name]
        if weight or amount:
            yield say(f"design.part_{name}"), amount, weight, None if amount is None else amount * weight


def titles(data: DesignDocument) -> Titles:
    """Titles of the units, each told once."""
    return Titles({unit["unit"]: unit["title"] for unit in data["units"]})


def where(place: shape.Place | shape.Move) -> str:
    """`S1 (semestre 1)`, `semestre 3`: the period of a place, and its terms in the offer."""
    terms = listed([str(number) for number in place["terms"]])
    if place["period"] is None:
        return say("design.term", number=terms)
    many = len(place["terms"]) > 1
    return say("design.in_terms" if many else "design.in_term", period=period_name(place["period"]), terms=terms)


def place_name(name: Name) -> str:
    """A period, or a term by its number."""
    return period_name(name) if isinstance(name, str) else say("design.term", number=name)


def unwanted(data: DesignDocument) -> Iterator[str]:
    """Each wish that the proposal goes against."""
    named = titles(data)
    for wish in data["unwanted"]:
        said = place_name(wish["said"])
        yield say("design.unwanted_row", unit=named(wish["unit"]), said=said, weight=wish["weight"])


def today(names: Sequence[Name]) -> str:
    """Where a unit runs today."""
    return worded(listed([place_name(name) for name in names])) if names else say("unknown")


def term_title(term: shape.Term) -> str:
    """The name of a term, and its title where it has one."""
    return f"{term['name']} {worded(term['title'])}" if term["title"] else term["name"]


def bounds(curriculum: shape.Curriculum) -> str:
    """The bounds of a curriculum in words, or nothing."""
    given = [(key, curriculum["bounds"][key]) for key in BOUNDS if curriculum["bounds"][key]]
    names = [say(f"design.bound_{key}", count=limit) for key, limit in given]
    return say("design.bounds", names=", ".join(names)) if names else ""


def about(curriculum: shape.Curriculum) -> Iterator[str]:
    """Sentences under the name of a curriculum."""
    if curriculum["even"] is None:
        yield say("design.even_unknown")
    else:
        credits, distance = figure(curriculum["credits"]), figure(curriculum["distance"])
        yield say("design.even", credits=credits, even=figure(round(curriculum["even"], 2)), distance=distance)
    if curriculum["taken"]:
        yield say("design.taken", names=listed(curriculum["taken"]), count=len(curriculum["taken"]))
    if bounds(curriculum):
        yield bounds(curriculum)


def boards(data: DesignDocument) -> list[list[shape.Curriculum]]:
    """Curricula whose terms, choices and bounds are the same, together."""
    found: dict[str, list[shape.Curriculum]] = {}
    for one in data["curricula"]:
        found.setdefault(repr([one["terms"], one["taken"], one["bounds"]]), []).append(one)
    return list(found.values())


def title(curricula: Sequence[shape.Curriculum]) -> str:
    """The ids of curricula, and the title of one that is alone where it is another."""
    names = ", ".join(one["curriculum"] for one in curricula)
    own = worded(curricula[0]["title"])
    return f"{names} — {own}" if len(curricula) == 1 and own != names else names


def mentioned(unit: shape.Running) -> str:
    """A unit in a term: marked where it changed, and where it goes on from an earlier term."""
    name = f"{unit['unit']} *" if unit["changed"] else unit["unit"]
    return say("design.going_on", unit=name) if unit["going_on"] else name


def moves(entries: Sequence[shape.Move], name: NameOf = str) -> str:
    """`TET003 : year → S2 (semestre 2)`, one after the other."""
    found: list[Words] = [
        say("colon", name=name(one["unit"]), value=f"{today(one['from'])} → {where(one)}") for one in entries
    ]
    return worded(parted(found))


def answer(outcome: shape.Outcome) -> tuple[str, str]:
    """The value of a question and its proof, in words."""
    if outcome["status"] == "impossible":
        return say("design.none_possible"), say("design.proven")
    if outcome["value"] is None:
        return say("design.no_answer"), ""
    if outcome["status"] == "optimal":
        return figure(outcome["value"]), say("design.proven")
    return figure(outcome["value"]), say("design.not_proven", bound=figure(outcome["bound"]))


def difference(outcome: shape.Outcome) -> str:
    """What a question gives beside the proposal: `+2`."""
    value = outcome["difference"]
    if value is None:
        return ""
    return f"+{figure(value)}" if value > 0 else figure(value).replace("-", "−")


def curricula(ids: Sequence[str], data: DesignDocument) -> str:
    """Curricula by their ids, or that they are all."""
    every = len(ids) == len(data["curricula"]) > 2
    return say("design.every") if every else ", ".join(ids)


def questions(data: DesignDocument, name: NameOf = str) -> Iterator[tuple[str, str, list[tuple[str, Question]]]]:
    """Questions that were asked beside the front, by their kind: its column, and what each was about."""
    found = data["tradeoffs"]
    held = [(say("colon", name=name(one["unit"]), value=place_name(one["said"])), one) for one in found["held"]]
    freed = [(name(one["unit"]), one) for one in found["freed"]]
    looser = [(_looser(one, data), one) for one in found["looser"]]
    yield from (
        (kind, column, [*asked])
        for kind, column, asked in (("held", "wish", held), ("freed", "unit", freed), ("looser", "bound", looser))
        if asked
    )


def _looser(entry: shape.Looser, data: DesignDocument) -> str:
    """A bound with the curricula that have it."""
    name = say(f"design.bound_{entry['rule']}", count=entry["limit"])
    return f"{name} ({curricula(entry['curricula'], data)})"


def demands(data: DesignDocument) -> Iterator[str]:
    """Each demand that cannot hold with the others, as a clause."""
    for one in data["conflict"]["demands"] if data["conflict"] else ():
        name = one["subjects"][0]
        if one["kind"] == "prerequisite":
            yield say("design.demand_prerequisite", before=name, after=one["subjects"][1])
        elif one["kind"] == "units":
            yield say("design.demand_units", name=name, count=one["limit"], terms=len(data["terms"]))
        elif one["kind"] == "places":
            yield say("design.demand_places", name=name, places=", ".join(map(period_name, one["places"])))
        else:
            bound = say(f"design.bound_{one['kind']}", count=one["limit"])
            yield say("design.demand_bound", name=name, bound=bound)


def fresh_rows(data: DesignDocument) -> list[tuple[str, int | None, str]]:
    """Curricula whose new learners fare alike, the terms to the award, and whether they finish in time."""
    found: dict[tuple[int | None, str], list[str]] = {}
    for one in data["fresh"]:
        found.setdefault((one["duration"], fresh(one, data)), []).append(one["curriculum"])
    return [(curricula(ids, data), duration, answered) for (duration, answered), ids in found.items()]


def refused(cohort: shape.Cohort) -> list[str]:
    """What is wrong with rows that were left out, once for all of which it is."""
    found: dict[str, list[Words]] = {}
    for row in cohort["refused"]:
        found.setdefault(worded(row["error"]), []).append(say("design.row", id=row["id"], line=row["line"]))
    return [say("colon", name=listed(rows), value=error) for error, rows in found.items()]


def fresh(entry: shape.Fresh, data: DesignDocument) -> str:
    """Whether a new learner finishes in time, in words."""
    if entry["status"] in ("impossible", "unknown"):
        return say("design.none_possible" if entry["status"] == "impossible" else "design.no_answer")
    return say("design.within" if entry["within"] else "design.beyond", terms=len(data["terms"]))

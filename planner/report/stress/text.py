"""A run over scenarios for people: what becomes of the cohort in each, who is hurt and why, where seats are missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from planner.messages import money, say
from planner.report.formats import words
from planner.report.layout import WIDTH, bullet, heading
from planner.report.listing import few, listed, parted
from planner.report.stress.data import gravity
from planner.report.table import table
from planner.study.stress.inputs import PUBLISHED

Data = dict[str, Any]
RANKED = ("rank", "scenario", "lost", "hurt", "harm", "on_time", "cost_change")
NUMBERS = (0, 2, 3, 4, 5, 6)
MOST_SCENARIOS, MOST_REASONS, MOST_NAMES, MOST_ROWS = 12, 5, 5, 20
"""Of more scenarios that hurt somebody, reasons in one, names or rows, a text says how many are left."""


def stress_text(data: Data) -> str:
    """The document of a run."""
    scenarios = _criticality if data["criticality"] else _table
    lines = [*_head(data), "", *scenarios(data), ""]
    lines += [line for text in legends(data) for line in textwrap.wrap(text, WIDTH)]
    for part in (_reasons, _demand, _structure):
        found = list(part(data))
        lines += ["", *found] if found else []
    notes = notes_of(data)
    lines += ["", *(line for text in notes for line in bullet(text, "! "))] if notes else []
    return "\n".join(lines) + "\n"


def _head(data: Data) -> Iterator[str]:
    yield title(data)
    for programme in data["programmes"]:
        yield from textwrap.wrap(say("text.programme", **programme), WIDTH)
    yield from textwrap.wrap(size(data), WIDTH)
    yield from textwrap.wrap(baseline(data), WIDTH)


def title(data: Data) -> str:
    """The title of the document."""
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    return say("stress.title", name=data["cohort"]) + fictional


def size(data: Data) -> str:
    """How many learners and scenarios, and what is done with them."""
    given = [each for each in data["scenarios"] if each["id"] != PUBLISHED]
    scenarios = say("stress.scenarios", count=len(given))
    sizes = say("stress.subtitle", count=data["learners"], scenarios=scenarios)
    return f"{sizes}. {say('stress.lead')}"


def baseline(data: Data) -> str:
    """What becomes of the cohort as things are."""
    counts = {name: number(data["baseline"][name]["count"]) for name in ("on_time", "late", "impossible")}
    said = say("stress.baseline", learners=data["learners"], **counts)
    late = data["no_plan"]["later"]
    more = say("stress.late_names", names=few(late)) if late else ""
    return f"{said} {more}".rstrip()


def legends(data: Data) -> list[str]:
    """What the words and figures of the table mean."""
    intervals = any(each["on_time"]["low"] is not None for each in data["scenarios"])
    return [say("stress.on_time_meaning"), *([say("stress.interval")] if intervals else [])]


def number(value: float | None) -> str:
    """A figure with one decimal at most."""
    return say("unknown") if value is None else words.number(round(value, 1))


def percent(found: Data) -> str:
    """A share with its interval, where it has one."""
    if found["share"] is None:
        return say("unknown")
    if found["low"] is None:
        return say("stress.exact", share=words.number(round(found["share"] * 100)))
    parts = {name: words.number(round(found[name] * 100)) for name in ("share", "low", "high")}
    return say("stress.share", **parts)


def change(found: Data) -> str:
    """A change of cost with its sign."""
    if found["mean"] is None:
        return say("unknown")
    units = round(found["mean"])
    sign = "+" if units > 0 else "\u2212" if units < 0 else ""
    return sign + money(abs(units) * 100, found["currency"])


def _table(data: Data) -> list[str]:
    keys = ("scenario", "on_time", "late", "impossible", "mean_delay", "cost_change")
    header = [say(f"stress.column.{key}") for key in keys]
    rows = [
        [
            each["title"],
            percent(each["on_time"]),
            *(number(each[key]["count"]) for key in keys[2:4]),
            number(each["delay"]["mean"]),
            change(each["cost"]),
        ]
        for each in data["scenarios"]
    ]
    return table(header, rows, right=range(1, 6), fixed=range(1, 6), most=None)


def _reasons(data: Data) -> Iterator[str]:
    yield heading(say("stress.reasons"))
    shown, left = told(data)
    for scenario in shown:
        yield from bullet(lead(scenario), "", 0)
        for text in reasons(scenario):
            yield from bullet(text)
    if left:
        yield from textwrap.wrap(say("stress.others_hurt", count=left), WIDTH)
    spared = [each["title"] for each in data["scenarios"] if not each["reasons"]]
    if spared and len(spared) == len(data["scenarios"]):
        yield say("stress.nobody")
    elif spared:
        yield from textwrap.wrap(say("stress.nobody_in", names=parted(spared)), WIDTH)


def told(data: Data) -> tuple[list[Data], int]:
    """The gravest scenarios, whose reasons are told, in their order; and how many others hurt somebody."""
    hurt = [each for each in data["scenarios"] if each["reasons"]]
    kept = sorted(hurt, key=gravity)[:MOST_SCENARIOS]
    return (kept if data["scan"] else [each for each in hurt if each in kept]), len(hurt) - len(kept)


def lead(scenario: Data) -> str:
    """A scenario and how many it hurts."""
    return say("stress.hurt_in", title=scenario["title"], who=persons(scenario["hurt"]["count"]))


def persons(count: float) -> str:
    """So many learners; on average where the number is not whole."""
    if count == int(count):
        return say("stress.persons", count=int(count))
    return say("stress.persons_part", number=number(count))


def reasons(scenario: Data) -> Iterator[str]:
    """Sentences on the gravest reasons, and an example of a conflict."""
    groups = _merged(scenario["reasons"])
    for group in groups[:MOST_REASONS]:
        names = group["learners"][:MOST_NAMES]
        shown = ", ".join(names) + ("…" if len(names) < group["count"] else "")
        who = {"count": group["count"], "cases": group["cases"], "runs": scenario["runs"]}
        many = say("stress.cases" if scenario["runs"] > 1 else "stress.persons", **who)
        yield say("stress.group", what=group["what"], who=many, names=shown)
    left = len(groups) - MOST_REASONS
    if left > 0:
        yield say("stress.others", count=left)
    if scenario["conflict"]:
        found = scenario["conflict"]
        yield say("stress.example", name=found["learner"], what=found["what"])


def _merged(groups: Sequence[Data]) -> list[Data]:
    """Groups of which the same is said, as one: a closure for good takes other terms from other learners."""
    found: dict[str, Data] = {}
    for group in groups:
        first = found.setdefault(group["what"], {**group, "cases": 0, "learners": []})
        first["cases"] += group["cases"]
        first["learners"] = list(dict.fromkeys([*first["learners"], *group["learners"]]))
        first["count"] = len(first["learners"])
    return list(found.values())


def _criticality(data: Data) -> Iterator[str]:
    """Every scenario of a scan, once, in the order of what it does."""
    yield heading(say("stress.criticality"))
    yield from textwrap.wrap(criticality_lead(data), WIDTH)
    header = [say(f"stress.column.{key}") for key in RANKED]
    yield from table(header, [ranked(each) for each in in_order(data)], right=NUMBERS, fixed=NUMBERS, most=None)


def criticality_lead(data: Data) -> str:
    """How the scenarios of a scan are ordered; of closures, whether they are for good."""
    said = say("stress.criticality_lead")
    return f"{said} {say('stress.for_good')}" if data["for_good"] else said


def in_order(data: Data) -> list[tuple[int, Data]]:
    """The scenarios of a scan with their ranks."""
    found = {each["id"]: each for each in data["scenarios"]}
    return [(entry["rank"], found[entry["scenario"]]) for entry in data["criticality"]]


def ranked(item: tuple[int, Data]) -> list[str]:
    """The row of a scenario of a scan."""
    rank, each = item
    counts = (number(each[key]["count"]) for key in ("lost", "hurt"))
    cost = change(each["cost"])
    return [str(rank), each["title"], *counts, number(each["harm"]), percent(each["on_time"]), cost]


def _left(rows: Sequence[Data]) -> Iterator[str]:
    if len(rows) > MOST_ROWS:
        yield say("stress.more_rows", number=len(rows) - MOST_ROWS)


def crowded(data: Data) -> list[tuple[Data, Data]]:
    """(scenario, offering) wherever more want to sit than there are seats; the fullest first."""
    found = [(each, entry) for each in data["scenarios"] for entry in each["demand"] if entry["over"]]
    return sorted(found, key=lambda item: -item[1]["over"])


def _demand(data: Data) -> Iterator[str]:
    found = crowded(data)
    if not any(entry["seats"] is not None for each in data["scenarios"] for entry in each["demand"]):
        return
    yield heading(say("stress.demand"))
    if not found:
        yield say("stress.no_demand")
        return
    yield from textwrap.wrap(say("stress.demand_lead"), WIDTH)
    header = [say(f"stress.column.{key}") for key in ("scenario", "offering", "seats", "demand", "dealt")]
    rows = [
        [each["title"], offering(entry), *(number(entry[key]) for key in ("seats", "alone", "dealt"))]
        for each, entry in found[:MOST_ROWS]
    ]
    yield from table(header, rows, right=(2, 3, 4), fixed=(2, 3, 4), most=None)
    yield from _left([entry for _, entry in found])


def offering(entry: Data) -> str:
    """An offering in words."""
    return say("stress.offering", unit=entry["unit"], term=entry["term"], modality=entry["modality"])


def _structure(data: Data) -> Iterator[str]:
    for number_, found in enumerate(data["structure"]):
        yield heading(say("stress.structure", name=found["programme"]))
        if not number_:
            yield from textwrap.wrap(say("stress.structure_lead"), WIDTH)
        keys = ("blocking", "chain", "cruciality", "next_chance")
        header = [say(f"stress.column.{key}") for key in ("unit", *keys)]
        rows = [[entry["unit"], *(number(entry[key]) for key in keys)] for entry in found["units"]]
        yield from table(header, rows, right=range(1, 5))


def notes_of(data: Data) -> list[str]:
    """What the figures leave out."""
    found = []
    if data["refused"]:
        lines = listed([str(row["line"]) for row in data["refused"]])
        found.append(say("stress.refused_rows", names=lines))
    for each in data["scenarios"]:
        if each["unknown"]["count"]:
            count = number(each["unknown"]["count"])
            found.append(say("stress.undecided", title=each["title"], number=count))
    unknown = {number(each["cost"]["unknown"]): each for each in data["scenarios"] if each["cost"]["unknown"]}
    if unknown:
        most = max(each["cost"]["unknown"] for each in unknown.values())
        found.append(say("stress.cost_unknown", number=number(most)))
    return found

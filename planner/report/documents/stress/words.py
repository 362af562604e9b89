"""What is said of a cohort under scenarios, the same for every format: figures, reasons, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.text import Words
from planner.messages import money, say
from planner.report.documents.plan.terms_shape import Figure
from planner.report.documents.stress import shape
from planner.report.documents.stress.causes import causes
from planner.report.documents.stress.data import gravity
from planner.report.documents.stress.shape import StressDocument
from planner.report.formats import words
from planner.report.listing import few, listed
from planner.report.titles import Titles
from planner.study.stress.inputs import PUBLISHED

MOST_SCENARIOS, MOST_CAUSES = 12, 5
"""Of more scenarios that hurt somebody, or causes in one, a page says how many are left."""


def title(data: StressDocument) -> str:
    """The title of the document."""
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    return say("stress.title", name=data["cohort"]) + fictional


def size(data: StressDocument) -> str:
    """How many learners and scenarios, and what is done with them."""
    given = [each for each in data["scenarios"] if each["id"] != PUBLISHED]
    scenarios = say("stress.scenarios", count=len(given))
    sizes = say("stress.subtitle", count=data["learners"], scenarios=scenarios)
    return f"{sizes}. {say('stress.lead')}"


def baseline(data: StressDocument) -> str:
    """What becomes of the cohort as things are."""
    one = data["baseline"]
    counts = {name: number(one[name]["count"]) for name in ("on_time", "late", "impossible")}
    text = say("stress.baseline", learners=data["learners"], **counts)
    late = data["no_plan"]["later"]
    more = say("stress.late_names", names=few(late)) if late else ""
    return f"{text} {more}".rstrip()


def legends(data: StressDocument) -> Iterator[str]:
    """What the words and figures of the table mean."""
    yield say("stress.on_time_meaning")
    if any(each["on_time"]["low"] is not None for each in data["scenarios"]):
        yield say("stress.interval")


def number(value: float | None) -> str:
    """A figure with one decimal at most."""
    return say("unknown") if value is None else words.number(round(value, 1))


def percent(found: shape.Share) -> str:
    """A share with its interval, where it has one."""
    if found["share"] is None:
        return say("unknown")
    share = words.number(round(found["share"] * 100))
    if found["low"] is None or found["high"] is None:
        return say("stress.exact", share=share)
    low, high = (words.number(round(end * 100)) for end in (found["low"], found["high"]))
    return say("stress.share", share=share, low=low, high=high)


def change(found: shape.Cost) -> str:
    """A change of cost with its sign."""
    if found["mean"] is None:
        return say("unknown")
    units = round(found["mean"])
    sign = "+" if units > 0 else "\u2212" if units < 0 else ""
    return sign + money(abs(units) * 100, found["currency"] or "EUR")


def with_reasons(data: StressDocument) -> tuple[list[shape.Scenario], int]:
    """The gravest scenarios, whose reasons are told, in their order; and how many others hurt somebody."""
    hurt = [each for each in data["scenarios"] if each["reasons"]]
    kept = sorted(hurt, key=gravity)[:MOST_SCENARIOS]
    return (kept if data["scan"] else [each for each in hurt if each in kept]), len(hurt) - len(kept)


def lead(scenario: shape.Scenario) -> str:
    """A scenario and how many it hurts."""
    return say("stress.hurt_in", title=scenario["title"], who=persons(scenario["hurt"]["count"]))


def persons(count: Figure) -> str:
    """So many learners; on average where the number is not whole."""
    if count == int(count):
        return say("stress.persons", count=int(count))
    return say("stress.persons_part", number=number(count))


def reasons(scenario: shape.Scenario, titles: Mapping[str, Words]) -> Iterator[str]:
    """Sentences on the gravest causes, added up, and an example of a conflict; each unit has its title once."""
    found, units = causes(scenario["reasons"], scenario["runs"]), Titles(titles)
    for what, who, names in found[:MOST_CAUSES]:
        yield say("stress.group", what=units.within(what), who=who, names=names)
    left = len(found) - MOST_CAUSES
    if left > 0:
        yield say("stress.others", count=left)
    if scenario["conflict"]:
        example = scenario["conflict"]
        yield say("stress.example", name=example["learner"], what=units.within(example["what"]))


def criticality_lead(data: StressDocument) -> str:
    """How the scenarios of a scan are ordered; of closures, whether they are for good."""
    text = say("stress.criticality_lead")
    return f"{text} {say('stress.for_good')}" if data["for_good"] else text


def in_order(data: StressDocument) -> list[tuple[int, shape.Scenario]]:
    """The scenarios of a scan that hurt somebody, with their ranks."""
    found = {each["id"]: each for each in data["scenarios"]}
    return [(entry["rank"], found[entry["scenario"]]) for entry in data["criticality"] if entry["hurt"]]


def crowded(data: StressDocument) -> list[tuple[shape.Scenario, shape.Demand]]:
    """(scenario, offering) wherever more want to sit than there are seats; the fullest first."""
    found = [(each, entry) for each in data["scenarios"] for entry in each["demand"] if entry["over"]]
    return sorted(found, key=lambda item: -(item[1]["over"] or 0))


def notes(data: StressDocument) -> list[str]:
    """What the figures leave out."""
    found = []
    if data["refused"]:
        lines = listed([str(row["line"]) for row in data["refused"]])
        found.append(say("stress.refused_rows", names=lines))
    found += [
        say("stress.undecided", title=each["title"], number=number(each["unknown"]["count"]))
        for each in data["scenarios"]
        if each["unknown"]["count"]
    ]
    most = max((each["cost"]["unknown"] for each in data["scenarios"]), default=0)
    if most:
        found.append(say("stress.cost_unknown", number=number(most)))
    return found

"""Whose plan it is, what comes of it, and what was proven: the facts and figures of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.learner import MONEY
from planner.messages import money as priced
from planner.messages import say, word, worded
from planner.report.documents.plan.about import about, dated
from planner.report.documents.plan.milestones import duration
from planner.report.listing import held_text, parted
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns, day, money
from planner.report.pages.charts import Bars, Series
from planner.report.terms import term_facts
from planner.report.values import objective_text

if TYPE_CHECKING:
    from planner.report.documents.plan.shape import Ects, PlanDocument, Told

Facts = Iterator[tuple[str, str]]


def profile(data: Told) -> Facts:
    """Who plans what, from when and with whose money."""
    known = about(data)
    yield say("column.programme"), data["programme"]
    yield say("column.start"), worded(dated(data, data["start"]))
    yield say("column.pathway"), say(f"pathway.{data['pathway']}")
    yield say("column.funding"), worded(known["funding"])
    if known["pause"]:
        yield say("column.pause"), word("terms", tuple(known["pause"]))
    if "goal" in data:
        yield say("column.goal"), say("page.goal", name=data["goal"])
    if known["acquired"]:
        yield say("page.acquired"), held_text(known["acquired"])


def outcome(data: PlanDocument) -> Facts:
    """The milestones, the load and the cost of a plan."""
    award = data["award"]
    if award is not None:
        yield say("column.award"), say("page.on", term=award["term"], day=day(award["date"]))
    yield say("page.duration"), say("page.terms", count=duration(data))
    for certificate in data["certificates"]:
        name = say("page.certificate", name=certificate["id"])
        held = certificate["term"] is None
        when = {"term": certificate["term"], "day": day(certificate["date"])}
        yield name, say("page.held") if held else say("page.on", **when)
    for track in data.get("tracks", ()):
        yield worded(track["title"]), worded(track["name"])
    busiest = max(data["terms"], key=lambda entry: (len(entry["units"]), entry["evenings"]))
    yield say("page.busiest"), " · ".join([busiest["term"], *term_facts({**busiest, "enrol_by": None})])
    yield credits(data["ects"], whole=award is not None)
    paid = data["cost"]
    yield say("column.cost"), priced(money(paid["total"], paid["currency"]), paid["currency"])
    if paid["by_payer"] and any(not entry["own"] for entry in paid["by_payer"]):
        yield say("page.own"), priced(money(paid["own"], paid["currency"]), paid["currency"])


def credits(ects: Ects, *, whole: bool) -> tuple[str, str]:
    """Credits of the units, and with `whole` those of the title."""
    values = (ects["units"], ects["total"])
    units, total = (say("page.credits_unknown") if value is None else value for value in values)
    return say("page.credits"), say("page.credits_of", units=units, total=total) if whole else word("credits", units)


def load(data: PlanDocument) -> Bars:
    """Units in each term by modality, with the learner's cap where it is the same in all terms."""
    names = [entry["term"] for entry in data["terms"]]
    modalities = dict.fromkeys(unit["modality"] for entry in data["terms"] for unit in entry["units"])
    series = tuple(
        Series(
            say(f"modality.{modality}"),
            tuple(float(sum(u["modality"] == modality for u in entry["units"])) for entry in data["terms"]),
        )
        for modality in modalities
    )
    counts = [say("page.load", term=entry["term"], count=len(entry["units"])) for entry in data["terms"]]
    caps = set(about(data)["caps"])
    limit = float(caps.pop()) if len(caps) == 1 and "evening" in modalities else None
    return Bars(
        "load-chart", say("page.load_chart"), worded(parted(counts)), say("column.term"),
        say("column.units"), tuple(names), series, None, limit, say("page.cap"),
    )  # fmt: skip


def objectives(data: PlanDocument) -> Table:
    """Each objective with its value and its proof, in order."""
    currency, rows = about(data)["programme"]["currency"], []
    for objective in data["objectives"]:
        name = objective["name"]
        shown = objective_text(name, objective["bound"], currency)
        proof = say("text.proven") if objective["proven"] else say("text.bound", bound=shown)
        rows.append((say(f"objective.{name}"), _cell(name, objective["value"], currency), proof))
    return Table("objectives", say("text.objectives"), columns("objective", "value", "proof"), tuple(rows))


def _cell(name: str, value: float | None, currency: str) -> Cell:
    """A value of an objective: money, a number, or a fraction where that is no decimal number."""
    if name in MONEY:
        return money(value, currency)
    text = objective_text(name, value, currency)
    return text if "/" in text else value

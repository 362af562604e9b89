"""The page of an audit: what came of it, what is wrong, then the figures recomputed and what was not checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner import __version__
from planner.domain.text import Key
from planner.messages import say, worded
from planner.report.documents.audit.sheets import sheets
from planner.report.documents.plan.about import by_id
from planner.report.listing import listed
from planner.report.pages import costs
from planner.report.pages.blocks import Block, Bullets, Facts, Paragraph
from planner.report.pages.cells import day
from planner.report.pages.common import (
    footer,
    migration_sections,
    notice_block,
    programme_line,
    titled,
    warning_sections,
)
from planner.report.pages.outcome import credits
from planner.report.pages.page import Page, Section
from planner.report.values import objective_text

if TYPE_CHECKING:
    from planner.report.documents.audit.shape import About, AuditDocument


def page(data: AuditDocument, created: date) -> Page:
    """The whole document."""
    known = about(data)
    return Page(
        title=titled("verify.title", data["learner"]),
        subtitle=programme_line(known["programme"], fictional=known["fictional"]),
        sections=tuple(_sections(data, known)),
        sheets=sheets(data, known["fundings"]),
        footer=footer(data["meta"]) if "meta" in data else say("page.made", version=__version__),
        created=created,
    )


def about(data: AuditDocument) -> About:
    """What the document says of the programme; one made before it was kept names it and the fundings by their ids."""
    if "about" in data:
        return data["about"]
    paid = data["cost"]
    return {
        "programme": by_id(data["programme"], paid["currency"], priced=bool(paid["lines"])),
        "fictional": False,
        "payers": paid["funding"],
        "fundings": {},
    }


def _sections(data: AuditDocument, known: About) -> Iterator[Section]:
    yield Section("summary", say("page.summary"), tuple(_summary(data)))
    if data["violations"]:
        yield Section("violations", say("verify.broken"), (Bullets(tuple(_violations(data))),))
    if data["mismatches"]:
        yield Section("statements", say("verify.false"), (Bullets(tuple(map(worded, data["mismatches"]))),))
    yield from migration_sections(data, data["programme"])
    yield Section("figures", say("verify.figures"), (Facts(tuple(_figures(data, known))),))
    if known["programme"]["priced"]:
        yield Section("money", say("page.money"), tuple(costs.tables(data["cost"], known["payers"], known["fundings"])))
    yield from warning_sections(data["warnings"])
    if data["not_checked"]:
        texts = tuple(worded(entry["text"]) for entry in data["not_checked"])
        yield Section("not-checked", say("verify.not_checked"), (Bullets(texts),))


def _summary(data: AuditDocument) -> Iterator[Block]:
    counts = {"rules": len(data["violations"]), "statements": len(data["mismatches"])}
    wrong = [Key(f"verify.{what}", count=count) for what, count in counts.items() if count]
    good = "verify.true" if data["not_checked"] else "verify.valid"
    yield Paragraph(say("verify.found", names=listed(wrong)) if wrong else say(good))
    yield notice_block(data["notices"])
    if "goal" in data:
        yield Paragraph(say("text.goal", name=data["goal"]))


def _violations(data: AuditDocument) -> Iterator[str]:
    for found in data["violations"]:
        rule = say(f"rule.{found['rule']}")
        yield say("colon", name=f"{rule} [{found['rule']}]", value=found["what"])


def _figures(data: AuditDocument, known: About) -> Iterator[tuple[str, str]]:
    """The objectives, the day of the award, and the credits."""
    currency = known["programme"]["currency"]
    for figure in data["objectives"]:
        name, value = figure["name"], figure["value"]
        told = say(f"objective.{name}")
        yield told[:1].upper() + told[1:], say("unknown") if value is None else objective_text(name, value, currency)
    if (award := data["award"]) is not None:
        yield say("column.award"), say("page.on", term=award["term"], day=day(award["date"]))
    yield credits(data["ects"], whole=award is not None)

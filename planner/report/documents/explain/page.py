"""The page of an explanation: what stands in the way and what would help, or what keeps the best plan as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say, worded
from planner.report.documents.explain import sentences, sheets
from planner.report.documents.explain.shape import ExplainDocument, Sooner
from planner.report.documents.plan.about import dated
from planner.report.pages.blocks import Block, Bullets, Facts, Paragraph
from planner.report.pages.common import assumption_sections, footer, notice_block, subtitle, titled, warning_sections
from planner.report.pages.impossible import fact_blocks, impossible_sections, repairs_in_file
from planner.report.pages.outcome import profile
from planner.report.pages.page import Page, Section


def page(data: ExplainDocument, created: date) -> Page:
    """The whole document; what is most asked for comes first."""
    sections = [Section("summary", say("page.summary"), tuple(_summary(data)))]
    sections += list(_why(data)) if "sooner" in data else [*impossible_sections(data), *repairs_in_file(data)]
    sections += warning_sections(data["warnings"])
    sections += assumption_sections(data["assumptions"], "text.assumptions")
    return Page(
        title=titled("why.title", data["learner"]),
        subtitle=subtitle(data),
        sections=tuple(sections),
        sheets=tuple(sheets.sheets(data)),
        footer=footer(data["meta"]),
        created=created,
    )


def _summary(data: ExplainDocument) -> Iterator[Block]:
    if "sooner" in data:
        yield Paragraph(sentences.best(data))
    yield Paragraph(say(f"text.{data['status']}"))
    yield notice_block(data["notices"])
    yield Facts(tuple(profile(data)))


def _why(data: ExplainDocument) -> Iterator[Section]:
    """What is asked of the best plan, with an answer each; what has none is left out."""
    yield Section("sooner", say("why.sooner"), tuple(_sooner(data["sooner"])))
    yield from _listed("chain", tuple(sentences.chain(data)))
    if data["slack"]:
        table = sheets.slack(data, "slack-table")
        yield Section("slack", say("why.slack"), (Paragraph(say("why.slack_lead")), table, Paragraph(_terms(data))))
    yield from _listed("cheaper", tuple(sentences.cheaper(data)))
    yield from _listed("gains", tuple(sentences.gains(data)))


def _listed(name: str, items: tuple[str, ...]) -> Iterator[Section]:
    if items:
        yield Section(name, say(f"why.{name}"), (Bullets(items),))


def _sooner(sooner: Sooner) -> Iterator[Block]:
    """What keeps the award from the term before."""
    if not sooner["conflicts"]:
        yield Paragraph(sentences.not_by_rules(sooner))
        return
    yield Paragraph(say("why.sooner_lead"))
    yield Bullets(tuple(worded(conflict["what"]) for conflict in sooner["conflicts"]))
    yield from fact_blocks(sooner["facts"])


def _terms(data: ExplainDocument) -> str:
    """The days of the terms that are named."""
    named = {term for item in data["slack"] for term in (item["planned"], item["earliest"], item["latest"])}
    named |= {link["term"] for link in data["chain"]}
    return say("why.slack_terms", names=tuple(dated(data, term) for term in sorted(named)))

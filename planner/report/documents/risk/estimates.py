"""What a document of risks says more where its figures are estimates: intervals, bounds, and how far they are apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.domain.case import Case
from planner.messages import say
from planner.report.documents.risk import shape
from planner.report.documents.risk.shape import RiskDocument
from planner.report.pages.blocks import Block, Cell, Paragraph, Table
from planner.report.pages.cells import columns
from planner.study.risk.answer import Bound, Ends, Outlook, Risk

PERCENT, TERMS = "percent", "terms"
NAMES = {"expected_cents": "expected_cost"}
"""Names of figures in a document, where they are others."""


def add(made: RiskDocument, case: Case, found: Risk) -> None:
    """Put intervals beside the figures, and bounds and the gap beside the policy; nothing where all is exact."""
    if found.estimated is None:
        return
    policy = _add_intervals(case, made["policy"], found.policy)
    _add_intervals(case, made["plan"], found.plan)
    for row, unit in zip(made["units"], found.units, strict=True):
        row["interval"] = intervals(unit.ends)
    made["draws"] = {"policy": found.estimated.draws, "plan": found.estimated.plan_draws}
    made["minima_waived"] = found.estimated.waived
    made["bound"] = _bound(found.estimated.bound, proven=True)
    if found.estimated.sampled is not None:
        made["sampled_bound"] = _bound(found.estimated.sampled, proven=False)
        made["draws"]["bound"] = found.estimated.sampled.draws
    made["gap"] = _gap(policy, made["bound"])


def _add_intervals(case: Case, made: shape.Outlook, outlook: Outlook) -> shape.Outlook:
    made["interval"] = intervals(outlook.ends)
    for row, ends in zip(made["award"], outlook.award_ends.values(), strict=True):
        row["interval"] = list(ends)
    return made


def intervals(ends: Mapping[str, Ends]) -> dict[str, list[float]]:
    """Intervals by the names of figures in a document, money in its currency."""
    found = {NAMES.get(name, name): list(pair) for name, pair in ends.items()}
    return {name: [end / 100 for end in pair] if name == "expected_cost" else pair for name, pair in found.items()}


def _bound(found: Bound, *, proven: bool) -> shape.Bound:
    made: shape.Bound = {
        "on_time": found.on_time, "expected_terms": found.expected_terms, "expected_cost": None, "proven": proven,
    }  # fmt: skip
    if found.ends:
        made["interval"] = intervals(found.ends)
    return made


def _gap(policy: shape.Outlook, bound: shape.Bound) -> shape.Gap:
    """How far the policy is from the bound; below nothing by luck alone."""
    chance, most = policy["on_time"], bound["on_time"]
    return {
        "on_time": None if chance is None or most is None else max(0.0, most - chance),
        "expected_terms": max(0.0, policy["expected_terms"] - bound["expected_terms"]),
    }


def blocks(data: RiskDocument) -> Iterator[Block]:
    """What a page says of the estimates."""
    if "bound" not in data:
        return
    draws = data["draws"]
    yield Paragraph(say("risk.estimate.lead", number=draws["policy"]))
    if data["minima_waived"]:
        yield Paragraph(say("risk.estimate.waived", share=_shown(data["minima_waived"], PERCENT)))
    keys = columns("figure", "estimate", "interval", "bound", "sampled", "gap", of="risk.estimate.")
    yield Table("risk-estimates", say("risk.estimate.title"), keys, tuple(_rows(data)))
    yield Paragraph(say("risk.estimate.bound_means"))


def _rows(data: RiskDocument) -> Iterator[tuple[Cell, ...]]:
    policy, bound, gap, sampled = data["policy"], data["bound"], data["gap"], data.get("sampled_bound")
    if policy["on_time"] is not None and bound["on_time"] is not None and gap["on_time"] is not None:
        best = None if sampled is None else sampled["on_time"]
        figures = policy["on_time"], bound["on_time"], best, gap["on_time"]
        yield _row("on_time", PERCENT, policy["interval"]["on_time"], *figures)
    best = None if sampled is None else sampled["expected_terms"]
    figures = policy["expected_terms"], bound["expected_terms"], best, gap["expected_terms"]
    yield _row("expected_terms", TERMS, policy["interval"]["expected_terms"], *figures)


def _row(
    name: str, unit: str, ends: Sequence[float], value: float, bound: float, sampled: float | None, gap: float
) -> tuple[Cell, ...]:
    low, high = (_shown(end, unit) for end in ends)
    return (
        say(f"risk.column.{name}"), _shown(value, unit), say("risk.estimate.from_to", low=low, high=high),
        _shown(bound, unit), "" if sampled is None else _shown(sampled, unit), _shown(gap, unit),
    )  # fmt: skip


def _shown(value: float, unit: str) -> str:
    """A figure as people read it."""
    if unit == PERCENT:
        return say("risk.percent", number=round(100 * value))
    return f"{value:.1f}".replace(".", say("cell.point"))

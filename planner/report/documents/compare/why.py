"""Why, in sentences: a cost that is unknown, an award that cannot come sooner, a row that has no plan."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.case import Case
from planner.domain.plan import Cost, Plan
from planner.domain.text import Clause, Key, Sentence, Words
from planner.report.conflicts import conflict_data
from planner.report.conflicts.facts import facts
from planner.report.listing import listed, parted
from planner.report.payers import payers_words
from planner.solve.result import IMPOSSIBLE
from planner.study.bottleneck import FIRST, RULES, WISHES, Bottleneck
from planner.study.compare import Row


def unpriced(case: Case, paid: Cost) -> Words | None:
    """Which units have no price under their funding, in a sentence; None when the cost is known, or when the programme
    has no prices at all, which is said of all rows.
    """
    if paid.total is not None or not case.programme.has_prices:
        return None
    units: dict[tuple[str, str, bool], list[str]] = {}
    for line in paid.lines:
        if line.amount is None and "unit" in line.values:
            unit = line.values["unit"]
            key = (line.values["modality"], line.payer, bool(line.listed))
            units.setdefault(key, []).append(unit)
    if not units:
        return Key("compare.no_tariff_at_all", funding=payers_words(case))
    first, *others = (_unpriced(case, *key, codes) for key, codes in units.items())
    return parted([first, *map(Clause, others)])


def _unpriced(case: Case, modality: str, funding: str, limited: bool, codes: list[str]) -> Key:
    named = {"modality": modality, "funding": case.programme.fundings.get(funding, funding)}
    if (modality, funding) not in case.programme.tariffs:
        return Key("compare.no_tariff", **named)
    if limited:
        return Key("compare.limited_tariff", **named, count=case.unit_limit(modality, funding) or 0)
    return Key("compare.no_price", **named, units=listed(codes))


def binds(case: Case, plan: Plan, found: Bottleneck | None) -> list[Words] | None:
    """What keeps the award from the term before, in sentences; empty for nothing, None when not decided."""
    if found is None or found.kind not in (RULES, WISHES, FIRST):
        return None
    if found.kind == WISHES:
        return [Key("compare.wishes", names=tuple(Key(f"objective.{name}") for name in found.wishes))]
    if found.kind != RULES:
        return []
    sooner = replace(case, learner=replace(case.learner, deadline=plan.award - 1))
    lines = conflict_data(sooner, found.conflict, sooner=True)
    asked: list[Words] = [line["what"] for line in lines if line["rule"] != "deadline"]
    return asked + [Sentence(text) for text in facts(case, found.conflict)]


def reason(row: Row) -> Words | None:
    """Why a row has no plan, in a sentence."""
    if row.entry.refused is not None:
        return parted([Key(problem.key, **problem.values) for problem in row.entry.refused.problems])
    if row.case is None or row.result is None or row.result.plan is not None:
        return None
    if row.status != IMPOSSIBLE:
        return Key("compare.limit")
    if row.case.learner.pathway not in row.case.programme.pathways:
        return Key("compare.no_pathway", pathway=row.case.learner.pathway, programme=row.case.programme.id)
    lines = conflict_data(row.case, row.bottleneck.conflict) if row.bottleneck else []
    if not lines:
        return Key("compare.undecided")
    what = parted([Clause(line["what"]) for line in lines])
    return Key("compare.conflict", count=len(lines), what=what)

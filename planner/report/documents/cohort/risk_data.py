"""What to expect of a cohort when exams can be failed, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.report.documents.chances.data import assumed, past_data
from planner.report.documents.cohort import risk_shape as shape
from planner.report.documents.risk.data import outlook_data
from planner.study.cohort.risk import Awards, ClassDemand, CohortRisk, Prospect

if TYPE_CHECKING:
    from planner.study.risk.attendance import Expectation
    from planner.study.risk.counts import Count

LEAST = 0.005
"""Learners on average, fewer than whom are no demand."""
HALF, LIKELY = 0.5, 0.9


def risk_data(found: CohortRisk) -> shape.CohortRisk:
    """The data, without a word."""
    programmes = {case.programme.id: case.programme for one in found.prospects if (case := one.entry.case)}
    past = found.past
    warnings: list[Words] = [Key("cohort.risk.independent")]
    if past is not None and programmes:
        warnings.insert(0, assumed(past, next(iter(programmes.values()))))
    elif found.good:
        warnings.insert(0, Key("risk.assumed"))
    guessed = sum(not expected.exact for _, expected in found.good)
    if guessed:
        warnings.append(Key("cohort.risk.estimated", count=guessed))
    on_time = found.on_time
    return {
        "past": past_data(past, *programmes.values()) if past is not None and programmes else None,
        "on_time": None if on_time is None else {"of": found.with_deadline, **_count(on_time)},
        "demand": [_demand(row) for row in found.demand if row.takers.mean >= LEAST],
        "awards": [_awards(row) for row in found.awards],
        "learners": [_learner(_case(one), one, expected) for one, expected in found.good],
        "left_out": [_left_out(one) for one in found.prospects if one.why is not None],
        "warnings": warnings,
    }


def _count(count: Count) -> shape.Expected:
    return {"expected": count.mean, "interval": [count.low, count.high]}


def _demand(row: ClassDemand) -> shape.RiskDemand:
    calendar, first = row.programme.calendar, row.offerings[0]
    return {
        "programme": row.programme.id,
        "unit": first.unit,
        "modality": first.modality,
        "term": calendar.term(first.first).name,
        "last_term": calendar.term(first.last).name,
        "offerings": [one.id for one in row.offerings],
        **_count(row.takers),
        "repeaters": row.repeaters,
        "seats": row.seats,
        "over": row.over,
    }


def _awards(row: Awards) -> shape.RiskAwards:
    term = row.programme.calendar.term(row.term)
    return {
        "programme": row.programme.id,
        "term": term.name,
        "ends": term.span.ends.isoformat(),
        **_count(row.here),
        "by_then": _count(row.by_then),
    }


def _learner(case: Case, one: Prospect, found: Expectation) -> shape.RiskLearner:
    outlook = found.outlook
    shown = outlook_data(case, outlook)
    return {
        "id": one.entry.row.id,
        "exact": found.exact,
        "on_time": shown["on_time"],
        "expected_terms": shown["expected_terms"],
        "expected_cost": shown["expected_cost"],
        "currency": case.programme.currency,
        "half": _by(case, outlook.award, HALF),
        "likely": _by(case, outlook.award, LIKELY),
        "award": shown["award"],
        "unfinished": outlook.unfinished,
    }


def _by(case: Case, award: Mapping[int, float], share: float) -> str | None:
    """The first term by which the award has come with a chance."""
    total = 0.0
    for term, chance in sorted(award.items()):
        total += chance
        if total >= share - 1e-9:
            return case.programme.calendar.term(term).name
    return None


def _left_out(one: Prospect) -> shape.LeftOut:
    assert one.why is not None
    return {"id": one.entry.row.id, "why": one.why, "text": Key(f"cohort.risk.why.{one.why}")}


def _case(one: Prospect) -> Case:
    assert one.entry.case is not None, "only learners who were read are looked at"
    return one.entry.case

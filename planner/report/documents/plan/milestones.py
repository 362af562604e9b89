"""Certificates and award of a plan: when they are reached, on which day, and after how many terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.events import certificate_day, certificate_term, reached_day

if TYPE_CHECKING:
    from planner.report.documents.plan import terms_shape as shape
    from planner.report.documents.plan.shape import PlanDocument


def award_data(case: Case, plan: Plan) -> shape.Milestone | None:
    """Term and day of the award; None where a certificate is the goal."""
    day = reached_day(case, plan.award, plan.chosen).isoformat()
    return None if case.learner.goal else {"term": case.programme.calendar.term(plan.award).name, "date": day}


def certificates(case: Case, plan: Plan) -> list[shape.Certificate]:
    """Every certificate of the programme, the goal first."""
    found: list[shape.Certificate] = []
    for certificate in case.target.shown:
        last = certificate_term(case, plan, certificate)
        day = certificate_day(case, plan, certificate)
        found.append(
            {
                "id": certificate.id,
                "term": case.programme.calendar.term(last).name if last is not None else None,
                "date": day.isoformat() if day else None,
                "held": all(case.acquired(unit) for unit in certificate.units),
            }
        )
    return found


def reached(data: PlanDocument) -> shape.Milestone:
    """Term and day of the award of a plan's document, or of the certificate that is the goal; one that was held from
    the start counts as reached in the first term.
    """
    first, held = data["terms"][0], data["certificate"]
    if data["award"] is not None:
        return data["award"]
    if held and held["term"] is not None and held["date"] is not None:
        return {"term": held["term"], "date": held["date"]}
    return {"term": first["term"], "date": first["ends"]}


def duration(data: PlanDocument) -> int:
    """Terms of a plan's document from the start to the award, or to the certificate that is the goal."""
    names = [term["term"] for term in data["terms"]]
    return names.index(reached(data)["term"]) + 1

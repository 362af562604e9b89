"""What could be traded, what cannot hold together, and whom a proposal holds up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.check.design import uneven
from planner.domain.brief import Brief
from planner.domain.credits import plain
from planner.domain.offer import Design, DesignResult
from planner.report.documents.design import shape
from planner.report.documents.plan.terms_shape import Figure
from planner.report.problems import refused_row

if TYPE_CHECKING:
    from planner.study.design.conflict import Conflict
    from planner.study.design.proposal import Proposal


def tradeoffs_data(proposal: Proposal) -> shape.Tradeoffs:
    """`front`, `held`, `freed`, `looser`; `difference` is against the value of the proposal, None where not known."""
    brief, found, value = proposal.brief, proposal.tradeoffs, proposal.result.value
    return {
        "complete": found.complete,
        "front": [
            {"changes": one.changes, **_outcome(brief, one.result), "moves": moves(brief, one.result.design)}
            for one in found.front
        ],
        "held": [
            {"unit": one.wish.unit, "said": one.wish.said, **_outcome(brief, one.result, value)} for one in found.held
        ],
        "freed": [{"unit": one.unit, **_outcome(brief, one.result, value)} for one in found.freed],
        "looser": [
            {
                "rule": one.bound,
                "limit": plain(one.limit),
                "curricula": list(one.curricula),
                **_outcome(brief, one.result, value),
            }
            for one in found.looser
        ],
    }


def _outcome(brief: Brief, result: DesignResult, against: Fraction | None = None) -> shape.Outcome:
    """What came of a question: its value with the part that is the balance, and the proof."""
    design, offer = result.design, brief.offer()
    balance = None
    if design is not None:
        balance = figure(sum((uneven(offer, one, design) for one in offer.curricula), start=Fraction()))
    both = result.status == "optimal" and against is not None
    return {
        "status": result.status,
        "value": figure(result.value),
        "bound": figure(result.bound),
        "balance": balance,
        "difference": figure((result.value or 0) - (against or 0)) if both else None,
    }


def figure(value: Fraction | int | None) -> Figure | None:
    """A figure of JSON; whole where it is whole."""
    return plain(value)


def moves(brief: Brief, design: Design | None) -> list[shape.Move]:
    """Units that leave today's place, with where they go."""
    if design is None:
        return []
    return [
        {"unit": code, "from": list(brief.units[code].today), **placed(brief, design, code)}
        for code in brief.units
        if brief.changed(code, design.places[code])
    ]


def placed(brief: Brief, design: Design, code: str) -> shape.Place:
    """The terms of a unit, counted from 1, and its period."""
    found = design.places[code]
    return {"terms": [term + 1 for term in found.terms], "period": brief.period(found)}


def conflict_data(brief: Brief, conflict: Conflict | None) -> shape.Conflict | None:
    """Demands that cannot hold together; None where none was looked for."""
    if conflict is None:
        return None
    demands: list[shape.Demand] = []
    for one in conflict.demands:
        demand: shape.Demand = {"kind": one.kind, "subjects": list(one.subjects), "limit": figure(one.limit)}
        if one.kind == "places":
            demand["places"] = open_to(brief, one.subjects[0])
        demands.append(demand)
    return {"smallest": conflict.smallest, "demands": demands}


def open_to(brief: Brief, unit: str) -> list[str]:
    """The periods open to a unit where they say it all, else the terms."""
    places = brief.units[unit].places
    periods = list(dict.fromkeys(brief.period(place) for place in places))
    if None not in periods and {p for name in periods if name for p in brief.places_of(name)} == set(places):
        return [name for name in periods if name]
    return ["-".join(brief.term_name(term) for term in place.terms) for place in places]


def fresh_data(proposal: Proposal) -> list[shape.Fresh]:
    """New learners of the curricula."""
    return [
        {"curriculum": one.curriculum, "status": one.status, "duration": one.duration, "within": one.within}
        for one in proposal.fresh
    ]


def learners_data(proposal: Proposal) -> shape.Cohort | None:
    """The learners of the cohort; None where there is none."""
    if proposal.cohort is None:
        return None
    return {
        "name": proposal.cohort.name,
        "learners": [
            {
                "id": one.member.id,
                "programme": one.member.case.programme.id,
                "fewest": one.member.fewest,
                "terms": one.terms,
                "delay": one.delay,
                "status": one.status,
                "duration": one.duration,
            }
            for one in proposal.learners
        ],
        "refused": [refused_row(row, bad) for row, bad in proposal.cohort.bad],
    }

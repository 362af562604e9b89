"""A proposal as `planner/design/1`: the place of every unit, what it changes, its proof, and what could be traded."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from planner import __version__
from planner.check.design import credit_loads, members, uneven
from planner.domain.brief import BOUNDS, WEIGHTS, Brief, BriefCurriculum
from planner.domain.offer import Design
from planner.report.documents.design import shape
from planner.report.documents.design.shape import SCHEMA, DesignDocument
from planner.report.documents.design.trades import (
    conflict_data,
    figure,
    fresh_data,
    learners_data,
    placed,
    tradeoffs_data,
)
from planner.report.documents.plan.data import asked

if TYPE_CHECKING:
    from planner.service.design import DesignAnswer
    from planner.study.design.proposal import Proposal


def data(answer: DesignAnswer) -> DesignDocument:
    """The document of an answer, without a word."""
    proposal = answer.proposal
    brief, result = proposal.brief, proposal.result
    return {
        "schema": SCHEMA,
        "status": result.status,
        "offer": brief.id,
        "title": brief.title,
        "terms": [_term(brief, term) for term in range(brief.terms)],
        "weights": {key: getattr(brief.weights, key) for key in WEIGHTS},
        "value": figure(result.value),
        "bound": figure(result.bound),
        "gap": None if result.value is None or result.bound is None else figure(result.value - result.bound),
        **_decided(proposal, proposal.design),
        "conflict": conflict_data(brief, proposal.conflict),
        "tradeoffs": tradeoffs_data(proposal),
        "fresh": fresh_data(proposal),
        "cohort": learners_data(proposal),
        "written": list(answer.written),
        "assumptions": [
            {"id": entry["id"], "text": entry["text"], "reason": entry["reason"]} for entry in brief.assumptions
        ],
        "meta": {"planner": __version__, "sha256": {"offer": brief.sha256}, **asked(answer.settings)},
    }


def _term(brief: Brief, term: int) -> shape.Term:
    return {
        "number": term + 1,
        "name": brief.term_name(term),
        "period": brief.year[term % len(brief.year)] if brief.year else None,
        "title": brief.titles[term] if brief.titles else None,
    }


def _decided(proposal: Proposal, design: Design | None) -> shape.Decided:
    brief = proposal.brief
    if design is None:
        return {"parts": None, "units": [], "curricula": [], "changes": [], "unwanted": []}
    units = [_unit(brief, design, code) for code in brief.units]
    wishes: list[shape.Unwanted] = [
        {"unit": code, "said": wish.said, "weight": wish.weight * len(set(wish.terms) & set(place.terms))}
        for code, place in design.places.items()
        for wish in brief.charged(code, place)
    ]
    return {
        "parts": _parts(proposal, design, units, wishes),
        "units": units,
        "curricula": [_curriculum(brief, one, design) for one in brief.curricula],
        "changes": [{**unit, "penalty": brief.weights.change} for unit in units if unit["changed"]],
        "unwanted": wishes,
    }


def _parts(
    proposal: Proposal, design: Design, units: list[shape.PlacedUnit], wishes: list[shape.Unwanted]
) -> shape.Parts:
    offer = proposal.brief.offer()
    late = [one.delay for one in proposal.learners]
    return {
        "balance": figure(sum((uneven(offer, one, design) for one in offer.curricula), start=Fraction())),
        "unwanted": sum(wish["weight"] for wish in wishes),
        "changes": sum(unit["changed"] for unit in units),
        "delay": None if None in late else sum(one or 0 for one in late) if proposal.learners else None,
    }


def _unit(brief: Brief, design: Design, code: str) -> shape.PlacedUnit:
    unit = brief.units[code]
    return {
        "unit": code,
        "title": unit.title,
        "credits": figure(unit.credits),
        **placed(brief, design, code),
        "today": list(unit.today),
        "changed": brief.changed(code, design.places[code]),
        "curricula": [one.id for one in brief.curricula if code in one.all_units()],
    }


def _curriculum(brief: Brief, one: BriefCurriculum, design: Design) -> shape.Curriculum:
    offer = brief.offer()
    (curriculum,) = (each for each in offer.curricula if each.id == one.id)
    codes = members(curriculum, design)
    known = all(brief.units[code].credits is not None for code in codes)
    loads = credit_loads(offer, curriculum, design)
    total = sum(loads, start=Fraction())
    even = total / brief.terms
    return {
        "curriculum": one.id,
        "title": one.title,
        "programme": one.programme.id if one.programme else None,
        "bounds": {key: figure(getattr(one, key)) for key in BOUNDS},
        "credits": figure(total) if known else None,
        "even": figure(even) if known else None,
        "distance": figure(uneven(offer, curriculum, design)) if known else None,
        "taken": list(design.taken.get(one.id, ())),
        "terms": [
            {
                "term": term + 1,
                "units": list(_running(brief, design, codes, term)),
                "credits": figure(load) if known else None,
                "distance": figure(_away(load, even)) if known else None,
            }
            for term, load in enumerate(loads)
        ],
    }


def _away(load: Fraction, even: Fraction) -> Fraction:
    """How far a load is from the whole numbers around the even one."""
    return max(load - ceil(even), floor(even) - load, Fraction())


def _running(brief: Brief, design: Design, codes: list[str], term: int) -> Iterator[shape.Running]:
    """Units of a term, with the share of their credits that falls into it."""
    for code in brief.units:
        here = design.places[code]
        if code in codes and term in here.terms:
            credits = brief.units[code].credits
            share = None if credits is None else figure(Fraction(credits) / len(here.terms))
            yield {"unit": code, "credits": share, "going_on": here.first < term, "changed": brief.changed(code, here)}

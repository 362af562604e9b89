"""A proposal as the plain data of `planner/design/1`, which every format is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from planner import __version__
from planner.check.design import credit_loads, members, uneven
from planner.domain.brief import BOUNDS, WEIGHTS, Brief, BriefCurriculum
from planner.domain.offer import Design
from planner.messages import text as say_text
from planner.report.design.trades import conflict_data, figure, fresh_data, learners_data, placed, tradeoffs_data

if TYPE_CHECKING:
    from planner.study.design.proposal import Proposal

SCHEMA = "planner/design/1"
Data = dict[str, Any]


def design_data(proposal: Proposal, meta: Data | None = None) -> Data:
    """The document. A place is a list of terms, counted from 1; a figure that is not known is None."""
    brief, result = proposal.brief, proposal.result
    data: Data = {
        "schema": SCHEMA,
        "status": result.status,
        "offer": brief.id,
        "title": say_text(brief.title),
        "terms": [_term(brief, term) for term in range(brief.terms)],
        "weights": {key: getattr(brief.weights, key) for key in WEIGHTS},
        "value": figure(result.value),
        "bound": figure(result.bound),
        "gap": None if result.value is None or result.bound is None else figure(result.value - result.bound),
        "parts": None,
        "units": [],
        "curricula": [],
        "changes": [],
        "unwanted": [],
        "conflict": conflict_data(brief, proposal.conflict),
        "tradeoffs": tradeoffs_data(proposal),
        "fresh": fresh_data(proposal),
        "cohort": learners_data(proposal),
        "written": [],
        "assumptions": [{key: say_text(entry[key]) for key in ("id", "text", "reason")} for entry in brief.assumptions],
        "meta": {"planner": __version__, "sha256": {"offer": brief.sha256}, **(meta or {})},
    }
    if proposal.design is not None:
        data |= _decided(proposal, proposal.design)
    return data


def _term(brief: Brief, term: int) -> Data:
    return {
        "number": term + 1,
        "name": brief.term_name(term),
        "period": brief.year[term % len(brief.year)] if brief.year else None,
        "title": say_text(brief.titles[term]) if brief.titles else None,
    }


def _decided(proposal: Proposal, design: Design) -> Data:
    brief = proposal.brief
    offer = brief.offer()
    units = [_unit(brief, design, code) for code in brief.units]
    uneven_sum = sum((uneven(offer, one, design) for one in offer.curricula), start=Fraction())
    wishes = [
        {"unit": code, "said": wish.said, "weight": wish.weight * len(set(wish.terms) & set(place.terms))}
        for code, place in design.places.items()
        for wish in brief.charged(code, place)
    ]
    late = [one.delay for one in proposal.learners]
    return {
        "parts": {
            "balance": figure(uneven_sum),
            "unwanted": sum(int(wish["weight"]) for wish in wishes),
            "changes": sum(unit["changed"] for unit in units),
            "delay": None if None in late else sum(one or 0 for one in late) if proposal.learners else None,
        },
        "units": units,
        "curricula": [_curriculum(brief, one, design) for one in brief.curricula],
        "changes": [{**unit, "penalty": brief.weights.change} for unit in units if unit["changed"]],
        "unwanted": wishes,
    }


def _unit(brief: Brief, design: Design, code: str) -> Data:
    unit = brief.units[code]
    return {
        "unit": code,
        "title": say_text(unit.title),
        "credits": unit.credits,
        **placed(brief, design, code),
        "today": list(unit.today),
        "changed": brief.changed(code, design.places[code]),
        "curricula": [one.id for one in brief.curricula if code in one.all_units()],
    }


def _curriculum(brief: Brief, one: BriefCurriculum, design: Design) -> Data:
    offer = brief.offer()
    (curriculum,) = (each for each in offer.curricula if each.id == one.id)
    codes = members(curriculum, design)
    known = all(brief.units[code].credits is not None for code in codes)
    loads = credit_loads(offer, curriculum, design)
    total = sum(loads, start=Fraction())
    even = total / brief.terms
    return {
        "curriculum": one.id,
        "title": say_text(one.title),
        "programme": one.programme.id if one.programme else None,
        "bounds": {key: getattr(one, key) for key in BOUNDS},
        "credits": figure(total) if known else None,
        "even": figure(even) if known else None,
        "distance": figure(uneven(offer, curriculum, design)) if known else None,
        "taken": list(design.taken.get(one.id, ())),
        "terms": [
            {
                "term": term + 1,
                "units": list(_running(brief, design, codes, term)),
                "credits": figure(loads[term]) if known else None,
                "distance": figure(max(loads[term] - ceil(even), floor(even) - loads[term], Fraction()))
                if known
                else None,
            }
            for term in range(brief.terms)
        ],
    }


def _running(brief: Brief, design: Design, codes: list[str], term: int) -> Iterator[Data]:
    """Units of a term, with the share of their credits that falls into it."""
    for code in brief.units:
        here = design.places[code]
        if code in codes and term in here.terms:
            credits = brief.units[code].credits
            share = None if credits is None else figure(Fraction(credits, len(here.terms)))
            yield {"unit": code, "credits": share, "going_on": here.first < term, "changed": brief.changed(code, here)}

"""The earlier plan that another takes the place of, in its JSON."""

from __future__ import annotations

from typing import TypedDict

from planner.report.documents.plan.terms_shape import Classes, Event, Milestone


class EarlierUnit(Classes):
    """A unit of an earlier plan."""

    unit: str
    offering: str
    modality: str


class EarlierTerm(TypedDict):
    """A term of an earlier plan, without a text."""

    term: str
    units: list[EarlierUnit]
    attempts: list[EarlierUnit]
    events: list[Event]


class BeforeThen(TypedDict):
    """Terms and award of a plan that another one takes the place of."""

    terms: list[EarlierTerm]
    award: Milestone


class Earlier(TypedDict, total=False):
    """The plan before, where there is one."""

    before: BeforeThen

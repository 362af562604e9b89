"""Why learners end later or not at all: what went of their plan, what stands in its place, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.domain.text import Key, Words
from planner.report.documents.stress import shape
from planner.report.listing import listed, parted
from planner.study.stress.reasons import FAILED, LOST, Reason
from planner.study.stress.statistics import Figures, Group

if TYPE_CHECKING:
    from planner.service.stress import StressAnswer

MOST_UNITS = 4


def offerings(answer: StressAnswer, programme: int, scenario: int, names: Sequence[str]) -> list[shape.Offering]:
    """Offerings: id, unit, first term, modality."""
    found: list[shape.Offering] = []
    calendar = answer.run.programmes[programme].calendar
    for name in names:
        offering = answer.statistics.find_offering(programme, scenario, name)
        assert offering is not None, "plans are made of offerings of their programme"
        term = calendar.term(offering.first).name
        found.append({"offering": name, "unit": offering.unit, "term": term, "modality": offering.modality})
    return found


def reason(answer: StressAnswer, figures: Figures, group: Group) -> Words:
    """A sentence for the learners of a group."""
    why = group.reason
    end = Key("stress.never") if why.delay is None else Key("stress.later", count=why.delay)
    if why.kind == LOST:
        return Key("stress.why.lost", end=end, what=parted(list(_parts(answer, figures.scenario, why))))
    if not group.units:
        return Key("stress.why.nothing", end=end)
    return Key("stress.why.failed" if why.kind == FAILED else "stress.why.moved", end=end, names=frequent(group.units))


def frequent(units: Counter[str]) -> Words:
    """The units that are failed, or move, most often."""
    every = [name for name, _ in units.most_common()]
    shown = every[:MOST_UNITS]
    return listed(shown) if len(every) == len(shown) else Key("stress.more", names=tuple(shown))


def _parts(answer: StressAnswer, scenario: int, why: Reason) -> Iterator[Words]:
    """What went, by what became of it, and what is taken instead."""
    closed, moved, gone = _lost(answer, scenario, why)
    for modality, units in closed.items():
        yield Key("stress.closed", names=listed(units), count=len(units), modality=modality)
    for name, chosen in (("rescheduled", moved), ("gone", gone), ("full", why.full), ("instead", why.instead)):
        if chosen:
            found = offerings(answer, why.programme, scenario, chosen)
            names = listed([Key("stress.offering", **entry) for entry in found])
            yield Key(f"stress.{name}", names=names, count=len(found))


def _lost(answer: StressAnswer, scenario: int, why: Reason) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """Of what was lost and is not full: units without any class of a modality left, classes that are at another
    time of their term, and those that do not take place in it.
    """
    there = list(answer.run.offerings(why.programme, scenario))
    lost = [name for name in why.lost if name not in why.full]
    found = {name: answer.statistics.find_offering(why.programme, scenario, name) for name in lost}
    own = {name: offering for name, offering in found.items() if offering is not None}
    places = {(o.unit, o.modality, o.terms) for o in there}
    kinds = {place[:2] for place in places}
    closed: dict[str, list[str]] = {}
    for offering in own.values():
        if (offering.unit, offering.modality) not in kinds:
            closed.setdefault(offering.modality, []).append(offering.unit)
    moved = [name for name, o in own.items() if (o.unit, o.modality, o.terms) in places]
    gone = [name for name, o in own.items() if (o.unit, o.modality) in kinds and name not in moved]
    return closed, moved, gone

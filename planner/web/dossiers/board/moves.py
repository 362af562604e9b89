"""What one can do on a board. Each act makes, out of what a dossier says, what its next version says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.text import Key, Words
from planner.report.documents import read_document
from planner.solve.result import IMPOSSIBLE
from planner.web.dossiers.board import events
from planner.web.dossiers.board.nearest import around, moved_units, stands
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.board.verdicts import choices, openings, violation_words
from planner.web.dossiers.models import Version
from planner.web.dossiers.planning import BROKEN, VALID, State, audited, by_hand_data, followed, planned, with_events
from planner.web.meanings import Meanings, term_months
from planner.web.numbers import whole

Given = Mapping[str, str]


class NotPossible(Exception):
    """The act does not fit the dossier, as where a form is old or made up."""


@dataclass(frozen=True)
class Change:
    """The next version: `act` and its `values`, the state, and the `unit` that was touched; `told` is said beside."""

    act: str
    state: dict[str, Any]
    values: dict[str, Words] = field(default_factory=dict)
    unit: str = ""
    told: tuple[Words, ...] = ()


def place(version: Version, given: Given) -> Change:
    """A unit in a term, wherever it was."""
    sketch, unit, where = *_asked(version, given), Place.read(given.get("place", ""))
    _check(where in openings(sketch, unit))
    line = sketch.line(unit)
    values = {"unit": _unit(sketch, unit), "after": term_months(sketch.case, where.term)}
    if line is not None:
        values["before"] = term_months(sketch.case, line["term"])
    return Change("placed" if line is None else "moved", _judged(version, sketch.placed(unit, where)), values, unit)


def swap(version: Version, given: Given) -> Change:
    """Another unit of the same choice in place of one."""
    sketch, unit = _asked(version, given)
    other, _, rest = given.get("place", "").partition("|")
    where = Place.read(rest)
    _check(sketch.line(unit) is not None and other in choices(sketch, unit) and where in openings(sketch, other))
    values = {"unit": _unit(sketch, unit), "other": _unit(sketch, other)}
    return Change("swapped", _judged(version, sketch.without(unit).placed(other, where)), values, other)


def take_out(version: Version, given: Given) -> Change:
    """A unit nowhere, still to be placed."""
    sketch, unit = Sketch.of(version), given.get("unit", "")
    _check(sketch.line(unit) is not None and unit not in sketch.case.kept)
    return Change("taken_out", _judged(version, sketch.without(unit)), {"unit": _unit(sketch, unit)}, unit)


def pin(version: Version, given: Given) -> Change:
    """A unit wanted where it stands."""
    sketch, unit = _placed(version, given)
    line = sketch.line(unit) or {}
    where = Place(line["term"], line.get("modality") or _modality(sketch, unit))
    values = {"unit": _unit(sketch, unit), "after": term_months(sketch.case, where.term)}
    return Change("pinned", _followed(version, sketch.with_pin(unit, where)), values, unit)


def unpin(version: Version, given: Given) -> Change:
    """A unit wanted nowhere in particular."""
    sketch, unit = _asked(version, given)
    return Change("unpinned", _followed(version, sketch.without_pin(unit)), {"unit": _unit(sketch, unit)}, unit)


def avoid(version: Version, given: Given) -> Change:
    """A unit that is never to be taken."""
    sketch, unit = _asked(version, given)
    return Change("avoided", _followed(version, sketch.avoiding(unit)), {"unit": _unit(sketch, unit)}, unit)


def allow(version: Version, given: Given) -> Change:
    """A unit avoided no more."""
    sketch, unit = _asked(version, given)
    return Change("allowed", _followed(version, sketch.allowing(unit)), {"unit": _unit(sketch, unit)}, unit)


def acquire(version: Version, given: Given) -> Change:
    """A unit that was passed."""
    sketch, unit = _asked(version, given)
    _check(not sketch.case.acquired(unit))
    return Change("acquired", _followed(version, sketch.holding(unit)), {"unit": _unit(sketch, unit)}, unit)


def best(version: Version, given: Given) -> Change:
    """The best plan, whatever stood there."""
    sketch = Sketch.of(version)
    return Change("best", planned(sketch.known, kept=_state(version)).kept())


def event(version: Version, given: Given) -> Change:
    """Internship, workshop or report where a person wants it, or where the rules put it again."""
    sketch, kind = Sketch.of(version), given.get("event", "")
    where = given.get("day") or Place.read(given.get("place", "")).term
    _check(version.plan is not None and events.movable(sketch.case, kind))
    changed = events.put(sketch, kind, where)
    if changed is None:
        raise NotPossible
    values = events.put_words(sketch.case, kind, where)
    return Change("event_placed" if "after" in values else "event_freed", _judged(version, changed), values, kind)


def follow(version: Version, given: Given) -> Change:
    """A plan that follows the learner's data again: the best one or, of who has begun, the closest valid one."""
    sketch = Sketch.of(version)
    return Change("followed", followed(sketch.known, replace(_state(version), by_hand=False)).kept())


def keep(version: Version, given: Given) -> Change:
    """The plan as it is, whatever is said of the learner from now on."""
    _check(version.plan is not None)
    return Change("kept", {"by_hand": True})


def repair_around(version: Version, given: Given) -> Change:
    """The nearest valid plan; where there is none at all, why, and what would make one possible."""
    sketch = Sketch.of(version)
    moved = moved_units(version, sketch)
    found = around(sketch, moved)
    if found.result.plan is None:
        if found.result.status == IMPOSSIBLE:
            return Change("around", planned(sketch.known, kept=_state(version)).kept())
        return Change("around", version.state(), told=(Key("board.told.unknown"),))
    made = by_hand_data(sketch.judged.case, found.result.plan)
    state = audited(sketch.known, with_events(sketch.known, made, sketch.plan))
    if state.status == VALID and set(state.plan or {}) == {"units"}:
        best = planned(sketch.known)
        if stands(best.plan) == stands(state.plan):
            state = replace(state, status=best.status)  # what was repaired is the best plan there is
    return Change("around", state.kept(), told=tuple(_given_up(sketch, found.given_up)))


def _given_up(sketch: Sketch, units: Sequence[str]) -> Iterator[Words]:
    """Moves that no valid plan has, and the rules that they broke."""
    if units:
        yield Key("board.told.given_up", units=tuple(_unit(sketch, unit) for unit in units))
    answer = sketch.judged
    for one in answer.violations:
        if set(units) & set(one.subjects):
            yield violation_words(answer.case, one)


def repair(version: Version, given: Given) -> Change:
    """One of the ways out of an impossible dossier: what it sets in the learner's data, and the best plan with it."""
    told = (version.document or {}).get("impossible")
    repairs = read_document(told).data.get("repairs", []) if told else []
    number = whole(given.get("repair"))
    _check(0 <= number < len(repairs))
    chosen, sketch = repairs[number], Sketch.of(version)
    new = Sketch({**sketch.learner, **chosen["set"]}, sketch.past, sketch.plan)
    state = planned(new.known, kept=_state(version)).kept()
    change = Meanings(new.case).within(chosen["change"])
    return Change("repaired", {"learner": new.learner, **state}, {"change": change})


ACTS: dict[str, Callable[[Version, Given], Change]] = {
    "place": place,
    "swap": swap,
    "out": take_out,
    "pin": pin,
    "unpin": unpin,
    "avoid": avoid,
    "allow": allow,
    "acquire": acquire,
    "event": event,
    "best": best,
    "follow": follow,
    "keep": keep,
    "around": repair_around,
    "repair": repair,
}
"""By the last part of their addresses."""


def _check(fits: bool) -> None:
    if not fits:
        raise NotPossible


def _asked(version: Version, given: Given) -> tuple[Sketch, str]:
    """The unit that a form names: one of the programme that is still to be taken.

    Raises:
        NotPossible, BadInput
    """
    sketch, unit = Sketch.of(version), given.get("unit", "")
    _check(unit in sketch.case.programme.units and unit not in sketch.case.kept)
    return sketch, unit


def _placed(version: Version, given: Given) -> tuple[Sketch, str]:
    sketch, unit = _asked(version, given)
    _check(sketch.line(unit) is not None)
    return sketch, unit


def _modality(sketch: Sketch, unit: str) -> str:
    taken = sketch.judged.plan.of(unit)
    return taken.modality if taken else "evening"


def _unit(sketch: Sketch, unit: str) -> Words:
    return Meanings(sketch.case).unit(unit)


def _state(version: Version) -> State:
    return State(version.plan, version.by_hand, version.status, version.document or {})


def _judged(version: Version, new: Sketch) -> dict[str, Any]:
    """The state of a plan that a person made. What was impossible stays so as long as the learner is the same."""
    state = audited(new.known, new.plan)
    told = (version.document or {}).get("impossible")
    if told and state.status == BROKEN and new.learner == version.learner:
        state = State(state.plan, True, str(IMPOSSIBLE), {**state.document, "impossible": told})
    return {"learner": dict(new.learner), **state.kept()}


def _followed(version: Version, new: Sketch) -> dict[str, Any]:
    """The state once more is known of the learner: a plan by hand stays and is judged, another is planned anew."""
    if version.by_hand and version.plan is not None:
        return _judged(version, new)
    plan = None if version.plan is None else new.plan
    before = State(plan, False, version.status, version.document or {})
    return {"learner": dict(new.learner), **followed(new.known, before).kept()}

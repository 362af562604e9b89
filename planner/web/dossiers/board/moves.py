"""What one can do on a board. Each act makes, out of what a dossier says, what its next version says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.domain.text import Key, Words
from planner.report.documents import read_document
from planner.solve.result import IMPOSSIBLE
from planner.web.dossiers.board.nearest import around, moved_units
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.board.verdicts import choices, openings
from planner.web.dossiers.models import Version
from planner.web.dossiers.planning import BROKEN, State, audited, by_hand_data, planned
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
    sketch, unit = _placed(version, given)
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


def repair_around(version: Version, given: Given) -> Change:
    """The nearest valid plan; where there is none at all, why, and what would make one possible."""
    sketch = Sketch.of(version)
    moved = moved_units(version, sketch)
    found = around(sketch, moved)
    if found.result.plan is None:
        if found.result.status == IMPOSSIBLE:
            return Change("around", planned(sketch.known, kept=_state(version)).kept())
        return Change("around", version.state(), told=(Key("board.told.unknown"),))
    state = audited(sketch.known, by_hand_data(sketch.judged.case, found.result.plan))
    lost: tuple[Words, ...] = ()
    if found.given_up:
        lost = (Key("board.told.given_up", units=tuple(_unit(sketch, unit) for unit in found.given_up)),)
    return Change("around", state.kept(), told=lost)


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
    "best": best,
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
    kept = None if version.plan is None else State(new.plan, False, version.status, version.document or {})
    return {"learner": dict(new.learner), **planned(new.known, kept=kept).kept()}

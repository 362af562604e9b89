"""What a learner aims at beside the usual: a certificate alone, units beyond what is needed, and dispensations."""

from __future__ import annotations

from planner.domain.learner import Waiver
from planner.domain.programme import Programme
from planner.domain.text import Key
from planner.storage import dates, hints
from planner.storage.units import named_unit
from planner.storage.validation import Source

AWARD = "award"
Wishes = tuple[str | None, tuple[str, ...], tuple[Waiver, ...], tuple[int, ...]]


def read(source: Source, programme: Programme) -> Wishes:
    """The goal (None for the award), the units beyond it, the dispensations and the pauses of a learner's file.

    Raises:
        BadInput: what the programme does not have.
    """
    return goal(source, programme), _extra(source, programme), _waive(source, programme), _pause(source, programme)


def goal(source: Source, programme: Programme) -> str | None:
    """The certificate that is all that the learner aims at; None for the award."""
    name: str = source.data.get("goal", AWARD)
    known = [certificate.id for certificate in programme.certificates]
    if name != AWARD and name not in known:
        values = {"value": name, "programme": programme.id, "known": hints.near(name, (AWARD, *known))}
        raise source.error("goal.unknown", ("goal",), **values)
    return None if name == AWARD else name


def _extra(source: Source, programme: Programme) -> tuple[str, ...]:
    names = source.data.get("extra") or ()
    return tuple(dict.fromkeys(named_unit(source, programme, ("extra", n), name) for n, name in enumerate(names)))


def _waive(source: Source, programme: Programme) -> tuple[Waiver, ...]:
    found = []
    for number, entry in enumerate(source.data.get("waive") or ()):
        keys = ("unit", "prerequisite")
        waiver = Waiver(*(named_unit(source, programme, ("waive", number, key), entry[key]) for key in keys))
        known = prerequisites(programme)
        if not known:
            raise source.error("waive.none", ("waive",), programme=programme.id)
        if waiver not in known:
            pairs = tuple(Key("waive.pair", unit=one.unit, other=one.prerequisite) for one in known)
            values = {"unit": waiver.unit, "other": waiver.prerequisite, "programme": programme.id, "known": pairs}
            raise source.error("waive.unknown", ("waive", number), **values)
        found.append(waiver)
    return tuple(dict.fromkeys(found))


def _pause(source: Source, programme: Programme) -> tuple[int, ...]:
    """Terms by their indices; one before the start says nothing."""
    names = source.data.get("pause") or ()
    start = dates.term(source, ("start",), source.data["start"], programme)
    terms = {dates.term(source, ("pause", number), name, programme) for number, name in enumerate(names)}
    return tuple(sorted(term for term in terms if term >= start))


def prerequisites(programme: Programme) -> list[Waiver]:
    """Everything that a learner of the programme can be dispensed from."""
    rules = ((rule.unit, clause) for rule in programme.prerequisites for clause in rule.clauses)
    return [Waiver(unit, other) for unit, clause in rules for other in clause.units]

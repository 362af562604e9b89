"""What a learner aims at beside the usual: a certificate alone, units beyond what is needed, and dispensations."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.learner import Waiver
from planner.domain.programme import Programme
from planner.domain.text import Key
from planner.errors import read_each
from planner.storage import hints
from planner.storage.schema_learner import Waiver as Stated
from planner.storage.units import named_unit
from planner.storage.validation import Source

AWARD = "award"


def goal(source: Source, programme: Programme, name: str) -> str | None:
    """The certificate that is all that the learner aims at; None for the award.

    Raises:
        BadInput: the programme does not have it.
    """
    known = [certificate.id for certificate in programme.certificates]
    if name != AWARD and name not in known:
        values = {"value": name, "programme": programme.id, "known": hints.near(name, (AWARD, *known))}
        raise source.error("goal.unknown", ("goal",), **values)
    return None if name == AWARD else name


def beyond(source: Source, programme: Programme, given: Sequence[str]) -> tuple[str, ...]:
    """The units beyond what is needed.

    Raises:
        BadInput: units that the programme does not have.
    """
    names = enumerate(given)
    return tuple(dict.fromkeys(read_each(names, lambda at: named_unit(source, programme, ("extra", at[0]), at[1]))))


def waivers(source: Source, programme: Programme, given: Sequence[Stated]) -> tuple[Waiver, ...]:
    """The dispensations.

    Raises:
        BadInput: units that the programme does not have, or that need not wait for each other.
    """
    known = prerequisites(programme)

    def read(item: tuple[int, Stated]) -> Waiver:
        number, entry = item
        stated = {"unit": entry.unit, "prerequisite": entry.prerequisite}
        names = read_each(stated, lambda key: named_unit(source, programme, ("waive", number, key), stated[key]))
        waiver = Waiver(*names)
        if not known:
            raise source.error("waive.none", ("waive",), programme=programme.id)
        if waiver not in known:
            pairs = tuple(Key("waive.pair", unit=one.unit, other=one.prerequisite) for one in known)
            values = {"unit": waiver.unit, "other": waiver.prerequisite, "programme": programme.id, "known": pairs}
            raise source.error("waive.unknown", ("waive", number), **values)
        return waiver

    return tuple(dict.fromkeys(read_each(enumerate(given), read)))


def prerequisites(programme: Programme) -> list[Waiver]:
    """Everything that a learner of the programme can be dispensed from."""
    rules = ((rule.unit, clause) for rule in programme.prerequisites for clause in rule.clauses)
    return [Waiver(unit, other) for unit, clause in rules for other in clause.units]

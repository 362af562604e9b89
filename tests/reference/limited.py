"""What counts towards the award, and what excludes each other: judged on a set of units, by trying every way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, NamedTuple, Protocol

from .money import exact

Raw = Mapping[str, Any]


class Limit(NamedTuple):
    """Of `units` no more than `most`, in units or in credits."""

    units: frozenset[str]
    most: Any
    by_credits: bool

    def size(self, credits: Mapping[str, Any], held: Iterable[str]) -> int:
        """What of the held units is under the limit."""
        return sum((credits.get(unit) or 0) if self.by_credits else 1 for unit in self.units.intersection(held))


def read_limits(programme: Raw, resolve: Callable[[str], str]) -> list[Limit]:
    """The limits of a file."""
    found = []
    for row in programme["requirements"]:
        most: Any = row.get("at_most")
        if most is not None:
            most = most if isinstance(most, dict) else {"units": most}
            by_credits = most.get("credits") is not None
            units = frozenset(map(resolve, row["of"]))
            found.append(Limit(units, exact(most["credits"]) if by_credits else most["units"], by_credits))
    return found


def within(limits: Iterable[Limit], credits: Mapping[str, Any], acquired: Set[str], planned: Set[str]) -> bool:
    """Whether nothing is planned beyond a limit; what is acquired may be beyond it."""
    return all(
        not planned & one.units or one.size(credits, acquired | planned) <= max(one.most, one.size(credits, acquired))
        for one in limits
    )


def apart(groups: Iterable[Set[str]], acquired: Set[str], planned: Set[str]) -> bool:
    """Whether nothing is planned beside what excludes it."""
    return all(len(group & (acquired | planned)) < 2 or not group & planned for group in groups)


class Choice(Protocol):
    """What a learner chooses of `units`: so many, or so many `credits`."""

    units: frozenset[str]
    credits: Any


def uncounted(
    limits: Iterable[Limit], credits: Mapping[str, Any], compulsory: Set[str], acquired: Iterable[str], rule: Choice
) -> int:
    """How much of what is acquired (in the order of the file) a choice loses to limits that it exceeds."""
    beyond = [one for one in limits if one.size(credits, acquired) > one.most]
    room = {one: one.most - one.size(credits, compulsory.intersection(acquired)) for one in beyond}
    value = {unit: (credits.get(unit) or 0) if rule.credits else 1 for unit in rule.units}
    sign = -1 if rule.credits else 1
    mine = [unit for unit in acquired if unit in rule.units and unit not in compulsory]
    counts = 0
    for unit in sorted(mine, key=lambda unit: sign * (credits.get(unit) or 0)):
        bound = [one for one in beyond if unit in one.units]
        as_whole = [one for one in bound if not (one.by_credits and rule.credits)]
        if any(room[one] < one.size(credits, [unit]) for one in as_whole):
            continue
        part = max(0, min([value[unit], *(room[one] for one in bound if one not in as_whole)]))
        counts += part
        for one in bound if part else ():
            room[one] -= one.size(credits, [unit]) if one in as_whole else part
    return sum(value[unit] for unit in mine) - counts

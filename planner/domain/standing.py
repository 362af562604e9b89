"""For which requirements what stands counts, where some share their units with no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.counting import counted, worth
from planner.domain.programme import Programme, Requirement
from planner.domain.target import Target

if TYPE_CHECKING:
    from planner.domain.credits import Worth

Home = int | None
"""The place of a requirement that shares with no other; None: all that share."""
Missing = tuple["Worth", ...]
"""What is missing of each requirement: units, or credits."""


class Choices(NamedTuple):
    """The requirements that leave a choice or are part of a track, in that order, and what is `contested`: units of
    several of them, one of which shares its units with no other.
    """

    rules: list[Requirement]
    contested: set[str]

    def homes(self, unit: str) -> list[Home]:
        """For what a contested unit may count."""
        return [*(place for place, rule in enumerate(self.rules) if not rule.share and unit in rule.units), None]


def choices(target: Target) -> Choices:
    """What leaves a choice to who has this target."""
    chosen = [rule for rule in target.requirements if rule.kind != "all"]
    within = [rule for group in target.one_of for track in group.tracks for rule in track.requirements]
    rules = [*chosen, *within]
    own = {unit for rule in chosen if not rule.share for unit in rule.units}
    return Choices(rules, {unit for unit in own if sum(unit in rule.units for rule in rules) > 1})


def standing(programme: Programme, target: Target, found: Choices, given: Collection[str]) -> list[Missing]:
    """What is missing in each way in which the `given` units may count; of two ways, one of which leaves no less
    missing anywhere, only the other.
    """
    units, start = programme.units, []
    for rule in found.rules:
        counts = counted(units, target.limits, target.compulsory, rule, given)
        inside = found.contested.intersection(rule.units, given)
        start.append(rule.need - counts + sum(worth(units, rule.kind, unit) for unit in inside))
    ways = {tuple(max(0, one) for one in start)}
    for unit in (unit for unit in given if unit in found.contested):
        weights = [worth(units, rule.kind, unit) if unit in rule.units else 0 for rule in found.rules]
        more = {_with(left, found, weights, home) for left in ways for home in found.homes(unit)}
        ways = {left for left in more if not any(_less(other, left) for other in more)}
    return sorted(ways)


def _with(left: Missing, found: Choices, weights: Sequence[Worth], home: Home) -> Missing:
    """What is missing once a unit of these weights has this home."""
    here = (rule.share if home is None else place == home for place, rule in enumerate(found.rules))
    return tuple(
        max(0, missing - (weight if counts else 0)) for missing, weight, counts in zip(left, weights, here, strict=True)
    )


def _less(one: Missing, other: Missing) -> bool:
    """Whether one leaves less missing somewhere and nowhere more."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))

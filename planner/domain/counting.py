"""How much of what a learner has counts where the programme lets only so much of some units count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from planner.domain.programme import Requirement, Unit
from planner.domain.regulation import Limit

if TYPE_CHECKING:
    from planner.domain.credits import Worth


def worth(units: Mapping[str, Unit], kind: str, unit: str) -> Worth:
    """What a unit is worth: its credits where these are counted, else one."""
    return (units[unit].credits or 0) if kind == "credits" else 1


def counted(
    units: Mapping[str, Unit], limits: Collection[Limit], compulsory: Collection[str], rule: Requirement,
    held: Collection[str],
) -> Worth:  # fmt: skip
    """Units, or credits, of `held` that count for a requirement.

    Compulsory units come first and always count; of the others those that bring the most, credits in part.
    """
    own = [unit for unit in held if unit in rule.units]
    total = sum(worth(units, rule.kind, unit) for unit in own)
    full = [_Room(units, limit, held, compulsory) for limit in limits] if rule.kind != "all" else []
    full = [room for room in full if room.exceeded]
    order = -1 if rule.kind == "credits" else 1
    others = [unit for unit in own if unit not in compulsory] if full else []
    for unit in sorted(others, key=lambda unit: order * (units[unit].credits or 0)):
        mine, whole = [room for room in full if unit in room.limit.units], worth(units, rule.kind, unit)
        part = min([whole, *(room.part(rule.kind, unit) for room in mine)])
        for room in mine:
            room.take(rule.kind, unit, part)
        total -= whole - part
    return total


class _Room:
    """What a limit that is exceeded leaves for units that are not compulsory."""

    def __init__(
        self, units: Mapping[str, Unit], limit: Limit, held: Collection[str], compulsory: Collection[str]
    ) -> None:
        inside = [unit for unit in limit.units if unit in held]
        self.units, self.limit = units, limit
        self.exceeded = sum(worth(units, limit.kind, unit) for unit in inside) > limit.most
        self.left = limit.most - sum(worth(units, limit.kind, unit) for unit in inside if unit in compulsory)

    def part(self, kind: str, unit: str) -> Worth:
        """What of the unit finds room: of credits a part, else the whole or nothing."""
        if self.limit.kind == kind == "credits":
            return max(0, self.left)
        return worth(self.units, kind, unit) if self.left >= worth(self.units, self.limit.kind, unit) else 0

    def take(self, kind: str, unit: str, part: Worth) -> None:
        """Less room, after so much of the unit."""
        if part:
            self.left -= part if self.limit.kind == kind == "credits" else worth(self.units, self.limit.kind, unit)

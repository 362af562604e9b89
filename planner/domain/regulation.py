"""What regulations say beside what is needed: of what no more counts, and tracks of which one is taken as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.text import Text

if TYPE_CHECKING:
    from planner.domain.credits import Worth
    from planner.domain.programme import Requirement


@dataclass(frozen=True, slots=True)
class Limit:
    """Of `units` no more than `most` count towards the award: units (`kind` is `count`), or credits (`credits`)."""

    id: str
    kind: str
    units: tuple[str, ...]
    most: Worth
    title: Text | None
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Track:
    """One way through a group: all its requirements are met."""

    id: str
    title: Text | None
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A group of which one track is taken as a whole."""

    id: str
    title: Text | None
    tracks: tuple[Track, ...]
    assumption: str | None

    @property
    def units(self) -> tuple[str, ...]:
        """The units of all tracks, each once."""
        return tuple(dict.fromkeys(u for track in self.tracks for rule in track.requirements for u in rule.units))

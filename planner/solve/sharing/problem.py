"""Who shares which seats: learners, those alike among them as one kind, and what a place in the sharing is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import Offering
from planner.model.build import build
from planner.model.variables import Variables
from planner.solve import horizon

Seats = Callable[[Offering], int | None]
"""Seats of an offering, None where nothing limits them."""
NEVER = 1_000_000
"""The award of who has no plan: after all others."""


@dataclass(frozen=True, slots=True)
class Member:
    """A learner who has a plan alone, without the deadline as a rule: `soonest` is the first award that is possible at
    all, `target` the term by which the award is on time. Both are term indices.
    """

    case: Case
    soonest: int
    target: int

    @classmethod
    def of(cls, case: Case, soonest: int) -> Member:
        """On time by the deadline, or as soon as alone where there is none."""
        deadline = case.learner.latest_award
        free = replace(case, learner=case.learner.without_deadline())
        return cls(free, soonest, soonest if deadline is None else deadline)

    @property
    def first(self) -> int:
        """The term in which the plan begins."""
        return self.case.learner.start


@dataclass(frozen=True, slots=True)
class Column:
    """A way for a kind: the award (`NEVER` without a plan) and the offerings taken whose seats are counted."""

    kind: int
    award: int
    seats: tuple[Offering, ...] = ()


@dataclass(eq=False)
class Kind:
    """Members with the same possibilities. `near` is the model of plans that are on time, `far` of later ones up to
    the term `last`; with `whole`, no plan need be later. None stands for a model without a solution.
    """

    members: list[int]
    example: Member
    last: int
    whole: bool
    near: tuple[CpModel, Variables] | None = None
    far: tuple[CpModel, Variables] | None = None

    @property
    def size(self) -> int:
        """How many members."""
        return len(self.members)

    @property
    def away(self) -> int:
        """The award that stands for all plans outside the models: none, or one after the window."""
        return NEVER if self.whole else self.last + 1

    @property
    def offerings(self) -> list[Offering]:
        """What members may take."""
        parts = (part[1].offerings for part in (self.near, self.far) if part)
        return list(dict.fromkeys(offering for part in parts for offering in part))

    def late(self, award: int) -> int:
        """1 for an award that is not on time."""
        return int(award > self.example.target)

    def terms(self, award: int) -> int:
        """Terms from the start to the award; without a plan one more than any plan of the window takes."""
        return min(award, self.last + 1) - self.example.first + 1

    def delay(self, award: int) -> int:
        """Terms by which an award is late."""
        return max(0, award - self.example.target)


@dataclass(eq=False)
class Problem:
    """All kinds; `short` are the offerings for which there may be more takers than seats."""

    members: Sequence[Member]
    seats: Seats
    window: int | None
    kinds: list[Kind] = field(default_factory=list)
    short: dict[Offering, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kinds = _kinds(self.members, self.window)
        self.find_short()

    def find_short(self) -> None:
        """Which seats can be short at all."""
        takers: Counter[Offering] = Counter()
        for kind in self.kinds:
            takers.update(dict.fromkeys(kind.offerings, kind.size))
        seats = {offering: self.seats(offering) for offering in takers}
        self.short = {o: most for o, most in seats.items() if most is not None and takers[o] > most}

    def widen(self, kinds: Iterable[int]) -> None:
        """Let members of these kinds have plans of any length."""
        for number in kinds:
            kind = self.kinds[number]
            kind.last, kind.whole = _end(kind.example, len(self.members)), True
            kind.far = _far(kind.example, kind.last)
        self.find_short()

    @property
    def whole(self) -> bool:
        """Whether no plan is left out because it is too long."""
        return all(kind.whole for kind in self.kinds)


def _kinds(members: Sequence[Member], window: int | None) -> list[Kind]:
    """Members by the models of their plans: those with equal models have the same plans."""
    found: dict[tuple[object, ...], Kind] = {}
    for place, member in enumerate(members):
        kind = _kind(member, place, window, len(members))
        parts = [(str(model.proto), tuple(v.offerings)) for model, v in filter(None, (kind.near, kind.far))]
        key = (member.first, member.target, kind.last, *parts)
        if key in found:
            found[key].members.append(place)
        else:
            found[key] = kind
    return list(found.values())


def _kind(member: Member, place: int, window: int | None, others: int) -> Kind:
    end = _end(member, others)
    last = end if window is None else min(end, max(member.soonest, member.target) + window)
    kind = Kind([place], member, last, last >= end)
    if member.soonest <= member.target:
        kind.near = build(member.case, member.target, member.soonest)
    kind.far = _far(member, last)
    return kind


def _end(member: Member, others: int) -> int:
    """The last term that any plan can need: for each of the others a seat may be missing for another year, within the
    longest plan that is considered.
    """
    size = member.case.programme.calendar.size
    last = horizon.last_term(member.case) + others * 2 * size
    return max(member.soonest, min(last, member.first + LONGEST_PLAN_YEARS * size - 1))


def _far(member: Member, last: int) -> tuple[CpModel, Variables] | None:
    first = max(member.target + 1, member.soonest)
    return build(member.case, last, first) if first <= last else None

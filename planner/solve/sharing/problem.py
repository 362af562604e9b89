"""Who shares which seats: learners, those alike among them as one kind, and what a place in the sharing is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import Offering
from planner.model.build import build
from planner.model.cpsat import CpModel
from planner.model.patience import OutOfTime
from planner.model.usable import Usable
from planner.model.variables import Variables
from planner.solve import horizon
from planner.solve.progress import Stop
from planner.solve.sharing.unshared import soonest_unshared

Seats = Callable[[Offering], int | None]
"""Seats of an offering, None where nothing limits them."""
NEVER = 1_000_000
"""The award of who has no plan: after all others."""
WIDEST = 4
"""Windows after the target within which models reach as far as is ever needed, where that is known."""


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
        """A member who is on time by the deadline, or as soon as alone where there is none."""
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
        """The number of members."""
        return len(self.members)

    @property
    def away(self) -> int:
        """The award that stands for all plans outside the models: none, or one after the window."""
        return NEVER if self.whole else self.last + 1

    @property
    def offerings(self) -> list[Offering]:
        """Offerings that members may take, on time or later, each once."""
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
    """All kinds; `short` are the offerings for which there may be more takers than seats. Once `stop` says so, nothing
    more is made or asked of it.

    Raises:
        OutOfTime: somebody stopped it.
    """

    members: Sequence[Member]
    seats: Seats
    window: int | None
    kinds: list[Kind] = field(default_factory=list)
    short: dict[Offering, int] = field(default_factory=dict)
    stop: Stop | None = None

    def tick(self) -> None:
        """Nothing, unless somebody stops it.

        Raises:
            OutOfTime: somebody does.
        """
        if self.stop is not None and self.stop():
            raise OutOfTime

    def __post_init__(self) -> None:
        self.kinds = _Kinds(self).group()
        self.find_short()

    def find_short(self) -> None:
        """Set `short` anew: offerings that more members may take than have a seat."""
        takers: Counter[Offering] = Counter()
        for kind in self.kinds:
            takers.update(dict.fromkeys(kind.offerings, kind.size))
        seats = {offering: self.seats(offering) for offering in takers}
        self.short = {o: most for o, most in seats.items() if most is not None and takers[o] > most}

    def widen(self, kinds: Iterable[int], terms: int) -> None:
        """Let members of these kinds have plans that are so many terms longer."""
        for number in kinds:
            self.tick()
            kind = self.kinds[number]
            end = _last_needed_term(kind.example, len(self.members))
            kind.last = min(kind.last + terms, end)
            kind.whole = kind.last >= end
            kind.far = _build_late(kind.example, kind.last)
        self.find_short()

    @property
    def whole(self) -> bool:
        """Whether no plan is left out because it is too long."""
        return all(kind.whole for kind in self.kinds)


class _Kinds:
    """Members by the models of their plans: those with equal models have the same plans."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.others = problem, len(problem.members)
        self.ends: dict[str, int] = {}

    def group(self) -> list[Kind]:
        """Every kind, in the order of its first member."""
        found: dict[tuple[object, ...], Kind] = {}
        for place, member in enumerate(self.problem.members):
            self.problem.tick()
            kind = self._make_kind(member, place)
            parts = [(str(model.proto), tuple(v.offerings)) for model, v in filter(None, (kind.near, kind.far))]
            key = (member.first, member.target, kind.last, *parts)
            if key in found:
                found[key].members.append(place)
            else:
                found[key] = kind
        return list(found.values())

    def _make_kind(self, member: Member, place: int) -> Kind:
        end, window = self._last_term(member), self.problem.window
        known = max(member.soonest, member.target)
        last = end if window is None or end <= known + WIDEST * window else min(end, known + window)
        kind = Kind([place], member, last, last >= end)
        if member.soonest <= member.target:
            kind.near = build_trimmed(member.case, member.target, member.soonest)
        kind.far = _build_late(member, last)
        return kind

    def _last_term(self, member: Member) -> int:
        """The last term that any plan can need: not after that of a plan that takes nobody's seat."""
        end = _last_needed_term(member, self.others)
        key = repr((member.case.programme.id, member.soonest, replace(member.case.learner, id="")))
        if key not in self.ends:
            unshared = soonest_unshared(member.case, self._is_limited, member.soonest, end, self.problem.stop)
            self.ends[key] = end if unshared is None else max(unshared, member.target)
        return self.ends[key]

    def _is_limited(self, offering: Offering) -> bool:
        seats = self.problem.seats(offering)
        return seats is not None and seats < self.others


def build_trimmed(case: Case, last: int, earliest: int) -> tuple[CpModel, Variables]:
    """A model of the plans whose award lies between two terms, without what no plan can use."""
    return build(case, last, earliest, usable=Trimmed(case))


class Trimmed(Usable):
    """Usable offerings of any modality: which of equal plans is found does not matter here."""

    def within(self, last: int) -> list[Offering]:
        """Those that end by the term `last`."""
        return self._within(last)


def _last_needed_term(member: Member, others: int) -> int:
    """The last term that any plan can need: for each of the others a seat may be missing for another year, within the
    longest plan that is considered.
    """
    size = member.case.programme.calendar.size
    last = horizon.last_term(member.case) + others * 2 * size
    return max(member.soonest, min(last, member.first + LONGEST_PLAN_YEARS * size - 1))


def _build_late(member: Member, last: int) -> tuple[CpModel, Variables] | None:
    first = max(member.target + 1, member.soonest)
    return build_trimmed(member.case, last, first) if first <= last else None

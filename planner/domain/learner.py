"""A learner: where they are, when they can attend, who pays, and what matters to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from planner.domain.calendar import Span
from planner.domain.chances import Chances
from planner.domain.fingerprint import sha256
from planner.domain.text import Text

if TYPE_CHECKING:
    from planner.domain.credits import Worth

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS = WEEKDAYS[:5]
UNNAMED = "learner"
"""The id of a learner whose data give none: documents name nobody then."""
OBJECTIVES = ("duration", "order", "cost", "load", "certificate", "recommended")
ASKED = ("own-cost", "balance", "evenness")
"""Objectives that count only for a learner who names them."""
FOLLOWED = {"balance": "evenness"}
"""Objectives that bring another one with them, right behind, unless it is named itself."""
OWN_COST = "own-cost"
MONEY = ("cost", OWN_COST)
"""Objectives in cents."""
CREDITS = {"balance": 1, "evenness": 2}
"""Objectives in parts of a credit (`Programme.parts`), to this power."""


@dataclass(frozen=True, slots=True)
class Experience:
    """Months so far; None stands for what the learner did not say, and counts as sufficient."""

    months: int | None = None
    in_sector: bool | None = None
    working: bool | None = None


Amount = TypeVar("Amount")


@dataclass(frozen=True, slots=True)
class Cap(Generic[Amount]):
    """A bound, `default` in all terms (or years) but those named; None is no bound."""

    default: Amount | None = None
    terms: Mapping[int, Amount] = field(default_factory=dict)

    def of(self, term: int) -> Amount | None:
        """The bound of a term, or of a year."""
        return self.terms.get(term, self.default)


class Pin(NamedTuple):
    """A unit runs in this term (index), in this modality where one is given."""

    unit: str
    term: int
    modality: str | None = None


class Waiver(NamedTuple):
    """A dispensation granted to this person: the unit need not wait for the prerequisite."""

    unit: str
    prerequisite: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A unit acquired in another programme counts as one of this; `how` is `code`, `alias` or `equivalence`."""

    unit: str
    counts_as: str
    how: str
    by: str | None = None
    assumption: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A unit of another programme, under the `key` of the learner file, that has no place in this one."""

    key: str
    unit: str
    title: Text


@dataclass(frozen=True, slots=True)
class Migration:
    """What became of the units of a learner who comes from another programme: each is carried over or left."""

    programme: str
    carried: tuple[Carried, ...] = ()
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One learner of one programme. Terms are indices, money is cents; `data` is the file's, as read. What stands for a
    key that the file leaves out is said in the schema of the file alone.

    `least_units` to `most_credits` bound what runs in a term, in all modalities, beside the programme's own bounds. A
    plan with `terms` has its award in that very term, counted from the start, and the least then hold in every term.

    `shares` tells who pays for which unit; `funding` pays for all the rest. `payer_budgets` is what a funding pays at
    most over the whole plan. Where several stand `alone`, who pays for each unit that is not listed is chosen among
    them, `funding` pays for what belongs to no unit, and `payers` are all that the file names, in its order.

    `goal` is the certificate (id) that all is about, None for the award; `extra` are units beyond what is needed.
    `pause` are terms (indices) in which nothing takes place. `chances` are what the file assumes about exams, None
    where it says nothing: no plan depends on them.
    """

    id: str
    programme: str
    start: int
    pathway: str
    funding: str
    acquired: Mapping[str, str | None]
    experience: Experience | None
    windows: tuple[Span, ...]
    evening_cap: Cap[int]
    daytime_cap: Cap[int]
    evenings: tuple[str, ...]
    evenings_by_term: Mapping[int, tuple[str, ...]]
    days: tuple[str, ...]
    days_by_term: Mapping[int, tuple[str, ...]]
    order: str
    minimise: tuple[str, ...]
    deadline: int | None
    pins: tuple[Pin, ...]
    avoid: tuple[str, ...]
    budget: Cap[int]
    fictional: bool
    data: Mapping[str, Any] = field(repr=False, compare=False)
    read_from: str = field(repr=False)
    migration: Migration | None
    shares: Mapping[str, str]
    payer_budgets: Mapping[str, int]
    least_units: Cap[int]
    most_units: Cap[int]
    least_credits: Cap[Worth]
    most_credits: Cap[Worth]
    terms: int | None
    alone: tuple[str, ...]
    payers: tuple[str, ...]
    goal: str | None
    extra: tuple[str, ...]
    waive: tuple[Waiver, ...]
    pause: tuple[int, ...]
    chances: Chances | None

    @property
    def sha256(self) -> str:
        """Fingerprint of the data that the learner was read from."""
        return sha256(self.read_from)

    def objectives(self) -> tuple[str, ...]:
        """All objectives that count, those of `minimise` first; where payers are chosen, what the learner pays comes
        directly before the cost unless it is named itself.
        """
        first: list[str] = []
        for name in self.minimise:
            brought = FOLLOWED.get(name)
            first += [name] if brought is None or brought in self.minimise else [name, brought]
        found = [*first, *(name for name in OBJECTIVES if name not in first)]
        if self.alone and OWN_COST not in found:
            found.insert(found.index("cost"), OWN_COST)
        return tuple(found)

    def sure_budget(self, funding: str) -> int | None:
        """Cents that the funding never pays more than, whatever happens: the budget of one of several alone."""
        return self.payer_budgets.get(funding) if funding in self.alone else None

    def excess(self, funding: str) -> int | None:
        """Cents beyond which the learner pays in the funding's place; None where nothing falls on the learner."""
        return None if funding in self.alone else self.payer_budgets.get(funding)

    @property
    def fixed_award(self) -> int | None:
        """The only term (index) of the award where the learner wants a plan of so many terms."""
        return None if self.terms is None else self.start + self.terms - 1

    @property
    def latest_award(self) -> int | None:
        """The last term (index) in which the learner accepts the award; None for any."""
        limits = [term for term in (self.deadline, self.fixed_award) if term is not None]
        return min(limits, default=None)

    def without_deadline(self) -> Learner:
        """The learner with all the time there is, and no fixed number of terms."""
        return self if self.latest_award is None else replace(self, deadline=None, terms=None)

    def free_evenings(self, term: int) -> tuple[str, ...]:
        """Weekdays on which the learner can attend an evening in the term."""
        return self.evenings_by_term.get(term, self.evenings)

    def free_days(self, term: int) -> tuple[str, ...]:
        """Weekdays on which the learner can attend in the daytime in the term."""
        return self.days_by_term.get(term, self.days)

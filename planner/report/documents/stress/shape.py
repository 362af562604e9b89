"""The keys of `planner/stress/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from planner.domain.text import Day, Words
from planner.report.documents import Worded
from planner.report.documents.plan.terms_shape import Figure
from planner.report.no_plan import NoPlan
from planner.report.problems import Refused

SCHEMA = "planner/stress/1"


class Programme(TypedDict):
    """A programme of the cohort."""

    id: str
    title: Words
    vintage: str
    school: str


class Count(TypedDict):
    """Learners, on average over the runs."""

    count: Figure


class Ends(TypedDict):
    """An interval of 95 %, None where a figure is exact."""

    low: Figure | None
    high: Figure | None


class Share(Count, Ends):
    """Learners, and their share of all."""

    share: Figure | None


class Mean(Ends):
    """A mean over learners."""

    mean: Figure | None


class Delay(Mean):
    """Terms against the baseline."""

    median: Figure | None
    p90: Figure | None


class Cost(Mean):
    """Money against the baseline; `unknown` counts learners whose change is not known."""

    total: Figure | None
    unknown: Figure
    currency: str | None


class Delayed(TypedDict):
    """How many cases end so many terms later."""

    terms: int
    cases: int


class Within(TypedDict):
    """The share of those who had a plan that ends at most so many terms later."""

    terms: int
    share: Figure | None


class Offering(TypedDict):
    """An offering, by its first term."""

    offering: str
    unit: str
    term: str
    modality: str


class Reason(TypedDict):
    """Learners who are hurt for the same reason; `delay` is None where no plan is left."""

    programme: str
    kind: str
    delay: int | None
    cases: int
    count: int
    learners: list[str]
    lost: list[Offering]
    instead: list[Offering]
    full: list[str]
    units: dict[str, int]
    what: Words


class Conflict(TypedDict):
    """Why a learner has no plan left."""

    learner: str
    what: Words


class Demand(Offering):
    """Takers of an offering: as things are, when nobody looks at seats, and once they are dealt."""

    programme: str
    seats: int | None
    baseline: Figure
    alone: Figure
    dealt: Figure
    over: Figure | None


class Scenario(TypedDict):
    """What becomes of the cohort in a scenario."""

    id: str
    title: Words
    random: bool
    runs: int
    possible: Share
    on_time: Share
    late: Share
    impossible: Share
    unknown: Share
    hurt: Share
    sooner: Share
    lost: Count
    change: Mean
    delay: Delay
    delays: list[Delayed]
    within: list[Within]
    harm: Figure
    cost: Cost
    failed: Figure
    refused: Figure
    reasons: list[Reason]
    conflict: Conflict | None
    demand: list[Demand]


class Rank(TypedDict):
    """A single change of a scan; `terms` are learners hurt by the term of what they lost."""

    rank: int
    scenario: str
    title: Words
    hurt: Figure
    lost: Figure
    harm: Figure
    terms: dict[str, int]


class UnitStructure(TypedDict):
    """What a unit holds up."""

    unit: str
    blocking: int | None
    chain: int | None
    cruciality: int | None
    next_chance: int | None


class Structure(TypedDict):
    """The units of a programme, whoever is in the cohort."""

    programme: str
    complexity: int | None
    units: list[UnitStructure]


class Meta(TypedDict):
    """How the document was made."""

    planner: str
    seed: int
    time_limit: float
    cases: int
    distinct: int
    sha256: str
    today: NotRequired[Day]


class About(TypedDict):
    """Titles of units by their codes; `made_up` where hours of classes are."""

    units: dict[str, Words]
    made_up: NotRequired[bool]


class StressDocument(Worded):
    """A cohort under scenarios, or under every single change of a scan."""

    schema: str
    cohort: str
    learners: int
    fictional: bool
    programmes: list[Programme]
    scan: str | None
    for_good: bool
    refused: Sequence[Refused]
    baseline: Scenario
    no_plan: NoPlan
    scenarios: list[Scenario]
    criticality: list[Rank]
    structure: list[Structure]
    meta: Meta
    about: NotRequired[About]

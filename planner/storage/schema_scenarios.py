"""A file of scenarios."""

from typing import Annotated, Literal

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR
from planner.storage.patterns import YEAR
from planner.storage.schema_types import Code, Count, Modality, Money, TermName, Text, Weekday
from planner.storage.shapes import AtLeast, FileModel, Form, Limits, Says, key

CLOCK = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"

Clock = Annotated[str, Form(CLOCK)]
Period = Annotated[Code, Says("A period; 2020-S2 is that of one academic year only.")]
Year = Annotated[str, Form(YEAR)] | Annotated[int, Limits(FIRST_YEAR, LAST_YEAR)]
Share = Annotated[float, Limits(0, 1)]
Seats = Annotated[int, Limits(0, 100_000)]
Confidence = Literal["confirmed", "usual", "unknown"]


class Where(FileModel):
    """Which offerings; at least one key."""

    offering: str | None = key(None, description="Name of an offering, of every year or of one.")
    unit: Code | None = None
    period: Period | None = None
    modality: Modality | None = None
    year: Year | None = key(None, description="The academic year that begins in this year.")


class Opened(FileModel):
    """One more offering."""

    unit: Code
    period: Period
    modality: Modality
    offering: Code | None = None
    year: Year | None = None
    weekday: Weekday | None = None
    start: Clock | None = None
    end: Clock | None = None
    site: str | None = None
    seats: Seats | None = None
    confidence: Confidence | None = None


class Place(FileModel):
    """Where an offering goes; what is not said stays."""

    period: Code | None = None
    weekday: Weekday | None = None
    start: Clock | None = None
    end: Clock | None = None
    site: str | None = None


class Moved(Where):
    """Offerings, and where they go."""

    to: Place


class Seated(Where):
    """Offerings, and their seats."""

    seats: Seats


class Capped(FileModel):
    """Most evening units, in a term or in every one."""

    max_units_per_term: Count
    term: TermName | None = None


class Lost(FileModel):
    """Evenings that nobody can attend, in a term or in every one."""

    lost: Annotated[list[Weekday], AtLeast(1)]
    term: TermName | None = None


class Priced(FileModel):
    """New prices of a modality and a funding; of all where they are not named."""

    modality: Modality | None = None
    funding: Code | None = None
    percent: Annotated[float, Limits(-100, 1000)] | None = None
    per_credit: Money | None = None
    yearly: Money | None = None


class Failing(FileModel):
    """Chances to fail an exam, and then to fail again at the second session."""

    rate: Share = 0.0
    units: dict[Code, Share] = {}
    second_session: Share = 1.0


class Unopened(FileModel):
    """Offerings of a confidence that do not open, each year with a probability."""

    confidence: Confidence
    probability: Share


class ChangeFile(FileModel):
    """One change: exactly one of the keys."""

    close: Where | None = None
    open: Opened | None = None
    move: Moved | None = None
    seats: Seated | None = None
    cap: Capped | None = None
    evenings: Lost | None = None
    fees: Priced | None = None
    fail: Failing | None = None
    not_opening: Unopened | None = None


class ScenarioFile(FileModel):
    """Changes that hold together; `runs` repetitions where something is drawn by chance."""

    id: Code
    title: Text | None = None
    runs: Annotated[int, Limits(1, 10_000)] = 1
    changes: list[ChangeFile]


class ScenariosFile(FileModel):
    """What could become of a timetable, for `planner stress`."""

    format: Literal["planner/scenarios/1"] | None = None
    note: str | None = None
    scenarios: Annotated[list[ScenarioFile], AtLeast(1)]

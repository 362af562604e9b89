"""A file of an offer: curricula that share units, and what is asked of the terms of the units."""

from typing import Annotated, Literal

from planner.storage.schema_programme import Assumption
from planner.storage.schema_types import Code, Count, Credits, Date, Text
from planner.storage.shapes import AtLeast, FileModel, Limits, key

TermNumber = Annotated[int, Limits(1, 60)]
Weight = Annotated[int, Limits(0, 1_000_000)]
Codes = Annotated[list[Code], AtLeast(1)]


class Bounds(FileModel):
    """Bounds on each term of a curriculum."""

    min_units: Count | None = None
    max_units: Count | None = None
    min_credits: Credits | None = None
    max_credits: Credits | None = None


class OfferedUnit(FileModel):
    """A unit, and where it may run; units of programmes need no entry, and what stands here replaces theirs."""

    code: Code
    title: Text | None = None
    credits: Credits | None = None
    periods: Codes | None = key(None, description="Periods in which it may run; one term each unless given.")
    terms: Annotated[list[TermNumber], AtLeast(1)] | None = key(
        None, description="Terms in which it may run; all unless given."
    )
    today: Code | TermNumber | None = key(None, description="The period, or the term, in which it runs today.")
    assumption: Code | None = None


class Chosen(FileModel):
    """So many of some units."""

    take: Annotated[int, Limits(1, 10_000)]
    of: Codes


class CurriculumFile(Bounds):
    """A curriculum: its units, or the programme that they are read from."""

    id: Code | None = None
    title: Text | None = None
    programme: str | None = key(None, description="Id or path of a programme.")
    units: Codes | None = None
    choices: list[Chosen] = []
    take: Codes | None = key(None, description="Of its choices, units that are taken in any case.")


class After(FileModel):
    """A unit starts in a later term than those in which the others end."""

    unit: Code
    after: Codes


class UnwantedTerm(FileModel):
    """A unit that should not run in a term or a period."""

    unit: Code
    term: TermNumber | None = None
    period: Code | None = None
    weight: Annotated[int, Limits(1, 1_000_000)] = 1


class Fixed(FileModel):
    """A unit that stays in a term or a period."""

    unit: Code
    term: TermNumber | None = None
    period: Code | None = None


class WeightsFile(FileModel):
    """What counts for how much."""

    balance: Weight = key(1, description="The squared distance of a term's credits from the even load.")
    unwanted: Weight = key(1, description="A unit in a term that is not wanted.")
    change: Weight = key(0, description="A unit that leaves its period, or its term, of today.")
    delay: Weight = key(0, description="A term by which a learner of the cohort ends later than possible.")


class YearTerm(FileModel):
    """The days of a term, for the programmes that are written."""

    id: Code
    title: Text | None = None
    starts: Date | None = None
    ends: Date | None = None


class OfferCalendar(FileModel):
    """The first academic year of the programmes that are written."""

    year: Annotated[int, Limits(1990, 2100)]
    terms: list[YearTerm] = []


class OfferFile(Bounds):
    """Curricula that share units, for `planner design`; bounds at the top hold where a curriculum has none."""

    format: Literal["planner/offer/1"]
    id: Code
    title: Text | None = None
    note: str | None = None
    terms: TermNumber
    term_titles: list[Text] = []
    year: Codes | None = key(None, description="The periods of the terms of an academic year, in their order.")
    annual: Code = key("year", description="The period that takes every term of the year.")
    calendar: OfferCalendar | None = None
    units: list[OfferedUnit] = []
    curricula: Annotated[list[CurriculumFile], AtLeast(1)]
    prerequisites: list[After] = []
    unwanted: list[UnwantedTerm] = []
    fixed: list[Fixed] = []
    weights: WeightsFile = key(factory=WeightsFile)
    assumptions: list[Assumption] = []

"""A programme's file: one vintage of a curriculum, every figure with its source or assumption."""

from typing import Annotated, Literal

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR
from planner.domain.case import LONGEST_PLAN_YEARS
from planner.storage.schema_calendar import Calendar
from planner.storage.schema_chances import Chances
from planner.storage.schema_regulation import Prerequisite, Requirement
from planner.storage.schema_types import (
    Both,
    Code,
    Count,
    Credits,
    Date,
    Modality,
    Money,
    Pathway,
    Source,
    Sourced,
    Text,
)
from planner.storage.shapes import AtLeast, Decimals, FileModel, Form, Limits, key, made_of


class Document(FileModel):
    """A document that the programme was read from."""

    id: Code
    title: str
    published: str | None = None


class Assumption(FileModel):
    """A decision where the documents are silent or disagree; a plan that rests on it shows it."""

    id: Code
    text: Text
    reason: Text


class Note(FileModel):
    """Something a reader must know, such as a contradiction inside a document."""

    id: Code
    text: Text
    source: Source


class Unit(Sourced):
    """A course unit (UE), or one of the units of the award: experience, report, workshop."""

    code: Code
    title: Text | None = key(None, description="Left out for `free` credits alone.")
    credits: Credits | None = key(None, description="ECTS, of at most two decimals; leave out what no document states.")
    free: Annotated[float, Limits(0.01, 10_000), Decimals(2)] | None = key(
        None, description="So many credits of anything listed nowhere, in any term and modality, without sessions."
    )
    credits_source: Source | None = key(None, description="Where the credits stand, if not where the unit does.")
    credits_assumption: Code | None = None
    hours: Count | None = key(None, description="Class hours.")
    hours_source: Source | None = None
    block: Code | None = None
    kind: Literal["course", "experience", "report", "workshop"] = "course"
    aliases: list[Code] = []
    recommended_term: Annotated[int, Limits(1, 400)] | None = key(
        None, description="The term of a plan, the first being 1, in which it is best taken; or in the one after it."
    )
    alone: bool = key(False, description="The only unit of each term that it runs in, such as a placement.")

    @property
    def size(self) -> float | None:
        """Its credits, free ones or those of a document."""
        return self.credits if self.free is None else self.free

    @property
    def named(self) -> Text:
        """Its title; free credits have one of the product where the file gives none."""
        if self.title is not None:
            return self.title
        from planner.messages import in_every_language

        return made_of(Both, in_every_language("free.title"))


class Block(Sourced):
    """A group of units as the document prints it."""

    id: Code
    title: Text


class CompetenceBlock(Sourced):
    """A competence block of the national register."""

    id: Code
    code: Code | None = None
    title: Text
    competences: list[str] = []


class Certificate(Sourced):
    """A smaller certificate on the way, held once all of its units are."""

    id: Code
    title: Text
    units: Annotated[list[Code], AtLeast(1)]
    recommended_first: bool = key(False, description="The documents recommend to begin with its units.")


class Equivalence(Sourced):
    """A unit of another programme, acquired there, that counts as units of this one; with a source or an assumption."""

    programme: Code | None = key(None, description="Id of the other programme; any other where it is left out.")
    unit: Code
    counts_as: Annotated[list[Code], AtLeast(1)]


class EveryYears(FileModel):
    """Every so many academic years, from one on: 2024 is the one that starts in 2024."""

    every: Annotated[int, Limits(1, LONGEST_PLAN_YEARS)]
    from_: Annotated[int, Limits(FIRST_YEAR, LAST_YEAR)] = key(alias="from")


class OfferingPattern(Sourced):
    """Units that run in a period and a modality, every academic year, every other one or every n-th."""

    units: Annotated[list[Code], AtLeast(1)]
    period: Code
    modality: Modality
    years: Literal["every", "even", "odd"] | EveryYears = "every"


class Window(FileModel):
    """Days from and to, both included."""

    cell = (("..",), "2020-09-01..2020-12-31")

    from_: Date = key(alias="from")
    to: Date


class SourcedWindow(Sourced):
    """Days from and to, both included, and where they stand."""

    from_: Date = key(alias="from")
    to: Date


class PathwayRule(Sourced):
    """How a learner may follow the programme."""

    modalities: list[Modality]
    admission: list[Text] = []
    internship_window: SourcedWindow | None = key(None, description="Used when the learner gives no window.")
    report_terms: list[Code] | None = key(None, description="The only terms of the report in this pathway.")
    stated_span: SourcedWindow | None = key(None, description="The dates that the document announces.")


class Load(Sourced):
    """Bounds on a term. Minima hold in the terms in which the learner studies."""

    max_evening_units: Count = key(3, description="Used unless the learner gives `max_units_per_term`.")
    recommended_units: Count | None = None
    min_units: Count | None = None
    max_units: Count | dict[Code, Count] | None = key(None, description="In every term, or by term of the year.")
    min_credits: Credits | None = None
    max_credits: Credits | dict[Code, Credits] | None = key(None, description="In every term, or by term of the year.")
    evenings_per_unit: Sourced | None = key(None, description="Why a unit without sessions takes one evening.")


class Workload(Sourced):
    """Hours of personal and class work a week for one unit."""

    hours_min: Count
    hours_max: Count


class Experience(Sourced):
    """What a learner in the sector, or outside it, must have lived."""

    in_sector: bool
    months: Annotated[int, Limits(0, 600)]
    internship_months: Annotated[int, Limits(0, 120)] = 0
    unit: Code | None = None


class Report(Sourced):
    """The experience report: its unit, and the terms of its defence in a year with a daytime unit."""

    unit: Code
    daytime_terms: list[Code] | None = None


class Workshop(Sourced):
    """The workshop that comes no later than the internship, or than the report where there is none."""

    unit: Code


class Award(Sourced):
    """What the title needs beyond its units."""

    announced_credits: Credits | None = None
    experience: list[Experience] = []
    accrual: Sourced | None = key(None, description="How months of experience go on accruing.")
    internship: Sourced | None = key(None, description="How the internship is placed.")
    tuition: Sourced | None = key(None, description="Why experience, report and workshop cost no tuition.")
    report: Report | None = None
    workshop: Workshop | None = None


class Funding(Sourced):
    """Who pays. Where nothing says whether it is the learner's own money, what the learner pays is unknown."""

    id: Code
    title: Text
    own: bool | None = key(None, description="Whether what it pays is the learner's own money.")


class Tariff(Sourced):
    """What a unit costs in a modality under a funding. At least one price; what is not listed is unknown."""

    modality: Modality
    funding: Code
    per_credit: Money | None = None
    per_hour: Money | None = None
    per_unit: Money | None = None
    by_credits: dict[str, Money] | None = key(None, description="Price of a unit by its credits.")
    whole: Money | None = key(None, description="Price of the whole programme, due in equal parts, one a unit.")
    parts: Annotated[int, Limits(1, 10_000)] | None = None
    parts_assumption: Code | None = None
    at_most_units: Annotated[int, Limits(1, 10_000)] | None = key(
        None, description="Covers so many units; the price of more is unknown."
    )
    yearly: Money | None = key(None, description="Due once for each academic year in which such a unit is taken.")
    yearly_source: Source | None = None
    yearly_assumption: Code | None = None


class Fee(Sourced):
    """Due once in every funding: at the start, or with the report."""

    id: Code
    title: Text
    amount: Money
    due: Literal["start", "report"]


class ProgrammeFile(FileModel):
    """One vintage of a curriculum: `programme.yaml`."""

    format: Literal["planner/programme/1"]
    id: Code
    title: Text
    short_title: Text
    code: str | None = None
    vintage: str
    school: str
    fictional: bool = False
    currency: Annotated[str, Form(r"^[A-Z]{3}$")] = "EUR"
    timezone: str = "Europe/Paris"
    documents: list[Document] = []
    units: Annotated[list[Unit], AtLeast(1)]
    blocks: list[Block] = []
    competence_blocks: list[CompetenceBlock] = []
    requirements: Annotated[list[Requirement], AtLeast(1)]
    prerequisites: list[Prerequisite] = []
    same_term: list[Annotated[list[Code], AtLeast(2)]] = key(
        [], description="Strict co-requisites: they begin together."
    )
    exclusive: list[Annotated[list[Code], AtLeast(2)]] = key([], description="Not both: one of these at most.")
    certificates: list[Certificate] = []
    equivalences: list[Equivalence] = []
    calendar: Calendar
    offerings: Annotated[list[OfferingPattern], AtLeast(1)]
    pathways: dict[Pathway, PathwayRule]
    load: Load = key(factory=Load)
    workload: Workload | None = None
    award: Award = key(factory=Award)
    fundings: list[Funding] = []
    tariffs: list[Tariff] = []
    later_prices: Sourced | None = key(None, description="Why the prices of later years are the same.")
    fees: list[Fee] = []
    chances: Chances | None = key(None, description="How likely exams are failed, for learners who say nothing.")
    assumptions: list[Assumption] = []
    notes: list[Note] = []

"""A learner's file."""

from typing import Annotated, Literal

from planner.storage.patterns import YEAR
from planner.storage.schema_chances import Chances
from planner.storage.schema_programme import Window
from planner.storage.schema_types import Code, Count, Credits, Modality, Money, Pathway, TermName, Weekday
from planner.storage.shapes import FileModel, Form, Limits, key


class AcquiredUnit(FileModel):
    """A unit validated earlier, or by VAE (experience) or VES (earlier studies)."""

    cell = ((":",), "TRS001:VES")

    unit: Code
    by: str | None = None


class ExperienceSoFar(FileModel):
    """What is left out counts as sufficient, and the plan warns of it."""

    months: Annotated[int, Limits(0, 600)] | None = None
    in_sector: bool | None = None
    working: bool | None = key(None, description="Months go on accruing from the first day of the plan.")


class TermAvailability(FileModel):
    """The evenings and days of one term."""

    evenings: list[Weekday] | None = None
    days: list[Weekday] | None = None


class Availability(FileModel):
    """When the learner can attend: evenings, days for daytime units, and what differs in some terms."""

    evenings: list[Weekday] | None = None
    days: list[Weekday] | None = None
    terms: dict[TermName, TermAvailability] = {}


class Pin(FileModel):
    """A unit that must run in a term, and in a modality where one is named."""

    cell = (("=", ":"), "TET003=2019-S1")

    unit: Code
    term: TermName
    modality: Modality | None = None


class Waiver(FileModel):
    """A dispensation granted to this person: the unit need not wait for the prerequisite."""

    cell = (("=",), "AST005=AST004")

    unit: Code
    prerequisite: Code


class CapByTerm(FileModel):
    """A cap that differs in some terms."""

    cell = ((";", "="), "3;2020-S1=4")

    default: Count | None = None
    terms: dict[TermName, Count] = {}


class CreditsByTerm(FileModel):
    """A bound on the credits of a term that differs in some terms."""

    cell = ((";", "="), "30;2020-S1=22.5")

    default: Credits | None = None
    terms: dict[TermName, Credits] = {}


class MoneyByYear(FileModel):
    """A budget that differs in some academic years."""

    cell = ((";", "="), "700;2020-2021=900")

    default: Money | None = None
    years: dict[Annotated[str, Form(YEAR)], Money] = {}


Objective = Literal[
    "duration", "order", "cost", "load", "certificate", "recommended", "own-cost", "balance", "evenness"
]


class LearnerFile(FileModel):
    """A learner: where they are, when they can attend, who pays and what matters to them."""

    programme: str = key(description="Id of a programme, or path of a programme file.")
    start: TermName
    id: str | None = key(None, description="Name of the learner in the output; the file's name otherwise.")
    fictional: bool = False
    note: str | None = None
    goal: Code = key("award", description="The award, or the id of a certificate: then its units alone are planned.")
    pathway: Pathway = key("evening", description="The programme's only one where it has one, unless said otherwise.")
    funding: Code | list[Code | dict[Code, list[Code]]] = key(
        "individual",
        description="Who pays; or who pays for some units, and alone who pays for the rest: of several, who is chosen.",
    )
    payer_budgets: dict[Code, Money] = key(
        {}, description="What a funding pays at most. Of several that stand alone none goes beyond; else you pay it."
    )
    acquired: list[Code | AcquiredUnit] = []
    experience: ExperienceSoFar | None = None
    internship_windows: list[Window] = []
    max_units_per_term: Count | CapByTerm | None = None
    max_daytime_units_per_term: Count | CapByTerm | None = None
    min_units_per_term: Count | CapByTerm | None = key(None, description="Units of all modalities in a term.")
    max_total_units_per_term: Count | CapByTerm | None = None
    min_credits_per_term: Credits | CreditsByTerm | None = key(
        None, description="A least holds in terms in which something runs; with `terms`, in each of them."
    )
    max_credits_per_term: Credits | CreditsByTerm | None = None
    terms: Annotated[int, Limits(1, 400)] | None = key(
        None, description="The award is in this very term, the first one being that of the start."
    )
    availability: Availability | None = None
    order: Literal["prefer", "require", "ignore"] = "prefer"
    minimise: list[Objective] = []
    deadline: TermName | None = None
    pins: list[Pin] = []
    avoid: list[Code] = []
    pause: list[TermName] = key([], description="Terms without classes, internship, report or award.")
    extra: list[Code] = key([], description="Units beyond what is needed: planned and paid for as well.")
    waive: list[Waiver] = key([], description="Prerequisites that this person is dispensed from.")
    max_cost_per_year: Money | MoneyByYear | None = None
    chances: Chances | None = key(None, description="How likely exams are failed; those of the programme if not given.")

"""Plans: made by hand, or the JSON document of a plan."""

from typing import Literal

from planner.storage.schema_programme import Window
from planner.storage.schema_types import Code, Date, Modality, TermName
from planner.storage.shapes import FileModel, key


class PlannedUnit(FileModel):
    """A line of a plan made by hand."""

    unit: Code
    term: TermName
    modality: Modality | None = None
    payer: Code | None = None
    resit: bool = key(False, description="The second session of exams of a unit that was failed, in place of classes.")


class HandPlan(FileModel):
    """A plan made by hand; what is left out (modality, payer, internship, workshop, report) the rules complete."""

    units: list[PlannedUnit]
    internship: Window | None = None
    workshop: TermName | None = None
    report: TermName | None = None


class ResultPart(FileModel):
    """A part of the JSON document of a plan; keys that a check does not need may be there or not."""

    open_to_more = True


class ResultUnit(ResultPart):
    """A unit in a term; an annual unit stands in both its terms."""

    unit: Code
    offering: str | None = None
    modality: Modality | None = None


class ResultEvent(ResultPart):
    """Something that happens in a term."""

    kind: str
    id: str | None = None
    starts: Date | None = None
    ends: Date | None = None


class ResultEventDays(ResultPart):
    """First and last day."""

    starts: Date
    ends: Date


class ResultTerm(ResultPart):
    """A term of the plan."""

    term: TermName
    units: list[ResultUnit] = []
    events: list[ResultEvent] = []


class ResultObjective(ResultPart):
    """A claimed objective."""

    name: str
    value: float | None = None


class ResultCredits(ResultPart):
    """Claimed credits."""

    units: float | None = None
    total: float | None = None


class ResultPayer(ResultPart):
    """What a funding is claimed to pay, or the learner beyond its budget."""

    funding: Code
    beyond: bool = False
    total: float | None = None


class ResultLine(ResultPart):
    """A claimed line of the cost: the unit, where it is one, and who pays for it."""

    year: str | None = None
    unit: Code | None = None
    payer: Code | None = None
    amount: float | None = None
    lost: bool = False


class ResultCost(ResultPart):
    """Claimed cost, what of it the learner pays, and who pays how much."""

    total: float | None = None
    own: float | None = None
    by_payer: list[ResultPayer] = []
    lines: list[ResultLine] = []


class ResultPlace(ResultPart):
    """A claimed certificate or award."""

    id: str | None = None
    term: TermName | None = None


class PastAttempt(ResultPart):
    """A unit that was taken, and what came of it."""

    unit: Code
    term: TermName
    offering: str | None = None
    result: Literal["passed", "failed", "pending", "absent", "ongoing"]
    said: bool = True
    payer: Code | None = None


class Past(ResultPart):
    """What had happened when the plan was made: what starts before the term `now` is not judged."""

    now: TermName
    attempts: list[PastAttempt] = []
    internship: ResultEventDays | None = None
    workshop: TermName | None = None
    report: TermName | None = None
    lost_defences: list[TermName] = []
    report_result: Literal["passed", "pending"] = "passed"
    report_said: bool = True
    resits: bool = True
    no_resit: list[Code] = []


class ResultPlan(ResultPart):
    """A plan in the format planner/plan/1."""

    format: Literal["planner/plan/1"] = key(alias="schema")
    status: Literal["optimal", "feasible", "impossible", "unknown"]
    programme: str
    terms: list[ResultTerm] = []
    objectives: list[ResultObjective] = []
    ects: ResultCredits | None = None
    cost: ResultCost | None = None
    award: ResultPlace | None = None
    certificate: ResultPlace | None = None
    history: Past | None = None

"""The academic year in a programme's file: terms, periods and holidays, dated for one year."""

from typing import Annotated

from planner.storage.schema_types import Code, Date, Modality, Source, Sourced, Text
from planner.storage.shapes import AtLeast, FileModel, Form, Limits, key


class Exam(Sourced):
    """A session of exams."""

    session: Annotated[int, Limits(1, 9)]
    starts: Date
    ends: Date


class Term(Sourced):
    """A load bucket of the academic year, dated for `calendar.year`."""

    id: Annotated[str, Form(r"^[A-Za-z][A-Za-z0-9]*$", 20)]
    title: Text
    starts: Date
    ends: Date = key(description="Last exam day of the first session where known, else the last class day.")
    exact: bool = key(False, description="The document states these very days.")
    classes_end: Date | None = None
    enrol_from: Date | None = None
    enrol_by: Date | None = None
    enrol_source: Source | None = None
    exams: list[Exam] = []


class Period(Sourced):
    """A named span in which offerings run; its dates are those of its terms unless given."""

    id: Code
    modality: Modality | None = key(None, description="For this modality only; otherwise for all that have none.")
    terms: Annotated[list[Code], AtLeast(1)]
    starts: Date | None = None
    ends: Date | None = None


class Holiday(Sourced):
    """A span without classes."""

    title: Text
    starts: Date
    ends: Date


class Resit(Sourced):
    """The second session of exams, for all units."""

    starts: Date
    ends: Date


class Calendar(FileModel):
    """The academic year. The dates are written for one year; the others follow its pattern."""

    year: Annotated[int, Limits(1990, 2100)]
    terms: Annotated[list[Term], AtLeast(1)]
    periods: Annotated[list[Period], AtLeast(1)]
    holidays: list[Holiday] = []
    resits: list[Resit] = []
    later_years: Sourced | None = key(None, description="Why other years follow the same pattern.")

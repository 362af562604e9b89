"""What the schemas of all files share: codes, days, terms, sources, and models that refuse unknown keys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from planner.storage.patterns import CODE, DATE, SOURCE, TERM

Code = Annotated[
    str,
    StringConstraints(pattern=CODE, max_length=60),
    Field(description="A code: letters of any script, digits, . _ - / + and single blanks inside."),
]
Date = Annotated[str, StringConstraints(pattern=DATE), Field(description="A day, YYYY-MM-DD.")]
TermName = Annotated[str, StringConstraints(pattern=TERM), Field(description="A term: 2019-S1 is autumn 2019.")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Modality = Literal["evening", "daytime", "distance"]
Pathway = Literal["evening", "daytime", "mixed", "distance"]
Source = Annotated[
    str, StringConstraints(pattern=SOURCE), Field(description="Where it stands: 'document-id: place in the document'.")
]
Money = Annotated[float, Field(ge=0, le=10_000_000_000, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10_000)]
"""The ceilings of a file are its programme's; ours only keep out what no school ever wrote."""


class FileModel(BaseModel):
    """Unknown keys are errors, and no value is guessed from another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Both(FileModel):
    """The same text in the two languages of the product."""

    fr: str
    en: str


Text = str | Both


class Sourced(FileModel):
    """A fact: it names its document and place, or the assumption that stands in for a document."""

    source: Source | None = None
    assumption: Code | None = Field(None, description="Id of an entry of `assumptions`.")

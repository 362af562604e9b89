"""What the schemas of all files share: codes, days, terms, sources, and what is sourced."""

from typing import Annotated, Literal, overload

from planner.storage.patterns import CODE, DATE, SOURCE, TERM
from planner.storage.shapes import Decimals, FileModel, Form, Limits, Says, key

Code = Annotated[
    str,
    Form(CODE, 60),
    Says("A code: letters of any script, digits, . _ - / + and single blanks inside."),
]
Date = Annotated[str, Form(DATE), Says("A day, YYYY-MM-DD.")]
TermName = Annotated[str, Form(TERM), Says("A term: 2019-S1 is autumn 2019.")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Modality = Literal["evening", "daytime", "distance"]
Pathway = Literal["evening", "daytime", "mixed", "distance"]
Source = Annotated[str, Form(SOURCE), Says("Where it stands: 'document-id: place in the document'.")]
Money = Annotated[float, Limits(0, 10_000_000_000)]
Count = Annotated[int, Limits(0, 10_000)]
Credits = Annotated[float, Limits(0, 10_000), Decimals(2)]
"""The ceilings of a file are its programme's; ours only keep out what no school ever wrote."""


class Both(FileModel):
    """The same text in the two languages of the product."""

    fr: str
    en: str


Text = str | Both


@overload
def spelled(text: Text) -> str | dict[str, str]: ...
@overload
def spelled(text: None) -> None: ...
def spelled(text: Text | None) -> str | dict[str, str] | None:
    """The text as the domain has it: one for all languages, or one by language."""
    return dict(vars(text)) if isinstance(text, Both) else text


class Sourced(FileModel):
    """A fact: it names its document and place, or the assumption that stands in for a document."""

    source: Source | None = None
    assumption: Code | None = key(None, description="Id of an entry of `assumptions`.")


def assumed(fact: Sourced | None) -> str | None:
    """The assumption that a fact rests on."""
    return None if fact is None else fact.assumption

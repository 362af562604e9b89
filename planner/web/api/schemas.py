"""What is posted to the API, and the one shape of its errors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

LONGEST = 60.0
"""Seconds that the solver works for one call, at most; what was found by then is the answer."""
Data = dict[str, Any]
Lang = Literal["fr", "en"]
LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "pathway": "evening", "max_units_per_term": 3}
"""As small a learner as says something."""


class Strict(Schema):
    """A key that nobody reads is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")


class Options(Strict):
    """How the question is asked; the same words as the options of the commands."""

    lang: Lang = "fr"
    minimise: list[str] | str | None = Field(default=None, description="Objectives that come first, as in the learner.")
    time_limit: Annotated[float, Field(gt=0, le=LONGEST)] = LONGEST
    today: date | None = Field(default=None, description="Day of the notices, if not that of the call.")
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0


class Asked(Strict):
    """A learner as a file of one holds it; the programme is named by an id that the server knows."""

    learner: Data = Field(json_schema_extra={"required": ["programme", "start"]}, examples=[LEARNER])
    options: Options = Field(default_factory=Options)


class AskedWithPlan(Asked):
    """A learner and a plan: a document of `plan`, or units with their terms."""

    plan: Data


class AskedNear(Asked):
    """A learner, and a plan that the new one stays close to, if there is one."""

    plan: Data | None = None


class ResultRow(Strict):
    """What came of a unit in a term."""

    unit: str
    term: str
    result: str = Field(description="passed, failed, pending or absent")


class AskedAfterResults(AskedWithPlan):
    """A learner, their plan, and the results since."""

    results: list[ResultRow] = Field(default_factory=list)


class Problem(Schema):
    """What is wrong at a key (its path, empty where it is about the whole), and what to do."""

    key: str
    message: str


class Problems(Schema):
    """Every problem of what was sent."""

    problems: list[Problem]

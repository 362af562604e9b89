"""What a process of a batch does: from a row of the cohort to the documents of its learner."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from planner import __version__
from planner.domain.case import Case
from planner.domain.fingerprint import sha256
from planner.errors import Inconsistent
from planner.messages import speaking
from planner.report.documents.plan.shape import PlanDocument
from planner.report.formats import SUFFIXES
from planner.solve.config import Config
from planner.storage.cohorts import CaseReader, Row


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked for every learner. `created` is the day that documents carry and whose notices they tell, `today`
    the same if it was given.
    """

    formats: tuple[str, ...]
    lang: str
    created: date
    today: date | None
    time_limit: float
    seed: int

    @property
    def suffixes(self) -> list[str]:
        """Suffixes of the documents beside the JSON one."""
        return [SUFFIXES[name] for name in self.formats]

    def data(self) -> dict[str, object]:
        """The settings as plain data."""
        return {
            "planner": __version__,
            "formats": list(self.formats),
            "lang": self.lang,
            "created": self.created.isoformat(),
            "today": self.today and self.today.isoformat(),
            "time_limit": self.time_limit,
            "seed": self.seed,
        }

    def fingerprint(self, case: Case) -> str:
        """Of all that the documents of a learner are made from."""
        parts = {**self.data(), "programme": case.programme.sha256, "learner": case.learner.sha256}
        return sha256(json.dumps(parts, sort_keys=True))


@dataclass(frozen=True, slots=True)
class Made:
    """The data of a learner's result and the documents by suffix; or the defect of the program that came up."""

    data: PlanDocument
    documents: Mapping[str, bytes]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Called with a row, in whatever process."""

    reader: CaseReader
    settings: Settings

    def __call__(self, row: Row) -> Made:
        """The documents of the row's learner, who has been found to be without a problem."""
        with speaking(self.settings.lang):
            try:
                return self._make(self.reader.case(row))
            except Inconsistent as problem:
                return Made(cast(PlanDocument, {}), {}, problem.text())

    def _make(self, case: Case) -> Made:
        from planner.report.documents import document
        from planner.report.formats import CALENDAR
        from planner.service import plan, settings

        asked = self.settings
        config = Config(asked.time_limit, asked.seed)
        answer = plan.plan_of(case, settings.Settings(config, asked.created, asked.today))
        found = document(answer)
        made: dict[str, bytes] = {}
        for form in asked.formats:
            if form != CALENDAR or answer.result.plan is not None:
                content = found.render(form, asked.lang, created=asked.created)
                made[SUFFIXES[form]] = content.encode() if isinstance(content, str) else content
        return Made(cast(PlanDocument, found.plain(asked.lang)), made)

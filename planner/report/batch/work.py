"""What a process of a batch does: from a row of the cohort to the documents of its learner."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner import __version__
from planner.domain.case import Case
from planner.domain.fingerprint import sha256
from planner.errors import Inconsistent
from planner.report.documents import FORMATS, Subject, write_all
from planner.solve.config import Config
from planner.storage.cohorts import CaseReader, Row

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked for every learner. `created` is the day that documents carry."""

    formats: tuple[str, ...]
    lang: str
    created: date
    time_limit: float
    seed: int

    @property
    def suffixes(self) -> list[str]:
        """Suffixes of the documents beside the JSON one."""
        return [FORMATS[name].suffix for name in self.formats]

    def data(self) -> Data:
        """The settings as plain data."""
        return {
            "planner": __version__,
            "formats": list(self.formats),
            "lang": self.lang,
            "now": self.created.isoformat(),
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

    data: Data
    documents: dict[str, bytes]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Called with a row, in whatever process."""

    reader: CaseReader
    settings: Settings

    def __call__(self, row: Row) -> Made:
        """The documents of the row's learner, who has been found to be without a problem."""
        try:
            return self._made(self.reader.case(row))
        except Inconsistent as problem:
            return Made({}, {}, problem.text(self.settings.lang))

    def _made(self, case: Case) -> Made:
        from planner.report.document import document
        from planner.report.impossible import impossible_data
        from planner.solve.pipeline import solve
        from planner.solve.result import IMPOSSIBLE
        from planner.study.explain import explain

        asked = self.settings
        config = Config(asked.time_limit, asked.seed)
        result = solve(case, config)
        meta = {"time_limit": config.time_limit, "seed": config.seed, "workers": config.workers}
        data = document(case, result, asked.lang, meta=meta)
        if result.status == IMPOSSIBLE:
            data |= impossible_data(case, explain(case, config, result), asked.lang)
        return Made(data, write_all(Subject(case, result, data, asked.lang, asked.created), asked.formats))

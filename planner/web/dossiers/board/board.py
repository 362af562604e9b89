"""What the board shows: three answers, years with their terms, cards, what is not placed, and what the plan costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import cached_property

from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.text import Key, Words
from planner.report.documents import read_document
from planner.report.documents.plan.milestones import duration, reached
from planner.report.stored import from_json
from planner.web.dossiers.board.cards import Broken, Card, Choice, Problem, Year
from planner.web.dossiers.board.columns import Columns
from planner.web.dossiers.board.missing import Missing
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.board.problems import Problems
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.board.told import gathered
from planner.web.dossiers.board.verdicts import violation_words
from planner.web.dossiers.board.ways_out import WaysOut
from planner.web.dossiers.board.where import Where
from planner.web.dossiers.models import Version
from planner.web.meanings import Meanings

AIMS = ("duration", "own-cost", "cost", "load")
"""Objectives that are told of a best plan: the first two of them."""


@dataclass(frozen=True)
class Board:
    """The board of a version; `stale` where a file that it stands on has changed since, so that it is judged anew."""

    version: Version
    stale: bool = False

    @cached_property
    def sketch(self) -> Sketch:
        """The learner and the plan."""
        return Sketch.of(self.version)

    @cached_property
    def case(self) -> Case:
        """The learner."""
        return self.sketch.case

    @cached_property
    def document(self) -> Mapping[str, Any] | None:
        """What follows from the plan; None where there is none."""
        told = (self.version.document or {}).get("plan")
        return read_document(told).data if told else None

    @cached_property
    def violations(self) -> list[Broken]:
        """The rules that do not hold: as they were told with the plan, or as of now where a file has changed since."""
        if self.document is None:
            return []
        if self.stale:
            answer, case = self.sketch.judged, self.case
            return gathered([Broken(one.rule, violation_words(case, one), one.subjects) for one in answer.violations])
        told = (self.version.document or {}).get("broken")
        name = Meanings(self.case).within
        found = from_json(told)["violations"] if told else ()
        return gathered([Broken(one["rule"], name(one["what"]), tuple(one["subjects"])) for one in found])

    @property
    def status(self) -> str:
        """How it stands: the version's word, unless rules of a plan that held do not hold any more."""
        status = self.version.status
        return "broken" if self.violations and status in ("optimal", "feasible", "valid") else status

    # The three answers

    @property
    def award(self) -> date | None:
        """The day of the title, or of the certificate that is the goal."""
        return None if self.document is None else date.fromisoformat(reached(self.document)["date"])  # type: ignore[arg-type]

    @property
    def duration(self) -> Key | None:
        """After how many terms."""
        return None if self.document is None else Key("board.after_terms", count=duration(self.document))  # type: ignore[arg-type]

    @property
    def aims(self) -> Words | None:
        """What the best plan is best in, and what came next."""
        told = self.document["objectives"] if self.document else ()
        first, second = [*(Key(f"board.aim.{one['name']}") for one in told if one["name"] in AIMS), None, None][:2]
        return Key("board.aims", first=first, second=second) if first and second else first

    @property
    def sat(self) -> bool:
        """Whether a term of the plan has begun, so that there may be results."""
        if self.document is None:
            return False
        return self.case.fictional or self.document["terms"][0]["starts"] <= date.today().isoformat()

    @property
    def goal(self) -> bool:
        """Whether a certificate is all that is wanted."""
        return self.case.learner.goal is not None

    @property
    def priced(self) -> bool:
        """Whether the programme has prices."""
        return self.case.programme.has_prices

    @cached_property
    def money(self) -> Money | None:
        """What the plan costs; None where there is none."""
        calendar = self.case.programme.calendar
        since = calendar.year_name(self.case.now // calendar.size)
        return None if self.document is None else Money(self.document["cost"], self.case.programme.currency, since)

    # What does not hold, and where everything stands

    @cached_property
    def _where(self) -> Where:
        return Where(self.version, self.sketch, self.document)

    @cached_property
    def _problems(self) -> Problems:
        return Problems(self.violations, self._where)

    @property
    def problems(self) -> Sequence[Problem]:
        """Every rule that does not hold, with the card or the term that tells of it."""
        return self._problems.told

    @cached_property
    def years(self) -> list[Year]:
        """The academic years."""
        return Columns(self._where, self._problems, self.money).years()

    @property
    def wide(self) -> bool:
        """Whether a year takes the whole width: of more than two terms, or the only one with anything in it."""
        used = [year for year in self.years if not all(column.empty for column in year.columns)]
        return self.case.programme.calendar.size > 2 or len(used) == 1

    @property
    def moved(self) -> int:
        """How many units stand elsewhere than in the version before."""
        return self._where.moved

    # What is not placed

    @cached_property
    def missing(self) -> list[Choice]:
        """Units that the plan lacks, and choices that are still to be made."""
        held = {*self._where.now, *self.case.learner.acquired, *self.case.kept}
        return Missing(self.case, held, self._missing_card).choices()

    def _missing_card(self, code: str) -> Card:
        unit = self.case.programme.units[code]
        return Card(code, unit.title, "", plain(unit.credits), pinned=self.sketch.pinned(code))

    @property
    def avoided(self) -> list[Card]:
        """Units that are not to be taken."""
        return [self._missing_card(unit) for unit in self.case.learner.avoid if unit in self.case.programme.units]

    @cached_property
    def impossible(self) -> WaysOut | None:
        """Why no plan exists, and what would make one possible; None where one may."""
        told = (self.version.document or {}).get("impossible")
        return WaysOut.of(self.case, read_document(told).data) if told else None

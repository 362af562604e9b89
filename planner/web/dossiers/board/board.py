"""What the board shows: three answers, years with their terms, cards, what is not placed, and what the plan costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from planner.check import asked
from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.report.documents import read_document
from planner.report.documents.plan.milestones import duration, reached
from planner.report.stored import from_json
from planner.web.dossiers.board.cards import Broken, Card, Choice, Column, Problem, Year
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.board.nearest import stands
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.board.verdicts import violation_words
from planner.web.dossiers.board.ways_out import WaysOut
from planner.web.dossiers.models import Version
from planner.web.meanings import Meanings, months, sessions, term_months

SPREAD = 3
"""A rule on so many units of one term is told at the term, once."""


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
            return [Broken(one.rule, violation_words(case, one), one.subjects) for one in answer.violations]
        told = (self.version.document or {}).get("broken")
        name = Meanings(self.case).within
        found = from_json(told)["violations"] if told else ()
        return [Broken(one["rule"], name(one["what"]), tuple(one["subjects"])) for one in found]

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
        return None if self.document is None else Money(self.document["cost"], self.case.programme.currency)

    # What does not hold

    @cached_property
    def problems(self) -> list[Problem]:
        """Every rule that does not hold, with the card or the term that tells of it."""
        return [Problem(one.words, one.rule, self._at(one)) for one in self.violations]

    def _at(self, violation: Broken) -> str:
        units = [unit for unit in violation.subjects if unit in self._stands]
        terms = [name for name in violation.subjects if name in self._terms]
        if terms and len(units) != 1 and not 0 < len(units) < SPREAD:
            return terms[0]
        return units[0] if units else terms[0] if terms else ""

    @cached_property
    def _stands(self) -> dict[str, Place]:
        return {self.sketch.code(unit): place for unit, place in stands(self.sketch.plan).items()}

    @cached_property
    def _resits(self) -> set[str]:
        """Units that are made up for in a second session, without classes: the terms tell of it."""
        return {self.sketch.code(line["unit"]) for line in self.sketch.lines if line.get("resit")}

    @cached_property
    def _terms(self) -> dict[str, int]:
        """The terms of the board: those of the plan, of units that stand beyond it, and one more to move to."""
        calendar, first = self.case.programme.calendar, self.case.learner.start
        last = first + calendar.size - 1
        if self.document is not None:
            last = calendar.index(self.document["terms"][-1]["term"]) or last
        beyond = [calendar.index(place.term) or 0 for place in self._stands.values()]
        last = max([last + 1, *beyond])
        last += calendar.size - 1 - last % calendar.size
        return {calendar.term(index).name: index for index in range(first, last + 1)}

    # Years, terms and cards

    @property
    def years(self) -> list[Year]:
        """The academic years."""
        calendar = self.case.programme.calendar
        found: dict[int, list[Column]] = {}
        told = {term["term"]: term for term in (self.document or {}).get("terms", ())}
        for name, index in self._terms.items():
            found.setdefault(index // calendar.size, []).append(self._column(name, index, told.get(name)))
        years = [(calendar.year_name(year), columns) for year, columns in found.items()]
        return [Year(name, self._year_own(name), columns) for name, columns in years]

    def _year_own(self, year: str) -> Key | None:
        amount = self.money.own_by_year.get(year) if self.money else None
        return Key("board.year_own", amount=amount) if amount else None

    def _column(self, name: str, index: int, told: Mapping[str, Any] | None) -> Column:
        calendar = self.case.programme.calendar
        term = calendar.term(index)
        units = told["units"] if told else []
        cards = [self._card(unit, index) for unit in units if unit["terms"][0] == name]
        shown = {unit["unit"] for unit in units}
        cards += [
            self._lost_card(unit)
            for unit, place in self._stands.items()
            if place.term == name and unit not in shown | self._resits
        ]
        cards += [self._attempt(one) for one in (told or {}).get("attempts", ())]
        return Column(
            name,
            calendar.patterns[term.position].title,
            months(*term.span),
            index,
            cards,
            [unit["title"] for unit in units if unit["terms"][0] != name],
            list(self._events(told)) if told else [],
            list(_facts(told)) if told else [],
            [problem.words for problem in self.problems if problem.at == name],
            index in self.case.learner.pause,
            index >= self.case.now,
        )

    def _card(self, unit: Mapping[str, Any], index: int) -> Card:
        code = unit["unit"]
        return Card(
            code, unit["title"], unit["modality"], unit["ects"], sessions(unit["sessions"]), unit["site"],
            annual=Key("board.annual", months=_spanned(self.case, unit["terms"])) if len(unit["terms"]) > 1 else None,
            kept=code in self.case.kept, extra=bool(unit.get("extra")), result=unit.get("result", ""),
            **self._about(code),
        )  # fmt: skip

    def _lost_card(self, code: str) -> Card:
        """A unit where no classes of it are."""
        unit = self.case.programme.units[code]
        return Card(code, unit.title, self._stands[code].modality, unit.credits, nowhere=True, **self._about(code))

    def _attempt(self, told: Mapping[str, Any]) -> Card:
        """What was attended, and does not count."""
        return Card(told["unit"], told["title"], told["modality"], kept=True, result=told["result"])

    def _about(self, code: str) -> dict[str, Any]:
        before, now = self._before.get(code), self._stands.get(code)
        moved = self._before and before is not None and now is not None and before != now
        return {
            "problems": [problem.words for problem in self.problems if problem.at == code],
            "also": [one.rule for one in self.violations if code in one.subjects and self._at(one) != code],
            "was": self._place(before, now) if moved and before and now else None,
            "new": bool(self._before) and before is None,
            "pinned": self.sketch.pinned(code),
        }

    def _place(self, before: Place, now: Place) -> Words:
        """Where a unit was: the months, and the modality where only that is another now."""
        there = term_months(self.case, before.term)
        return Key("board.was", term=there, modality=before.modality) if before.modality != now.modality else there

    @cached_property
    def _before(self) -> dict[str, Place]:
        """Where units stood in the version before."""
        if self.version.parent_id is None:
            return {}
        known = Version.parent.is_cached(self.version)
        before = self.version.parent if known else Version.objects.only("plan").get(pk=self.version.parent_id)
        return {self.sketch.code(unit): place for unit, place in stands(before.plan if before else None).items()}

    @property
    def moved(self) -> int:
        """How many units stand elsewhere than in the version before."""
        return sum(place != self._before.get(unit, place) for unit, place in self._stands.items())

    def _events(self, told: Mapping[str, Any]) -> Iterator[Words]:
        for event in told["events"]:
            name = Meanings(self.case).unit(event.get("id", ""))
            what = name if event["kind"] == "workshop" else Key(f"event.{event['kind']}", name=name)
            starts, ends = (date.fromisoformat(event[name]) for name in ("starts", "ends"))
            if event["kind"] == "workshop":
                yield what
            else:
                yield Key("event.date" if starts == ends else "event.dates", what=what, starts=starts, ends=ends)

    # What is not placed

    @cached_property
    def missing(self) -> list[Choice]:
        """Units that the plan lacks, and choices that are still to be made."""
        held = {*self._stands, *self.case.learner.acquired, *self.case.kept}
        found, told = list[Choice](), set[str]()
        for rule in asked.requirements(self.case):
            left = [unit for unit in rule.units if unit not in held and unit not in told]
            has = [unit for unit in rule.units if unit in held]
            credits = sum(self.case.programme.units[unit].credits or 0 for unit in has)
            need = rule.need - (credits if rule.kind == "credits" else len(has))
            if need <= 0 or not left:
                continue
            told |= set(left)
            if rule.kind == "all":
                found += [Choice(None, None, [self._missing_card(unit)]) for unit in left]
            else:
                key = "board.choose_credits" if rule.kind == "credits" else "board.choose"
                open_ = [self._missing_card(unit) for unit in left if unit not in self.case.learner.avoid]
                found.append(Choice(Key(key, count=need), rule.title, open_))
        wanted = [unit for unit in self.case.learner.extra if unit not in held | told]
        return [*found, *(Choice(None, None, [self._missing_card(unit)]) for unit in wanted)]

    def _missing_card(self, code: str) -> Card:
        unit = self.case.programme.units[code]
        return Card(code, unit.title, "", unit.credits, pinned=self.sketch.pinned(code))

    @property
    def avoided(self) -> list[Card]:
        """Units that are not to be taken."""
        return [self._missing_card(unit) for unit in self.case.learner.avoid if unit in self.case.programme.units]

    @cached_property
    def impossible(self) -> WaysOut | None:
        """Why no plan exists, and what would make one possible; None where one may."""
        told = (self.version.document or {}).get("impossible")
        return WaysOut.of(self.case, read_document(told).data) if told else None


def _spanned(case: Case, terms: Sequence[str]) -> Key:
    calendar = case.programme.calendar
    first, last = (calendar.term(calendar.index(name) or 0) for name in (terms[0], terms[-1]))
    return months(first.span.starts, last.span.ends)


def _facts(told: Mapping[str, Any]) -> Iterator[Words]:
    """How full a term is."""
    units = len(told["units"]) + len(told.get("attempts", ()))
    if units:
        yield Key("text.units", count=units)
    if told["evenings"]:
        yield Key("text.evenings", count=told["evenings"])
    if told["hours_per_week"] and told["units"]:
        low, high = told["hours_per_week"]
        yield Key("board.hours", low=low, high=high)
    if told["enrol_by"] and units:
        yield Key("board.enrol_by", day=date.fromisoformat(told["enrol_by"]))

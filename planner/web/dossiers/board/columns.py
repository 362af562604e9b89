"""The years of a board: terms with their cards, what happens in them, and how full they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import cached_property

from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.text import Joined, Key, Words
from planner.web.dossiers.board.cards import Card, Column, Milestone, Year
from planner.web.dossiers.board.events import movable
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.board.problems import Problems
from planner.web.dossiers.board.sketch import Line, Place, Sketch
from planner.web.dossiers.board.where import Where
from planner.web.dossiers.planning import EVENTS
from planner.web.meanings import Meanings, months, sessions, term_months


@dataclass(frozen=True)
class Columns:
    """What years are made of: where units stand, the rules that do not hold, and what a plan costs, if there is one."""

    where: Where
    problems: Problems
    money: Money | None

    @property
    def sketch(self) -> Sketch:
        """The learner and the plan."""
        return self.where.sketch

    @property
    def case(self) -> Case:
        """The learner."""
        return self.sketch.case

    @cached_property
    def _rank(self) -> dict[str, int]:
        """The order of cards in a term: the programme's."""
        return {unit: place for place, unit in enumerate(self.case.programme.units)}

    def years(self) -> list[Year]:
        """The academic years."""
        calendar = self.case.programme.calendar
        found: dict[int, list[Column]] = {}
        told = {term["term"]: term for term in (self.where.document or {}).get("terms", ())}
        for name, index in self.where.terms.items():
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
        return Column(
            name,
            calendar.patterns[term.position].title,
            months(*term.span),
            index,
            self._cards(name, units, (told or {}).get("attempts", ())),
            [unit["title"] for unit in units if unit["terms"][0] != name],
            list(self._events(told)) if told else [],
            list(_facts(told)) if told else [],
            self.problems.at(name),
            index in self.case.learner.pause,
            index >= self.case.now,
        )

    def _cards(self, name: str, units: Sequence[Line], attempts: Sequence[Line]) -> list[Card]:
        """The cards of a term: units that begin in it, those that have no classes there, and what was attended and
        does not count.
        """
        cards = [self._card(unit) for unit in units if unit["terms"][0] == name]
        elsewhere = {unit["unit"] for unit in units} | self.where.resits
        lost = [unit for unit, place in self.where.now.items() if place.term == name and unit not in elsewhere]
        cards += [self._lost_card(unit) for unit in lost]
        cards += [Card(one["unit"], one["title"], one["modality"], kept=True, result=one["result"]) for one in attempts]
        return sorted(cards, key=lambda card: self._rank.get(card.unit, len(self._rank)))  # a move leaves others there

    def _card(self, unit: Line) -> Card:
        code = unit["unit"]
        return Card(
            code, unit["title"], unit["modality"], unit["ects"], sessions(unit["sessions"]), unit["site"],
            annual=Key("board.annual", months=_spanned(self.case, unit["terms"])) if len(unit["terms"]) > 1 else None,
            kept=code in self.case.kept, extra=bool(unit.get("extra")), result=unit.get("result", ""),
            **self._about(code),
        )  # fmt: skip

    def _lost_card(self, code: str) -> Card:
        """A unit where no classes of it are."""
        unit, modality = self.case.programme.units.get(code), self.where.now[code].modality
        if unit is None:
            return Card(code, code, modality, nowhere=True, **self._about(code))
        return Card(code, unit.title, modality, plain(unit.credits), nowhere=True, **self._about(code))

    def _about(self, code: str) -> dict[str, Any]:
        before, now = self.where.before.get(code), self.where.now.get(code)
        again = code in self.where.failed
        moved = before is not None and now is not None and before != now and not again
        return {
            "problems": self.problems.at(code),
            "also": self.problems.elsewhere(code),
            "wrong": self.problems.touch(code),
            "was": self._place(before, now) if moved and before and now else None,
            "new": bool(self.where.before) and before is None and not again,
            "again": again,
            "pinned": self.sketch.pinned(code),
            "alone": code in self.case.programme.units and self.case.programme.units[code].alone,
        }

    def _place(self, before: Place, now: Place) -> Words:
        """Where a unit was: the months, and the modality where only that is another now."""
        there = term_months(self.case, before.term)
        return Key("board.was", term=there, modality=before.modality) if before.modality != now.modality else there

    def _events(self, told: Mapping[str, Any]) -> Iterator[Milestone]:
        for event in told["events"]:
            kind, name = event["kind"], Meanings(self.case).unit(event.get("id", ""))
            what = name if kind == "workshop" else Key(f"event.{kind}", name=name)
            starts, ends = (date.fromisoformat(event[name]) for name in ("starts", "ends"))
            if kind != "workshop":
                what = Key("event.date" if starts == ends else "event.dates", what=what, starts=starts, ends=ends)
            moves = kind in EVENTS and movable(self.case, kind)
            yield Milestone(what, kind if moves else "", bool(self.sketch.plan.get(kind)))


def _spanned(case: Case, terms: Sequence[str]) -> Key:
    calendar = case.programme.calendar
    first, last = (calendar.term(calendar.index(name) or 0) for name in (terms[0], terms[-1]))
    return months(first.span.starts, last.span.ends)


def _facts(told: Mapping[str, Any]) -> Iterator[Words]:
    """How full a term is."""
    units = len(told["units"]) + len(told.get("attempts", ()))
    load = {"units": units, "evenings": told["evenings"]}
    if any(load.values()):
        yield Joined(tuple(Key(f"text.{name}", count=count) for name, count in load.items() if count), " · ")
    if told["hours_per_week"] and told["units"]:
        low, high = told["hours_per_week"]
        yield Key("board.hours", low=low, high=high)
    if told["enrol_by"] and units:
        yield Key("board.enrol_by", day=date.fromisoformat(told["enrol_by"]))

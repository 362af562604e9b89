"""Rules that do not hold, and where a board tells of each: at a card, or at a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from planner.domain.text import Words
from planner.web.dossiers.board.cards import Broken, Problem
from planner.web.dossiers.board.where import Where

SPREAD = 3
"""A rule on so many units of one term is told at the term, once."""


@dataclass(frozen=True)
class Problems:
    """The rules that do not hold, on a board with these units and terms."""

    broken: Sequence[Broken]
    where: Where

    @cached_property
    def told(self) -> list[Problem]:
        """Every rule that does not hold, with the card or the term that tells of it."""
        return [Problem(one.words, one.rule, self._at(one)) for one in self.broken]

    def at(self, name: str) -> list[Words]:
        """What is told at the card of a unit, or at a term."""
        return [problem.words for problem in self.told if problem.at == name]

    def elsewhere(self, unit: str) -> list[str]:
        """Rules that touch a unit and are told neither at its card nor at its term."""
        place = self.where.now.get(unit)
        near = (unit, place.term if place else "")
        told = zip(self.broken, self.told, strict=True)
        return [one.rule for one, problem in told if unit in one.subjects and problem.at not in near]

    def touch(self, unit: str) -> bool:
        """Whether a rule that does not hold is about a unit."""
        return any(unit in one.subjects for one in self.broken)

    def _at(self, violation: Broken) -> str:
        units = [unit for unit in violation.subjects if unit in self.where.now]
        terms = [name for name in violation.subjects if name in self.where.terms] or self._with_event(violation.rule)
        if terms and len(units) != 1 and not 0 < len(units) < SPREAD:
            return terms[0]
        return units[0] if units else terms[0] if terms else ""

    def _with_event(self, kind: str) -> list[str]:
        """The terms with the milestone that the rule is about, where it is about one."""
        terms = self.where.document["terms"] if self.where.document else ()
        return [term["term"] for term in terms if any(event["kind"] == kind for event in term["events"])]

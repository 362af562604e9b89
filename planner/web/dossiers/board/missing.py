"""What a plan lacks: compulsory units, choices that are still to be made, tracks of which none is complete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from planner.check import asked
from planner.domain.case import Case
from planner.domain.programme import Requirement
from planner.domain.text import Key, Words
from planner.web.dossiers.board.cards import Card, Choice

if TYPE_CHECKING:
    from planner.domain.credits import Worth

UNFOLDED = 6
"""Compulsory units that are not placed, at most, for each to stand by itself: more of them are one list to open."""


class Missing:
    """Goes through what is asked of a learner who has some units `held`; each unit is told once, by its `card`."""

    def __init__(self, case: Case, held: Collection[str], card: Callable[[str], Card]) -> None:
        self.case, self.held, self.card = case, held, card
        self.told: set[str] = set()

    def choices(self) -> list[Choice]:
        """The units and choices that are missing, those wanted beyond what is needed last."""
        found: list[Choice] = []
        for rule, asks in asked.binding(self.case):
            left, need = self._left(rule), self._need(rule, asks)
            if need <= 0 or not left:
                continue
            self.told |= set(left)
            if rule.kind == "all" and len(left) <= UNFOLDED:
                found += [Choice(None, None, [self.card(unit)]) for unit in left]
            else:
                found.append(self._choice(rule, need, left, rule.title))
        found += self._tracks()
        wanted = [unit for unit in self.case.learner.extra if unit not in self.told and unit not in self.held]
        return [*found, *(Choice(None, None, [self.card(unit)]) for unit in wanted)]

    def _left(self, rule: Requirement) -> list[str]:
        return [unit for unit in rule.units if unit not in self.held and unit not in self.told]

    def _need(self, rule: Requirement, asks: Worth) -> Worth:
        has = [unit for unit in rule.units if unit in self.held]
        credits = sum(self.case.programme.units[unit].credits or 0 for unit in has)
        return asks - (credits if rule.kind == "credits" else len(has))

    def _choice(self, rule: Requirement, need: Worth, left: Sequence[str], title: Words | None) -> Choice:
        if rule.kind == "all":
            return Choice(Key("board.compulsory", count=len(left)), title, [self.card(unit) for unit in left])
        key = "board.choose_credits" if rule.kind == "credits" else "board.choose"
        open_ = [self.card(unit) for unit in left if unit not in self.case.learner.avoid]
        return Choice(Key(key, count=need), title, open_)

    def _tracks(self) -> Iterator[Choice]:
        """Of a group without a complete track, what the one lacks that lacks least."""
        for group, tracks in asked.one_of(self.case):
            lacking = [
                (track, [(rule, need) for rule, asks in rules if (need := self._need(rule, asks)) > 0])
                for track, rules in tracks
            ]
            if all(rules for _, rules in lacking):
                track, rules = min(lacking, key=lambda one: sum(len(self._left(rule)) for rule, _ in one[1]))
                title = Key("board.track", group=group.title or group.id, track=track.title or track.id)
                for rule, need in rules:
                    if left := self._left(rule):
                        self.told |= set(left)
                        yield self._choice(rule, need, left, title)

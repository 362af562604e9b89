"""Groups of which one track is taken as a whole: that one is, and why a unit is taken for it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.programme import Requirement
from planner.domain.regulation import OneOf
from planner.model.cpsat import IntVar, LinearExpr, LinearExprT
from planner.model.homes import Homes

Falls = dict[str, dict[str, IntVar]]


def add(homes: Homes, group: OneOf, reasons: dict[str, list[IntVar]], falls: Falls) -> None:
    """One track at least is complete. A unit has a reason in the group when without it, and what `falls` with it, no
    track would be.
    """
    found = _Tracks(homes, group)
    with homes.variables.about(group.id):
        found.complete()
    named = set(group.units)
    for unit in (unit for unit in reasons if unit in named):
        if (why := found.reason(unit)) is not None:
            reasons[unit].append(why)
    for unit, gone in falls.items():
        if gone.keys() & named:
            reasons[unit].append(found.lost(gone))


class _Tracks:
    def __init__(self, homes: Homes, group: OneOf) -> None:
        self.homes, self.model = homes, homes.model
        self.tracks = [[_Sum(homes, rule) for rule in track.requirements] for track in group.tracks]
        self._short: dict[tuple[int, int, int], IntVar] = {}
        self._reasons: dict[tuple[tuple[int, ...], ...], IntVar] = {}

    def complete(self) -> None:
        chosen = []
        for track in self.tracks:
            literal = self.model.new_bool_var("")
            chosen.append(literal)
            for one in track:
                if one.most_missing:
                    self.model.add(one.total >= one.missing).only_enforce_if(literal)
                for literals in one.each():
                    self.model.add_bool_or([*literals, ~literal])
        self.model.add_bool_or(chosen)

    def reason(self, unit: str) -> IntVar | None:
        """A literal that is only true where no track is complete without the unit; one for all units like it."""
        weights = tuple(tuple(one.weights.get(unit, 0) for one in track) for track in self.tracks)
        if not any(map(any, weights)) or not all(any(one.most_missing for one in track) for track in self.tracks):
            return None
        if weights not in self._reasons:
            why = self._reasons[weights] = self.model.new_bool_var("")
            for place, track in enumerate(self.tracks):
                short = [self._short_of(place, number, weights[place][number]) for number in range(len(track))]
                self.model.add_bool_or([*short, ~why])
        rule = next(one.rule for track in self.tracks for one in track if unit in one.weights)
        return self.homes.lost(unit, rule, self._reasons[weights])

    def _short_of(self, place: int, number: int, weight: int) -> IntVar:
        """A literal that is only true where the requirement would be short of a unit of this weight."""
        key = (place, number, weight)
        if key not in self._short:
            one, self._short[key] = self.tracks[place][number], self.model.new_bool_var("")
            self.model.add(one.total <= one.missing + weight - 1).only_enforce_if(self._short[key])
        return self._short[key]

    def lost(self, gone: dict[str, IntVar]) -> IntVar:
        """A literal that is only true where no track is complete without all that is gone."""
        why = self.model.new_bool_var("")
        for track in self.tracks:
            broken = []
            for one in track:
                short = self.model.new_bool_var("")
                self.model.add(one.without(gone) <= one.missing - 1).only_enforce_if(short)
                broken.append(short)
            self.model.add_bool_or([*broken, ~why])
        return why


class _Sum:
    """What is planned for a requirement of a track, and what is missing; credits scaled."""

    def __init__(self, homes: Homes, rule: Requirement) -> None:
        self.homes, self.rule, case = homes, rule, homes.case
        units = (unit for unit in rule.units if unit in case.remaining)
        self.weights = {unit: case.programme.weight(rule.kind, unit) for unit in units}
        self.missing, self.most_missing = homes.missing(rule), homes.most_missing(rule)
        self._planned = homes.planned(rule)
        self.total = _sum(self._planned)

    def each(self) -> Iterator[list[IntVar]]:
        """Of a list that is needed as a whole, the literals of each unit: one taken twice stands for no other, even
        where nothing else keeps it from that.
        """
        for unit in self.weights if self.rule.kind == "all" else ():
            where = self.homes.counts(unit, self.rule)
            yield self.homes.variables.literals_of(unit) if where is None else [where]

    def without(self, gone: dict[str, IntVar]) -> LinearExprT:
        """The total without what is gone."""
        lost = [unit for unit in gone if unit in self.weights]
        return _sum([*self._planned, *((self.homes.lost(u, self.rule, gone[u]), -self.weights[u]) for u in lost)])


def _sum(weighted: list[tuple[IntVar, int]]) -> LinearExprT:
    return LinearExpr.weighted_sum([literal for literal, _ in weighted], [weight for _, weight in weighted])

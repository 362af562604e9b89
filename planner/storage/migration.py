"""A learner of one programme in another: units keep their code, an alias or what the equivalences give, or are listed.

A unit acquired, or paid by a funding of its own, carries over by all three, in this order. A pin or a unit to avoid
speaks of classes, so it carries over by code or alias only; one that no longer applies is left out. What the new
programme alone knows stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from planner.domain.learner import Carried, Left, Migration, Waiver
from planner.domain.programme import Programme
from planner.errors import Gathering, read_each
from planner.storage import hints
from planner.storage.dates import Path
from planner.storage.validation import Source
from planner.storage.wishes import AWARD, prerequisites

Data = dict[str, Any]
Found = tuple[str, str, str | None]


def migrate(source: Source, old: Programme, new: Programme) -> tuple[Source, Migration]:
    """The learner's data in the terms of the new programme, its errors still at their old places, and what happened.

    Raises:
        BadInput: at a unit that neither programme knows, one acquired twice, or a pin on one acquired.
    """
    moving = _Moving(source, old, new)
    data, gathering = dict(source.data), Gathering()
    for key in ("acquired", "pins", "avoid", "funding", "extra", "waive", "goal", "chances"):
        with gathering:
            data |= moving.list_units(key) if key in ("avoid", "extra") else getattr(moving, key)()
    gathering.end()
    record = Migration(old.id, tuple(moving.carried), tuple(moving.left))
    return source.of(data, moving.places), record


@dataclass
class _Moving:
    """One learner's way from the old programme into the new one; `places` keeps where the items that stay stood."""

    source: Source
    old: Programme
    new: Programme
    carried: list[Carried] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    payers: dict[str, str] = field(default_factory=dict)

    def acquired(self) -> Data:
        """The units acquired; each once, also where several old ones count as it."""
        kept: dict[str, str | None] = {}

        def read(item: tuple[int, Any]) -> None:
            number, entry = item
            name, by = (entry, None) if isinstance(entry, str) else (entry["unit"], entry.get("by"))
            unit = self._old_code(("acquired", number), name, course=False)
            if unit in self.held:
                raise self.source.error("acquired.twice", ("acquired", number), value=name)
            self.held.add(unit)
            found = self._same(unit) or self._equivalent(unit)
            if not found:
                self._leave("acquired", unit)
            for code, how, assumption in found:
                kept.setdefault(code, by)
                self.carried.append(Carried(unit, code, how, by, assumption))

        read_each(enumerate(self.source.data.get("acquired") or ()), read)
        return {"acquired": [{"unit": code, "by": by} for code, by in kept.items()]} if self.held else {}

    def pins(self) -> Data:
        """The pins, without those on units that the new programme does not have, or that it counts as acquired."""
        entries = self.source.data.get("pins") or ()
        kept = self._wishes("pins", [(("pins", n, "unit"), entry["unit"]) for n, entry in enumerate(entries)])
        return {"pins": [{**entries[place], "unit": code} for place, code in kept]} if entries else {}

    def list_units(self, key: str) -> Data:
        """The units to avoid, or wanted beyond what is needed, that there still are."""
        entries = self.source.data.get(key) or ()
        kept = self._wishes(key, [((key, n), name) for n, name in enumerate(entries)])
        return {key: [code for _, code in kept]} if entries else {}

    def waive(self) -> Data:
        """The dispensations from what the new programme asks for too."""
        entries = self.source.data.get("waive") or ()
        kept = []
        for place, entry in enumerate(entries):
            paths: list[Path] = [("waive", place, "unit"), ("waive", place, "prerequisite")]
            names = read_each(paths, partial(self._named_at, entry))
            found = [code for name in names for code, _, _ in self._same(name)]
            if len(found) == len(names) and Waiver(*found) in prerequisites(self.new):
                kept.append((place, dict(zip(("unit", "prerequisite"), found, strict=True))))
            else:
                self._leave("waive", names[0])
        self.places["waive"] = [place for place, _ in kept]
        return {"waive": [entry for _, entry in kept]} if entries else {}

    def chances(self) -> Data:
        """The chances to fail units that there still are; of old units that become one, the first says it."""
        given = self.source.data.get("chances")
        units = given.get("units") if isinstance(given, dict) else None
        if not isinstance(units, dict):
            return {}
        kept: dict[str, Any] = {}
        for name in units:
            unit = self._old_code(("chances", "units", name), name, course=True)
            found = [code for code, _, _ in self._same(unit) if self.new.units[code].kind == "course"]
            if not found:
                self._leave("chances", unit)
            for code in found:
                kept.setdefault(code, units[name])
        return {"chances": {**given, "units": kept}}

    def _named_at(self, entry: Data, path: Path) -> str:
        return self._old_code(path, entry[str(path[-1])], course=True)

    def goal(self) -> Data:
        """The award, where the new programme does not have the certificate that was aimed at."""
        name = self.source.data.get("goal", AWARD)
        certificate = next((one for one in self.old.certificates if one.id == name), None)
        if certificate is None or name in [one.id for one in self.new.certificates]:
            return {}
        self.left.append(Left("goal", name, certificate.title))
        return {"goal": AWARD}

    def funding(self) -> Data:
        """Who pays for which unit, for those that there still are; a list that is wrong in itself stays so."""
        entries = self.source.data.get("funding")
        if not isinstance(entries, list) or not any(isinstance(entry, str) for entry in entries):
            return {}
        kept: list[tuple[int, Any]] = []
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            if isinstance(entry, dict) and entry and all(entry.values()):
                moved = {name: self._move_paid(("funding", number, name), units, seen) for name, units in entry.items()}
                entry = {name: codes for name, codes in moved.items() if codes}
                if not entry:
                    continue
            kept.append((number, entry))
        self.places["funding"] = [number for number, _ in kept]
        return {"funding": [entry for _, entry in kept]}

    def _move_paid(self, path: Path, names: list[str], seen: set[str]) -> list[str]:
        """The new codes of units that one funding pays; of old units that become one, the first says who pays."""
        codes = []
        for place, name in enumerate(names):
            unit = self._old_code((*path, place), name, course=True)
            if unit in seen:
                raise self.source.error("funding.twice", (*path, place), value=name)
            seen.add(unit)
            found = [code for code, _, _ in self._same(unit) or self._equivalent(unit)]
            found = [code for code in found if self.new.units[code].kind == "course"]
            fresh = [code for code in found if code not in self.payers]
            self.payers.update(dict.fromkeys(fresh, str(path[-1])))
            codes += fresh
            if not fresh and str(path[-1]) not in {self.payers[code] for code in found}:
                self._leave("funding", unit)
        return codes

    def _wishes(self, key: str, entries: list[tuple[Path, str]]) -> list[tuple[int, str]]:
        kept = []
        units = read_each(entries, lambda entry: self._move_wished(key, *entry))
        for place, unit in enumerate(units):
            code = next((code for code, _, _ in self._same(unit) if self.new.units[code].kind == "course"), None)
            if code is None or (key == "pins" and any(entry.counts_as == code for entry in self.carried)):
                self._leave(key, unit)
            else:
                kept.append((place, code))
        self.places[key] = [place for place, _ in kept]
        return kept

    def _move_wished(self, key: str, path: Path, name: str) -> str:
        unit = self._old_code(path, name, course=True)
        if key == "pins" and unit in self.held:
            raise self.source.error("pin.acquired", path, value=unit)
        return unit

    def _old_code(self, path: Path, name: str, *, course: bool) -> str:
        """The old code of a unit, or the name of one that only the new programme has."""
        for programme in (self.old, self.new):
            code = programme.unit_code(name)
            if code is not None and not (course and programme.units[code].kind != "course"):
                return code if programme is self.old else name
        known = hints.near(name, (*self.old.courses(), *self.new.courses()))
        raise self.source.error("unit.unknown", path, value=name, known=known)

    def _same(self, unit: str) -> list[Found]:
        """The new code of an old unit, and whether it is its code or an alias that says so."""
        if unit in self.new.units:
            return [(unit, "code", None)]
        codes = (self.new.unit_code(name) for name in self.old.names(unit))
        code = next((code for code in codes if code is not None), None)
        return [] if code is None else [(code, "alias", None)]

    def _equivalent(self, unit: str) -> list[Found]:
        """The new codes that the table gives; an entry for the old programme comes before one for any."""
        names = self.old.names(unit)
        fitting = [e for e in self.new.equivalences if e.unit in names and e.programme in (self.old.id, None)]
        fitting.sort(key=lambda entry: entry.programme is None)
        return [(code, "equivalence", entry.assumption) for entry in fitting[:1] for code in entry.counts_as]

    def _leave(self, key: str, unit: str) -> None:
        programme = self.new if self.old.unit_code(unit) is None else self.old
        entry = Left(key, unit, programme.units[programme.names(unit)[0]].title)
        if entry not in self.left:
            self.left.append(entry)

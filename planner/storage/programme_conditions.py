"""What comes before a unit: units and credits, one of several, several together, as clauses that all have to hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planner.domain.condition import Clause, Credits
from planner.domain.credits import exact
from planner.domain.programme import Unit
from planner.storage import schema_regulation as stated
from planner.storage.dates import Path
from planner.storage.validation import Source

Atom = str | Credits
"""A unit, or credits."""
Codes = Callable[[Path, Sequence[str]], tuple[str, ...]]


class Conditions:
    """Reads conditions; raises `BadInput` at what does not fit. `codes` reads units that are studied, each once."""

    def __init__(self, source: Source, units: Mapping[str, Unit], codes: Codes) -> None:
        self.source, self.units, self.codes = source, units, codes

    def clauses(
        self, path: Path, unit: str, named: str | stated.CreditsOf | stated.AnyOf, *, together: bool
    ) -> list[Clause]:
        """Clauses that all hold when the condition of the unit does."""
        options = named.any if isinstance(named, stated.AnyOf) else [named]
        found = []
        for atoms in self._alternatives(path, options, together=together):
            units = tuple(atom for atom in atoms if isinstance(atom, str))
            if unit in units:
                raise self.source.error("programme.own_prerequisite", path[:2], value=unit)
            found.append(Clause(units, together, tuple(atom for atom in atoms if isinstance(atom, Credits))))
        return found

    def _alternatives(
        self, path: Path, options: Sequence[str | stated.CreditsOf | stated.AllOf], *, together: bool
    ) -> Sequence[tuple[Atom, ...]]:
        """One atom out of each of these: a clause out of every one of each option, since one of them has to hold."""
        plain = [option for option in options if isinstance(option, str)]
        if len(plain) == len(options):
            return [self.codes(path, plain)]
        from planner.storage.curricula.expression import Malformed, either, shortest

        found: tuple[tuple[Atom, ...], ...] = ((),)
        for place, option in enumerate(options):
            parts = option.all if isinstance(option, stated.AllOf) else [option]
            atoms = self._atoms((*path, place) if len(options) > 1 else path, parts, together=together)
            try:
                found = either(found, tuple((atom,) for atom in atoms))
            except Malformed:
                raise self.source.error("programme.alternatives", path) from None
        return shortest(found)

    def _atoms(self, path: Path, parts: Sequence[str | stated.CreditsOf], *, together: bool) -> list[Atom]:
        """Units and credits that all have to be there."""
        found: list[Atom] = [*self.codes(path, [part for part in parts if isinstance(part, str)])]
        for part in parts:
            if isinstance(part, stated.CreditsOf):
                if together:
                    raise self.source.error("programme.credits_together", path)
                found.append(self._credits(path, part))
        return found

    def _credits(self, path: Path, part: stated.CreditsOf) -> Credits:
        units = tuple(self.units) if part.of is None else self.codes((*path, "of"), part.of)
        unknown = [unit for unit in units if self.units[unit].credits is None and self.units[unit].kind == "course"]
        if unknown:
            key = "programme.credits_unknown" if part.of else "programme.credits_unknown_of"
            raise self.source.error(key, path, value=unknown[0])
        return Credits(exact(part.credits), units, part.of is None)

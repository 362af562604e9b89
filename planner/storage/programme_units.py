"""The units of a programme's file, and what is asked of them: what comes first, certificates, equivalences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import chain

from planner.domain.condition import Clause, Prerequisite
from planner.domain.credits import exact
from planner.domain.programme import Certificate, Equivalence, Requirement, Unit
from planner.errors import Gathering, read_each
from planner.storage import hints, schema_regulation
from planner.storage import schema_programme as stated
from planner.storage.dates import Path
from planner.storage.programme_conditions import Conditions
from planner.storage.programme_requirements import Requirements
from planner.storage.schema_programme import ProgrammeFile
from planner.storage.schema_types import spelled
from planner.storage.validation import Source


class Units:
    """Reads these parts; each raises `BadInput` with all that does not fit in it, or in those that it needs."""

    def __init__(self, source: Source, file: ProgrammeFile) -> None:
        self.source, self.file = source, file
        self.asked = Requirements(source, file, self)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by their code; where one stands twice nobody knows which others were meant."""
        self._check_names()
        read_each(enumerate(self.file.units), self._check_free)
        return {entry.code: _unit(entry) for entry in self.file.units}

    @cached_property
    def courses(self) -> set[str]:
        """Codes of the units that are studied."""
        return {code for code, unit in self.units.items() if unit.kind == "course"}

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the award asks for."""
        return self.asked.needed

    def _check_names(self) -> None:
        """No code or alias twice."""
        names: set[str] = set()

        def check(item: tuple[int, stated.Unit]) -> None:
            number, entry = item
            for name in (entry.code, *entry.aliases):
                if name in names:
                    raise self.source.error("programme.twice", ("units", number), value=name)
                names.add(name)

        read_each(enumerate(self.file.units), check)

    def _check_free(self, item: tuple[int, stated.Unit]) -> None:
        """Free credits are said once, of a unit that is studied; any other unit has a title."""
        number, entry = item
        if entry.free is not None and (entry.credits is not None or entry.kind != "course"):
            raise self.source.error("programme.free", ("units", number, "free"), value=entry.code)
        if entry.free is None and entry.title is None:
            raise self.source.error("schema.missing", ("units", number, "title"))

    def codes(self, path: Path, codes: Sequence[str]) -> tuple[str, ...]:
        """Codes at a place of the file: units that are studied, each once."""
        return self._each_once(path, codes, sorted(self.courses))

    def _each_once(self, path: Path, codes: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
        def read(item: tuple[int, str]) -> str:
            number, code = item
            if code not in known:
                raise self.source.error("unit.unknown", (*path, number), value=code, known=hints.near(code, known))
            if code in codes[:number]:
                raise self.source.error("programme.twice", (*path, number), value=code)
            return code

        return tuple(read_each(enumerate(codes), read))

    def course(self, path: Path, name: str) -> str:
        """The code of a unit that is studied, at a place of the file."""
        if name not in self.courses:
            raise self.source.error("unit.unknown", path, value=name, known=hints.near(name, sorted(self.courses)))
        return name

    def prerequisites(self) -> tuple[Prerequisite, ...]:
        """What comes before which unit, or along with it."""
        together = read_each(enumerate(self.file.same_term), self._same_term)
        return (*read_each(enumerate(self.file.prerequisites), self._prerequisite), *chain(*together))

    def _same_term(self, item: tuple[int, list[str]]) -> list[Prerequisite]:
        """Each no later than the others begin, so that all begin together."""
        codes = self.codes(("same_term", item[0]), item[1])
        return [
            Prerequisite(unit, tuple(Clause((other,), together=True) for other in codes if other != unit), None)
            for unit in codes
        ]

    def _prerequisite(self, item: tuple[int, schema_regulation.Prerequisite]) -> Prerequisite:
        number, entry = item
        path: Path = ("prerequisites", number)
        gathering, clauses = Gathering(), list[Clause]()
        with gathering:
            self.codes((*path, "unit"), [entry.unit])
        for key, conditions in (("after", entry.after), ("together", entry.together)):
            for place, named in enumerate(conditions):
                with gathering:
                    clauses += self.conditions.clauses(
                        (*path, key, place), entry.unit, named, together=key == "together"
                    )
        gathering.end()
        return Prerequisite(entry.unit, tuple(clauses), entry.assumption)

    @cached_property
    def conditions(self) -> Conditions:
        """Reads what comes before units."""
        return Conditions(self.source, self.units, self.codes)

    def certificates(self) -> tuple[Certificate, ...]:
        """Certificates on the way, of units that the award asks for."""
        entries = self.file.certificates
        gathering = Gathering()
        with gathering:
            firsts = [n for n, entry in enumerate(entries) if entry.recommended_first]
            if len(firsts) > 1:
                raise self.source.error("programme.one_first", ("certificates", firsts[1], "recommended_first"))
        found = gathering.read(lambda: read_each(enumerate(entries), self._certificate))
        gathering.end()
        return tuple(found)

    def _certificate(self, item: tuple[int, stated.Certificate]) -> Certificate:
        number, entry = item
        path: Path = ("certificates", number, "units")
        units = self.codes(path, entry.units)
        compulsory = {unit for rule in self.requirements if rule.kind == "all" for unit in rule.units}

        def check(item: tuple[int, str]) -> None:
            place, unit = item
            if unit not in compulsory:
                raise self.source.error("programme.certificate", (*path, place), value=unit)

        read_each(enumerate(units), check)
        first = entry.recommended_first
        return Certificate(entry.id, spelled(entry.title), units, first, entry.assumption)

    def equivalences(self, names: Collection[str]) -> tuple[Equivalence, ...]:
        """Which units of other programmes count as units of this one, whose own codes and aliases are `names`: each
        said once, and with what says so.
        """
        seen = set()

        def read(item: tuple[int, stated.Equivalence]) -> Equivalence:
            number, entry = item
            path: Path = ("equivalences", number)
            other, unit = entry.programme, entry.unit
            if entry.source is None and entry.assumption is None:
                raise self.source.error("programme.origin", path)
            if unit in names:
                raise self.source.error("programme.own_equivalence", (*path, "unit"), value=unit)
            if (other, unit) in seen:
                raise self.source.error("programme.twice", (*path, "unit"), value=unit)
            seen.add((other, unit))
            counted = self._each_once((*path, "counts_as"), entry.counts_as, [one.code for one in self.file.units])
            return Equivalence(other, unit, counted, entry.assumption)

        return tuple(read_each(enumerate(self.file.equivalences), read))


def _unit(entry: stated.Unit) -> Unit:
    origin = (entry.assumption, entry.credits_assumption)
    return Unit(
        entry.code, spelled(entry.named), exact(entry.size), entry.hours, entry.kind,
        entry.block, tuple(entry.aliases), tuple(name for name in origin if name), entry.recommended_term,
        entry.alone, entry.free is not None,
    )  # fmt: skip

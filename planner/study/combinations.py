"""What to compare: every combination of the programmes, starts, pathways, fundings and other values asked for.

What is not asked for is the learner's own programme and start, and all pathways and fundings that the programme has.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from planner.domain.case import Case
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage import learner_reader, learners, programmes
from planner.storage.given import Given
from planner.storage.validation import Source

MOST = 500
"""Combinations beyond which nobody reads the table, and the answer takes minutes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A learner, what is set over them for every combination, and the values to vary; None keeps the usual ones.

    `learner` is a file, its data, or a case, which keeps its own timetable and what has happened of its plan; of a file
    alone, programmes may be paths. `vary` maps other keys of the learner (dots for a key inside another) to values.
    """

    learner: Case | Given
    changes: tuple[str, ...] = ()
    programme: str | None = None
    timetable: Path | None = None
    pathways: Sequence[str] | None = None
    fundings: Sequence[Any] | None = None
    starts: Sequence[str] | None = None
    programmes: Sequence[str] | None = None
    vary: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Combination:
    """One value of each. `programme` is an id or path, None for the one that the learner's file names."""

    programme: str | None
    start: Any
    changes: Mapping[str, Any]
    pathway: Any
    funding: Any

    def settings(self) -> tuple[str, ...]:
        """The same as `changes` of a service: a plan with these is the plan of the row."""
        values = {"start": self.start, **self.changes, "pathway": self.pathway, "funding": self.funding}
        return tuple(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in values.items())

    def case(self, asked: Asked) -> Case:
        """The case of the combination.

        Raises:
            BadInput: a value does not fit the programme.
        """
        changes = (*asked.changes, *self.settings())
        if isinstance(asked.learner, Case):
            return _over(asked.learner, changes, self.programme)
        return learners.load(asked.learner, changes, programme=self.programme, timetable=asked.timetable)

    def values(self, asked: Asked) -> Iterator[tuple[str, str]]:
        """Each key of which values were asked for, apart from programmes, with its value in a form to look up."""
        own = {"start": asked.starts, "pathway": asked.pathways, "funding": asked.fundings}
        named = {"start": self.start, "pathway": self.pathway, "funding": self.funding}
        chosen = {key: value for key, value in named.items() if own[key] is not None}
        for key, value in (chosen | dict(self.changes)).items():
            yield key, json.dumps(value, sort_keys=True)


def _over(case: Case, changes: tuple[str, ...], programme: str | None) -> Case:
    """The case with the changes, in its own programme unless another one is named, into which it then migrates."""
    source, named = learners.read(case.learner.data, changes, programme=programme)
    if _is_own(case, programme):
        return learners.with_changes(case, {key: source.data[key] for key in source.changed if key != "programme"})

    def find(name: str, *, beside: Path | None = None, timetable: Path | None = None) -> Programme:
        return case.programme if name == named else programmes.load_known(name)

    return learners.case(source, case.learner.id, named=named, find=find)


def _is_own(case: Case, programme: str | None) -> bool:
    return programme in (None, case.programme.id, case.learner.data["programme"])


@dataclass(frozen=True, slots=True)
class Entry:
    """A combination with its case, or with what does not fit its programme."""

    combination: Combination
    case: Case | None = None
    refused: BadInput | None = None


def read(asked: Asked) -> list[Entry]:
    """Every combination, read and checked like a learner file.

    Raises:
        BadInput: too many combinations, or what is wrong with a value that none of them takes, or with all of them.
    """
    entries = [_entry(asked, combination) for combination in combinations(asked)]
    refusals: dict[object, list[BadInput | None]] = defaultdict(list)
    for entry in entries:
        for value in (None, *entry.combination.values(asked)):
            refusals[value].append(entry.refused)
    for errors in refusals.values():
        if errors[0] is not None and None not in errors:
            raise errors[0]
    return entries


def _entry(asked: Asked, combination: Combination) -> Entry:
    try:
        return Entry(combination, combination.case(asked))
    except BadInput as error:
        return Entry(combination, refused=error)


def combinations(asked: Asked) -> list[Combination]:
    """Every combination, programme by programme; a value given twice counts once.

    Raises:
        BadInput: an unknown programme, an unreadable learner, or too many combinations.
    """
    found: list[Combination] = []
    for name in distinct(asked.programmes or (asked.programme,)):
        for combination in _of_programme(asked, name):
            if len(found) == MOST:
                raise BadInput("compare.too_many", most=MOST)
            found.append(combination)
    return found


def _of_programme(asked: Asked, name: str | None) -> Iterator[Combination]:
    given = asked.learner
    source, _ = learners.read(given.learner.data if isinstance(given, Case) else given, asked.changes, programme=name)
    data, programme = source.data, _programme(asked, source, name)
    pathways, fundings = asked.pathways, asked.fundings
    if pathways is None:
        pathways = [*programme.pathways, learner_reader.pathway(data, programme)]
    if fundings is None:
        fundings = [*programme.fundings, data.get("funding", "individual")]
    starts = [data.get("start")] if asked.starts is None else asked.starts
    varied = (starts, *asked.vary.values(), pathways, fundings)
    for start, *values, pathway, funding in product(*map(distinct, varied)):
        yield Combination(name, start, dict(zip(asked.vary, values, strict=True)), pathway, funding)


def _programme(asked: Asked, source: Source, name: str | None) -> Programme:
    match asked.learner:
        case Case() as case if _is_own(case, name):
            return case.programme
        case Path() | str() as path:
            return learners.programme_of(source, Path(path).parent, asked.timetable)
    return learners.programme_of(source, None, asked.timetable)


def distinct(values: Sequence[Any]) -> list[Any]:
    """The values without those that stand there already."""
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())

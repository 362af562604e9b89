"""A conflict in the words of the person: instances of a rule that say the same about several terms become one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.domain.text import Key, Part, Words
from planner.report.conflicts.alike import likeness
from planner.report.conflicts.lines import Group, Line, placed_units
from planner.report.conflicts.sentences import SENTENCES, of_subjects
from planner.report.listing import parted

if TYPE_CHECKING:
    from planner.report.documents.plan import impossible_shape as shape
    from planner.study.conflict import Conflict


def conflict_data(case: Case, conflict: Conflict, *, sooner: bool = False) -> list[shape.Conflict]:
    """`conflicts` of the JSON: rule, sentence and subjects. With `sooner` the deadline is a question, not a wish."""
    return [
        {"rule": line.rule, "what": line.what, "subjects": list(line.subjects)}
        for line in _lines(case, conflict, sooner=sooner)
    ]


def in_one_sentence(sentences: Iterable[Words]) -> Words:
    """What cannot hold together, of which these sentences are; without any, that nobody knows."""
    parts = [Part(sentence) for sentence in sentences]
    return Key("batch.reason", names=parted(parts)) if parts else Key("why.undecided")


def each_needed(case: Case, conflict: Conflict) -> bool:
    """Whether leaving out any one of the sentences lets the others hold: each stands for whole instances of a rule
    then, and for no more. What is said of days and of missing classes joins several.
    """
    return not any(line.what.key.startswith("blocked.") for line in _lines(case, conflict))


def _lines(case: Case, conflict: Conflict, *, sooner: bool = False) -> Iterator[Line]:
    """What to say of each group of instances: one sentence, but for free days that several things ask for."""
    for group in _groups(case, conflict.instances, sooner):
        yield from SENTENCES.get(group.rule, of_subjects)(group)


def _groups(case: Case, instances: tuple[Instance, ...], sooner: bool) -> list[Group]:
    """Instances that one sentence can name together."""
    found: dict[tuple[Any, ...], list[Instance]] = {}
    placed = placed_units(instances)
    for instance in instances:
        found.setdefault((instance.rule, likeness(case, instance, placed)), []).append(instance)
    return [Group(case, key[0], alike, instances, sooner=sooner) for key, alike in found.items()]

"""Causes of harm in a scenario, added up: whatever they lead to, learners with the same cause are told together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from planner.domain.text import Joined, Key, Words
from planner.messages import say, worded
from planner.report.documents.stress import shape
from planner.report.documents.stress.reasons import frequent
from planner.study.stress.reasons import LOST

MOST_NAMES, MOST_DELAYS = 5, 3
"""Of more names, a page tells the first; of more delays, the least and the most."""


@dataclass
class Harmed:
    """Learners, and in how many cases."""

    cases: int = 0
    learners: dict[str, None] = field(default_factory=dict)

    def add(self, group: shape.Reason) -> None:
        """Those of a group too."""
        self.cases += group["cases"]
        self.learners |= dict.fromkeys(group["learners"])

    def who(self, runs: int) -> str:
        """How many they are."""
        key = "stress.cases" if runs > 1 else "stress.persons"
        return say(key, count=len(self.learners), cases=self.cases, runs=runs)


def causes(groups: Sequence[shape.Reason], runs: int) -> list[tuple[Words, str, str]]:
    """Each cause with what it leads to; how many it hurts in so many runs, and some of them. The gravest is first."""
    found: dict[tuple[str, str], list[shape.Reason]] = {}
    for group in groups:
        found.setdefault(_cause(group), []).append(group)
    return [(_words(alike, runs), *_people(alike, runs)) for alike in found.values()]


def _cause(group: shape.Reason) -> tuple[str, str]:
    """What groups of the same cause have in common; of a stored text, all of it."""
    what = group["what"]
    if not isinstance(what, Key):
        return group["kind"], worded(what)
    return group["kind"], worded(_split(what)[0]) if group["kind"] == LOST else what.key


def _split(what: Key) -> tuple[Words, Words]:
    """What was lost, and what stands in its place; nothing where nothing does."""
    parts = what.values["what"]
    if isinstance(parts, Key) and parts.key == "list.parts":
        rest = parts.values["rest"]
        if isinstance(rest, Key) and rest.key == "stress.instead":
            return parts.values["first"], rest  # type: ignore[return-value]
    return parts, ""  # type: ignore[return-value]


def _people(groups: Sequence[shape.Reason], runs: int) -> tuple[str, str]:
    every = Harmed()
    for group in groups:
        every.add(group)
    names = list(every.learners)
    return every.who(runs), ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")


def _words(groups: Sequence[shape.Reason], runs: int) -> Words:
    """The cause, after all that it leads to."""
    what = groups[0]["what"]
    if len(groups) == 1 or not isinstance(what, Key):
        return what
    values = {**what.values, "end": Joined(tuple(_ends(groups, runs)))}
    if groups[0]["kind"] == LOST:
        lost, instead = _split(what)
        same = all(isinstance(one["what"], Key) and _split(one["what"])[1] == instead for one in groups)
        values["what"] = what.values["what"] if same else lost
    elif "names" in values:
        units: Counter[str] = Counter()
        for group in groups:
            units.update(group["units"])
        values["names"] = frequent(units)
    return Key(what.key, **values)


def _ends(groups: Sequence[shape.Reason], runs: int) -> Iterator[Words]:
    """No plan, or so many terms later: how many learners each."""
    found: dict[Key, Harmed] = {}
    delays = {group["delay"] for group in groups if group["delay"] is not None}
    for group in groups:
        found.setdefault(_end(group["delay"], delays), Harmed()).add(group)
    for end, who in found.items():
        yield end if len(found) == 1 else Joined((end, f"({who.who(runs)})"), " ")


def _end(delay: int | None, delays: Collection[int]) -> Key:
    """What a delay is called among those of the same cause: many are told from the least to the most."""
    if delay is None:
        return Key("stress.never")
    if len(delays) > MOST_DELAYS:
        return Key("stress.later_between", least=min(delays), most=max(delays))
    return Key("stress.later", count=delay)

"""Two people on one dossier: what was done since a board was shown, what is different, and the change still to make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.http import QueryDict

from planner.domain.text import Key, Words
from planner.errors import BadInput
from planner.messages import catalogue
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.board.moves import ACTS, NotPossible
from planner.web.dossiers.board.nearest import stands
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.models import Dossier, Version
from planner.web.engine import Busy
from planner.web.meanings import Meanings, term_months
from planner.web.people.models import Entry

MOST = 20
"""Acts that are told, at most."""
STEPS = ("undo", "redo", "restored")
CHEAP = frozenset(ACTS) - {"best", "around", "repair"}
"""Acts that are worded by trying them: they solve nothing for long."""


class Done(NamedTuple):
    """Who did what, and when."""

    who: str
    at: datetime
    what: Words


class Meanwhile(NamedTuple):
    """What happened, and the form that was sent: its address's last part `name`, and its fields."""

    done: tuple[Done, ...]
    differs: tuple[Words, ...]
    name: str
    fields: tuple[tuple[str, str], ...]
    yours: Words | None

    @property
    def who(self) -> str | None:
        """The one person who did it all; None where several did."""
        people = {one.who for one in self.done}
        return people.pop() if len(people) == 1 else None

    @classmethod
    def of(cls, dossier: Dossier, revision: int, name: str, form: QueryDict) -> Meanwhile:
        """What happened to a dossier since one of its revisions."""
        missed = min(max(dossier.revision - revision, 1), MOST) if revision >= 0 else 1
        log = Entry.objects.filter(subject=dossier.subject, act__startswith="dossier.", after__isnull=False)
        lines = list(log.order_by("-id")[:missed])
        numbers = {line.after for line in lines} | {line.before for line in lines}
        versions = {v.number: v for v in dossier.versions.filter(number__in=[n for n in numbers if isinstance(n, int)])}
        seen = _version(versions, lines[-1].before) if lines else None
        done = tuple(Done(_name(line), line.at, _what(line, versions)) for line in lines)
        fields = tuple((key, str(form[key])) for key in ("unit", "place", "repair") if key in form)
        current = dossier.current
        differs = tuple(differences(seen, current)) if seen and current else ()
        return cls(done, differs, name, fields, _yours(current, name, form) if current else None)


def _version(versions: Mapping[int, Version], number: Any) -> Version | None:
    """The version of a number that the log tells."""
    return versions.get(number) if isinstance(number, int) else None


def _name(line: Entry) -> str:
    return str(line.person) if line.person is not None else line.who


def _what(line: Entry, versions: Mapping[int, Version]) -> Words:
    """What a line of the log tells, with the values of its version; of undo and redo, what they undid."""
    name = line.act.removeprefix("dossier.")
    version = _version(versions, line.before if name == "undo" else line.after)
    if version is None:
        return Key(f"act.{name}") if f"act.{name}" in catalogue() else name
    what = act_words(version.act, version.values)
    return Key(f"board.told.{name}", what=what) if name in ("undo", "redo") else what


def differences(before: Version, after: Version) -> Iterator[Words]:
    """Units that stand elsewhere, and keys of the learner that say something else."""
    sketch = Sketch.of(after)
    try:
        names, case = Meanings(sketch.case), sketch.case
    except BadInput:
        return
    old, new = stands(before.plan), stands(after.plan)
    for unit in dict.fromkeys([*old, *new]):
        was, now = old.get(unit), new.get(unit)
        values = {"unit": names.unit(sketch.code(unit))}
        values |= {"before": term_months(case, was.term)} if was else {}
        values |= {"after": term_months(case, now.term)} if now else {}
        if was != now:
            yield Key(f"board.differs.{'moved' if was and now else 'added' if now else 'gone'}", **values)
    keys = [key for key in {**before.learner, **after.learner} if before.learner.get(key) != after.learner.get(key)]
    if keys:
        yield Key("board.differs.learner", names=tuple(_key_words(key) for key in keys))


def _key_words(key: str) -> Words:
    """What a key of a learner is called."""
    found = next((f"{kind}.{key}" for kind in ("choice", "column") if f"{kind}.{key}" in catalogue()), None)
    return Key(found) if found else key


def _yours(current: Version, name: str, form: QueryDict) -> Words | None:
    """The change that was asked for; None where it does not fit any more, or is no change of a plan."""
    if name not in CHEAP:
        return Key(f"board.{name}") if name in ("best", "around", "repair", "undo", "redo") else None
    try:
        change = ACTS[name](current, form)
    except (BadInput, NotPossible, Busy):
        return None
    return act_words(change.act, {}) if not change.values else Key(f"act.{change.act}", **change.values)

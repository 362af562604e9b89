"""Two people on one dossier: what was done since a board was shown, what is different, and the change still to make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.http import QueryDict

from planner.domain.programme import Programme
from planner.domain.text import Key, Words
from planner.errors import BadInput
from planner.messages import catalogue, worded
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.board.events import moved_events
from planner.web.dossiers.board.moves import ACTS, NotPossible
from planner.web.dossiers.board.nearest import stands
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.form.answers import differing
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.frame import title_of, titled
from planner.web.dossiers.models import Dossier, Version
from planner.web.engine import Busy
from planner.web.meanings import Meanings, term_months
from planner.web.people.models import Entry

MOST = 20
"""Acts that are told, at most."""
STEPS = ("undo", "redo", "restored")
SOLVING = {"best", "around", "repair", "follow"}
CHEAP = frozenset(ACTS) - SOLVING
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
    viewer: str

    @property
    def title(self) -> Key:
        """Who did it: the viewer in another tab, one other person, or several."""
        people = {one.who for one in self.done}
        if people == {self.viewer}:
            return Key("board.stale_you")
        return Key("board.stale", who=people.pop()) if len(people) == 1 else Key("board.stale_several")

    @classmethod
    def of(cls, dossier: Dossier, revision: int, viewer: object, form: QueryDict, name: str = "") -> Meanwhile:
        """What happened to a dossier since one of its revisions, for a person who sent a form."""
        missed = min(max(dossier.revision - revision, 1), MOST) if revision >= 0 else 1
        log = Entry.objects.filter(subject=dossier.subject, act__startswith="dossier.", after__isnull=False)
        lines = list(log.order_by("-id")[:missed])
        numbers = {line.after for line in lines} | {line.before for line in lines}
        versions = {v.number: v for v in dossier.versions.filter(number__in=[n for n in numbers if isinstance(n, int)])}
        seen = _version(versions, lines[-1].before) if lines else None
        done = tuple(Done(_name(line), line.at, _what(line, versions)) for line in lines)
        fields = tuple((key, str(form[key])) for key in ("unit", "place", "repair", "event", "day") if key in form)
        current = dossier.current
        differs = tuple(differences(seen, current)) if seen and current else ()
        yours = _yours(current, name, form) if current else None
        return cls(done, differs, name, fields, yours, str(viewer))


def _version(versions: Mapping[int, Version], number: Any) -> Version | None:
    """The version of a number that the log tells."""
    return versions.get(number) if isinstance(number, int) else None


def _name(line: Entry) -> str:
    return worded(line.by())


def _what(line: Entry, versions: Mapping[int, Version]) -> Words:
    """What a line of the log tells, with the values of its version; of undo and redo, what they undid."""
    name = line.act.removeprefix("dossier.")
    version = _version(versions, line.before if name == "undo" else line.after)
    if version is None:
        return Key(f"act.{name}") if f"act.{name}" in catalogue() else name
    what = act_words(version.act, version.values)
    return Key(f"board.told.{name}", what=what) if name in ("undo", "redo") else what


def differences(before: Version, after: Version) -> Iterator[Words]:
    """Units and events that stand elsewhere, and keys of the learner that say something else."""
    try:
        case = Sketch.of(after).case
    except BadInput:
        return
    yield from moves(before, after)
    yield from _answers(case.programme, before.learner, after.learner)


def moves(before: Version, after: Version) -> Iterator[Words]:
    """Units and events that stand elsewhere."""
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
    yield from moved_events(case, before, after)


def _answers(programme: Programme, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Words]:
    """What is said of the learner that is not the same, in the words of the form."""
    known, name = dict(before), str(before.get("programme", ""))
    if name != after.get("programme"):
        yield Key("board.differs.answer", label=Key("form.programme"), before=title_of(name), after=titled(programme))
        known["programme"] = after.get("programme")
    for one in differing(Sheet(programme, known), Sheet(programme, after)):
        yield Key("board.differs.answer", label=one.label, before=one.before, after=one.after)


def _yours(current: Version, name: str, form: QueryDict) -> Words | None:
    """The change that was asked for; None where it does not fit any more, or is no change of a plan."""
    if name not in CHEAP:
        return Key(f"board.{name}") if name in {*SOLVING, "undo", "redo"} else None
    try:
        change = ACTS[name](current, form)
    except (BadInput, NotPossible, Busy):
        return None
    return act_words(change.act, {}) if not change.values else Key(f"act.{change.act}", **change.values)

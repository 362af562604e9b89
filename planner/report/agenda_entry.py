"""One thing in a learner's calendar: its days, its words, and a name that stays when a new plan moves it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from planner.domain.calendar import Span, Term
from planner.domain.case import Case
from planner.domain.learner import UNNAMED
from planner.messages import say
from planner.messages import text as say_text

NAMESPACE = UUID("6f1b1c1e-3a0d-5d6c-9c53-1f0f3b0a7a11")
"""Of the names of entries; never to change, or calendars would no longer know them."""
CONFIRMED, TENTATIVE, CANCELLED = "confirmed", "tentative", "cancelled"
NOTHING = "nothing"
"""The kind of a note that there is no plan."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All-day from `starts` to `ends` (both included); with `clock` (minutes after midnight) a class each week instead,
    whose first and last days they are, but not on the days of `skipped`. `alarm` is the text shown a week before.
    """

    uid: str
    kind: str
    category: str
    summary: str
    starts: date
    ends: date
    description: str
    status: str = CONFIRMED
    clock: tuple[int, int] | None = None
    skipped: tuple[date, ...] = ()
    place: str = ""
    alarm: str = ""

    def of(self, owner: str) -> Entry:
        """The entry under a name that no other owner's has."""
        return replace(self, uid=str(uuid5(NAMESPACE, json.dumps([owner, self.uid]))))


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose calendar it is, and how its entries are worded.

    A calendar with an `owner` follows the plan of theirs: names hang on that key alone, and no entry tells the day of
    a plan, which would change them all.
    """

    case: Case
    label: str
    created: date
    owner: str = ""

    def entry(
        self, kind: str, subject: Iterable[object], summary: str, span: Span, category: str, lines: Iterable[str] = (),
        *, tentative: bool = False, clock: tuple[int, int] | None = None, skipped: tuple[date, ...] = (),
        place: str = "", alarm: bool = False,
    ) -> Entry:  # fmt: skip
        """An entry; `subject` tells it from others of its kind and holds no day. `lines` describe it."""
        if self.label:
            summary = say("colon", name=self.label, value=summary)
        return Entry(
            self._uid(kind, subject), kind, say(f"agenda.category.{category}"), summary, *span,
            "\n".join([*lines, *self._origin()]), TENTATIVE if tentative else CONFIRMED, clock, skipped, place,
            say("agenda.alarm", what=summary) if alarm else "",
        )  # fmt: skip

    def _uid(self, kind: str, subject: Iterable[object]) -> str:
        """A UUID of what the entry is about: ids may hold any characters, and nobody reads a name off it. Who has no id
        is told from others by the first term, which stays when all else that is known of them changes.
        """
        learner, programme = self.case.learner, self.case.programme
        first = [programme.calendar.term(learner.start).name] if learner.id == UNNAMED else []
        whose = [self.owner] if self.owner else [programme.id, learner.id, *first, self.label]
        return str(uuid5(NAMESPACE, json.dumps([*whose, kind, *map(str, subject)])))

    def _origin(self) -> list[str]:
        name, made = self.case.learner.id, {"programme": self.case.programme.id, "day": self.created}
        if self.owner:
            told = say("agenda.followed", programme=self.case.programme.id)
        else:
            told = say("agenda.made_on", **made) if name == UNNAMED else say("agenda.made", learner=name, **made)
        return [told, *([say("agenda.fictional")] if self.case.fictional else [])]

    def dating(self, term: Term, *, stated: bool = False) -> list[str]:
        """Why the days of the term are not certain, or nothing; `stated` ones stand in the calendar to the day."""
        calendar = self.case.programme.calendar
        if term.year != calendar.year:
            return [say("agenda.projected", year=calendar.year_name(calendar.year))]
        return [say("agenda.approximate")] if term.projected and not stated else []

    def assumed(self, *names: str | None) -> list[str]:
        """The texts of the assumptions that there are among these."""
        texts = {entry["id"]: entry["text"] for entry in self.case.programme.about["assumptions"] or ()}
        known = dict.fromkeys(name for name in names if name in texts)
        return [say("agenda.assumption", text=say_text(texts[name])) for name in known]

    def titled(self, unit: str) -> str:
        """A unit's code and title."""
        title = say_text(self.case.programme.units[unit].title)
        return say("agenda.class", unit=unit, title=title)

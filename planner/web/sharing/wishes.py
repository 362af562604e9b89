"""What a learner would like to be otherwise: evenings, pace, pauses, what a year costs, the start; and its price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.timezone import localdate

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.text import Cents, Joined, Key, Words
from planner.errors import BadInput
from planner.web import engine
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.form.choices import next_start
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import HOLD, Known
from planner.web.dossiers.questions.offers import Offer, offered
from planner.web.engine import Busy
from planner.web.meanings import term_months
from planner.web.numbers import whole

USUAL = WEEKDAYS[:5]
MOST = 6
"""Units at once that one may wish for."""
AFTER = 4
"""Terms after the next one in which one may wish to start."""
WISHED = "wished"
"""The act that fulfils a wish."""
Wish = dict[str, Any]


class Choice(NamedTuple):
    """Something to tick or choose."""

    value: str
    words: Words
    chosen: bool


class Wishes(NamedTuple):
    """What may be wished for: `evenings` of who comes in the evening and how many units at once (`paces`), terms of the
    plan without any (`pauses`), `starts` of who has not begun, `budget` where there are prices; the form begins with
    what is so.
    """

    evenings: list[Choice]
    paces: list[Choice]
    pauses: list[Choice]
    starts: list[Choice]
    priced: bool
    budget: int | str | None

    def asked(self, form: QueryDict) -> Wishes:
        """The same with what a form says, to be sent once more."""
        given = (("evenings", self.evenings), ("pace", self.paces), ("pause", self.pauses), ("start", self.starts))
        evenings, paces, pauses, starts = (
            [one._replace(chosen=one.value in form.getlist(name)) for one in choices] for name, choices in given
        )
        return Wishes(evenings, paces, pauses, starts, self.priced, form.get("budget"))


def wishes(version: Version) -> Wishes | None:
    """What the learner may wish for; None where their data cannot be read any more."""
    try:
        case = Known(version.learner, version.past).case()
    except BadInput:
        return None
    free, own = _evenings(version), str(version.learner.get("start"))
    evenings = [Choice(day, Key(f"weekday.{day}"), day in free) for day in WEEKDAYS[:6]]
    starts = [Choice(name, term_months(case, name), name == own) for name in _starts(case, version, own)]
    budget, by_day = version.learner.get("max_cost_per_year"), case.learner.pathway == "daytime"
    paces = [] if by_day else list(_paces(case, version))
    pauses = list(_pauses(case, version))
    return Wishes([] if by_day else evenings, paces, pauses, starts, case.programme.has_prices, budget)


def _paces(case: Case, version: Version) -> Iterator[Choice]:
    """How many units at once; nothing of who has a number for each term."""
    pace = version.learner.get("max_units_per_term") or case.programme.load.max_evening_units
    if isinstance(pace, int):
        yield from (Choice(str(count), str(count), count == pace) for count in range(1, max(MOST, pace) + 1))


def _pauses(case: Case, version: Version) -> Iterator[Choice]:
    """Terms of the plan that are still to come, but the first, and pauses that there are."""
    plan, own = (version.document or {}).get("plan") or {}, version.learner.get("pause") or ()
    names = {*own, *(term["term"] for term in plan.get("terms", ())[1:])}
    found = {index for name in names if (index := case.programme.calendar.index(name)) is not None}
    for term in map(case.programme.calendar.term, sorted(found)):
        if case.fictional or term.span[0] > localdate():
            yield Choice(term.name, term_months(case, term.name), term.name in own)


def _evenings(version: Version) -> list[str]:
    found = (version.learner.get("availability") or {}).get("evenings")
    return list(USUAL if found is None else found)


def _starts(case: Case, version: Version, own: str) -> list[str]:
    """Terms to start in, the own one first; none for who has begun."""
    if version.past is not None or case.fictional:
        return []
    calendar = case.programme.calendar
    first = calendar.index(next_start(calendar, localdate())) or 0
    return list(dict.fromkeys((own, *(calendar.term(index).name for index in range(first, first + AFTER + 1)))))


def wished(version: Version, form: QueryDict) -> Wish:
    """What a form asks for that is not so already."""
    found, may = Wish(), wishes(version)
    if may is None:
        return found
    evenings = [one.value for one in may.evenings if one.value in form.getlist("evenings")]
    if may.evenings and set(evenings) != {one.value for one in may.evenings if one.chosen}:
        found["evenings"] = evenings
    budget = whole(form.get("budget", "").strip())
    if may.priced and budget >= 0 and budget != may.budget:
        found["budget"] = budget
    if form.get("pace") in {one.value for one in may.paces if not one.chosen}:
        found["pace"] = whole(form.get("pace"))
    paused = [one.value for one in may.pauses if one.value in form.getlist("pause")]
    if set(paused) != {one.value for one in may.pauses if one.chosen}:
        over = set(version.learner.get("pause") or ()) - {one.value for one in may.pauses}
        found["pause"] = [*sorted(over), *paused]
    if form.get("start") in {one.value for one in may.starts if not one.chosen}:
        found["start"] = form["start"]
    return found


def changes(learner: Mapping[str, Any], wish: Wish) -> dict[str, Any]:
    """The keys of the learner's data that the wish sets."""
    found = dict[str, Any]()
    if "evenings" in wish:
        found["availability"] = {**(learner.get("availability") or {}), "evenings": wish["evenings"]}
    if "budget" in wish:
        found["max_cost_per_year"] = wish["budget"]
    if "pace" in wish:
        found["max_units_per_term"] = wish["pace"]
    if "pause" in wish:
        found["pause"] = wish["pause"]
    if "start" in wish:
        found["start"] = wish["start"]
    return found


def fulfilled(learner: Mapping[str, Any], wish: Wish) -> bool:
    """Whether the learner's data say what was wished for."""
    return all(learner.get(key) == value for key, value in changes(learner, wish).items())


def told(version: Version, wish: Wish) -> list[Words]:
    """The wish in words."""
    try:
        case = Known(version.learner, version.past).case()
    except BadInput:
        return []
    found: list[Words] = []
    if "evenings" in wish:
        days = Joined(tuple(Key(f"weekday.{day}") for day in wish["evenings"]), ", ")
        found.append(Key("wish.evenings", days=days) if wish["evenings"] else Key("wish.no_evening"))
    if "pace" in wish:
        found.append(Key("wish.pace", count=wish["pace"]))
    if "budget" in wish:
        found.append(Key("wish.budget", amount=Cents(wish["budget"] * 100, case.programme.currency)))
    if "pause" in wish:
        terms = Joined(tuple(term_months(case, name) for name in wish["pause"]), ", ")
        found.append(Key("wish.pause", terms=terms) if wish["pause"] else Key("wish.no_pause"))
    if "start" in wish:
        found.append(Key("wish.start", months=term_months(case, wish["start"])))
    return found


class Proposal(NamedTuple):
    """What the wish comes to: facts, what the button that applies it sends; neither where no plan is possible so."""

    facts: list[Words]
    offer: str = ""


def proposal(dossier: Dossier, version: Version, wish: Wish) -> Proposal | None:
    """The best plan with the wish beside the one that there is; None where nobody can say it now."""
    set_keys = changes(version.learner, wish)
    values = {"what": Joined(tuple(told(version, wish)), " ; ")}
    wished_for = Known({**version.learner, **set_keys}, version.past)
    try:  # why a wish is impossible takes long, and is not said here: a link may bring many such
        possible = engine.possible(wished_for.case(), engine.settings())
        made = Offer(WISHED, values, set_keys).state(version) if possible else None
    except (BadInput, Busy):
        return None
    if made is None or made["status"] not in HOLD:
        return Proposal([Key("wish.impossible")])
    facts: list[Words] = [one.told() for one in figures(version.document or {}, made["document"])]
    return Proposal(facts, offered(dossier, WISHED, values, set=set_keys))


class Figure(NamedTuple):
    """What a plan comes to, and what another one did; None where that is not known."""

    name: str
    now: object
    was: object

    def told(self) -> Key:
        """The figure beside what it was."""
        how = "" if self.was is None else "_same" if self.was == self.now else "_instead"
        return Key(f"wish.{self.name}{how}", now=self.now, was=self.was)


def figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Figure]:
    """When a plan (a version's document) ends, what the learner pays, and how long it takes, with what another one
    came to.
    """
    found = [(name, of(after), of(before)) for name, of in (("ends", _end), ("pays", _own), ("lasts", _terms))]
    return [Figure(name, now, was) for name, now, was in found if now is not None]


def _end(document: Mapping[str, Any]) -> date | None:
    day = (document.get("dates") or {}).get("reached")
    return date.fromisoformat(day) if day else None


def _own(document: Mapping[str, Any]) -> Cents | None:
    paid = (document.get("plan") or {}).get("cost")
    return Money(paid, paid["currency"]).own if paid and paid.get("known", True) else None


def _terms(document: Mapping[str, Any]) -> Key | None:
    terms = (document.get("plan") or {}).get("terms")
    return Key("wish.terms", count=len(terms)) if terms else None

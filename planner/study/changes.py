"""What a learner could give way on, a little at a time: each change is keys of the learner file with new values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from planner.domain.calendar import Span, Term, add_months
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.plan import Instance
from planner.domain.text import Cents, Key

KINDS = ("evening", "cap", "deadline", "window", "daytime", "elective", "budget", "order", "pin", "work", "always")
"""Kinds of change, from what asks least."""
NEW_WINDOW = 6
"""A new window asks as much as one that is twelve weeks longer."""
ALWAYS = 8
"""What is asked in every term counts as much as in eight terms."""


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` tells it from others of its kind; `set` replaces top-level keys of the learner file; `key` and `values`
    word it; `touches` are the rule instances that it loosens. `size` counts its steps: one more evening, one more
    term, two more weeks; cents of money.
    """

    kind: str
    subject: tuple[Any, ...]
    key: str
    values: dict[str, Any]
    set: dict[str, Any]
    touches: tuple[Instance, ...]
    size: int = 1

    @property
    def rank(self) -> int:
        """How much this kind of change asks, beside others of its size."""
        return KINDS.index(self.kind)


@dataclass(frozen=True)
class Menu:
    """The changes that a case leaves open in the terms from now to `last`, kind by kind, in steps."""

    case: Case
    last: int
    data: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", dict(self.case.learner.data))

    def terms(self) -> list[Term]:
        """The terms in which something could change."""
        return [self.case.programme.calendar.term(index) for index in range(self.case.now, self.last + 1)]

    def single(self, touched: Iterable[Instance] | None = None) -> Iterator[Change]:
        """Every change of one step, apart from amounts of money; only those that loosen an instance in `touched`."""
        wanted = None if touched is None else set(touched)
        for make in _MAKERS:
            for change in make(self):
                if wanted is None or wanted & set(change.touches):
                    yield change

    def named(self, index: int) -> str:
        """The name of a term."""
        return self.case.programme.calendar.term(index).name


def evenings(menu: Menu, more: int = 1) -> Iterator[Change]:
    """More free evenings a week in one term."""
    case, learner = menu.case, menu.case.learner
    if EVENING not in case.modalities:
        return
    for term in menu.terms():
        for days in _more_days(case, term.index, set(learner.free_evenings(term.index)), more):
            yield _freed(menu, term, days)


def _freed(menu: Menu, term: Term, days: tuple[str, ...]) -> Change:
    """These evenings free in the term as well."""
    given = dict(menu.data.get("availability") or {})
    free = {*menu.case.learner.free_evenings(term.index), *days}
    terms = {**(given.get("terms") or {})}
    terms[term.name] = {**(terms.get(term.name) or {}), "evenings": [day for day in WEEKDAYS if day in free]}
    values = {"term": term, "count": len(days), "days": _weekdays(days)}
    return Change(
        "evening", (term.name, *days), "change.evening", values,
        {"availability": {**given, "terms": terms}}, (Instance("availability", (term.name,)),), len(days),
    )  # fmt: skip


def _more_days(case: Case, term: int, free: set[str], more: int) -> Iterator[tuple[str, ...]]:
    """Weekdays to add: the first that are not free, or each on which something meets."""
    offerings = case.programme.offerings(term // case.programme.calendar.size)
    running = [o for o in offerings if term in o.terms and o.modality == EVENING]
    meeting = {session.weekday for o in running for session in o.sessions}
    missing = [day for day in WEEKDAYS if day not in free]
    if any(not o.sessions for o in running) and len(missing) >= more:
        yield tuple(missing[:more])
    if more == 1:
        yield from ((day,) for day in missing if day in meeting and (day,) != tuple(missing[:1]))
        if missing and missing[0] in meeting and all(o.sessions for o in running):
            yield (missing[0],)


def caps(menu: Menu, more: int = 1) -> Iterator[Change]:
    """More evening units in one term than the cap allows."""
    case = menu.case
    if EVENING not in case.modalities:
        return
    for term in menu.terms():
        cap = case.evening_cap(term.index) + more
        bound = _by_term(menu.data.get(_CAP), term.name, cap)
        yield Change(
            "cap", (term.name,), "change.cap", {"term": term, "most": cap}, {_CAP: bound},
            (Instance("load_cap", (EVENING, term.name)),), more,
        )  # fmt: skip


def deadline(menu: Menu, more: int = 1) -> Iterator[Change]:
    """The title some terms later."""
    limit = menu.case.learner.deadline
    if limit is None:
        return
    later = menu.case.programme.calendar.term(limit + more)
    values = {"term": later, "count": more}
    yield Change("deadline", (), "change.deadline", values, {"deadline": later.name}, (Instance("deadline"),), more)


def windows(menu: Menu, more: int = 1) -> Iterator[Change]:
    """A window for the internship that ends, or begins, some fortnights further."""
    if not menu.case.internship_months:
        return
    days = timedelta(days=14 * more)
    for number, window in enumerate(menu.case.learner.windows):
        for side, longer in (
            ("ends", Span(window.starts, window.ends + days)),
            ("starts", Span(window.starts - days, window.ends)),
        ):
            entries = [dict(entry) for entry in menu.data["internship_windows"]]
            entries[number] = {"from": longer.starts.isoformat(), "to": longer.ends.isoformat()}
            values = {"starts": longer.starts, "ends": longer.ends, "weeks": 2 * more}
            touches = (Instance("internship"),)
            yield Change(
                "window", (number, side), "change.window", values, {"internship_windows": entries}, touches, more
            )


def new_window(menu: Menu) -> Iterator[Change]:
    """A window for the whole internship that begins with one of the terms."""
    case = menu.case
    if not case.internship_months or (case.history is not None and case.history.internship is not None):
        return
    for term in menu.terms():
        window = Span(term.span.starts, add_months(term.span.starts, case.internship_months))
        entries = [*(menu.data.get("internship_windows") or ()),
                   {"from": window.starts.isoformat(), "to": window.ends.isoformat()}]  # fmt: skip
        values = {"starts": window.starts, "ends": window.ends}
        touches = (Instance("internship"),)
        subject = ("new", term.name)
        yield Change(
            "window", subject, "change.new_window", values, {"internship_windows": entries}, touches, NEW_WINDOW
        )


def other_modality(menu: Menu, more: int = 1) -> Iterator[Change]:
    """One unit in the daytime beside evenings, or in the evening beside daytime classes."""
    case, learner = menu.case, menu.case.learner
    mixed = case.programme.pathways.get("mixed")
    if mixed is None:
        return
    for modality, key, cap, word in (
        (DAYTIME, _DAY_CAP, learner.daytime_cap, "change.daytime"),
        (EVENING, _CAP, learner.evening_cap, "change.in_evening"),
    ):
        if modality not in mixed.modalities:
            continue
        for term in menu.terms():
            if not _runs(case, modality, term.index):
                continue
            if modality not in case.modalities:
                bound: Any = {"default": 0, "terms": {term.name: more}}
                touches: tuple[Instance, ...] = (Instance("offering", (modality,)), Instance("report"))
                yield Change("daytime", (modality, term.name), word, {"term": term, "count": more},
                             {"pathway": "mixed", key: bound}, touches, more)  # fmt: skip
            elif modality == DAYTIME and (most := cap.of(term.index)) is not None:
                bound = _by_term(menu.data.get(key), term.name, most + more)
                values = {"term": term, "most": most + more}
                touches = (Instance("load_cap", (DAYTIME, term.name)),)
                subject = (modality, term.name)
                yield Change("daytime", subject, "change.daytime_cap", values, {key: bound}, touches, more)


def _runs(case: Case, modality: str, term: int) -> bool:
    offerings = case.programme.offerings(term // case.programme.calendar.size)
    return any(o.modality == modality and o.first == term and o.unit in case.remaining for o in offerings)


def electives(menu: Menu) -> Iterator[Change]:
    """A unit that was to be avoided, or a choice among electives that was pinned."""
    data = menu.data
    code = menu.case.programme.unit_code
    for unit in dict.fromkeys(menu.case.learner.avoid):
        rest = [entry for entry in data["avoid"] if code(entry) != unit]
        touches = (Instance("pin", (unit,)),)
        yield Change("elective", (unit,), "change.elective", {"unit": unit}, {"avoid": rest}, touches)


def pins(menu: Menu) -> Iterator[Change]:
    """A unit that need not stay where it was pinned."""
    for unit, index in menu.case.learner.pins:
        name = menu.named(index)
        code = menu.case.programme.unit_code
        rest = [entry for entry in menu.data["pins"] if code(entry["unit"]) != unit]
        values = {"unit": unit, "term": menu.case.programme.calendar.term(index)}
        yield Change("pin", (unit,), "change.pin", values, {"pins": rest}, (Instance("pin", (unit, name)),))


def order(menu: Menu) -> Iterator[Change]:
    """The certificate first if possible, and not at any price."""
    if menu.case.learner.order == "require":
        touches = tuple(Instance("certificate_order", (unit,)) for unit in menu.case.remaining)
        yield Change("order", (), "change.order", {}, {"order": "prefer"}, touches)


def work(menu: Menu) -> Iterator[Change]:
    """Work that goes on, so that months of experience are added."""
    said = menu.case.learner.experience
    if said is not None and said.working is False:
        experience = {**(menu.data.get("experience") or {}), "working": True}
        yield Change("work", (), "change.work", {}, {"experience": experience}, (Instance("experience"),))


def budget(menu: Menu, year: int, cents: int) -> Change:
    """More money in one academic year: `cents` in all."""
    calendar = menu.case.programme.calendar
    given, name = menu.data.get(_BUDGET), calendar.year_name(year)
    held = dict(given) if isinstance(given, dict) else {"default": given}
    amount = cents / 100 if cents % 100 else cents // 100
    years = {key: value for key, value in (held.get("years") or {}).items() if key != str(year)}
    bound = {**held, "years": {**years, name: amount}}
    values = {"year": name, "amount": Cents(cents)}
    more = cents - (menu.case.learner.budget.of(year) or 0)
    return Change("budget", (name,), "change.budget", values, {_BUDGET: bound}, (Instance("budget", (name,)),), more)


def every_year(menu: Menu, cents: int) -> Change:
    """More money in every academic year: `cents` a year."""
    calendar = menu.case.programme.calendar
    amount = cents / 100 if cents % 100 else cents // 100
    years = range(menu.case.now // calendar.size, menu.last // calendar.size + LONGEST_PLAN_YEARS + 1)
    touches = tuple(Instance("budget", (calendar.year_name(year),)) for year in years)
    values = {"amount": Cents(cents)}
    return Change("always", ("budget",), "change.budget_always", values, {_BUDGET: amount}, touches, ALWAYS)


def every_term(menu: Menu, more: int = 1) -> Iterator[Change]:
    """More evenings, or more evening units, in every term."""
    case, learner = menu.case, menu.case.learner
    if EVENING not in case.modalities:
        return
    calendar = case.programme.calendar
    names = [calendar.term(t).name for t in range(case.now, case.now + LONGEST_PLAN_YEARS * calendar.size)]
    missing = [day for day in WEEKDAYS if day not in learner.evenings]
    given = menu.data.get("availability") or {}
    if len(missing) >= more:
        days = [day for day in WEEKDAYS if day in learner.evenings or day in missing[:more]]
        terms = {
            name: {**entry, "evenings": [d for d in WEEKDAYS if d in entry["evenings"] or d in missing[:more]]}
            if entry.get("evenings") is not None
            else entry
            for name, entry in (given.get("terms") or {}).items()
        }
        wider = {**given, "evenings": days} | ({"terms": terms} if terms else {})
        touches = tuple(Instance("availability", (name,)) for name in names)
        values = {"count": more, "days": _weekdays(missing[:more])}
        yield Change("always", ("evening",), "change.evening_always", values, {"availability": wider}, touches,
                     ALWAYS * more)  # fmt: skip
    cap, held = learner.evening_cap, menu.data.get(_CAP)
    most = (case.programme.load.max_evening_units if cap.default is None else cap.default) + more
    bound = most if not isinstance(held, dict) else {
        "default": most, "terms": {name: value + more for name, value in (held.get("terms") or {}).items()}
    }  # fmt: skip
    touches = tuple(Instance("load_cap", (EVENING, name)) for name in names)
    yield Change("always", ("cap",), "change.cap_always", {"most": most}, {_CAP: bound}, touches, ALWAYS * more)


def again(case: Case, change: Change, last: int) -> Change:
    """The same change, made on a case that others have changed since."""
    menu, kind, subject, values = Menu(case, last), change.kind, change.subject, change.values
    if kind == "budget":
        return budget(menu, int(subject[0][:4]), values["amount"])
    if kind == "evening":
        return _freed(menu, values["term"], subject[1:])
    if kind == "daytime" and subject[0] == EVENING and EVENING in case.modalities:
        term = values["term"]
        bound = _by_term(menu.data.get(_CAP), term.name, case.evening_cap(term.index) + change.size)
        return replace(change, set={_CAP: bound})
    steps = change.size // ALWAYS if kind == "always" else change.size
    make = STEPPED.get(kind)
    options = make(menu, steps) if make and subject[:1] != ("new",) else menu.single()
    return next((c for c in options if (c.kind, c.subject) == (kind, subject)), change)


_CAP, _DAY_CAP, _BUDGET = "max_units_per_term", "max_daytime_units_per_term", "max_cost_per_year"
_MAKERS: tuple[Callable[[Menu], Iterator[Change]], ...] = (
    evenings, caps, deadline, windows, new_window, other_modality, electives, order, pins, work
)  # fmt: skip
STEPPED: dict[str, Callable[[Menu, int], Iterator[Change]]] = {
    "evening": evenings,
    "cap": caps,
    "window": windows,
    "daytime": other_modality,
    "always": every_term,
    "deadline": deadline,
}
"""Kinds that can be asked for in more than one step."""


def _weekdays(days: Iterable[str]) -> tuple[Key, ...]:
    return tuple(Key(f"weekday.{day}") for day in days)


def _by_term(given: Any, term: str, bound: int) -> dict[str, Any]:
    held = dict(given) if isinstance(given, dict) else {} if given is None else {"default": given}
    return {**held, "terms": {**(held.get("terms") or {}), term: bound}}

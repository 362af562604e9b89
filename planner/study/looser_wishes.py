"""What a learner asks for, asked less strictly: dates, windows, choices, money, the pathway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.domain.calendar import Span, add_months
from planner.domain.case import LONGEST_PLAN_YEARS
from planner.domain.plan import Instance
from planner.domain.text import Cents
from planner.study.menu import ALWAYS, BUDGET, Change, Menu

NEW_WINDOW = 6
"""A new window asks as much as one that is twelve weeks longer."""
FORTNIGHT = 14
WINDOWS, TOUCHED = "internship_windows", (Instance("internship"),)


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
    for number in range(len(menu.case.learner.windows) if menu.case.internship_months else 0):
        yield longer(menu, number, after=FORTNIGHT * more)
        yield longer(menu, number, before=FORTNIGHT * more)


def longer(menu: Menu, number: int, before: int = 0, after: int = 0) -> Change:
    """One of the windows for the internship so many days longer at either end."""
    window = menu.case.learner.windows[number]
    span = Span(window.starts - timedelta(days=before), window.ends + timedelta(days=after))
    entries = [dict(entry) for entry in menu.data[WINDOWS]]
    entries[number] = {"from": span.starts.isoformat(), "to": span.ends.isoformat()}
    values = {"starts": span.starts, "ends": span.ends, "count": before + after, "before": before, "after": after}
    side = "both" if before and after else "starts" if before else "ends"
    steps = -(-(before + after) // FORTNIGHT)
    return Change("window", (number, side), "change.window", values, {WINDOWS: entries}, TOUCHED, steps)


def new_window(menu: Menu) -> Iterator[Change]:
    """A window for the whole internship that begins with one of the terms."""
    case = menu.case
    if not case.internship_months or (case.history is not None and case.history.internship is not None):
        return
    for term in menu.terms():
        window = Span(term.span.starts, add_months(term.span.starts, case.internship_months))
        entries = [*(menu.data.get(WINDOWS) or ()),
                   {"from": window.starts.isoformat(), "to": window.ends.isoformat()}]  # fmt: skip
        values = {"starts": window.starts, "ends": window.ends}
        subject = ("new", term.name)
        yield Change("window", subject, "change.new_window", values, {WINDOWS: entries}, TOUCHED, NEW_WINDOW)


def electives(menu: Menu) -> Iterator[Change]:
    """A unit that was to be avoided, or a choice among electives that was pinned."""
    data = menu.data
    code = menu.case.programme.unit_code
    for unit in dict.fromkeys(menu.case.learner.avoid):
        rest = [entry for entry in data["avoid"] if code(entry) != unit]
        touches = (Instance("pin", (unit,)),)
        yield Change("elective", (unit,), "change.elective", {"unit": unit}, {"avoid": rest}, touches)


def extras(menu: Menu) -> Iterator[Change]:
    """A unit that was wanted beyond what is needed."""
    code = menu.case.programme.unit_code
    for unit in menu.case.learner.extra:
        rest = [entry for entry in menu.data["extra"] if code(entry) != unit]
        touches = (Instance("requirement", (unit,)),)
        yield Change("extra", (unit,), "change.extra", {"unit": unit}, {"extra": rest}, touches)


def pins(menu: Menu) -> Iterator[Change]:
    """A unit that need not stay where it was pinned."""
    for unit, index, modality in menu.case.learner.pins:
        name = menu.term_name(index)
        code = menu.case.programme.unit_code
        rest = [entry for entry in menu.data["pins"] if code(entry["unit"]) != unit]
        values = {"unit": unit, "term": menu.case.programme.calendar.term(index)}
        key, values = ("change.pin_in", values | {"modality": modality}) if modality else ("change.pin", values)
        yield Change("pin", (unit,), key, values, {"pins": rest}, (Instance("pin", (unit, name)),))


def order(menu: Menu) -> Iterator[Change]:
    """The certificate first if possible, and not at any price."""
    if menu.case.learner.order == "require":
        touches = tuple(Instance("certificate_order", (unit,)) for unit in menu.case.remaining)
        yield Change("order", (), "change.order", {}, {"order": "prefer"}, touches)


def work(menu: Menu) -> Iterator[Change]:
    """Work that goes on, so that months of experience are added."""
    said = menu.case.learner.experience
    if said is not None and said.working is False and menu.case.experience_rule is not None:
        experience = {**(menu.data.get("experience") or {}), "working": True}
        yield Change("work", (), "change.work", {}, {"experience": experience}, (Instance("experience"),))


def pauses(menu: Menu) -> Iterator[Change]:
    """A term that is no pause after all."""
    index = menu.case.programme.calendar.index
    for term in (menu.case.programme.calendar.term(paused) for paused in sorted(menu.case.paused)):
        rest = [name for name in menu.data["pause"] if index(name) != term.index]
        touches = (Instance("pause", (term.name,)),)
        yield Change("pause", (term.name,), "change.pause", {"term": term}, {"pause": rest}, touches)


def starts(menu: Menu) -> Iterator[Change]:
    """Another term to start in, up to a year later or sooner, that can still begin; what has begun has no other."""
    case, calendar = menu.case, menu.case.programme.calendar
    for terms in range(1, calendar.size + 1) if case.history is None else ():
        for key, index in (("change.start_later", terms), ("change.start_sooner", -terms)):
            term = calendar.term(case.learner.start + index)
            values = {"term": term, "count": terms}
            if menu.can_begin(term):
                yield Change("start", (term.name,), key, values, {"start": term.name}, (), terms, everywhere=True)


def budget(menu: Menu, year: int, cents: int) -> Change:
    """More money in one academic year: `cents` in all."""
    calendar = menu.case.programme.calendar
    given, name = menu.data.get(BUDGET), calendar.year_name(year)
    held = dict(given) if isinstance(given, dict) else {"default": given}
    amount = cents / 100 if cents % 100 else cents // 100
    years = {key: value for key, value in (held.get("years") or {}).items() if key != str(year)}
    bound = {**held, "years": {**years, name: amount}}
    values = {"year": name, "amount": Cents(cents, menu.case.programme.currency)}
    more = cents - (menu.case.learner.budget.of(year) or 0)
    return Change("budget", (name,), "change.budget", values, {BUDGET: bound}, (Instance("budget", (name,)),), more)


def every_year(menu: Menu, cents: int) -> Change:
    """More money in every academic year: `cents` a year."""
    calendar = menu.case.programme.calendar
    amount = cents / 100 if cents % 100 else cents // 100
    years = range(menu.case.now // calendar.size, menu.last // calendar.size + LONGEST_PLAN_YEARS + 1)
    touches = tuple(Instance("budget", (calendar.year_name(year),)) for year in years)
    values = {"amount": Cents(cents, menu.case.programme.currency)}
    return Change("always", ("budget",), "change.budget_always", values, {BUDGET: amount}, touches, ALWAYS)


def pathways(menu: Menu) -> Iterator[Change]:
    """Another pathway altogether, with its own classes, windows and terms of the report."""
    case = menu.case
    for name, other in case.programme.pathways.items():
        if name != case.learner.pathway and set(other.modalities) - set(case.modalities):
            values, keys = {"pathway": name}, {"pathway": name}
            yield Change("pathway", (name,), "change.pathway", values, keys, (), ALWAYS, everywhere=True)

"""What a programme lets one choose from, in words: terms by their months, units by their titles, payers, certificates.

What a learner's data names beyond that stays choosable, so that a form never loses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from planner.domain.learner import ASKED, OBJECTIVES, WEEKDAYS
from planner.domain.programme import Programme, Unit
from planner.errors import BadInput
from planner.messages import bound, catalogue, day, say, spaced, text, word
from planner.storage import programmes
from planner.storage.registry import KNOWN, instances_folder
from planner.storage.wishes import prerequisites
from planner.web.dossiers.frame import with_our_prices

YEARS_AHEAD = 8
"""Academic years after the present one that terms can be chosen from."""
PAUSES = 12
"""Terms from the start on that a pause can be ticked in."""
DATED = re.compile(r"\b\d{4}-[A-Za-z][A-Za-z0-9]*\b(?: \([^()]*\d{4}\))?")
"""The name of a term, with its days where they follow."""
DAY = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)\b")
NUMBERED = re.compile(r"^\[\d+\]\.?")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAMES = {
    "funding": "money", "payer_budgets": "budgets", "availability": "week", "internship_windows": "windows",
    "minimise": "priorities", "chances": "risks",
}  # fmt: skip
"""Keys of a learner's data that the form shows under another name."""
Choice = tuple[str, str]
Grouped = list[tuple[str, list[Choice]]]


def months(starts: date, ends: date) -> str:
    """`octobre 2026 – janvier 2027`, `février – juin 2027`."""
    first = bound().month(starts) + (f" {starts.year}" if starts.year != ends.year else "")
    return f"{first} – {bound().month(ends)} {ends.year}"


def term_words(calendar: Calendar, name: str) -> str:
    """A term by its months; a name that is none stays."""
    index = index_of(calendar, name)
    return name if index is None else months(*calendar.term(index).span)


def index_of(calendar: Calendar, name: str) -> int | None:
    """The index of a term; None where it is none, or of a year that nobody plans in."""
    index = calendar.index(name)
    return index if index is not None and FIRST_YEAR <= index // calendar.size <= LAST_YEAR else None


def by_months(calendar: Calendar, told: str) -> str:
    """A text with its terms by their months, in place of their names and the days behind, and its days in words."""
    told = DATED.sub(lambda found: term_words(calendar, found[0].partition(" ")[0]), told)
    return DAY.sub(lambda found: day(date.fromisoformat(found[0])), told)


def key_words(where: str) -> str:
    """What the form calls the key of a learner's data at the beginning of a path, after the number of one of several
    learners; the key where it has no word.
    """
    key = re.split(r"[.\[]", NUMBERED.sub("", where), maxsplit=1)[0]
    name = f"form.{NAMES.get(key, key)}"
    return say(name) if name in catalogue() else key


def capital(told: str) -> str:
    """The text with a capital first."""
    return told[:1].upper() + told[1:]


def next_start(calendar: Calendar, today: date) -> str:
    """The first term that has not begun."""
    index = (today.year - 1) * calendar.size
    while calendar.term(index).span.starts < today:
        index += 1
    return calendar.term(index).name


def newest_first() -> tuple[list[Programme], list[tuple[str, BadInput]]]:
    """The programmes that can be read: the school's own before those that ship, with its prices before without, those
    in force before those of a year, the newest before, fictional ones last; and the others, with what is wrong.
    """
    found, broken = list[Programme](), list[tuple[str, BadInput]]()
    for name in programmes.identifiers():
        try:
            found.append(programmes.load_known(name))
        except BadInput as error:
            broken.append((name, error))
    found.sort(key=_rank)
    return found, broken


def _rank(programme: Programme) -> tuple[bool, bool, bool, bool, int]:
    """What is offered first is smallest. A vintage that names no year is one that is still in force."""
    path = KNOWN.path(programme.id)
    ships = path is not None and path.parent.parent == instances_folder()
    dated = YEAR.search(str(programme.about["vintage"])) is not None
    return bool(programme.about["fictional"]), ships, not with_our_prices(programme), dated, -programme.calendar.year


def beside(choices: Sequence[Choice], given: Iterable[str]) -> list[Choice]:
    """The choices, with those that are given and are none of them."""
    known = {value for value, _ in choices}
    return [*choices, *((value, value) for value in dict.fromkeys(given) if value and value not in known)]


@dataclass(frozen=True, slots=True)
class Choices:
    """Those of a programme, for a learner who starts in the term `start`."""

    programme: Programme
    start: str
    today: date

    @property
    def calendar(self) -> Calendar:
        """That of the programme."""
        return self.programme.calendar

    @property
    def _own(self) -> int | None:
        """The index of the start; None where no learner starts then."""
        return index_of(self.calendar, self.start)

    @property
    def second_sessions(self) -> bool:
        """Whether the year in which the learner starts has second sessions."""
        own = self._own
        return bool(self.calendar.of(self.calendar.year if own is None else own // self.calendar.size).resits)

    def terms(self, given: Iterable[str] = (), *, starts: bool = False) -> Grouped:
        """Terms by academic year: from the learner's start on, or those that they may start in."""
        calendar, own = self.calendar, self._own
        first = calendar.year if own is None else own // calendar.size
        last = max(self.today.year, calendar.year, first) + YEARS_AHEAD
        found: Grouped = []
        for year in range(min(calendar.year, self.today.year - 1, first) if starts else first, last):
            terms = [calendar.term(year * calendar.size + position) for position in range(calendar.size)]
            terms = [term for term in terms if starts or own is None or term.index >= own]
            found.append((calendar.year_name(year), [(term.name, months(*term.span)) for term in terms]))
        known = {name for _, terms_of in found for name, _ in terms_of}
        others = [(name, term_words(calendar, name)) for name in dict.fromkeys(given) if name and name not in known]
        return [*found, (say("form.other_terms"), others)] if others else found

    def pauses(self, given: Iterable[str] = ()) -> list[Choice]:
        """The terms that follow the start, and those that are given."""
        first = self._own
        following = [] if first is None else [self.calendar.term(first + n).name for n in range(1, PAUSES + 1)]
        names = dict.fromkeys((*following, *given))
        return [(name, term_words(self.calendar, name)) for name in names]

    def years(self, given: Iterable[str] = ()) -> list[Choice]:
        """Academic years from the start on."""
        index = self._own
        first = self.today.year if index is None else index // self.calendar.size
        names = [self.calendar.year_name(year) for year in range(first, first + YEARS_AHEAD)]
        return beside([(name, name) for name in names], given)

    def unit(self, unit: Unit) -> str:
        """A unit by its title, the code behind."""
        return f"{spaced(text(unit.title))} ({unit.code})"

    def units(self, given: Iterable[str] = (), *, courses: bool = True) -> list[Choice]:
        """Units that are studied, or all of them."""
        units = (unit for unit in self.programme.units.values() if not courses or unit.kind == "course")
        return beside([(unit.code, self.unit(unit)) for unit in units], given)

    def waivers(self, given: Iterable[str] = ()) -> list[Choice]:
        """Prerequisites that somebody may be dispensed from; a value names both units."""
        units = self.programme.units
        pairs = dict.fromkeys((each.unit, each.prerequisite) for each in prerequisites(self.programme))
        known = [
            (f"{unit}={other}", say("form.waive.pair", unit=self.unit(units[unit]), other=self.unit(units[other])))
            for unit, other in pairs
        ]
        return beside(known, given)

    def fundings(self, given: Iterable[str] = ()) -> list[Choice]:
        """Who may pay."""
        known = [(name, capital(spaced(text(title)))) for name, title in self.programme.fundings.items()]
        return beside(known or [("individual", say("form.payer.own"))], given)

    def payers(self) -> list[str]:
        """Fundings that are not the learner's own money: those that may have a budget."""
        own = self.programme.own
        return [name for name, _ in self.fundings() if not (name in own and own[name].learner)]

    def pathways(self, given: Iterable[str] = ()) -> list[Choice]:
        """The pathways of the programme."""
        return beside([(name, capital(word("pathway", name))) for name in self.programme.pathways], given)

    def goals(self, given: Iterable[str] = ()) -> list[Choice]:
        """The award, or a certificate alone."""
        certificates = [(each.id, f"{spaced(text(each.title))} ({each.id})") for each in self.programme.certificates]
        return beside([("award", say("form.goal.award")), *certificates], given)


def weekdays() -> list[Choice]:
    """Monday to Sunday."""
    return [(name, word("weekday", name)) for name in WEEKDAYS]


def objectives() -> list[Choice]:
    """What may come first."""
    return [(name, say(f"form.objective.{name}")) for name in (*OBJECTIVES, *ASKED)]


def modalities() -> list[Choice]:
    """How a unit may run."""
    return [(name, word("modality", name)) for name in ("evening", "daytime", "distance")]

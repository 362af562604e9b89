"""What a move would break or cost, told before one chooses it: the plan with the move is judged, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Violation
from planner.domain.text import Cents, Key, Words
from planner.messages import dated
from planner.report.events import reached_day
from planner.service.audit import AuditAnswer
from planner.web.dossiers.board.sketch import Line, Place, Sketch
from planner.web.meanings import Meanings, month, months

MOST = 24
"""Places that are judged for one list: a judgement takes a millisecond or two."""
MOST_OTHERS = 12
"""Units that are offered in place of another."""
MOST_TOLD = 3
"""Rules that are told beside a place."""
NEAR = 3
"""Places that are tried for each of them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of a place for a unit: the rules that it would break and those that hold again, and what changes of the money and
    of the award; None where nothing does, or where it is unknown.
    """

    unit: str
    title: Words
    place: Place
    months: Words
    here: bool
    breaks: tuple[Words, ...]
    mends: int
    price: Key | None
    award: Key | None

    @property
    def free(self) -> bool:
        """Whether no rule stands against it."""
        return not self.breaks

    @property
    def told(self) -> tuple[Words, ...]:
        """The rules that it would break; of many the first ones, and how many more."""
        if len(self.breaks) <= MOST_TOLD:
            return self.breaks
        return (*self.breaks[: MOST_TOLD - 1], Key("board.and_more", count=len(self.breaks) - MOST_TOLD + 1))


def places(sketch: Sketch, unit: str) -> list[Verdict]:
    """Where the unit can be taken from now on, until a year after the plan's end, in order."""
    line = sketch.line(unit)
    here = None if line is None else (line["term"], line.get("modality"))
    return [
        _verdict(sketch, sketch.placed(unit, place), unit, place, here=here in (place, (place.term, None)))
        for place in openings(sketch, unit)[:MOST]
    ]


def openings(sketch: Sketch, unit: str) -> list[Place]:
    """Places for a unit, in the order of terms; of those that have begun, none."""
    case = sketch.case
    calendar, last = case.programme.calendar, _horizon(sketch)
    found: dict[Place, None] = {}
    for offering in _offerings(case, unit, last):
        found[Place(calendar.term(offering.first).name, offering.modality)] = None
    return list(found)


def _horizon(sketch: Sketch) -> int:
    """The last term in which a unit may begin: a year and a term after the last one that has begun by then."""
    calendar, now = sketch.case.programme.calendar, sketch.case.now
    starts = [calendar.index(line["term"]) or 0 for line in sketch.lines]
    return max([*starts, now + calendar.size - 2]) + calendar.size + 1


def _offerings(case: Case, unit: str, last: int) -> Iterator[Offering]:
    size = case.programme.calendar.size
    running = (o for year in range(case.now // size, last // size + 1) for o in case.programme.offerings(year))
    fitting = [o for o in running if o.unit == unit and case.now <= o.first <= last and o.modality in case.modalities]
    yield from sorted(fitting, key=lambda offering: offering.first)


def others(sketch: Sketch, unit: str) -> list[Verdict]:
    """Units that could be taken in place of this one, each in the nearest of a few places that is free."""
    line = sketch.line(unit)
    if line is None:
        return []
    return [
        _best(sketch, unit, line, other) for other in choices(sketch, unit)[:MOST_OTHERS] if openings(sketch, other)
    ]


def _best(sketch: Sketch, unit: str, line: Line, other: str) -> Verdict:
    """The other unit in the nearest place that is free, else in the nearest one."""
    index, rest = sketch.case.programme.calendar.index, sketch.without(unit)

    def distance(place: Place) -> tuple[int, bool]:
        return abs((index(place.term) or 0) - (index(line["term"]) or 0)), place.modality != line.get("modality")

    near = sorted(openings(sketch, other), key=distance)[:NEAR]
    found = [_verdict(sketch, rest.placed(other, place), other, place) for place in near]
    return next((one for one in found if one.free), found[0])


def choices(sketch: Sketch, unit: str) -> list[str]:
    """Units of the choices that the unit belongs to, neither planned, acquired nor avoided."""
    case = sketch.case
    planned = {sketch.code(line["unit"]) for line in sketch.lines}
    within = [rule for one in case.target.one_of for track in one.tracks for rule in track.requirements]
    rules = [rule for rule, _ in case.requirements()]
    groups = [rule.units for rule in (*rules, *within) if rule.kind != "all" and unit in rule.units]
    compulsory = {code for rule in rules if rule.kind == "all" for code in rule.units}
    if unit in compulsory:
        return []
    units = dict.fromkeys(code for group in groups for code in group)
    gone = planned | set(case.learner.acquired) | set(case.learner.avoid)
    return [code for code in units if code not in gone]


def optional(sketch: Sketch, unit: str) -> bool:
    """Whether a plan may do without the unit, since others can take its place."""
    rules = [rule for rule, _ in sketch.case.requirements() if unit in rule.units]
    return all(rule.kind != "all" for rule in rules)


def new_violations(before: Iterable[Violation], after: Iterable[Violation]) -> list[Violation]:
    """Those that were not there before; less of one that was is none."""
    known = list(before)
    return [one for one in after if not any(_covers(old, one) for old in known)]


def _covers(old: Violation, one: Violation) -> bool:
    return (old.rule, old.key) == (one.rule, one.key) and set(one.subjects) <= set(old.subjects)


def violation_words(case: Case, violation: Violation) -> Words:
    """What does not hold, with units by their titles and terms by their months."""
    values = dated(case.programme.calendar, violation.values)
    words: Words = Meanings(case).within(Key(violation.key, **values))
    return words


def taken_out(sketch: Sketch, unit: str) -> tuple[Words, ...]:
    """The rules that would not hold without the unit."""
    after = sketch.without(unit)
    found = new_violations(sketch.judged.violations, after.judged.violations)
    return tuple(violation_words(after.case, violation) for violation in found)


def _verdict(sketch: Sketch, changed: Sketch, unit: str, place: Place, *, here: bool = False) -> Verdict:
    case = changed.case
    term = case.programme.calendar.term(case.programme.calendar.index(place.term) or 0)
    return compared(sketch, changed, (unit, case.programme.units[unit].title), place, months(*term.span), here=here)


def compared(
    sketch: Sketch, changed: Sketch, what: tuple[str, Words], place: Place, when: Words, *, here: bool = False
) -> Verdict:
    """What becomes of a plan that is `changed`, by `what` (a code and its title) at a place."""
    case, before, after = changed.case, sketch.judged, changed.judged
    broken = [] if here else new_violations(before.violations, after.violations)
    mended = [] if here else new_violations(after.violations, before.violations)
    return Verdict(
        *what,
        place,
        when,
        here,
        tuple(violation_words(case, violation) for violation in broken),
        len(mended),
        None if here else _price(sketch, changed),
        None if here else _award(before, after),
    )


def _price(before: Sketch, after: Sketch) -> Key | None:
    """What the learner pays more or less; of money that nobody says is theirs, what the plan costs."""
    own, total = zip(before.paid, after.paid, strict=True)
    amounts = own if None not in own else total
    if None in amounts:
        return None
    more = (amounts[1] or 0) - (amounts[0] or 0)
    amount = Cents(abs(more), after.case.programme.currency)
    return Key("board.dearer" if more > 0 else "board.cheaper", amount=amount) if more else None


def award_day(answer: AuditAnswer) -> date:
    """The day of the award, or of the certificate that is the goal."""
    return reached_day(answer.case, answer.plan.award, answer.plan.chosen)


def _award(before: AuditAnswer, after: AuditAnswer) -> Key | None:
    was, now = award_day(before), award_day(after)
    if was == now:
        return None
    return Key("board.award_later" if now > was else "board.award_sooner", month=month(now))

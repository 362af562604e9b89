"""Learners whose delay counts: what each still has to take, in how few terms, and in how many the design."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.brief import Brief, BriefCurriculum
from planner.domain.case import Case
from planner.domain.learner import Cap, Learner
from planner.domain.offer import Choice
from planner.domain.offer_learner import OfferLearner
from planner.domain.offering import EVENING
from planner.errors import BadInput
from planner.solve.config import Config
from planner.storage import cohorts
from planner.storage.validation import Source

if TYPE_CHECKING:
    from planner.domain.credits import Worth

YEARS_MORE = 2
MOST_TERMS = 32


@dataclass(frozen=True, slots=True)
class Member:
    """A learner of the cohort as the offer sees them; `fewest` are the terms of any offer."""

    id: str
    line: int
    case: Case
    rest: OfferLearner
    fewest: int


@dataclass(frozen=True)
class OfferCohort:
    """The learners whose delay counts, and the rows that were left out."""

    name: str
    members: tuple[Member, ...]
    bad: tuple[tuple[cohorts.Row, BadInput], ...] = ()
    least: Mapping[OfferLearner, int] = field(default_factory=dict)

    def counts(self) -> Counter[OfferLearner]:
        """How many learners still have the same to take, for each such rest."""
        return Counter(member.rest for member in self.members)


def select(rows: cohorts.Cohort, reader: cohorts.CaseReader, brief: Brief, config: Config) -> OfferCohort:
    """The learners of a cohort; those that cannot be read, or whom the offer cannot plan for, are left out with why.

    Raises:
        BadInput: no learner is left.
    """
    curricula = {one.programme.id: one for one in brief.curricula if one.programme is not None}
    bad: list[tuple[cohorts.Row, BadInput]] = []
    members: list[Member] = []
    known: dict[OfferLearner, int] = {}
    for row, case in reader.cases(rows.rows):
        try:
            if isinstance(case, BadInput):
                raise case
            rest = _what_is_left(brief, curricula.get(case.programme.id), case, row.source(row.data))
            if rest not in known:
                known[rest] = _fewest(brief, rest, config, row.source(row.data))
            members.append(Member(row.id, row.line, case, rest, known[rest]))
        except BadInput as problem:
            bad.append((row, problem))
    if not members:
        raise bad[0][1] if len(bad) == 1 else BadInput("offer.no_learner", file=bad[0][0].file)
    return OfferCohort(rows.path.stem, tuple(members), tuple(bad), known)


def _fewest(brief: Brief, rest: OfferLearner, config: Config, source: Source) -> int:
    from planner.solve.offer_delay import fewest

    try:
        found = fewest(brief, rest, config)
    except TimeoutError:
        raise source.error("offer.learner_late") from None
    if found is None:
        raise source.error("offer.learner_never")
    return found


def _what_is_left(brief: Brief, curriculum: BriefCurriculum | None, case: Case, source: Source) -> OfferLearner:
    """What a learner still has to take."""
    if curriculum is None:
        known = ", ".join(one.id for one in brief.curricula if one.programme is not None) or "-"
        raise source.error("offer.learner_programme", value=case.programme.id, known=known)
    for key in _unknown_keys(case):
        raise source.error("offer.learner_key", (key,))
    units = tuple(unit for unit in curriculum.units if not case.acquired(unit))
    choices = tuple(choice for one in curriculum.choices if (choice := _choice(one, case)).take > 0)
    left = {*units, *(unit for choice in choices for unit in choice.units)}
    pairs = tuple((clause.units[0], unit) for unit, clause in case.clauses() if unit in left)
    number = len(units) + sum(choice.take for choice in choices)
    first = case.learner.start % case.programme.calendar.size
    return OfferLearner(units, choices, pairs, first, _caps(case, number, len(brief.year)))


def _unknown_keys(case: Case) -> Iterable[str]:
    """Keys of the learner that the offer's model does not know."""
    if case.learner.pathway != EVENING:
        yield "pathway"
    yield from (key for key in ("pins", "goal", "extra", "waive", "pause") if getattr(case.learner, key))
    if case.learner.order == "require":
        yield "order"
    if case.learner.terms is not None:
        yield "terms"
    yield from (key for key, cap in _term_bounds(case.learner) if cap != Cap())
    load = case.programme.load
    if any(pattern.sessions for pattern in case.programme.patterns if pattern.modality == EVENING):
        yield "programme"
    if load.min_units or load.min_credits or any(most is not None for most in load.max_credits):
        yield "programme"
    if any(unit.alone for unit in case.programme.units.values()):
        yield "programme"


def _term_bounds(learner: Learner) -> tuple[tuple[str, Cap[int] | Cap[Worth]], ...]:
    """Bounds of the learner on terms that the offer's model does not know."""
    return (
        ("min_units_per_term", learner.least_units), ("min_credits_per_term", learner.least_credits),
        ("max_credits_per_term", learner.most_credits),
    )  # fmt: skip


def _choice(choice: Choice, case: Case) -> Choice:
    """What is left of a choice: units that the learner neither has nor avoids."""
    held = sum(case.acquired(unit) for unit in choice.units)
    left = tuple(u for u in choice.units if not case.acquired(u) and u not in case.learner.avoid)
    return Choice(left, max(0, choice.take - held))


def _caps(case: Case, number: int, size: int) -> tuple[int, ...]:
    """Units at most in each term: as many terms as would be enough for the units, and some years more."""
    found: list[int] = []
    more = YEARS_MORE * size
    while len(found) < MOST_TERMS and (sum(found) < number or more):
        term = case.learner.start + len(found)
        more -= sum(found) >= number
        (_, most), _ = case.bounds(term)
        cap = case.evening_cap(term) if most is None else min(case.evening_cap(term), int(most))
        found.append(min(len(case.learner.free_evenings(term)), cap))
    return tuple(found)

"""What a plan's file says of itself, each statement recomputed: which ones are false, and which nobody can recompute.

The right values are those of the document that the planner itself writes for this learner and plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planner import __version__
from planner.domain.case import Case
from planner.domain.offering import EVENING, Offering, OfferingPattern
from planner.domain.plan import FEASIBLE, OPTIMAL, Plan
from planner.messages import LANGUAGES, language, speaking
from planner.report.claims import meta, proof, warned
from planner.report.claims.compare import Comparison
from planner.report.claims.meta import near_term
from planner.report.claims.statement import EXTRA, NOTHING, Data, Path, Statement, at, mapping
from planner.report.claims.unchecked import Unchecked, unchecked
from planner.report.documents.plan.about import about_data
from planner.report.documents.plan.data import of_plan
from planner.report.notices import OF_THE_DAY, of_the_day
from planner.report.stored import WORDS, from_json, in_words

if TYPE_CHECKING:
    from planner.report.documents.plan.shape import PlanDocument

APART = ("status", "objectives", "warnings", "meta", "replan", "given", WORDS)
"""Keys that have a module of their own."""
LATER = ("about", "wording")
"""Keys that files did not have from the beginning: what is said there is compared, and nothing need be."""


class Findings(NamedTuple):
    """False statements, and what was not checked."""

    statements: tuple[Statement, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


def examine(case: Case, plan: Plan, data: Data) -> Findings:
    """Every statement of a plan's file; nothing of a plan by hand, which says nothing of itself, and of a plan that was
    made for somebody else, only that it was.
    """
    if not data:
        return Findings()
    if others := tuple(meta.for_somebody_else(case, data)):
        return Findings(others)
    judged, doubts, unknown = _Judge(case, _as_placed(case, plan), data).judged()
    return Findings(tuple(judged), tuple(unchecked(case, data, unknown, doubts)))


class _Judge:
    """Judges a file in the language that it is written in, and what its texts are made of in every language."""

    def __init__(self, case: Case, plan: Plan, data: Data) -> None:
        self.case, self.plan, self.data, self.complete = case, plan, data, _is_ours(data)
        self.day = meta.today(data)
        self._wordless, self._worded = _document(case, plan, data, self.day), dict[str, Data]()

    def judged(self) -> tuple[list[Statement], frozenset[str], list[str]]:
        """What is false, why some warnings are not judged, and keys that are unknown."""
        case, plan, complete = self.case, self.plan, self.complete
        data, undated = _without_the_day(case, self.data, self.day)
        told = _readings(case, self.data) if WORDS in self.data else ()
        own = self._own_language(told or ())
        found, warnings, doubts = self._texts(data, self._right(LANGUAGES[:1] if own is None else LANGUAGES), own)
        if own is None and (found.found or warnings):
            found, warnings, doubts = self._texts(data, self._right(LANGUAGES))
        statements = [
            *proof.false(case, plan, data, complete=complete),
            *found.found,
            *warnings,
            *meta.false(case, data, complete=complete),
            *meta.given(case, data),
            *self._past(data, own),
        ]
        if told is None:
            statements.append(at((WORDS,), self.data[WORDS], []))
        known = {(statement.path, statement.key) for statement in statements}
        others = {number: said for number, said in enumerate(told or ()) if number != own}
        return [*statements, *self._of_words(others, known)], doubts | undated, found.unknown

    def _own_language(self, told: tuple[Data, ...]) -> int | None:
        """The number of the language in which the texts of the file are what they are made of."""
        plain = {key: value for key, value in self.data.items() if key != WORDS}
        return next((number for number, said in enumerate(told) if said == plain), None)

    def _of_words(self, told: Mapping[int, Data], known: set[tuple[Path, str]]) -> Iterator[Statement]:
        """What is false in the other languages, but for what is `known`."""
        for number, said in told.items():
            data, _ = _without_the_day(self.case, said, self.day)
            found, warnings, _ = self._texts(data, self._right(LANGUAGES), number)
            for one in (*found.found, *warnings, *self._past(data, number)):
                if (one.path, one.key) not in known:
                    known.add((one.path, one.key))
                    yield one

    def _texts(
        self, data: Data, right: tuple[Data, ...], spoken: int | None = None
    ) -> tuple[Comparison, list[Statement], frozenset[str]]:
        """The fields against those of the right documents, the warnings, and why some of these are not judged."""
        found = Comparison(complete=self.complete, skipped=self.plan.misplaced, spoken=spoken)
        told = {key: value for key, value in data.items() if key not in APART}
        left = (*APART, *(key for key in LATER if key not in told))
        known = tuple({key: value for key, value in one.items() if key not in left} for one in right)
        found.node((), "", (), told, known)
        warnings, doubts = warned.examined(self.case, self.plan, data, right, complete=self.complete, spoken=spoken)
        return found, warnings, doubts

    def _right(self, codes: Sequence[str]) -> tuple[Data, ...]:
        """The right document in each of the languages."""
        for code in codes:
            if code not in self._worded:
                with speaking(language(code).about_cases([self.case])):
                    self._worded[code] = in_words(self._wordless)
        return tuple(self._worded[code] for code in codes)

    def _past(self, data: Data, spoken: int | None = None) -> Iterator[Statement]:
        """What is false of the internship, the history and the plan before, where there is any."""
        if self.plan.internship is not None or self.case.history is not None or "replan" in data:
            from planner.report.claims import past

            yield from past.false(self.case, self.plan, data, complete=self.complete, spoken=spoken)


def _without_the_day(case: Case, data: Data, day: date | None) -> tuple[Data, frozenset[str]]:
    """The file without its notices of the day where it names none, and what is then not checked."""
    if day is not None or not of_the_day(case) or "notices" not in data:
        return data, frozenset()
    if isinstance(data["notices"], list):
        kept = [entry for entry in data["notices"] if not isinstance(entry, dict) or entry.get("id") not in OF_THE_DAY]
        data = data | {"notices": kept}
    return data, frozenset(["day"])


def _readings(case: Case, data: Data) -> tuple[Data, ...] | None:
    """What the file says in each of the languages; None where nothing can be made of its `words`."""
    try:
        made, found = from_json(data), []
        for code in LANGUAGES:
            with speaking(language(code).about_cases([case])):
                found.append(in_words(made))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration):
        return None
    return tuple(found)


def _is_ours(data: Data) -> bool:
    """Whether the file says that this very version of the planner wrote it: then it has all of its keys."""
    return mapping(data, "meta").get("planner") == __version__


def _document(case: Case, plan: Plan, data: Data, day: date | None) -> PlanDocument:
    """The document of the plan. That the time was up is told where the status says so; of a false status, where the
    file tells it.
    """
    status = proof.status(data)
    if data["status"] != status:
        status = FEASIBLE if warned.of_the_limit(case, data) else OPTIMAL
    made = of_plan(case, status, plan, day)
    made["about"] = about_data(case, plan, _named(case, data))
    return made


def _named(case: Case, data: Data) -> Iterator[int]:
    """Terms whose days the file tells, be they in the plan or not."""
    for name in mapping(mapping(data, "about"), "days"):
        if (index := near_term(case, name)) is not None:
            yield index


def _as_placed(case: Case, plan: Plan) -> Plan:
    """The plan with units that nothing offers standing where the file puts them, so that their lines still count."""
    calendar, known = case.programme.calendar, {offering.unit for offering in plan.chosen}
    more = []
    for unit, name, modality in plan.unmatched:
        index = calendar.index(name)
        if unit not in known and index is not None:
            known.add(unit)
            kind, term = modality or EVENING, calendar.term(index)
            pattern = OfferingPattern("", unit, "", kind)
            more.append(Offering("", unit, kind, term.year, (index,), term.span, (), pattern))
    return replace(plan, chosen=(*plan.chosen, *more))


def needless(case: Case, plan: Plan) -> Iterator[Statement]:
    """The internship and the workshop of a plan as read that this learner does not need."""
    if plan.internship is not None and not case.internship_months:
        days = f"{plan.internship.starts.isoformat()} – {plan.internship.ends.isoformat()}"
        yield Statement(EXTRA, ("internship",), "internship", ("internship",), days, NOTHING)
    if plan.workshop is not None and not case.needs_workshop:
        name = case.programme.calendar.term(plan.workshop).name
        yield Statement(EXTRA, ("workshop",), "workshop", ("workshop",), name, NOTHING)

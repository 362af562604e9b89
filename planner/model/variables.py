"""What the solver decides, and the questions that rules and wishes ask about it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.calendar import Span, add_months
from planner.domain.case import Case
from planner.domain.offering import DAYTIME, Offering
from planner.domain.plan import Instance
from planner.domain.programme import Certificate
from planner.model.cpsat import CpModel, IntVar, LinearExprT
from planner.model.ended import EndedCredits
from planner.model.patience import Tick, endless

if TYPE_CHECKING:
    from planner.model.purchases import Purchase

_UNTRACED = nullcontext()


class _Claim:
    """A context whose constraints are claimed at its end; a class, since a model opens hundreds."""

    __slots__ = ("start", "subjects", "variables")

    def __init__(self, variables: Variables, subjects: tuple[str, ...] | None) -> None:
        self.variables, self.subjects = variables, subjects

    def __enter__(self) -> None:
        self.start = len(self.variables.model.proto.constraints)

    def __exit__(self, *_: object) -> None:
        self.variables.claim(self.start, self.subjects)


class Variables:
    """Booleans for each offering, each possible term of the award, of the workshop, and each internship slot.

    `first` to `last` is the horizon in term indices, longer than the given one where units may follow the award;
    `awards` lists the terms in which the award may be, which is what the search narrows; `lean` forbids redundant
    constraints. `instances` tells which constraints (places in the model) come from a rule about given subjects;
    constraints that only define a variable belong to none. It stays empty where the `offerings` are given. `used` are
    literals of terms with a least load, true at least when something runs in them; `held` are values of objectives that
    the model no longer exceeds, `least_cents` what the cost is asked not to be below, and `totals` between which the
    credits of all terms stay. Rules that go through very many pairs call `tick` on the way.
    """

    def __init__(
        self,
        model: CpModel,
        case: Case,
        last: int,
        earliest_award: int | None = None,
        *,
        lean: bool = False,
        offerings: list[Offering] | None = None,
        tick: Tick = endless,
    ) -> None:
        self.model, self.case, self.lean, self.tick = model, case, lean, tick
        self.first, self.last = case.learner.start, case.reach(last)
        self.terms = range(self.first, self.last + 1)
        self.awards = range(max(case.first_award, earliest_award or case.first_award), last + 1)
        self.offerings = case.offerings(last) if offerings is None else offerings
        self._traced = offerings is None
        self.open_terms = range(case.now, self.last + 1)
        self.units = (*case.kept, *case.remaining)
        self.instances: dict[Instance, list[int]] = {}
        self._rule = ""
        self._claimed: set[int] = set()
        bool_var = model.new_bool_var
        self._taken = {offering: bool_var("") for offering in self.offerings}
        self.taken: Callable[[Offering], IntVar] = self._taken.__getitem__
        """The literal that a unit is taken in this offering."""
        self._award = {term: bool_var("") for term in self.awards}
        self._awards = list(self._award.values())
        self.slots = [(span, bool_var("")) for span in self._slots()] if case.internship_months else []
        self._workshop = {term: bool_var("") for term in self.terms} if case.needs_workshop else {}
        self._by_unit: dict[str, list[Offering]] = {unit: [] for unit in self.units}
        self._running: dict[int, list[Offering]] = {term: [] for term in self.terms}
        for offering in self.offerings:
            self._by_unit[offering.unit].append(offering)
            for term in offering.terms:
                if term <= self.last and not offering.resit:
                    self._running[term].append(offering)
        for offering in case.kept.values():
            model.add(self._taken[offering] == 1)
        self._keep_workshop(model)
        self.spending: dict[int, LinearExprT] = {}
        self.bought: list[Purchase] | None = None
        self.paid: dict[str, LinearExprT] = {}
        self.yearly_tuition: list[tuple[int, int, IntVar, LinearExprT]] = []
        self.yearly_fees: list[tuple[int, IntVar, int]] = []
        self._unfinished: dict[tuple[str, int], IntVar] = {}
        self.ended = EndedCredits(self)
        self.used: dict[int, IntVar] = {}
        self.least_cents = 0
        self.held: dict[str, int] = {}
        self.totals: tuple[int, int] | None = None
        model.add_exactly_one(self._award.values())

    def _keep_workshop(self, model: CpModel) -> None:
        """A workshop that has taken place stays; any other is still to come."""
        history = self.case.history
        for term, literal in self._workshop.items() if history else ():
            if history is not None and term < history.now:
                model.add(literal == int(term == history.workshop))

    def rule(self, name: str) -> AbstractContextManager[None]:
        """A context: what is added inside and not claimed for finer subjects is an instance of the whole rule."""
        self._rule = name
        return self.about()

    def about(self, *subjects: str) -> AbstractContextManager[None]:
        """A context: what is added inside asks something of these subjects."""
        return _Claim(self, subjects) if self._traced else _UNTRACED

    def claim(self, start: int, subjects: tuple[str, ...] | None) -> None:
        """Constraints from a place on that nobody has claimed yet ask something of the subjects; None: of nobody."""
        end = len(self.model.proto.constraints)
        places = [place for place in range(start, end) if place not in self._claimed]
        self._claimed.update(places)
        if places and subjects is not None:
            self.instances.setdefault(Instance(self._rule, subjects), []).extend(places)

    def definition(self) -> AbstractContextManager[None]:
        """A context: what is added inside only says what a variable means, and holds for every rule."""
        return _Claim(self, None) if self._traced else _UNTRACED

    def offerings_of(self, unit: str) -> list[Offering]:
        """Offerings of a unit inside the horizon."""
        return self._by_unit.get(unit, [])

    def literals_of(self, unit: str) -> list[IntVar]:
        """Literals of which one is true when the unit is planned, by offering."""
        return [self._taken[offering] for offering in self._by_unit.get(unit, ())]

    def offerings_in(self, term: int, modality: str | None = None) -> list[Offering]:
        """Offerings that run in the term, of one modality or of all."""
        found = self._running[term]
        return found if modality is None else [offering for offering in found if offering.modality == modality]

    def award(self, term: int) -> IntVar:
        """The literal that the award is in this term, one of `awards`."""
        return self._award[term]

    def awards_before(self, term: int) -> list[IntVar]:
        """Literals of the award in each earlier term."""
        return self._awards[: max(0, term - self.awards.start)]

    def workshop(self, term: int) -> IntVar:
        """The literal that the workshop is in this term; only where the case needs one."""
        return self._workshop[term]

    def unfinished(self, certificate: Certificate, term: int) -> IntVar:
        """A literal that is true at least when the certificate's last term is this one or later."""
        key = (certificate.id, term)
        if key not in self._unfinished:
            with self.definition():
                self._define_unfinished(certificate)
        return self._unfinished[key]

    def _define_unfinished(self, certificate: Certificate) -> None:
        literals = {term: self.model.new_bool_var("") for term in self.terms}
        for term, literal in literals.items():
            self._unfinished[certificate.id, term] = literal
            if term > self.first:
                self.model.add_implication(literal, literals[term - 1])
        for unit in certificate.units:
            for offering in self._by_unit.get(unit, ()):
                self.model.add_implication(self._taken[offering], literals[min(offering.last, self.last)])

    def _slots(self) -> list[Span]:
        """Internships that start as early as something allows: moving any other one earlier gives one of these."""
        case, months = self.case, self.case.internship_months
        if case.history is not None and case.history.internship is not None:
            return [case.history.internship]
        later = {o.span.ends + timedelta(days=1) for o in self.offerings if o.modality == DAYTIME and not o.resit}
        calendar = case.programme.calendar
        later |= {calendar.term(term).span.ends + timedelta(days=1) for term in case.paused}
        later.add(calendar.term(case.first_workshop).span.starts)
        found: set[Span] = set()
        for window in case.windows(self.last):
            starts: set[date] = {window.starts, case.earliest_internship, case.start_day} | later
            for day in starts:
                span = Span(day, add_months(day, months))
                if window.starts <= day and span.ends <= window.ends and day >= case.earliest_internship:
                    found.add(span)
        return sorted(found, key=lambda span: (span.starts < case.start_day, span))

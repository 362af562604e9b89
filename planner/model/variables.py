"""What the solver decides, and the questions that rules and wishes ask about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

from planner.domain.calendar import Span, add_months
from planner.domain.case import Case
from planner.domain.offering import DAYTIME, Offering
from planner.domain.programme import Certificate


class Variables:
    """Booleans for each offering, each possible term of the award, of the workshop, and each internship slot.

    `first` to `last` is the horizon in term indices; `awards` lists the terms in which the award may be, which is
    what the search narrows; `rules` names those in force.
    """

    def __init__(
        self, model: CpModel, case: Case, last: int, earliest_award: int | None = None, rules: Collection[str] = ()
    ) -> None:
        self.model, self.case, self.rules = model, case, rules
        self.first, self.last = case.learner.start, last
        self.terms = range(self.first, last + 1)
        self.awards = range(max(self.first, earliest_award or self.first), last + 1)
        self.offerings = case.offerings(last)
        bool_var = model.new_bool_var
        self._taken = {offering: bool_var("") for offering in self.offerings}
        self._award = {term: bool_var("") for term in self.awards}
        self.slots = [(span, bool_var("")) for span in self._slots()] if case.internship_months else []
        self._workshop = {term: bool_var("") for term in self.terms} if case.needs_workshop else {}
        self._by_unit: dict[str, list[Offering]] = {unit: [] for unit in case.remaining}
        self._running: dict[int, list[Offering]] = {term: [] for term in self.terms}
        for offering in self.offerings:
            self._by_unit[offering.unit].append(offering)
            for term in offering.terms:
                self._running[term].append(offering)
        self.spending: dict[int, LinearExprT] = {}
        self.yearly_tuition: list[tuple[int, IntVar, LinearExprT]] = []
        self._unfinished: dict[tuple[str, int], IntVar] = {}
        model.add_exactly_one(self._award.values())

    def taken(self, offering: Offering) -> IntVar:
        """The unit is taken in this offering."""
        return self._taken[offering]

    def of(self, unit: str) -> list[Offering]:
        """Offerings of a unit inside the horizon."""
        return self._by_unit[unit]

    def planned(self, unit: str) -> list[IntVar]:
        """Literals of which one is true when the unit is planned."""
        return [self._taken[offering] for offering in self._by_unit[unit]]

    def running(self, term: int, modality: str | None = None) -> list[Offering]:
        """Offerings that run in the term, of one modality or of all."""
        found = self._running[term]
        return found if modality is None else [offering for offering in found if offering.modality == modality]

    def award(self, term: int) -> IntVar:
        """The award is in this term."""
        return self._award[term]

    def awards_before(self, term: int) -> list[IntVar]:
        """Literals of the award in each earlier term."""
        return [self._award[other] for other in self.awards if other < term]

    def workshop(self, term: int) -> IntVar:
        """The workshop is in this term."""
        return self._workshop[term]

    def unfinished(self, certificate: Certificate, term: int) -> IntVar:
        """At least true when the certificate's last term is this one or later."""
        key = (certificate.id, term)
        if key not in self._unfinished:
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
                self.model.add_implication(self._taken[offering], literals[offering.last])

    def _slots(self) -> list[Span]:
        """Internships that start as early as something allows: moving any other one earlier gives one of these."""
        case, months = self.case, self.case.internship_months
        after_classes = {o.span.ends + timedelta(days=1) for o in self.offerings if o.modality == DAYTIME}
        found: set[Span] = set()
        for window in case.windows(self.last):
            starts: set[date] = {window.starts, case.earliest_internship, case.start_day} | after_classes
            for day in starts:
                span = Span(day, add_months(day, months))
                if window.starts <= day and span.ends <= window.ends and day >= case.earliest_internship:
                    found.add(span)
        return sorted(found, key=lambda span: (span.starts < case.start_day, span))

"""The steps of the search: a unit in a term or not, and the end of a term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .bounds import Bounds
from .case import Case, Offering
from .label import FREE, Busy, Label
from .linked import Links
from .money import yearly_due
from .space import BIT, Space


class Expansion:
    """All the labels that follow a label, in one space."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.case = space.case
        self.bounds = Bounds(space)
        self.links = Links(space)
        self.size = self.case.calendar.size

    def root(self) -> Label | None:
        """Nothing decided; None when the award cannot be reached."""
        start = self.case.start
        award = self.bounds.next_award(max(start, self.bounds.award(start, 0)))
        if award > self.bounds.last:
            return None
        fees = self.case.fees_at_start
        if self.case.over_budget(self.case.calendar.year(start), fees):
            return None
        return Label(
            term=start,
            slot=0,
            done=0,
            busy=self._free_year(start),
            until=(-1,) * len(self.space.certificates),
            flags=0,
            spent=fees if self.case.has_budget else 0,
            counts=(0,) * len(self.space.limits),
            kept=(),
            award=award,
            cost=fees,
        )

    def _free_year(self, term: int) -> tuple[Busy, ...]:
        return (FREE,) * (self.size - term % self.size)

    def children(self, label: Label) -> Iterator[Label]:
        """Decide the next unit that may begin in the term; close the term when there is none."""
        units = len(self.space.units)
        for unit in range(label.slot, units):
            twin = self.space.before[unit]
            if label.done >> unit & 1 or (twin >= 0 and not label.done >> twin & 1):
                continue
            options = [(n, one) for n, one in enumerate(self.space.options[unit]) if one.first == label.term]
            if not options:
                continue
            award = self.bounds.next_award(max(label.award, self.bounds.soonest[unit][label.term + 1]))
            if award <= self.bounds.last:
                yield replace(label, slot=unit + 1, award=award, parent=label, chosen=None)
            for number, one in options:
                child = self._take(label, unit, number, one)
                if child is not None:
                    yield child
            return
        yield from self._close(label)

    def _open(self, label: Label, index: int) -> bool:
        """Whether a certificate's last term is this one or a later one."""
        return bool(self.space.certificates[index][0] & ~label.done) or label.until[index] >= label.term

    def _take(self, label: Label, unit: int, number: int, one: Offering) -> Label | None:
        done = label.done | 1 << unit
        outside = self._outside(label, unit)
        flags = label.flags | BIT[one.modality]
        price = (self.space.price[unit][one.modality] or 0) + _yearly(self.case, label.flags, flags)
        spent = label.spent + price if self.case.has_budget else label.spent
        counts = self._counts(label, one)
        busy = self._busy(label, unit, one)
        kept = self.links.after_taking(label.kept, done, unit, number, label.term)
        if busy is None or counts is None or kept is None or (outside and self.case.order == "require"):
            return None
        if self.case.over_budget(self.case.calendar.year(label.term), spent):
            return None
        until = tuple(
            max(last, one.last) if mask >> unit & 1 else last
            for (mask, _), last in zip(self.space.certificates, label.until, strict=True)
        )
        return replace(
            label,
            slot=unit + 1,
            done=done,
            busy=busy,
            until=until,
            flags=flags,
            spent=spent,
            counts=counts,
            kept=kept,
            award=self.bounds.next_award(max(label.award, one.last)),
            order=label.order + outside,
            cost=label.cost + price,
            load=max([label.load, *(row[2] for row in busy)]),
            parent=label,
            chosen=one,
        )

    def _outside(self, label: Label, unit: int) -> int:
        """Recommended certificates outside which the unit begins too early."""
        return sum(
            first and not mask >> unit & 1 and self._open(label, index)
            for index, (mask, first) in enumerate(self.space.certificates)
        )

    def _counts(self, label: Label, one: Offering) -> tuple[int, ...] | None:
        """Units of the modalities whose tariff covers only some, None when there is one too many."""
        rows = list(zip(self.space.limits, label.counts, strict=True))
        counts = tuple(count + (modality == one.modality) for (modality, _), count in rows)
        return counts if all(c <= most for c, (_, most) in zip(counts, self.space.limits, strict=True)) else None

    def _busy(self, label: Label, unit: int, one: Offering) -> tuple[Busy, ...] | None:
        """The terms of the year with one unit more, None when it does not fit."""
        credits = self.case.credits.get(self.space.units[unit]) or 0
        rows = list(label.busy)
        for term in one.terms:
            evening, daytime, units, total = rows[term - label.term]
            evening += one.modality == "evening"
            daytime += one.modality == "daytime"
            row = (evening, daytime, units + 1, total + credits)
            if not self._fits(term, row):
                return None
            rows[term - label.term] = row
        return tuple(rows)

    def _fits(self, term: int, row: Busy) -> bool:
        evening, daytime, units, credits = row
        room = self.bounds.room.get(term)
        cap = self.case.daytime_cap(term)
        if room is None or evening > room or (cap is not None and daytime > cap):
            return False
        most = ((units, self.case.most("units", term)), (credits, self.case.most("credits", term)))
        return not any(high is not None and value > high for value, high in most)

    def _close(self, label: Label) -> Iterator[Label]:
        """The end of a term: the award may be here, or a later term follows."""
        _, _, units, credits = label.busy[0]
        load = self.case.load
        if units and (units < (load["min_units"] or 0) or credits < (load["min_credits"] or 0)):
            return
        counted = sum(self._open(label, index) for index in range(len(self.space.certificates)))
        term = label.term + 1
        certificate = label.certificate + counted
        award = self.bounds.next_award(max(label.award, term, self.bounds.award(term, label.done)))
        if label.done == self.space.full and not any(row[2] for row in label.busy[1:]):
            yield from self._award(replace(label, certificate=certificate, parent=label, chosen=None))
        if award > self.bounds.last:
            return
        new_year = term % self.size == 0
        yield replace(
            label,
            term=term,
            slot=0,
            busy=self._free_year(term) if new_year else label.busy[1:],
            until=tuple(last if last >= term else -1 for last in label.until),
            flags=0 if new_year else label.flags,
            spent=0 if new_year else label.spent,
            award=award,
            certificate=certificate,
            parent=label,
            chosen=None,
        )

    def _award(self, label: Label) -> Iterator[Label]:
        if label.term not in self.space.awards or not self.links.all_needed(label.kept):
            return
        days = self.case.daytime_report_terms
        if label.flags & BIT["daytime"] and days is not None and self.case.calendar.term_id(label.term) not in days:
            return
        price = 0
        if self.case.has_report:
            running = _modalities(label.flags)
            price = yearly_due(self.case, running, True) - yearly_due(self.case, running, False)
            price += self.case.fees_with_report
        if self.case.over_budget(self.case.calendar.year(label.term), label.spent + price):
            return
        yield replace(label, cost=label.cost + price, award=label.term, goal=True)


def _yearly(case: Case, before: int, after: int) -> int:
    """What more modalities in a year add to its yearly fees."""
    return yearly_due(case, _modalities(after), False) - yearly_due(case, _modalities(before), False)


def _modalities(flags: int) -> frozenset[str]:
    return frozenset(name for name, bit in BIT.items() if flags & bit)

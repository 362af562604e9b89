"""What is certain about the rest of a plan: it steers the search and never rules out a best plan."""

from __future__ import annotations

from .label import Label
from .money import yearly
from .space import BIT, Space

NEVER = 10**9


class Bounds:
    """Lower bounds on the award's term, on the cost and on the certificates' terms."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.calendar = space.case.calendar
        self.size = self.calendar.size
        self.last = space.awards[-1]
        case = space.case
        self.room = {t: min(case.evening_cap(t), case.free_evenings(t)) for t in range(case.start, self.last + 1)}
        self.yearly = self._yearly_fee()
        terms = range(case.start, self.last + 2)
        self.soonest = [{t: self._soonest(unit, t) for t in terms} for unit in range(len(space.units))]
        self.evening = [self._evening_only(position) for position in range(self.size)]
        self.cheapest = [min(p for p in row.values() if p is not None) if space.priced else 0 for row in space.price]
        self.places = [self._evening_places(position) for position in range(self.size)]
        self._award: dict[tuple[int, int], int] = {}
        self._cost: dict[tuple[int, int, bool, int], tuple[int, int]] = {}

    def _yearly_fee(self) -> int:
        """The yearly fee of a year with an evening unit, 0 when distance units may share it."""
        case, space = self.space.case, self.space
        shared = any(one.modality == "distance" for options in space.options for one in options)
        return 0 if not space.priced or (shared and yearly(case, "distance")) else yearly(case, "evening")

    def _soonest(self, unit: int, term: int) -> int:
        """The earliest last term of a unit taken in a term or later."""
        return min((one.last for one in self.space.options[unit] if one.first >= term), default=NEVER)

    def _evening_only(self, position: int) -> int:
        """Units that are sure to take an evening place in a term of this position of the academic year."""
        found = 0
        for unit, options in enumerate(self.space.options):
            spots = [{t % self.size for t in one.terms} for one in options if one.modality == "evening"]
            if len(spots) == len(options) and all(position in spot for spot in spots):
                found |= 1 << unit
        return found

    def next_award(self, term: int) -> int:
        """The first term of the award from a term on."""
        return next((award for award in self.space.awards if award >= term), NEVER)

    def award(self, term: int, done: int) -> int:
        """The earliest award when the units left are taken from a term on."""
        key = (term, done)
        if key not in self._award:
            left = self.space.full & ~done
            last = max((self.soonest[unit][term] for unit in self.space.bits(left)), default=0)
            for position in range(self.size):
                last = max(last, self._filled(position, term, (self.evening[position] & left).bit_count()))
            self._award[key] = last
        return self._award[key]

    def _filled(self, position: int, term: int, count: int, cap: int = NEVER) -> int:
        """The term in which the places of a position reach a count, with a cap on each term."""
        if not count:
            return 0
        for t in range(term, self.last + 1):
            if t % self.size == position:
                count -= min(cap, self.room[t])
                if count <= 0:
                    return t
        return NEVER

    def _evening_places(self, position: int) -> list[tuple[int, int]]:
        """Units that take a place of this position if they are evening units, each with its surcharge if not.

        The surcharges come in ascending order; a unit that only exists in the evening has none that is finite.
        """
        found: list[tuple[int, int]] = []
        for unit, options in enumerate(self.space.options):
            spots = [{t % self.size for t in one.terms} for one in options if one.modality == "evening"]
            others = [self.space.price[unit][one.modality] or 0 for one in options if one.modality != "evening"]
            if spots and all(position in spot for spot in spots):
                found.append((min(others, default=NEVER) - self.cheapest[unit], unit))
        return sorted(found)

    def cost(self, term: int, done: int, paid: bool, cap: int = NEVER) -> tuple[int, int]:
        """Least cost of the units and the report, with the yearly fees, or dearer modalities, that are sure to come.

        The second number is a term before which nobody who pays no more than that ends. `cap` bounds each term.
        """
        key = (term, done, paid, cap)
        if key not in self._cost:
            units = sum(self.cheapest[unit] for unit in self.space.bits(self.space.full & ~done))
            units += self.space.case.fees_with_report if self.space.case.has_report else 0
            mixes = [self._mixes(position, term, done, paid, cap) for position in range(self.size)]
            extra = max(min(row) for row in mixes)
            last = 0
            for position, row in enumerate(mixes):
                moved = max(count for count, amount in enumerate(row) if amount <= extra)
                last = max(last, self._filled(position, term, len(row) - 1 - moved, cap))
            self._cost[key] = units + extra, last
        return self._cost[key]

    def _mixes(self, position: int, term: int, done: int, paid: bool, cap: int) -> list[int]:
        """What evening places of a position cost beyond the units, by how many are avoided in dearer modalities."""
        surcharges = [amount for amount, unit in self.places[position] if not done >> unit & 1]
        avoided = [sum(surcharges[:moved]) for moved in range(len(surcharges) + 1)]
        return [
            amount + self.yearly * self._years(position, term, len(surcharges) - moved, paid, cap)
            for moved, amount in enumerate(avoided)
        ]

    def _years(self, position: int, term: int, count: int, paid: bool, cap: int) -> int:
        """Academic years still to pay for evening places of a position."""
        most = max((self.room[t] for t in range(term, self.last + 1) if t % self.size == position), default=0)
        most = min(most, cap)
        if not count or not most:
            return 0
        return -(-count // most) - (1 if paid and position >= term % self.size else 0)

    def load(self, label: Label, last: int) -> int:
        """Least load when everything ends by a term: what is left, spread evenly."""
        terms = max(1, last - label.term + 1)
        return max(label.load, -(-self._left(label) // terms))

    def award_within(self, label: Label, load: int) -> int:
        """The earliest award if no term has more units than this."""
        if not self._left(label):
            return label.award
        return self.next_award(max(label.award, label.term - 1 + -(-self._left(label) // max(1, load))))

    def _left(self, label: Label) -> int:
        """Places that are taken from this term on, at least."""
        left = (self.space.full & ~label.done).bit_count()
        return left + sum(row[2] for row in label.busy)

    def certificates(self, term: int, done: int, until: tuple[int, ...]) -> int:
        """Terms still to count for the certificates not yet held, this one included."""
        total = 0
        for (mask, _), last in zip(self.space.certificates, until, strict=True):
            for unit in self.space.bits(mask & ~done):
                last = max(last, self.soonest[unit][term])
            total += max(0, last - term + 1)
        return total

    @staticmethod
    def paid(flags: int) -> bool:
        """Whether the evening's yearly fee of the year is in the account already."""
        return bool(flags & BIT["evening"])

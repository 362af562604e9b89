"""Prerequisites in the search: the offerings that must be remembered, and what they decide."""

from __future__ import annotations

from .sets import enough
from .space import Space

Kept = tuple[tuple[int, int], ...]


class Links:
    """Units tied together by prerequisites are remembered until the last of them is taken.

    When a unit is there only for a prerequisite, everything is remembered to the end, to judge whether it is needed.
    """

    def __init__(self, space: Space) -> None:
        self.space = space

    def after_taking(self, kept: Kept, done: int, unit: int, number: int, term: int) -> Kept | None:
        """What is remembered after a unit is taken; None when a prerequisite can hold no more."""
        group = self.space.component[unit]
        if not group:
            return kept
        known = dict(kept)
        known[unit] = number
        if not all(
            self._possible(index, known, done, term)
            for index, (own, _, _) in enumerate(self.space.rules)
            if own in known and group >> own & 1
        ):
            return None
        if not self.space.spare and not group & ~done:
            known = {code: choice for code, choice in known.items() if not group >> code & 1}
        return tuple(sorted(known.items()))

    def _possible(self, index: int, known: dict[int, int], done: int, term: int) -> bool:
        """Whether a taken unit has, or may still get, what it needs."""
        own, rule, alternatives = self.space.rules[index]
        mine = self.space.options[own][known[own]]
        for other in self.space.bits(alternatives):
            options = self.space.options[other]
            if other in known:
                if rule.holds(options[known[other]], mine):
                    return True
            elif not done >> other & 1 and any(one.first >= term and rule.holds(one, mine) for one in options):
                return True
        return False

    def all_needed(self, kept: Kept) -> bool:
        """Whether, for every unit that no requirement needs for itself, too much falls with it."""
        known = dict(kept)
        return all(self._needed(unit, known) for unit in self.space.bits(self.space.spare))

    def _needed(self, unit: int, known: dict[int, int]) -> bool:
        fallen, before = {unit}, 0
        while len(fallen) > before:
            before = len(fallen)
            for own, rule, alternatives in self.space.rules:
                mine = self.space.options[own][known[own]]
                stay = [other for other in self.space.bits(alternatives) if other not in fallen]
                if not any(rule.holds(self.space.options[other][known[other]], mine) for other in stay):
                    fallen.add(own)
        left = {code for number, code in enumerate(self.space.units) if number not in fallen}
        return not enough(self.space.case, frozenset(left))

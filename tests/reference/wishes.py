"""What a learner aims at beside the usual: a certificate alone, units beyond what is needed, and dispensations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from .case import Prerequisite, Raw, Requirement
from .dates import Calendar
from .money import exact


class Wishes:
    """The keys `goal`, `extra` and `waive`. `programme` is what is left of it: of a certificate alone, its units,
    without experience, report and workshop, and without the fee that falls due with the report.
    """

    def __init__(self, programme: Raw, learner: Raw, acquired: frozenset[str], resolve: Callable[[str], str]) -> None:
        self.acquired = acquired
        self.extra = frozenset(map(resolve, learner.get("extra") or [])) - acquired
        self.avoid = frozenset(map(resolve, learner.get("avoid") or []))
        self.lifted = {(resolve(row["unit"]), resolve(row["prerequisite"])) for row in learner.get("waive") or []}
        sizes = {unit["code"]: unit.get("free") or unit.get("credits") for unit in programme["units"]}
        self.credits = {code: exact(size) or 0 for code, size in sizes.items()}
        self.waits: frozenset[str] | None = None
        self.programme = programme
        name = learner.get("goal") or "award"
        if name != "award":
            one = next(row for row in programme["certificates"] if row["id"] == name)
            self.waits = frozenset(map(resolve, one["units"]))
            fees = [fee for fee in programme.get("fees") or [] if fee["due"] == "start"]
            rule = {"id": name, "all_of": one["units"]}
            self.programme = {**programme, "certificates": [], "award": {}, "fees": fees, "requirements": [rule]}

    def requirements(self, rules: Iterable[Requirement]) -> Iterator[Requirement]:
        """Units beyond what is needed all have to be there. They meet no requirement that leaves a choice, unless the
        others cannot meet it.
        """
        rules = list(rules)
        yield from self.choices(rules, rules)
        if beyond := self.beyond(rules):
            yield Requirement(beyond, count=len(beyond), wish=True)

    def beyond(self, rules: Iterable[Requirement]) -> frozenset[str]:
        """Extra units that these rules do not ask for in any case."""
        whole = [rule for rule in rules if rule.count == len(rule.units) and not rule.credits]
        return self.extra.difference(*(rule.units for rule in whole))

    def choices(self, rules: list[Requirement], some: Iterable[Requirement]) -> Iterator[Requirement]:
        """Some requirements, without the units that are beyond the `rules` where the others can meet them."""
        beyond = self.beyond(rules)
        for rule in some:
            others = rule.units - beyond
            free = others - (self.avoid - self.acquired)
            enough = len(free) >= rule.count and sum(self.credits[unit] for unit in free) >= rule.credits
            whole = rule.count == len(rule.units) and not rule.credits
            yield replace(rule, units=others) if enough and not whole else rule

    def prerequisites(self, rules: Iterable[Prerequisite]) -> Iterator[Prerequisite]:
        """A condition that names what the learner is dispensed from binds no more."""
        for rule in rules:
            if not any((rule.unit, other) in self.lifted for other in rule.alternatives):
                yield rule

    def reach(self, calendar: Calendar, horizon: int) -> int:
        """The last term of anything: units beyond a certificate come when they like, as long as they are offered."""
        years = [row["years"] for row in self.programme["offerings"] if isinstance(row.get("years"), int)]
        if self.waits is not None and self.extra - self.waits and not years:
            raise ValueError("units beyond a certificate that are offered for ever are too many for this reference")
        return max([horizon, *(year * calendar.size + calendar.size - 1 for year in years)])

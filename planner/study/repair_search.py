"""The search for changes that make an impossible case possible: one, two, or as few together as are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.errors import BadInput
from planner.model.patience import OutOfTime
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import Result
from planner.storage.learners import with_changes
from planner.study.changes import STEPPED, again, repairing
from planner.study.conflict import Conflict, Subsets, smallest_of
from planner.study.looser_wishes import budget, every_year, pathways
from planner.study.menu import Change, Menu
from planner.study.payers import payer_budget
from planner.study.probe import exists
from planner.study.repair_amounts import Amounts, longer_windows
from planner.study.room import Room
from planner.study.statements import undone

MOST_STEPS = {"evening": 3, "cap": 3, "daytime": 4, "always": 12}
AHEAD = 8
"""Terms from now on in which a change is looked for when the learner has no deadline."""
SHOWN_OF_A_KIND = 3
MOST_FIRSTS = 8
"""Changes that are tried as the first of two; each costs a conflict of its own."""
SOLVE_LIMIT = 3.0
"""Seconds for the best plan with a repair; a few long plans take more to prove, and any plan shows that it works. Where
there is none by then, it may take what is left of the limit.
"""
MONEY = ("budget", "payer_budget")


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that make a plan possible together, the keys of the learner file with their new values, and the best
    plan with them; `undoes` are the keys under which the file said otherwise.
    """

    changes: tuple[Change, ...]
    set: dict[str, Any]
    result: Result
    case: Case

    undoes: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[int, int, int, int]:
        """How much it asks: less that the learner stated, then fewer changes before more, small steps before large
        ones, then the order of kinds.
        """
        ranks = sum(change.rank for change in self.changes)
        return len(self.undoes), len(self.changes), sum(map(steps, self.changes)), ranks


def steps(change: Change) -> int:
    """Amounts of money count as one step."""
    return 1 if change.kind in MONEY else change.size


def _way(change: Change) -> Any:
    """What changes of one kind in more or fewer steps have in common."""
    return change.subject if change.kind in ("always", "daytime") else change.values["term"].index


def _content(change: Change) -> str:
    """A text that changes have in common only where they are the same."""
    return f"{change.kind} {change.subject} {change.set}"


class Search:
    """One case, its conflict, and what can be changed on a day (`today`, where it matters) beside what the data of a
    learner file, `kept`, states.
    """

    def __init__(
        self, case: Case, conflict: Conflict, config: Config, clock: Clock, kept: Mapping[str, Any],
        today: date | None = None, subsets: Subsets | None = None,
    ) -> None:  # fmt: skip
        self.case, self.listening, self.config, self.clock, self.kept = case, config, config.quiet(), clock, kept
        self.touched = set(conflict.instances)
        limit = case.learner.deadline
        self.last = max(case.now, case.now + AHEAD - 1 if limit is None else min(case.now + AHEAD - 1, limit))
        self.menu, self.amounts = Menu(case, self.last, today), Amounts(self.config, clock)
        self._most: dict[str, dict[Any, Change]] = {}
        self._helps: dict[tuple[str, ...], bool] = {}
        self._applied: list[tuple[Change, Change, Case]] = []
        self._rooms = {"": Room(case, self.last, config, clock, subsets)}

    def room_beside(self, given: tuple[Change, ...]) -> Room:
        """What there is room for once the given changes are made."""
        name = "".join(_content(change) for change in given)
        if name not in self._rooms:
            self._rooms[name] = Room(self.after(given), self.last, self.config, self.clock)
        return self._rooms[name]

    @property
    def without_classes(self) -> bool:
        """Whether nothing is ever offered on the learner's pathway."""
        return not any(pattern.modality in self.case.modalities for pattern in self.case.programme.patterns)

    def open(self, changes: Iterable[Change]) -> list[Change]:
        """Those of the changes that may be tried."""
        return [change for change in changes if not undone(self.kept, (change,))]

    def repair(self, changes: tuple[Change, ...]) -> Repair | None:
        """The changes with the best plan that they allow."""
        self.listening.tell(Stage.REPAIRS, self.clock.solves)
        case, changes = self.apply(changes)
        # What is told of a plan is the same of all the best, but for the day of a certificate, and who pays for what.
        aim = Aim(tie_break=case.target.goal is not None or bool(case.learner.shares))
        result = solve(case, replace(self.config, time_limit=min(SOLVE_LIMIT, max(0.01, self.clock.left))), aim)
        if result.plan is None and self.clock.left > 0:
            result = solve(case, replace(self.config, time_limit=self.clock.left), aim)
        if result.plan is None:
            return None
        before, after = self.case.learner.data, case.learner.data
        keys = {key: after[key] for key in after if after[key] != before.get(key)}
        return Repair(changes, keys, result, case, undone(before, changes))

    def repair_each(self, several: Iterable[tuple[Change, ...]]) -> list[Repair]:
        """Those of the changes with which a plan was found."""
        return [repair for changes in several if (repair := self.repair(changes)) is not None]

    def after(self, changes: tuple[Change, ...]) -> Case:
        """The case with the changes."""
        return self.apply(changes)[0]

    def apply(self, changes: tuple[Change, ...]) -> tuple[Case, tuple[Change, ...]]:
        """The case with the changes, each made on what those before it left, and the changes as they were made."""
        done = self._applied
        same = next((n for n, (one, other) in enumerate(zip(done, changes, strict=False)) if one[0] is not other), None)
        del done[len(changes) if same is None else same :]
        keys = {key for change, _, _ in done for key in change.set}
        for change in changes[len(done) :]:
            case = done[-1][2] if done else self.case
            # What no change before it has touched would be made the same.
            made = change if keys.isdisjoint(change.set) else again(case, change, self.last)
            keys.update(change.set)
            done.append((change, made, with_changes(case, made.set)))
        return done[-1][2] if done else self.case, tuple(made for _, made, _ in done)

    def helps(self, *changes: Change) -> bool:
        """Whether a plan exists with the changes."""
        key = tuple(map(_content, changes))
        if key not in self._helps:
            self._helps[key] = self._ask(changes)
        return self._helps[key]

    def _ask(self, changes: tuple[Change, ...]) -> bool:
        self.listening.tell(Stage.REPAIRS, self.clock.solves)
        if not self.room_beside(()).for_changes(changes):
            return False
        try:
            return exists(self.after(changes), self.config, self.clock) is True
        except BadInput:
            # A change can leave what a file allows, such as a day that the calendar does not reach.
            return False

    def loosens(self, change: Change) -> bool:
        """Whether the change touches the conflict, without which it cannot help."""
        return change.loosens(self.touched)

    def singles(self) -> Iterator[Change]:
        """Single changes that help, of each kind in the fewest steps that do; in every term only if not in one."""
        helped: set[str] = set()
        for change in filter(self.loosens, self.open(repairing(self.menu))):
            way = change.key if change.kind == "start" else change.kind
            measured = change.kind == "deadline" or change.key == "change.window"
            if measured or (way in helped and change.kind == "start"):
                continue
            if (change.kind != "daytime" or self.may_help("daytime", change)) and self.helps(change):
                helped.add(way)
                yield change
        later = self.amounts.later(self.case)
        if later is not None and self.loosens(later):
            yield later
        if any(instance.rule == "internship" for instance in self.touched):
            yield from longer_windows(self.menu, self.helps)
        yield from self.budgets()
        yield from self.every_year()
        yield from self.payer_budgets()
        for kind in ("evening", "cap", "daytime"):
            if kind not in helped:
                stepped = list(self.try_steps(kind, 2))
                helped |= {kind} if stepped else set()
                yield from stepped
        if not helped & {"evening", "cap"}:
            yield from self.try_steps("always", 1)

    def pathways(self) -> Iterator[Change]:
        """Other pathways that help."""
        return filter(self.helps, pathways(self.menu))

    def try_steps(self, kind: str, first: int) -> Iterator[Change]:
        """Changes of a kind in the fewest steps, `first` or more, with which one helps."""
        for steps in range(first, MOST_STEPS[kind] + 1):
            larger = self.loosening(kind, steps)
            working = [change for change in larger if self.may_help(kind, change) and self.helps(change)]
            yield from working
            if working or not larger:
                return

    def loosening(self, kind: str, steps: int) -> list[Change]:
        """Changes of a kind in so many steps that touch the conflict."""
        return [change for change in self.open(STEPPED[kind](self.menu, steps)) if self.loosens(change)]

    def may_help(self, kind: str, change: Change) -> bool:
        """Whether the most steps of the same change help: fewer never help where they do not."""
        if kind not in self._most:
            several = (self.loosening(kind, steps) for steps in range(1, MOST_STEPS[kind] + 1))
            self._most[kind] = {_way(most): most for changes in several for most in changes}
        most = self._most[kind].get(_way(change), change)
        return most.size <= change.size or self.helps(most)

    def budgets(self) -> Iterator[Change]:
        """For each academic year in conflict, the least that it must be allowed to cost while the others stay."""
        for year in self.years():
            cents = self.amounts.spent(self.case, year)
            if cents is not None:
                yield budget(self.menu, year, cents)

    def years(self) -> list[int]:
        """Academic years whose budget is in conflict, among those in which a change is looked for."""
        calendar = self.case.programme.calendar
        named = {instance.subjects[0] for instance in self.touched if instance.rule == "budget"}
        return sorted({term.year for term in self.menu.terms() if calendar.year_name(term.year) in named})

    def every_year(self) -> Iterator[Change]:
        """The least yearly budget that allows a plan."""
        if not any(instance.rule == "budget" for instance in self.touched):
            return
        cents = self.amounts.dearest(self.case)
        if cents is not None:
            yield every_year(self.menu, cents)

    def payer_budgets(self) -> Iterator[Change]:
        """For each payer in conflict, the least that it must pay at most while the others stay."""
        for payer in dict.fromkeys(i.subjects[0] for i in self.touched if i.rule == "payer_budget"):
            cents = self.amounts.least_paid(self.case, payer)
            if cents is not None:
                yield payer_budget(self.menu, payer, cents)

    def pairs(self) -> Iterator[tuple[Change, ...]]:
        """Two changes that help together: one that loosens this conflict, and one that loosens what is left of it."""
        seen: set[frozenset[tuple[object, ...]]] = set()
        for one in self.firsts():
            search = self.beyond(one)
            for other in search.singles() if search else ():
                both = frozenset([(one.kind, *one.subject), (other.kind, *other.subject)])
                if both not in seen:
                    yield one, other
                seen.add(both)
                if len(seen) == SHOWN_OF_A_KIND:
                    return

    def firsts(self) -> list[Change]:
        """Changes to begin with: of each kind one, then of each a second; other pathways last."""
        loosening = [c for c in self.open(repairing(self.menu)) if c.kind != "deadline" and self.loosens(c)]
        turn = {id(c): sum(o.kind == c.kind for o in loosening[:place]) for place, c in enumerate(loosening)}
        spread = sorted(loosening, key=lambda change: (turn[id(change)], change.rank))
        return [*spread[:MOST_FIRSTS], *pathways(self.menu)]

    def beyond(self, change: Change) -> Search | None:
        """What is left to search once the change is made; None where a file cannot say it, or there is no conflict."""
        try:
            case = self.after((change,))
        except BadInput:
            return None
        try:
            subsets = Subsets(case, self.config, self.clock)
        except OutOfTime:
            return None
        left = smallest_of(subsets)
        return Search(case, left, self.listening, self.clock, self.kept, self.menu.today, subsets) if left else None

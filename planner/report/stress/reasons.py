"""Why learners end later or not at all, in words: what went of their plan, what stands in its place, and when."""

from __future__ import annotations

from typing import Any

from planner.domain.text import Key
from planner.messages import say, worded
from planner.report.causes import cause
from planner.report.listing import listed, parted
from planner.solve.engine import Clock
from planner.study.conflict import smallest
from planner.study.stress.reasons import FAILED, LOST, Reason
from planner.study.stress.run import Run
from planner.study.stress.statistics import Figures, Group, Statistics

Data = dict[str, Any]
MOST_UNITS = 4


class Words:
    """Words for the offerings and reasons of a run."""

    def __init__(self, run: Run, statistics: Statistics) -> None:
        self.run, self.statistics = run, statistics

    def offerings(self, programme: int, scenario: int, names: tuple[str, ...]) -> list[Data]:
        """Offerings as data: id, unit, first term, modality."""
        found = []
        calendar = self.run.programmes[programme].calendar
        for name in names:
            offering = self.statistics.find_offering(programme, scenario, name)
            assert offering is not None, "plans are made of offerings of their programme"
            term = calendar.term(offering.first).name
            entry = {"offering": name, "unit": offering.unit, "term": term, "modality": offering.modality}
            found.append(entry)
        return found

    def reason(self, figures: Figures, group: Group) -> str:
        """A sentence for the learners of a group."""
        why = group.reason
        end: Any = Key("stress.never") if why.delay is None else Key("stress.later", count=why.delay)
        if why.kind != LOST:
            key = "stress.why.failed" if why.kind == FAILED else "stress.why.moved"
            if not group.units:
                return say("stress.why.nothing", end=end)
            every = [name for name, _ in group.units.most_common()]
            shown = every[:MOST_UNITS]
            text = listed(shown) if len(every) == len(shown) else say("stress.more", names=", ".join(shown))
            return say(key, end=end, names=text)
        parts = []
        closed, moved, gone = self._lost(figures.scenario, why)
        for modality, units in closed.items():
            parts.append(say("stress.closed", names=listed(units), count=len(units), modality=modality))
        told = (("rescheduled", moved), ("gone", gone), ("full", list(why.full)), ("instead", list(why.instead)))
        for key, chosen in ((f"stress.{name}", chosen) for name, chosen in told):
            if chosen:
                found = self.offerings(why.programme, figures.scenario, tuple(chosen))
                names = listed([say("stress.offering", **entry) for entry in found])
                parts.append(say(key, names=names, count=len(found)))
        return say("stress.why.lost", end=end, what=parted(parts))

    def _lost(self, scenario: int, why: Reason) -> tuple[dict[str, list[str]], list[str], list[str]]:
        """Of what was lost and is not full: units without any class of a modality left, classes that are at another
        time of their term, and those that do not take place in it.
        """
        there = list(self.run.offerings(why.programme, scenario))
        lost = [name for name in why.lost if name not in why.full]
        found = {name: self.statistics.find_offering(why.programme, scenario, name) for name in lost}
        own = {name: offering for name, offering in found.items() if offering is not None}
        places = {(o.unit, o.modality, o.terms) for o in there}
        kinds = {place[:2] for place in places}
        closed: dict[str, list[str]] = {}
        for offering in own.values():
            if (offering.unit, offering.modality) not in kinds:
                closed.setdefault(offering.modality, []).append(offering.unit)
        moved = [name for name, o in own.items() if (o.unit, o.modality, o.terms) in places]
        gone = [name for name, o in own.items() if (o.unit, o.modality) in kinds and name not in moved]
        return closed, moved, gone

    def conflict(self, figures: Figures) -> Data | None:
        """For the first learner whom the scenario leaves without any plan: what cannot hold together."""
        run = self.run
        scenario = run.scenarios[figures.scenario]
        group = next((group for group in figures.groups if group.reason.delay is None), None)
        if group is None or group.reason.kind == FAILED or scenario.random:
            return None
        place = next(iter(group.learners))
        slot = next(slot for slot, each in enumerate(run.slots) if each.scenario == figures.scenario)
        case = run.case(place)
        changed = run.variant(run.programme(place), figures.scenario).case(
            case, run.slots[slot].run, run.asked.seed, run.refused.get((slot, place), ())
        )
        config = run.config.quiet()
        found = smallest(changed, config, Clock.of(config))
        if not found:
            return None
        return {"learner": run.rows[place].id, "what": worded(cause(changed, found.instances))}

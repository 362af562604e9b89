"""What a change would make of a dossier: the learner and the plan as data, judged before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.functional import cached_property

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.service.audit import AuditAnswer
from planner.web.dossiers.models import Version
from planner.web.dossiers.planning import Known

Line = Mapping[str, Any]


class Place(NamedTuple):
    """Where a unit stands: the name of its first term, and a modality."""

    term: str
    modality: str

    @classmethod
    def read(cls, text: str) -> Place:
        """A place as forms send it."""
        term, _, modality = text.rpartition(" ")
        return cls(term, modality)

    def __str__(self) -> str:
        return f"{self.term} {self.modality}"


@dataclass(frozen=True)
class Sketch:
    """A learner's data, the plan with a past, and a plan by hand, which may have no unit yet."""

    learner: Mapping[str, Any]
    past: Mapping[str, Any] | None
    plan: Mapping[str, Any]

    @classmethod
    def of(cls, version: Version) -> Sketch:
        """What a version keeps."""
        return cls(version.learner, version.past, version.plan or {"units": []})

    @cached_property
    def known(self) -> Known:
        """What is known of the learner."""
        return Known(self.learner, self.past)

    @cached_property
    def case(self) -> Case:
        """The learner as the engine takes them.

        Raises:
            BadInput
        """
        return self.known.case()

    @cached_property
    def judged(self) -> AuditAnswer:
        """The plan with its gaps filled, and the rules that it breaks.

        Raises:
            BadInput
        """
        return self.known.judged(self.plan)

    @cached_property
    def paid(self) -> tuple[int | None, int | None]:
        """Cents that the learner pays, and that the plan costs; None where unknown."""
        found = cost(self.judged.case, self.judged.plan)
        return own_cost(self.judged.case, found), found.total

    @property
    def lines(self) -> list[Line]:
        """The units of the plan."""
        return list(self.plan.get("units", ()))

    def line(self, unit: str) -> Line | None:
        """Where the plan has a unit."""
        return next((line for line in self.lines if self.code(line["unit"]) == unit), None)

    def code(self, name: str) -> str:
        """The code of a unit by any of its names."""
        return self.case.programme.unit_code(name) or name

    def pinned(self, unit: str) -> bool:
        """Whether the learner wants the unit in a term."""
        return unit in self.case.pins_of

    def placed(self, unit: str, place: Place) -> Sketch:
        """With the unit there, and nowhere else; a pin of it goes along."""
        line = {"unit": unit, "term": place.term, "modality": place.modality}
        found = self._with([*self._others(unit), line])
        return found.with_pin(unit, place) if self.pinned(unit) else found

    def without(self, unit: str) -> Sketch:
        """With the unit nowhere."""
        return self._with(self._others(unit)).without_pin(unit)

    def with_event(self, kind: str, said: Any) -> Sketch:
        """With the internship, the workshop or the report there; where the rules put it, for None."""
        rest = {name: value for name, value in self.plan.items() if name != kind}
        return self._planned(rest if said is None else rest | {kind: said})

    def with_pin(self, unit: str, place: Place) -> Sketch:
        """With the unit wanted there."""
        pin = {"unit": unit, "term": place.term, "modality": place.modality}
        return self._known(pins=[*self._other_pins(unit), pin])

    def without_pin(self, unit: str) -> Sketch:
        """With the unit wanted nowhere in particular."""
        return self._known(pins=self._other_pins(unit)) if self.pinned(unit) else self

    def avoiding(self, unit: str) -> Sketch:
        """With the unit out of the plan, and never to be taken."""
        gone = self.without(unit)
        return gone._known(avoid=[*gone.learner.get("avoid", ()), unit])

    def allowing(self, unit: str) -> Sketch:
        """With the unit avoided no more."""
        return self._known(avoid=[name for name in self.learner.get("avoid", ()) if self.code(name) != unit])

    def holding(self, unit: str) -> Sketch:
        """With the unit acquired, and nowhere in the plan."""
        gone = self.without(unit)
        return gone._known(acquired=[*gone.learner.get("acquired", ()), unit])

    def _known(self, **keys: list[Any]) -> Sketch:
        """With keys of the learner's data; an empty list is left out."""
        data = {name: value for name, value in {**self.learner, **keys}.items() if name not in keys or value}
        return replace(self, learner=data)

    def _with(self, units: Iterable[Line]) -> Sketch:
        """With these units. Who pays for which is chosen anew."""
        kept = [{name: value for name, value in line.items() if name != "payer"} for line in units]
        return self._planned({**self.plan, "units": kept})

    def _planned(self, plan: Mapping[str, Any]) -> Sketch:
        found = replace(self, plan=plan)
        vars(found)["known"] = self.known  # the same learner: not to be read again for each of many places
        return found

    def _others(self, unit: str) -> list[Line]:
        return [line for line in self.lines if self.code(line["unit"]) != unit]

    def _other_pins(self, unit: str) -> list[Any]:
        return [pin for pin in self.learner.get("pins", ()) if self.code(pin["unit"]) != unit]

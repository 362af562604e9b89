"""What a plan after results says of itself (`replan`), beside the history and the plan of the same file.

The earlier plan and the plans for results that are still open are not in the file: what only they can tell is not
checked, but what is told of them must agree with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.case import Case
from planner.domain.history import FAILED, LOST, PASSED, PENDING, RESULTS, Attempt
from planner.domain.offering import Offering
from planner.domain.plan import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Plan
from planner.messages import LANGUAGES, language, speaking
from planner.report.claims.compare import Comparison, is_number
from planner.report.claims.meta import day_of, near_term
from planner.report.claims.statement import Data, Statement, at, mapping
from planner.report.documents.plan.changes import move_data, retakes, spent, supposed, to_come, told_in
from planner.report.events import reached_day
from planner.report.overdue import overdue
from planner.report.stored import in_words
from planner.storage.results import ResultRow
from planner.study.moved import moves, to_keep


def false(case: Case, plan: Plan, data: Data, *, complete: bool, spoken: int | None) -> Iterator[Statement]:
    """What does not follow from the history and the plan."""
    told = data["replan"]
    if not isinstance(told, dict):
        yield at(("replan",), told, {})
        return
    rights = []
    for code in LANGUAGES:
        with speaking(language(code).about_cases([case])):
            rights.append(_Told(case, plan, told).right())
    found = Comparison(complete=complete, spoken=spoken)
    found.node(("replan",), "replan", ("replan",), told, tuple(rights))
    yield from found.found


class _Told:
    """What is right of each part; where nobody can say, what the file says."""

    def __init__(self, case: Case, plan: Plan, told: Data) -> None:
        self.case, self.plan, self.told, self.calendar = case, plan, told, case.programme.calendar
        self.day = day_of(told.get("today"))
        rows = [row for row in map(self._row, self._list("results")) if row is not None]
        self.rows = list({(row.unit, row.term): row for row in rows}.values())

    def right(self) -> Data:
        """The whole key."""
        case, plan = self.case, self.plan
        moved = [entry for entry in (self._move(told) for told in self._list("moves")) if entry]
        added = [entry for entry in map(self._added, self._list("added")) if entry]
        again = retakes(case, plan, self.rows)
        kept = self._kept({entry["unit"] for entry in (*moved, *added)}, {entry["unit"] for entry in again})
        return {
            "now": self.calendar.term(case.now).name,
            "today": None if self.day is None else self.day.isoformat(),
            "overdue": overdue(case, plan, kept, self.day),
            "results": [self._result(row) for row in self.rows],
            "before": self._before(),
            "unplanned": self._unplanned(),
            "to_come": to_come(case, self.rows, self.day),
            "moves": moved,
            "kept": kept,
            "retakes": again,
            "added": added,
            "no_longer": [unit for unit in self._list("no_longer") if isinstance(unit, str) and self._acquired(unit)],
            "supposed": supposed(case),
            "spent": spent(case, plan),
            "otherwise": self._otherwise(),
        }

    def _list(self, key: str) -> list[Any]:
        found = self.told.get(key)
        return found if isinstance(found, list) else []

    def _term(self, name: Any) -> int | None:
        return near_term(self.case, name)

    def _row(self, entry: Any) -> ResultRow | None:
        """A result as a row of the results, if it is about something that the programme has."""
        if not isinstance(entry, dict) or self._term(entry.get("term")) is None:
            return None
        unit, term = entry.get("unit"), self._term(entry["term"])
        if not isinstance(unit, str) or unit not in self.case.programme.units or term is None or term >= self.case.now:
            return None
        right = self._known(unit, term, entry.get("result"))
        return None if right is None else ResultRow(unit, term, right, 0)

    def _known(self, unit: str, term: int, claimed: Any) -> str | None:
        """What the history says of a result; None where it knows of none."""
        history, award = self.case.history, self.case.target.award
        if history is None:
            return None
        lost = claimed if claimed in LOST else LOST[0]
        if unit == award.report:
            return history.report_result if term == history.report else lost if term in history.lost_defences else None
        if unit == award.workshop:
            held = claimed if claimed in RESULTS and claimed not in LOST else RESULTS[0]
            return held if term == history.workshop else lost
        return self._of_attempt([a for a in history.attempts if a.offering.unit == unit], unit, term, claimed)

    def _of_attempt(self, tried: list[Attempt], unit: str, term: int, claimed: Any) -> str | None:
        """The result of the attempt that a result is about, in its classes or in a second session after them. An
        earlier result may be another: of an annual unit in its first term, or a failure before the second session.
        """
        told = {self._term(entry.get("term")): entry.get("result") for entry in self._list("results")
                if isinstance(entry, dict) and entry.get("unit") == unit}  # fmt: skip
        fitting = [attempt for attempt in tried if term in attempt.offering.terms]
        if not fitting:
            over = [attempt for attempt in tried if attempt.offering.last < term]
            passed = any(other is not None and other < term and told[other] == PASSED for other in told)
            return over[-1].result if over and self.calendar.resits and not passed else None
        others = [attempt for attempt in tried if attempt is not fitting[-1]]
        again = any(other is not None and other > term and not any(other in a.offering.terms for a in others)
                    for other in told)  # fmt: skip
        annual = len(fitting[-1].offering.terms) > 1
        return str(claimed) if again and claimed in (RESULTS if annual else (*LOST, PENDING)) else fitting[-1].result

    def _result(self, row: ResultRow) -> Data:
        return {"unit": row.unit, "term": self.calendar.term(row.term).name, "result": row.result}

    def _before(self) -> Data:
        """Of the earlier plan its length follows from its award; its cost stays as told."""
        told = mapping(self.told, "before")
        award, price = self._term(told.get("award")), told.get("cost")
        return {
            "award": None if award is None else told["award"],
            "duration": None if award is None else award - self.case.learner.start + 1,
            "cost": price if is_number(price) and price >= 0 else None,
        }

    def _unplanned(self) -> list[Data]:
        """What is said of results that are there: of where the earlier plan had the unit."""
        known = {(row.unit, self.calendar.term(row.term).name) for row in self.rows}
        told = [entry for entry in self._list("unplanned") if isinstance(entry, dict)]
        kept = [entry for entry in told if (entry.get("unit"), entry.get("term")) in known]
        where = (entry.get("planned") for entry in kept)
        return [
            {"unit": entry["unit"], "term": entry["term"], "planned": None if self._term(term) is None else term}
            for entry, term in zip(kept, where, strict=True)
        ]

    def _move(self, entry: Any) -> Data | None:
        """The move of a unit from where it was told to be, with what its old place would break in the plan."""
        if not isinstance(entry, dict) or not isinstance(entry.get("unit"), str):
            return None
        told: list[Data] = [in_words(move_data(self.case, move)) for old in self._places(entry)
                for move in moves(self.case, (old,), self.plan)]  # fmt: skip
        return next((data for data in told if data["reason"] == entry.get("reason")), next(iter(told), None))

    def _places(self, entry: Data) -> list[Offering]:
        """Offerings that the earlier place of a unit can be."""
        term, modality = self._term(entry.get("from")), entry.get("modality")
        if term is None or not isinstance(modality, dict) or term < self.case.now:
            return []
        return [
            offering
            for offering in self.case.programme.offerings(term // self.calendar.size)
            if (offering.unit, offering.first, offering.modality) == (entry["unit"], term, modality.get("from"))
            and offering.unit in self.case.remaining
        ]

    def _open(self) -> dict[str, Offering]:
        return {offering.unit: offering for offering in to_keep(self.case, self.plan)}

    def _acquired(self, unit: str) -> bool:
        """Whether the unit is acquired and was never tried."""
        history = self.case.history
        return self.case.acquired(unit) and not (history and any(a.offering.unit == unit for a in history.attempts))

    def _added(self, entry: Any) -> Data | None:
        """A unit that the plan has and that was never tried."""
        unit = entry.get("unit") if isinstance(entry, dict) else None
        tried = {attempt.offering.unit for attempt in self.case.lost}
        found = self.plan.of(unit) if isinstance(unit, str) and unit not in tried else None
        if found is None:
            return None
        place, before = self.calendar.term(found.first).name, self._term(entry.get("from"))
        gone = before is None or before < self.case.now
        return {"unit": unit, "to": place, "modality": found.modality, "from": None if gone else entry["from"]}

    def _kept(self, elsewhere: set[str], again: set[str]) -> list[str]:
        """All that is still to come and neither moves nor is new; what is retaken may have been planned before."""
        told = self._list("kept")
        return [unit for unit in self._open() if unit not in elsewhere and (unit not in again or unit in told)]

    def _otherwise(self) -> list[Data]:
        """One for each result that is still open, and for all of them; the plans that they lead to stay as told."""
        claimed = [entry for entry in self._list("otherwise") if isinstance(entry, dict)]
        found = []
        for units, resit in self._groups():
            known = {"units": units, "resit": resit}
            told = next((e for e in claimed if all(e.get(key) == value for key, value in known.items())), {})
            found.append(told | known | self._award(told) | self._retaken(told, units))
        return found

    def _retaken(self, told: Data, units: list[str]) -> Data:
        """What is told of classes in which lost units are taken again: their days and their price."""
        entries = told.get("retakes")
        if not isinstance(entries, list):
            return {}
        told_of = [entry for entry in entries if isinstance(entry, dict) and entry.get("unit") in units]
        known: dict[str, Data] = {entry["unit"]: entry for entry in told_of}
        return {"retakes": [entry | self._classes(unit, entry) for unit, entry in known.items()]}

    def _classes(self, unit: str, entry: Data) -> Data:
        """Days and price of the classes of a unit that start in the term that an entry tells."""
        tried = list(self.case.history.attempts) if self.case.history else []
        right: Data = {"result": FAILED}
        for attempt in [attempt for attempt in tried if attempt.offering.unit == unit][-1:]:
            right["failed"] = self.calendar.term(told_in(self.rows, attempt)).name
            right["result"] = attempt.result if attempt.lost else FAILED
        term = self._term(entry.get("to"))
        if term is None or entry.get("how") == "resit":
            return right | ({"how": "dropped"} if entry.get("to") is None else {})
        running = self.case.programme.offerings(term // self.calendar.size)
        found = [offering for offering in running if (offering.unit, offering.first) == (unit, term)]
        ways = [
            (o.span.starts.isoformat(), o.span.ends.isoformat(), None if price is None else price / 100)
            for o in found
            for price in (self.case.price(o, payer) for payer in self.case.payers_of(o) or (self.case.learner.funding,))
        ]
        told = entry.get("starts"), entry.get("ends"), entry.get("cost")
        ways.sort(key=lambda known: (known[:2] != told[:2], known != told))
        starts, ends, cost = next(iter(ways), (None, None, None))
        return right | {"how": "classes", "starts": starts, "ends": ends, "cost": cost}

    def _award(self, told: Data) -> Data:
        term = self._term(told.get("award"))
        if term is None:
            return {"status": told.get("status") if told.get("status") in (IMPOSSIBLE, UNKNOWN) else UNKNOWN}
        proof = {} if told.get("status") in (OPTIMAL, FEASIBLE) else {"status": OPTIMAL}
        return proof | {"date": self._reached(term, told.get("date")), "later": term - self.plan.award}

    def _reached(self, term: int, told: Any) -> str:
        """The day of the award; classes of a certificate that is the goal may run on beyond its term."""
        goal, units = self.case.target.goal, self.case.programme.offerings(term // self.calendar.size)
        last = [o for o in units if goal is not None and o.unit in goal.units and o.last == term]
        days = {reached_day(self.case, term, (offering,)).isoformat() for offering in last}
        return told if told in days else reached_day(self.case, term, ()).isoformat()

    def _groups(self) -> Iterator[tuple[list[str], bool]]:
        history, report = self.case.history, self.case.target.award.report
        pending = [a.offering.unit for a in history.attempts if a.result == PENDING] if history else []
        waiting = [unit for unit in dict.fromkeys(pending) if unit in self.case.kept]
        if report is not None and history is not None and self.case.defended is not None:
            waiting += [report] if history.report_result == PENDING else []
        yield from (([unit], False) for unit in waiting)
        if len(waiting) > 1:
            yield waiting, False
        yield from (([offering.unit], True) for offering in self.plan.chosen if offering.resit)

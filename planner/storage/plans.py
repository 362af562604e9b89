"""Plans that somebody made: JSON as `planner plan` prints it, or YAML or CSV written by hand (unit, term, modality)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.offering import MODALITIES, Offering
from planner.domain.plan import Plan
from planner.errors import Gathering
from planner.storage import dates, files, hints, json_reader, yaml_reader
from planner.storage.given import Given, plain
from planner.storage.payers import known_fundings
from planner.storage.synonyms import meaning
from planner.storage.validation import Source, validate

if TYPE_CHECKING:
    from planner.storage.tables import Table

SHEET_COLUMNS = (
    "unit", "term", "modality", "title", "classes", "last_term", "starts", "ends", "ects", "sessions", "site",
    "offering", "confidence", "payer", "price", "currency", "result", "extra",
)  # fmt: skip
"""Columns of a plan as CSV: the first three and the payer say what the plan is; the others are not read."""
MOST_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Claims:
    """What a plan file says of itself, as read; None for what it does not say."""

    objectives: dict[str, Any]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as read. What is not given may be completed: the award's term always, the internship only of a plan by
    hand (a result that needs one states it).
    """

    plan: Plan
    award_given: bool
    complete_internship: bool
    case: Case


def load(given: Given, case: Case, *, past: bool = True) -> tuple[Draft, Claims]:
    """The plan of a file by its path, or of data as such a file holds it, and what it claims of itself; with `past`,
    its classes as they are told there, too.

    Raises:
        BadInput: with every problem, naming file, line or key.
    """
    if isinstance(given, Mapping):
        source = Source(plain(given), None)
        if "schema" in given:
            return _result(source, case, past=past)
        return _Reader(source, case).by_hand(validate(source, "hand-plan")), Claims({}, {})
    path = Path(given)
    if path.suffix.lower() in files.TABLES:
        from planner.storage import tables

        table = tables.load(path, "plan")
        return _Reader(Source(None, table.file), case).from_table(table), Claims({}, {})
    text = files.read_text(path)
    if path.suffix.lower() == ".json" or text.lstrip().startswith("{"):
        return _result(Source(json_reader.parse(text, str(path)), str(path)), case, past=past)
    source = Source(yaml_reader.parse(text, str(path)), str(path), text)
    return _Reader(source, case).by_hand(validate(source, "hand-plan")), Claims({}, {})


def _result(source: Source, case: Case, *, past: bool) -> tuple[Draft, Claims]:
    data = validate(source, "plan")
    if data["programme"] != case.programme.id:
        raise source.error("plan.other_programme", ("programme",), value=data["programme"], expected=case.programme.id)
    if not data.get("terms"):
        raise source.error("plan.none", ("status",), status=data["status"])
    plan = _Reader(source, case).from_result(data, past=past)
    objectives = {o["name"]: o.get("value") for o in data.get("objectives", ())}
    return plan, Claims(objectives, data)


class _Reader:
    """Matches what a file says with the offerings of the case: by id where it fits, else by term and modality. What
    does not fit is gathered, and raised once all is read.

    An id that does not fit is a false statement, and the unit is judged where the file puts it all the same.

    Lines are taken by term, so that an annual unit is met in its first term before its second.
    """

    def __init__(self, source: Source, case: Case) -> None:
        self.source, self.case = source, case
        self.calendar = case.programme.calendar
        self.chosen: dict[str, Offering] = {}
        self.extra: list[Offering] = []
        self.unmatched: list[tuple[str, str, str | None]] = []
        self.payers: dict[tuple[str, str], str] = {}
        self.told: list[Offering] = []
        self.internship: Span | None = None
        self.workshop: int | None = None
        self.award: int | None = None
        self.gathering = Gathering()

    def _when(self, term: str | None) -> int:
        """Where a line comes in the order of terms; wrong terms come first and are found there."""
        return self.calendar.index((term or "").strip()) or 0

    def by_hand(self, data: dict[str, Any]) -> Draft:
        """From a plan made by hand."""
        self._bound("units", len(data["units"]))
        for number, line in sorted(enumerate(data["units"]), key=lambda item: self._when(item[1]["term"])):
            with self.gathering:
                if line.get("resit"):
                    self._resit(("units", number), self.case.programme.unit_code(line["unit"]))
                    continue
                taken = self._hand_line(("units", number), line["unit"], line["term"], line.get("modality"))
                self._paid(("units", number, "payer"), taken, line.get("payer"))
        with self.gathering:
            if data.get("internship"):
                self.internship = dates.span(self.source, ("internship",), data["internship"])
        for key in ("workshop", "report"):
            with self.gathering:
                if data.get(key):
                    self._milestone(key, dates.term(self.source, (key,), data[key], self.case.programme))
        return self._plan(complete_internship=True)

    def from_table(self, table: Table) -> Draft:
        """From rows: unit, term, modality; the codes of the report and the workshop give their terms."""
        from planner.storage import tables

        rows = tables.rows(table, SHEET_COLUMNS[:2], SHEET_COLUMNS, MOST_LINES)
        for line, row in sorted(rows, key=lambda item: self._when(item[1]["term"])):
            self.source.line = line
            with self.gathering:
                self._row(row)
        return self._plan(complete_internship=True)

    def _row(self, row: dict[str, str]) -> None:
        gathering = Gathering()
        for column in ("unit", "term"):
            with gathering:
                if not row[column]:
                    raise self.source.error("csv.blank", (column,))
        modality = meaning(row["modality"][:60], MODALITIES)
        with gathering:
            if row["modality"] and modality is None:
                value, known = row["modality"], hints.near(row["modality"], MODALITIES)
                raise self.source.error("csv.choice", ("modality",), value=value, known=known)
        gathering.end()
        taken = self._hand_line((), row["unit"], row["term"], modality)
        self._paid(("payer",), taken, row["payer"])

    def from_result(self, data: dict[str, Any], *, past: bool) -> Draft:
        """From the JSON of a result; an offering of the file is found by its id, else by term and modality."""
        parts = (len(part.get("units", ())) + len(part.get("events", ())) + 1 for part in data["terms"])
        self._bound("terms", sum(parts))
        self._bound("history", len((data.get("history") or {}).get("attempts", ())))
        if past or data.get("history"):
            from planner.storage import attended

            self.told = list(attended.told(self.case, data))
        if data.get("history"):
            from planner.storage import histories

            history = histories.read(self.source, self.case, data["history"], self.told)
            self.case = replace(self.case, history=history)
        for number, part in sorted(enumerate(data["terms"]), key=lambda item: self._when(item[1]["term"])):
            with self.gathering:
                self._part(("terms", number), part)
        award = data.get("award")
        with self.gathering:
            if self.award is None and award and award.get("term"):
                self.award = dates.term(self.source, ("award", "term"), award["term"], self.case.programme)
        for number, line in enumerate((data.get("cost") or {}).get("lines", ())):
            with self.gathering:
                self._cost_line(("cost", "lines", number, "payer"), line)
        return self._plan(complete_internship=False)

    def _part(self, path: tuple[str | int, ...], part: dict[str, Any]) -> None:
        """A term of a result."""
        term = dates.term(self.source, (*path, "term"), part["term"], self.case.programme)
        for place, entry in enumerate(part.get("units", ())):
            at = (*path, "units", place)
            with self.gathering:
                self._line(at, entry["unit"], part["term"], entry.get("modality"), entry.get("offering"))
        for place, event in enumerate(part.get("events", ())):
            with self.gathering:
                self._event((*path, "events", place), term, event)

    def _cost_line(self, path: tuple[str | int, ...], line: dict[str, Any]) -> None:
        """Who pays for a unit of a result, where that is chosen; attempts that came to nothing say so themselves."""
        if self.case.learner.alone and line.get("unit") and line.get("amount") is not None and not line.get("lost"):
            unit, year = self.case.programme.unit_code(line["unit"]), line.get("year")
            known = (*self.chosen.values(), *self.told)
            taken = [o for o in known if o.unit == unit and self.calendar.year_name(o.year) == year]
            self._paid(path, next(iter(taken), None), line.get("payer"))

    def _paid(self, path: tuple[str | int, ...], taken: Offering | None, payer: str | None) -> None:
        """The payer that the plan names for an offering."""
        if payer and payer not in (known := known_fundings(self.case.programme)):
            raise self.source.error("plan.payer", path, value=payer, known=hints.near(payer, known))
        if payer and taken is not None:
            self.payers[taken.place] = payer

    def _bound(self, key: str, lines: int) -> None:
        """A plan has a few dozen lines; of thousands nobody wants to wait for the judgement."""
        if lines > MOST_LINES:
            raise self.source.error("table.rows", (key,), most=MOST_LINES)

    def _event(self, path: tuple[str | int, ...], term: int, event: dict[str, Any]) -> None:
        if event["kind"] == "internship":
            if not event.get("starts") or not event.get("ends"):
                raise self.source.error("plan.event", path, value="internship")
            self.internship = dates.read_claim(self.source, path, event, ("starts", "ends"))
        elif event["kind"] == "resit":
            self._resit(path, event.get("id"))
        else:
            self._milestone(event["kind"], term)

    def _resit(self, path: tuple[str | int, ...], unit: str | None) -> None:
        """A second session, of a unit that the history of the file says was failed."""
        found = next((resit for resit in self.case.resits if resit.unit == unit), None)
        if found is None:
            raise self.source.error("plan.resit", path, value=unit)
        self.chosen[found.id] = found

    def _milestone(self, kind: str, term: int) -> None:
        if kind == "workshop":
            self.workshop = term
        elif kind == "report" or (kind == "award" and self.award is None):
            self.award = term

    def _hand_line(self, path: tuple[str | int, ...], name: str, term: str, modality: str | None) -> Offering | None:
        """What a line of a plan by hand takes; once over, it was attended as the programme has it."""
        from planner.domain.attended import presumed_offering

        found = self._line(path, name, term, modality)
        unit, index = self.case.programme.unit_code(name), self.calendar.index(term)
        if unit is None or index is None or self.case.programme.units[unit].kind != "course":
            return None
        if any(o.unit == unit and index in o.terms[1:] for o in self.told):
            return found
        self.told.append(presumed_offering(self.case, unit, index, modality))
        return found or self.told[-1]

    def _line(
        self, path: tuple[str | int, ...], name: str, term_name: str, modality: str | None, offering: str | None = None
    ) -> Offering | None:
        """What the line takes; None for what is no unit, or the second term of one."""
        programme = self.case.programme
        unit = programme.unit_code(name)
        if unit is None:
            raise self.source.error("unit.unknown", path, value=name, known=hints.near(name, programme.courses()))
        term = dates.term(self.source, path, term_name, programme)
        kind = programme.units[unit].kind
        if kind != "course":
            self._milestone(kind, term)
            return None
        if any(o.unit == unit and term in o.terms[1:] for o in self.chosen.values()):
            return None
        found = self._offering(unit, term, modality, offering)
        if found is None:
            self.unmatched.append((unit, term_name, modality))
        if found is not None and found.id in self.chosen:
            self.extra.append(found)
        elif found is not None:
            self.chosen[found.id] = found
        return found

    def _offering(self, unit: str, term: int, modality: str | None, name: str | None) -> Offering | None:
        history = self.case.history
        for past in history.offerings_to_keep() if history else ():
            if past.unit == unit and past.first == term:
                return past
        year = term // self.calendar.size
        running = [o for o in self.case.programme.offerings(year) if o.unit == unit and term in o.terms]
        named = [o for o in running if o.id == name]
        fitting = named or [o for o in running if modality in (None, o.modality) and o.first == term]
        allowed = [o for o in fitting if o.modality in self.case.modalities]
        return next(iter(allowed or fitting), None)

    def _plan(self, *, complete_internship: bool) -> Draft:
        self.gathering.end()
        chosen = (*sorted(self.chosen.values(), key=lambda o: (o.first, o.unit)), *self.extra)
        award = self.award if self.award is not None else self.case.learner.start
        plan = Plan(
            chosen, award, self.internship, self.workshop, tuple(self.unmatched), tuple(self.payers.items()),
            tuple(self.told),
        )  # fmt: skip
        return Draft(plan, self.award is not None, complete_internship, self.case)

"""A learner's form as a whole: its fields and rows, shown from data or read back into it, each problem at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from django.forms import BoundField
from django.http import QueryDict

from planner.domain.case import Case
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import bound, say, spaced, text
from planner.storage.schema_learner import LearnerFile
from planner.storage.shapes import keys_of
from planner.web.dossiers.form.choices import Choices, by_months
from planner.web.dossiers.form.fields import ROWS, LearnerForm, RowForm
from planner.web.dossiers.form.reading import CAPS, OBJECTIVES_SHOWN, as_understood, fields_of, rows_of
from planner.web.dossiers.form.writing import Writer
from planner.web.dossiers.planning import Known
from planner.web.numbers import whole

MOST_ROWS = 60
"""Rows of a group."""
OPEN = ("windows",)
"""Groups that show an empty row without being asked."""


class UnitTick(NamedTuple):
    """A unit to tick as acquired."""

    code: str
    title: str
    ticked: bool
    by: BoundField


class Problem(NamedTuple):
    """A problem, and the field that it is at; the `anchor` of a problem of the whole is empty."""

    anchor: str
    label: str
    text: str

    @property
    def words(self) -> str:
        """The problem, with the label of its field before it."""
        return bound().colon.join(filter(None, (self.label, self.text)))


class Rows(NamedTuple):
    """Those of a group that say something, an empty one to fill in, and how many there are on the page."""

    group: str
    rows: list[RowForm]
    empty: RowForm | None
    numbered: int

    @property
    def shown(self) -> bool:
        """Whether there is any."""
        return bool(self.rows or self.empty)


@dataclass
class Sheet:
    """The form of a learner of a programme, from their data; `posted` is what came back, `past` the plan behind them.

    A sheet that is `named` asks for the name of the dossier too; `adding` is the group that gets an empty row. While
    somebody is still `typing`, rows that lack something are not there yet. Answers that are `unknown` to this desk are
    left out.
    """

    programme: Programme
    base: Mapping[str, Any]
    name: str = ""
    posted: QueryDict | None = None
    past: Mapping[str, Any] | None = None
    named: bool = True
    adding: str = ""
    typing: bool = False
    today: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        known = keys_of(LearnerFile)
        self.unknown = [key for key in self.base if key not in known]
        self.base = as_understood(self.base)
        self.data: dict[str, Any] = dict(self.base)
        self._tried = False
        self._case: Case | None = None
        sent = None if self.posted is None else self.posted.get("start")
        start = sent or str(self.base.get("start", ""))
        choices = Choices(self.programme, start, self.today)
        given = {**fields_of(self.programme, self.base), "name": self.name}
        self.form = LearnerForm(choices, given, self.posted, named=self.named)
        shown = rows_of(self.programme, self.base)
        self.groups = {group: self._rows(choices, group, shown[group]) for group in ROWS}
        self.rows = {
            group: [row for row in found.rows if not (self.typing and _unfinished(row))]
            for group, found in self.groups.items()
        }

    def _rows(self, choices: Choices, group: str, shown: list[dict[str, Any]]) -> Rows:
        """The rows that say something, and an empty one where one is to be filled in."""
        made, posted = ROWS[group], self.posted
        if posted is None:
            rows = [made(choices, values, prefix=f"{group}-{n}") for n, values in enumerate(shown)]
            free = len(rows)
        else:
            most = min(whole(posted.get(f"{group}-count"), 0), MOST_ROWS)
            numbers = [n for n in range(most) if _filled(posted, group, n)]
            rows = [made(choices, _sent(posted, group, n), posted, f"{group}-{n}") for n in numbers]
            free = numbers[-1] + 1 if numbers else 0
        is_open = self.adding == group or (group in OPEN and not rows)
        empty = made(choices, {}, prefix=f"{group}-{free}") if is_open and free < MOST_ROWS else None
        return Rows(group, rows, empty, free + (empty is not None))

    def read(self) -> Case | None:
        """The learner that is shown, or that was sent, their data kept in `data`; None where something that was sent
        does not fit, which is told at its field.

        Raises:
            BadInput: what was kept of a learner that nobody sent does not fit any longer.
        """
        if self.posted is None:
            return Known(self.data, self.past).case()
        if not self._tried:
            self._tried, self._case = True, self._read()
        return self._case

    def _read(self) -> Case | None:
        fine = [self.form.is_valid(), *(row.is_valid() for rows in self.rows.values() for row in rows)]
        if not all([*fine, self._of_all_exams()]) or not self._once():
            return None
        writer = Writer(self.form, self.rows, self.base)
        try:
            case = Known(writer.data, self.past).case()
        except BadInput as error:
            for problem in error.problems:
                self._tell(writer, problem)
            return None
        self.data = writer.data
        return case

    def _of_all_exams(self) -> bool:
        """Whether who says how often single exams, or second sessions, are failed says it of all exams too: left out
        it would mean never. Who is typing may say it yet.
        """
        told = bool(self.rows["chances"]) or self.form.cleaned_data.get("chance_second") is not None
        if self.typing or not told or "chance_fail" in self.form.errors:
            return True
        if self.form.cleaned_data.get("chance_fail") is not None:
            return True
        self.form.add_error("chance_fail", say("form.chance_fail.missing"))
        return False

    def _once(self) -> bool:
        """Whether no term, no year, no unit's chance, and no payer of any unit has two rows."""
        fine = True
        for group, key in (("special", "term"), ("years", "year"), ("payers", "payer"), ("chances", "unit")):
            found = {self.form.cleaned_data["payer"]} if group == "payers" else set[str]()
            for row in self.rows[group]:
                name = row.cleaned_data[key]
                if row.cleaned_data.get("units"):
                    continue
                if name in found:
                    row.add_error(key, say("form.twice"))
                    fine = False
                found.add(name)
        return fine

    def _tell(self, writer: Writer, problem: BadInput) -> None:
        place = writer.field_of(problem.where)
        form, name = place or (self.form, None)
        form.add_error(name, by_months(self.programme.calendar, problem.message()))

    def nameless(self) -> Sheet:
        """The same, of which no name is asked: the plan stands without one."""
        return replace(self, named=False)

    def problems(self) -> list[Problem]:
        """All problems of what was sent, in the order of the form."""
        if self.posted is None:
            return []
        self.read()
        found = []
        rows = [(row, say(f"form.{group}")) for group, told in self.rows.items() for row in told]
        for form, whose in ((self.form, ""), *rows):
            for name, errors in form.errors.items():
                bound = form[name] if name in form.fields else None
                anchor = bound.id_for_label or bound.auto_id if bound else ""
                label = ", ".join(filter(None, (whose, str(bound.label) if bound else "")))
                found += [Problem(str(anchor), label, str(each)) for each in errors]
        return found

    # What the template shows.

    def units(self) -> list[tuple[str, list[UnitTick]]]:
        """All units to tick, by their block."""
        titles = {block["id"]: block["title"] for block in self.programme.about["blocks"] or ()}
        ticked, found = set(self.form["acquired"].value() or ()), dict[str, list[UnitTick]]()
        for code, title in self.form.acquired:
            unit = self.programme.units.get(code)
            block = spaced(text(titles[unit.block])) if unit is not None and unit.block in titles else ""
            name = spaced(text(unit.title)) if unit is not None else title
            found.setdefault(block, []).append(UnitTick(code, name, code in ticked, self.form[f"by-{code}"]))
        return list(found.items())

    def week(self) -> tuple[BoundField, BoundField]:
        """The rows of the week."""
        return self.form["evenings"], self.form["days"]

    def pays_in_detail(self) -> bool:
        """Whether more is said of payers than who pays."""
        several = any(self.groups[group].shown for group in ("payers", "years"))
        return several or any(field.value() not in (None, "") for field in self.budgets())

    def paced_in_detail(self) -> bool:
        """Whether more is said of the load than the evening units."""
        return any(field.value() not in (None, "") for field in (*self.caps()[1:], self.form["terms"]))

    def said_more(self) -> bool:
        """Whether anything is said of priorities, the load, single units, or chances."""
        usual = self.form["order"].value() in (None, "", "prefer")
        fields = [*self.wishes(), *self.caps(), *(self.form[name] for name in ("terms", "avoid", "extra", "waive"))]
        fields += [self.form["chance_fail"], self.form["chance_second"]]
        return (
            not usual
            or any(self.groups[name].shown for name in ("pins", "chances"))
            or any(field.value() not in (None, "", []) for field in fields)
        )

    def has_second_session(self) -> bool:
        """Whether the programme has a second session, or something is said of one."""
        held = self.form.choices.second_sessions
        return held or self.form["chance_second"].value() not in (None, "") or bool(self.form["chance_second"].errors)

    def budgets(self) -> list[BoundField]:
        """What payers pay at most."""
        return [self.form[name] for name in self.form.fields if name.startswith("budget-")]

    def wishes(self) -> list[BoundField]:
        """What comes first, and second; the others stand behind "more"."""
        return [self.form[f"minimise_{place}"] for place in range(OBJECTIVES_SHOWN)]

    def caps(self) -> list[BoundField]:
        """Bounds on a term."""
        return [self.form[cap] for cap in CAPS]


def _filled(posted: QueryDict, group: str, number: int) -> bool:
    start = f"{group}-{number}-"
    return any(key.startswith(start) and any(posted.getlist(key)) for key in posted)


def _unfinished(row: RowForm) -> bool:
    """Whether all that is wrong with a row is that something is missing."""
    errors = [error for found in row.errors.as_data().values() for error in found]
    return bool(errors) and all(error.code == "required" for error in errors)


def _sent(posted: QueryDict, group: str, number: int) -> dict[str, Any]:
    """What the choices of a row have to offer."""
    start = f"{group}-{number}-"
    found: dict[str, Any] = {key: posted.get(f"{start}{key}", "") for key in ("unit", "term", "payer", "year")}
    return {**found, "units": posted.getlist(f"{start}units")}

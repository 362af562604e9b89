"""From the fields of a form to a learner's data, and from a place in that data back to its field.

What equals the default is left out; what the form does not know stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from planner.domain.learner import WEEKDAYS, WORKDAYS
from planner.web.dossiers.form.fields import LearnerForm, RowForm
from planner.web.dossiers.form.reading import CAPS, OBJECTIVES_SHOWN

Place = tuple[LearnerForm | RowForm, str]
Rows = Mapping[str, list[RowForm]]
TRUTH = {"yes": True, "no": False}


class Writer:
    """Writes `data`, and notes in `places` which field each part of it came from."""

    def __init__(self, form: LearnerForm, rows: Rows, base: Mapping[str, Any]) -> None:
        self.form, self.rows, self.base, self.values = form, rows, base, form.cleaned_data
        self.data: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self._write()

    def _write(self) -> None:
        data, values = self.data, self.values
        data |= {"programme": self.base["programme"], "start": values["start"]}
        for key, usual in (("id", ""), ("fictional", False), ("note", ""), ("goal", "award"), ("order", "prefer")):
            self.put(key, values[key], usual)
        data["pathway"] = values["pathway"]
        self.put("deadline", values["deadline"], "")
        self.put("terms", values["terms"])
        self.put("minimise", self._wishes(), [])
        self._paying()
        self._units()
        self._experience()
        self._days()
        self._bounds()
        self._chances()
        for key in ("start", "pathway", "experience", "availability"):
            self.places.setdefault(key, (self.form, {"experience": "months", "availability": "evenings"}.get(key, key)))
        data |= {key: value for key, value in self.base.items() if key not in data and key not in self.places}

    def put(self, key: str, value: Any, usual: Any = None, field: str = "") -> None:
        """A key, unless its value is the usual one."""
        self.places[key] = (self.form, field or key)
        if value is not None and value != usual:
            self.data[key] = value

    def at(self, path: str, row: RowForm, *fields: str) -> None:
        """A row stands at this path, its fields below."""
        self.places[path] = (row, fields[0])
        for name in fields:
            self.places[f"{path}.{KEYS.get(name, name)}"] = (row, name)

    def _wishes(self) -> list[str]:
        names = [self.values[f"minimise_{place}"] for place in range(OBJECTIVES_SHOWN)]
        filled = [place for place, name in enumerate(names) if name]
        for number, place in enumerate(filled):
            self.places[f"minimise[{number}]"] = (self.form, f"minimise_{place}")
        return [names[place] for place in filled]

    def _paying(self) -> None:
        main, entries = self.values["payer"], list[Any]()
        for row in self.rows["payers"]:
            name, units = row.cleaned_data["payer"], row.cleaned_data["units"]
            path = f"funding[{len(entries)}]"
            self.places |= {path: (row, "payer"), f"{path}.{name}[": (row, "units")}
            entries.append({name: units} if units else name)
        if main:
            self.places[f"funding[{len(entries)}]"] = (self.form, "payer")
            entries.append(main)
        self.put("funding", entries[0] if len(entries) == 1 and isinstance(entries[0], str) else entries, field="payer")
        budgets = {}
        for name in self.form.fields:
            if name.startswith("budget-") and self.values[name] is not None:
                payer = name.removeprefix("budget-")
                budgets[payer] = number(self.values[name])
                self.places[f"payer_budgets.{payer}"] = (self.form, name)
        self.put("payer_budgets", budgets, {}, "payer")

    def _units(self) -> None:
        values = self.values
        acquired = list[Any]()
        for code in self._in_order("acquired"):
            how = values[f"by-{code}"]
            self.places[f"acquired[{len(acquired)}]"] = (self.form, "acquired")
            acquired.append({"unit": code, "by": how} if how else code)
        self.put("acquired", acquired, [])
        for key in ("avoid", "extra", "pause"):
            self.put(key, self._in_order(key), [])
        pairs = [pair.partition("=") for pair in self._in_order("waive")]
        self.put("waive", [{"unit": unit, "prerequisite": other} for unit, _, other in pairs], [])
        pins = list[dict[str, str]]()
        for row in self.rows["pins"]:
            self.at(f"pins[{len(pins)}]", row, "unit", "term", "modality")
            pins.append({key: row.cleaned_data[key] for key in ("unit", "term", "modality") if row.cleaned_data[key]})
        self.put("pins", pins, [], "avoid")

    def _experience(self) -> None:
        values = self.values
        said = {"months": values["months"]}
        said |= {key: TRUTH.get(values[key]) for key in ("in_sector", "working")}
        self.put("experience", {key: value for key, value in said.items() if value is not None}, {}, "months")
        windows = list[dict[str, str]]()
        for row in self.rows["windows"]:
            self.at(f"internship_windows[{len(windows)}]", row, "starts", "ends")
            days = row.cleaned_data
            windows.append({"from": days["starts"].isoformat(), "to": days["ends"].isoformat()})
        self.put("internship_windows", windows, [], "months")

    def _days(self) -> None:
        found: dict[str, Any] = {}
        for key in ("evenings", "days"):
            days = _week(self.values[key])
            self.places[f"availability.{key}"] = (self.form, key)
            if days != list(WORKDAYS):
                found[key] = days
        terms: dict[str, Any] = {}
        for row in self.rows["special"]:
            values = row.cleaned_data
            own = {key: _week(values[key]) for key in ("evenings", "days") if values[f"other_{key}"]}
            self.at(f"availability.terms.{values['term']}", row, "term", "evenings", "days")
            if own:
                terms[values["term"]] = own
        self.put("availability", found | ({"terms": terms} if terms else {}), {}, "evenings")

    def _bounds(self) -> None:
        for cap in CAPS:
            terms = {}
            for row in self.rows["special"]:
                name, most = row.cleaned_data["term"], row.cleaned_data[cap]
                self.places[f"{cap}.terms.{name}"] = (row, cap)
                if most is not None:
                    terms[name] = most
            self._bound(cap, self.values[cap], "terms", terms)
        years = {}
        for row in self.rows["years"]:
            name = row.cleaned_data["year"]
            self.places[f"max_cost_per_year.years.{name}"] = (row, "amount")
            years[name] = number(row.cleaned_data["amount"])
        usual = self.values["max_cost_per_year"]
        self._bound("max_cost_per_year", None if usual is None else number(usual), "years", years)

    def _bound(self, key: str, usual: Any, inner: str, differing: dict[str, Any]) -> None:
        if differing:
            self.put(key, ({} if usual is None else {"default": usual}) | {inner: differing})
        else:
            self.put(key, usual)

    def _chances(self) -> None:
        name, units = "chances", {}
        for row in self.rows["chances"]:
            code = row.cleaned_data["unit"]
            self.places[f"{name}.units.{code}"] = (row, "unit")
            units[code] = chance(row.cleaned_data["chance"])
        found: dict[str, Any] = {"units": units} if units else {}
        for key, field in CHANCES.items():
            self.places[f"{name}.{key}"] = (self.form, field)
            if self.values[field] is not None:
                found[key] = chance(self.values[field])
        self.put(name, found, {}, "chance_fail")

    def _in_order(self, field: str) -> list[str]:
        """What was ticked before keeps its order, what is new comes behind."""
        ticked = list(dict.fromkeys(self.values[field]))
        kept = [name for name in dict.fromkeys(self.form.given[field]) if name in ticked]
        return [*kept, *(name for name in ticked if name not in kept)]

    def field_of(self, where: str) -> Place | None:
        """The field of a place in the data: the longest part of its path that has one."""
        found = [path for path in self.places if where.startswith(path)]
        return self.places[max(found, key=len)] if found else None


CHANCES = {"fail": "chance_fail", "second_session": "chance_second"}
"""Fields of chances that are said once, by their keys."""
KEYS = {"starts": "from", "ends": "to"}
"""Keys of the data by the fields that have other names."""


def _week(days: Iterable[str]) -> list[str]:
    ticked = set(days)
    return [day for day in WEEKDAYS if day in ticked]


def number(amount: Decimal) -> int | float:
    """An amount as a file has it: whole where it is whole."""
    return int(amount) if amount == int(amount) else float(amount)


def chance(percent: Decimal) -> float:
    """A chance as a file has it, from 0 to 1."""
    return float(percent / 100)

"""The fields of a learner's form and of its rows, made from what a programme lets one choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from planner.messages import catalogue, say
from planner.web.dossiers.form.choices import Choice, Choices, beside, modalities, objectives, weekdays
from planner.web.dossiers.form.reading import CAPS, OBJECTIVES_SHOWN

MOST_COUNT, MOST_MONEY, MOST_MONTHS, MOST_TERMS = 10_000, 10_000_000_000, 600, 400
HOW = ("VAE", "VES")
Values = Mapping[str, Any]


def _said(name: str) -> dict[str, Any]:
    """Label and hint of a field, in words of the catalogue."""
    hint = f"form.{name}.hint"
    missing = f"form.{name}.missing"
    return {
        "label": say(f"form.{name}"),
        "help_text": say(hint) if hint in catalogue() else "",
        "required": False,
        "error_messages": {"required": say(missing if missing in catalogue() else "form.missing")},
    }


def _bounds(least: int, most: int) -> dict[str, str]:
    """What to say of a number that is none, or out of bounds."""
    return {
        "invalid": say("form.number"),
        "min_value": say("form.least", least=least),
        "max_value": say("form.most", most=most),
    }


def count(name: str, least: int = 0, most: int = MOST_COUNT) -> forms.IntegerField:
    """A whole number."""
    said = _said(name)
    said["error_messages"] |= _bounds(least, most)
    field = forms.IntegerField(min_value=least, max_value=most, **said)
    field.widget.attrs |= {"inputmode": "numeric", "class": "short"}
    return field


class Amount(forms.DecimalField):
    """An amount as people write one: `12,50`, `1 200 €`. Browsers send nothing of what they take for no number, so that
    it would be lost: a text is asked for.
    """

    widget = forms.TextInput({"inputmode": "decimal", "class": "short", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The amount.

        Raises:
            ValidationError: it is none.
        """
        told = re.sub(r"[\s€]", "", value) if isinstance(value, str) else value
        return super().to_python(told.replace(",", ".") if isinstance(told, str) and told.count(",") == 1 else told)


def money(name: str, label: str = "") -> Amount:
    """An amount."""
    said = _said(name) | ({"label": label} if label else {})
    said["error_messages"] |= _bounds(0, MOST_MONEY)
    return Amount(min_value=0, max_value=MOST_MONEY, decimal_places=2, **said)


class Percent(Amount):
    """A chance as people write one: `15`, `12,5 %`. It is kept as a number from 0 to 100."""

    def to_python(self, value: Any) -> Any:
        """The number.

        Raises:
            ValidationError: it is none.
        """
        return super().to_python(value.replace("%", "") if isinstance(value, str) else value)


def percent(name: str) -> Percent:
    """A chance, in per cent."""
    said = _said(name)
    said["error_messages"] |= dict.fromkeys(("invalid", "min_value", "max_value"), say("form.percent"))
    return Percent(min_value=0, max_value=100, **said)


def one_of(name: str, choices: Any, *, radio: bool = False, blank: str | None = None) -> forms.ChoiceField:
    """A choice; `blank` words the empty one, where there is one."""
    held = [*([("", blank)] if blank is not None else []), *choices]
    widget = forms.RadioSelect() if radio else forms.Select()
    return forms.ChoiceField(choices=held, widget=widget, **_said(name))


def some_of(name: str, choices: Any) -> forms.MultipleChoiceField:
    """Boxes to tick."""
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple(), **_said(name))


def text(name: str, most: int, *, long: bool = False) -> forms.CharField:
    """A text."""
    return forms.CharField(max_length=most, widget=forms.Textarea({"rows": 3}) if long else None, **_said(name))


def tick(name: str) -> forms.BooleanField:
    """Yes or nothing."""
    return forms.BooleanField(**_said(name))


def day(name: str) -> forms.DateField:
    """A day; browsers have a calendar for it."""
    said = _said(name)
    said["error_messages"]["invalid"] = say("form.day")
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **said)


class LearnerForm(forms.Form):
    """Everything that is said once; `given` are the initial values. What was given, or sent, is a choice, though the
    programme may not have it: then its reader says why it does not fit.
    """

    def __init__(self, choices: Choices, given: Values, data: QueryDict | None = None, *, named: bool = True) -> None:
        super().__init__(data, initial=dict(given), use_required_attribute=False)
        self.choices, self.given, self.sent = choices, given, data
        yes_no = [("yes", say("form.yes")), ("no", say("form.no"))]
        self.fields |= {
            "name": text("name", 120),
            "start": one_of("start", choices.terms(self.known("start"), starts=True)),
            "goal": one_of("goal", choices.goals(self.known("goal")), radio=True),
            "pathway": one_of("pathway", choices.pathways(self.known("pathway")), radio=True),
            "acquired": some_of("acquired", self.acquired),
            "evenings": some_of("evenings", weekdays()),
            "days": some_of("days", weekdays()),
            "months": count("months", most=MOST_MONTHS),
            "in_sector": one_of("in_sector", yes_no, radio=True, blank=say("form.unsaid")),
            "working": one_of("working", yes_no, radio=True, blank=say("form.unsaid")),
            "deadline": one_of("deadline", choices.terms(self.known("deadline")), blank=say("form.none")),
            "pause": some_of("pause", choices.pauses(self.known("pause"))),
            "terms": count("terms", 1, MOST_TERMS),
            "order": one_of("order", [(name, say(f"form.order.{name}")) for name in ("prefer", "require", "ignore")]),
            "avoid": some_of("avoid", choices.units(self.known("avoid"))),
            "extra": some_of("extra", choices.units(self.known("extra"))),
            "waive": some_of("waive", choices.waivers(self.known("waive"))),
            "max_cost_per_year": money("max_cost_per_year"),
            "chance_fail": percent("chance_fail"),
            "chance_second": percent("chance_second"),
            "id": text("id", 200),
            "note": text("note", 4000, long=True),
            "fictional": tick("fictional"),
        }
        self.fields["name"].required = named
        self.fields |= {cap: count(cap) for cap in CAPS}
        self.fields |= self._fundings() | self._wishes() | self._how()

    def known(self, name: str) -> list[str]:
        """What a field has to offer beside what the programme does."""
        given = self.given.get(name) or []
        return [*([given] if isinstance(given, str) else given), *(self.sent.getlist(name) if self.sent else ())]

    @property
    def acquired(self) -> list[Choice]:
        """All units."""
        return self.choices.units(self.known("acquired"), courses=False)

    def _fundings(self) -> dict[str, forms.Field]:
        """Who pays, and up to how much."""
        start = "budget-"
        named = [name.removeprefix(start) for name in (*self.given, *(self.sent or ())) if name.startswith(start)]
        known = dict(self.choices.fundings(named))
        lines = None if self.given["payer"] else say("form.payer.lines")
        payers = one_of("payer", self.choices.fundings(self.known("payer")), radio=True, blank=lines)
        budgets = dict.fromkeys([*self.choices.payers(), *named])
        return {"payer": payers} | {f"{start}{name}": money("budget", known[name]) for name in budgets}

    def _wishes(self) -> dict[str, forms.Field]:
        """What comes first, second, and so on."""
        wishes: dict[str, forms.Field] = {}
        for place in range(OBJECTIVES_SHOWN):
            field = one_of("minimise", objectives(), blank=say("form.none"))
            field.label = say("form.minimise.place", place=place + 1)
            wishes[f"minimise_{place}"] = field
        return wishes

    def _how(self) -> dict[str, forms.Field]:
        """How each unit was acquired."""
        found: dict[str, forms.Field] = {}
        for place, (code, title) in enumerate(self.acquired):
            ways = beside([(how, say(f"form.by.{how}")) for how in HOW], self.known(f"by-{code}"))
            field = one_of("by", ways, blank=say("form.by.passed"))
            field.widget.attrs |= {"id": f"id_by_{place}", "aria-label": say("form.by.of", unit=title)}
            found[f"by-{code}"] = field
        return found


class RowForm(forms.Form):
    """One row of several."""

    def __init__(self, choices: Choices, given: Values, data: Any = None, prefix: str = "") -> None:
        super().__init__(data, initial=dict(given), prefix=prefix, use_required_attribute=False)
        self.fields |= self.made(choices, given)

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """The fields of the row."""
        raise NotImplementedError


def needed(field: forms.Field) -> Any:
    """A field that a row cannot do without."""
    field.required = True
    return field


class WindowRow(RowForm):
    """Days in which an internship may be."""

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """From and to."""
        return {"starts": needed(day("starts")), "ends": needed(day("ends"))}


class PinRow(RowForm):
    """A unit that stands in a term."""

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """The unit, its term, and how."""
        nothing = say("form.choose")
        return {
            "unit": needed(one_of("unit", choices.units([given.get("unit", "")]), blank=nothing)),
            "term": needed(one_of("term", choices.terms([given.get("term", "")]), blank=nothing)),
            "modality": one_of("modality", modalities(), blank=say("form.any")),
        }


class PayerRow(RowForm):
    """One more payer: of some units, or of any."""

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """Who, and which units."""
        payers = choices.fundings([given.get("payer", "")])
        return {
            "payer": needed(one_of("payer_more", payers, blank=say("form.choose"))),
            "units": some_of("payer_units", choices.units(given.get("units", ()))),
        }


class SpecialRow(RowForm):
    """A term in which something differs."""

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """The term, its days and its bounds."""
        terms = choices.terms([given.get("term", "")])
        return {
            "term": needed(one_of("term", terms, blank=say("form.choose"))),
            "other_evenings": tick("other_evenings"),
            "evenings": some_of("evenings", weekdays()),
            "other_days": tick("other_days"),
            "days": some_of("days", weekdays()),
            **{cap: count(cap) for cap in CAPS},
        }


class YearRow(RowForm):
    """A year that has a budget of its own."""

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """The year, and the amount."""
        years = choices.years([given.get("year", "")])
        return {"year": needed(one_of("year", years, blank=say("form.choose"))), "amount": needed(money("amount"))}


class ChanceRow(RowForm):
    """A unit whose exam is failed more or less often than others."""

    def made(self, choices: Choices, given: Values) -> dict[str, forms.Field]:
        """The unit, and how often."""
        units = choices.units([given.get("unit", "")])
        return {"unit": needed(one_of("unit", units, blank=say("form.choose"))), "chance": needed(percent("chance"))}


ROWS: dict[str, type[RowForm]] = {
    "windows": WindowRow, "pins": PinRow, "payers": PayerRow, "special": SpecialRow, "years": YearRow,
    "chances": ChanceRow,
}  # fmt: skip
"""The groups of rows, by the beginning of their names."""

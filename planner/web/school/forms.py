"""The forms of the school's own look."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms

from planner.errors import BadInput
from planner.messages import say
from planner.web.school.colours import PALETTE, code, nearest, readable
from planner.web.school.logo import KINDS, drawn
from planner.web.school.models import MOST_ALT, MOST_NAME, School

OTHER = "other"
DEFAULT = "#0b4f7a"
"""The colour with which the desk comes, as it stands in its stylesheet."""


class Swatch(NamedTuple):
    """A colour that may be chosen by a click."""

    value: str
    shown: str
    label: str
    chosen: bool


class Look(forms.Form):
    """Name and colour. `shade` is what of the palette, `other` a code of the school's own."""

    name = forms.CharField(max_length=MOST_NAME, required=False)
    shade = forms.ChoiceField(choices=[(name, name) for name in (*PALETTE, OTHER)])
    other = forms.CharField(max_length=20, required=False)

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        for name, field in self.fields.items():
            field.label = say(f"school.{name}")
        self.fields["name"].help_text = say("school.name_hint")
        self.fields["other"].help_text = say("school.other_hint")

    @classmethod
    def of(cls, school: School) -> Look:
        """The form as the school is."""
        known = [name for name, colour in PALETTE.items() if colour == school.colour]
        shade, other = (known[0], "") if known else (OTHER, school.colour)
        return cls(initial={"name": school.name, "shade": shade, "other": other})

    def clean(self) -> dict[str, Any]:
        """`colour` is what is to be kept."""
        given = super().clean() or {}
        shade = given.get("shade")
        if shade in PALETTE:
            given["colour"] = PALETTE[shade]
        elif shade == OTHER:
            given["colour"] = self._own(given.get("other", ""))
        return given

    def _own(self, typed: str) -> str:
        """A colour of the school's own; where one cannot read with it, the nearest is put into the field."""
        colour = code(typed)
        if colour is None:
            self.add_error("other", say("school.no_colour"))
        elif not readable(colour):
            near = nearest(colour)
            self.add_error("other", say("school.too_light", typed=colour, near=near))
            self.data = {**dict(self.data.items()), "other": near}
        return colour or ""

    def own(self) -> str:
        """The other colour, where one is written."""
        return code(str(self["other"].value() or "")) or ""

    def swatches(self) -> list[Swatch]:
        """The palette."""
        chosen = self["shade"].value()
        return [
            Swatch(name, colour or DEFAULT, say(f"school.colour.{name}"), name == chosen)
            for name, colour in PALETTE.items()
        ]


class Logo(forms.Form):
    """A picture, and what it shows."""

    logo = forms.FileField(required=False)
    alt = forms.CharField(max_length=MOST_ALT, required=False)

    def __init__(self, *rest: Any, there: bool, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        self.there = there
        for name, field in self.fields.items():
            field.label, field.help_text = say(f"school.{name}"), say(f"school.{name}_hint")
        self.fields["logo"].widget.attrs["accept"] = ",".join(f"image/{kind.lower()}" for kind in KINDS)

    def clean_logo(self) -> bytes | None:
        """The picture drawn anew; None where the one that is there stays.

        Raises:
            ValidationError: there is none, or it cannot be taken.
        """
        file = self.cleaned_data["logo"]
        if file is None:
            if not self.there:
                raise forms.ValidationError(say("school.logo_missing"))
            return None
        try:
            return drawn(file)
        except BadInput as error:
            raise forms.ValidationError(error.message()) from None

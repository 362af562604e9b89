"""Choices of forms, written at once: Django takes a template for each option, and a form here has hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from django import template
from django.forms import BoundField, CheckboxInput, HiddenInput, NumberInput, Select, TextInput
from django.forms.utils import flatatt
from django.forms.widgets import ChoiceWidget, Input
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from planner.web.once import FIELD

register = template.Library()


class Tick(NamedTuple):
    """A box or button, and its label."""

    tag: SafeString
    label: str


@register.filter
def ticks(field: BoundField) -> list[Tick]:
    """The boxes of a field with several answers, or the buttons of one with few."""
    widget = field.field.widget
    kind, chosen = widget.input_type, set(widget.format_value(field.value()))
    return [
        Tick(
            format_html(
                '<input type="{}" name="{}" value="{}" id="{}_{}"{}>',
                kind, field.html_name, value, field.auto_id, place, CHECKED if str(value) in chosen else "",
            ),
            str(label),
        )
        for place, (value, label) in enumerate(widget.choices)
    ]  # fmt: skip


@register.simple_tag
def once() -> SafeString:
    """The key of a form that makes something once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, get_random_string(22))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """What one answers a field with."""
    widget = field.field.widget
    if isinstance(widget, LINES):
        return _line(field, widget)
    if not isinstance(widget, Select):
        return SafeString(field)
    attributes = field.build_widget_attrs({"id": field.auto_id}, widget) | widget.attrs
    options = "".join(_options(widget, set(widget.format_value(field.value()))))
    return SafeString(f'<select name="{escape(field.html_name)}"{flatatt(attributes)}>{options}</select>')


LINES = (TextInput, NumberInput, HiddenInput, CheckboxInput)
CHECKED, SELECTED = SafeString(" checked"), " selected"


def _line(field: BoundField, widget: Input) -> SafeString:
    """A line to write in, or a box to tick."""
    attributes = field.build_widget_attrs({}, widget)
    if "id" not in widget.attrs:
        attributes["id"] = field.auto_id
    about = widget.get_context(field.html_name, field.value(), attributes)["widget"]
    named = {"type": about["type"], "name": about["name"], "value": about["value"]}
    given = {name: value for name, value in named.items() if value is not None} | about["attrs"]
    told = (
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in given.items()
        if value is not False
    )
    return SafeString(f"<input{''.join(told)}>")


def _options(widget: ChoiceWidget, chosen: set[str]) -> Iterator[str]:
    for value, label in widget.choices:
        if isinstance(label, list | tuple):
            inner = "".join(_option(each, name, chosen) for each, name in label)
            yield f'<optgroup label="{escape(str(value))}">{inner}</optgroup>'
        else:
            yield _option(value, label, chosen)


def _option(value: object, label: object, chosen: set[str]) -> str:
    selected = SELECTED if str(value) in chosen else ""
    return f'<option value="{escape(str(value))}"{selected}>{escape(str(label))}</option>'

"""Choices of forms, written at once: Django takes a template for each option, and a form here has hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django.forms import BoundField, Select
from django.forms.utils import flatatt
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
def control(field: BoundField) -> SafeString:
    """What one answers a field with."""
    widget = field.field.widget
    if not isinstance(widget, Select):
        return SafeString(field)
    attributes = field.build_widget_attrs({"id": field.auto_id}, widget) | widget.attrs
    options = SafeString("".join(_options(widget, set(widget.format_value(field.value())))))
    return format_html('<select name="{}"{}>{}</select>', field.html_name, flatatt(attributes), options)


CHECKED, SELECTED = SafeString(" checked"), SafeString(" selected")


def _options(widget: ChoiceWidget, chosen: set[str]) -> Iterator[str]:
    for value, label in widget.choices:
        if isinstance(label, list | tuple):
            inner = format_html_join("", '<option value="{}"{}>{}</option>', (
                (each, SELECTED if str(each) in chosen else "", name) for each, name in label
            ))  # fmt: skip
            yield format_html('<optgroup label="{}">{}</optgroup>', value, inner)
        else:
            yield format_html(
                '<option value="{}"{}>{}</option>', value, SELECTED if str(value) in chosen else "", label
            )

"""`{% say "key" name=value %}`: a message of the catalogue in the language of the page; `{{ text|worded }}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from planner import messages

register = template.Library()


@register.simple_tag
def say(key: str, **values: Any) -> str:
    """The message; what is put into it is escaped with it."""
    return messages.say(key, **values)


@register.simple_tag(takes_context=True)
def here(context: Any, name: str) -> str:
    """Marks the link to the page that is shown."""
    found = getattr(context.get("request"), "resolver_match", None)
    return mark_safe(' aria-current="page"') if found and found.url_name == name else ""


@register.filter
def worded(value: Any) -> str:
    """Anything that a document says, as text."""
    return messages.worded(value)


@register.filter
def money(cents: int | None) -> str:
    """An amount, in its own currency where it has one."""
    return messages.money(cents, getattr(cents, "currency", "EUR"))


@register.filter
def day(value: Any) -> str:
    """A day with its year."""
    return messages.day(value)


@register.simple_tag
def say_in(code: str, key: str, **values: Any) -> str:
    """The message in a language of its own."""
    return messages.language(code).say(key, **values)


@register.simple_tag
def say_part(*parts: Any, **values: Any) -> str:
    """The message whose key is made of parts."""
    return messages.say("".join(map(str, parts)), **values)

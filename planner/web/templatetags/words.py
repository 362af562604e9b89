"""`{% say "key" name=value %}`: a message of the catalogue in the language of the page; `{{ text|worded }}`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import mark_safe

from planner import messages
from planner.web.dossiers.frame import title_of
from planner.web.dossiers.problems import kept_words

register = template.Library()


def here_and_now(value: Any) -> Any:
    """A moment as clocks of the school show it, which late in the evening is another day; anything else as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.tag
def say(parser: Parser, token: Token) -> Node:
    """`{% say "key" name=value as variable %}`: the message; what is put into it is escaped with it."""
    key, *rest = token.split_contents()[1:]
    target = rest.pop() if rest[-2:-1] == ["as"] else None
    return Said(parser.compile_filter(key), token_kwargs(rest, parser), target)


class Said(Node):
    """A message of a page: a page has hundreds, most of them with nothing to be put in."""

    def __init__(self, key: FilterExpression, values: dict[str, FilterExpression], target: str | None) -> None:
        self.key, self.values, self.target = key, values, target

    def render(self, context: Context) -> str:
        """The text, unless it is to be the value of a variable."""
        values = {name: here_and_now(value.resolve(context)) for name, value in self.values.items()}
        found = messages.spaced(messages.say(self.key.resolve(context), **values))
        if self.target is not None:
            context[self.target] = found
            return ""
        return escape(found)


@register.simple_tag(takes_context=True)
def here(context: Any, name: str) -> str:
    """Marks the link to the page that is shown."""
    found = getattr(context.get("request"), "resolver_match", None)
    return mark_safe(' aria-current="page"') if found and found.url_name == name else ""


@register.filter
def worded(value: Any) -> str:
    """Anything that a document says, as text."""
    return messages.spaced(messages.worded(value))


@register.filter
def programme_title(name: str) -> str:
    """A programme as people tell it from the others; its id where there is none any longer."""
    return messages.spaced(title_of(name))


@register.filter
def kept_problems(value: Any) -> list[str]:
    """Problems that the database keeps, in the language of the page."""
    return [messages.spaced(one) for one in kept_words(value)]


@register.filter
def money(cents: int | None) -> str:
    """An amount, in its own currency where it has one."""
    return messages.money(cents, getattr(cents, "currency", "EUR"))


@register.filter
def under(cells: Sequence[str], columns: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    """The cells of a row, each with the column that it stands under."""
    return zip(cells, columns, strict=True)


@register.filter
def day(value: Any) -> str:
    """A day with its year."""
    return messages.day(here_and_now(value))


@register.filter
def moment(value: datetime) -> str:
    """A day with its year, and the time of the day."""
    local = timezone.localtime(value)
    return f"{messages.day(local)}, {local:%H:%M}"


@register.simple_tag
def say_in(code: str, key: str, **values: Any) -> str:
    """The message in a language of its own."""
    return messages.language(code).say(key, **values)


@register.simple_tag
def say_part(*parts: Any, **values: Any) -> str:
    """The message whose key is made of parts."""
    told = {name: here_and_now(value) for name, value in values.items()}
    return messages.spaced(messages.say("".join(map(str, parts)), **told))

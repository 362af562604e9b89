"""A unit on the board, written at once: a board has a dozen of them, and by a template they take most of its time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from planner.messages import say, worded

if TYPE_CHECKING:
    from planner.web.dossiers.board.cards import Card

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_card(context: Context, card: Card) -> SafeString:
    """The card, with what one can do with it where the page `writes`."""
    return SafeString(
        "\n".join((_head(context, card), _about(card), *_body(card), _acts(context, card), "</article>\n"))
    )


def _head(context: Context, card: Card) -> str:
    anchor, modality, writes = escape(card.anchor), escape(card.modality), context.get("writes") and not card.kept
    data = f' data-unit="{escape(card.unit)}" data-modality="{modality}"' if writes else ""
    focus = " data-focus" if context.get("focus") == card.unit else ""
    return (
        f'<article class="unit {modality}{" wrong" if card.wrong else ""}" id="at-{anchor}" tabindex="-1"'
        f' aria-labelledby="title-{anchor}"{data}{focus}>\n<h4 id="title-{anchor}">{escape(worded(card.title))}</h4>'
    )


def _about(card: Card) -> str:
    """Modality, what is special, and the code with its credits."""
    tags = (
        (card.modality, escape(card.modality), f"modality.{card.modality}"),
        (card.pinned, "pin", "board.pinned"),
        (card.extra, "", "board.extra"),
        (card.result, "", f"result.{card.result}"),
    )
    told = "".join(
        f'<span class="tag{kind and " "}{kind}">{escape(say(key))}</span>' for is_so, kind, key in tags if is_so
    )
    credits = f" · {escape(say('text.credits', credits=card.ects))}" if card.ects else ""
    return f'<p class="about">{told}<span class="code">{escape(card.unit)}{credits}</span></p>'


def _body(card: Card) -> Iterator[str]:
    """When it is, where it was, and what does not hold."""
    site = f" · {escape(card.site)}" if card.site else ""
    yield "".join(f'<p class="session">{escape(worded(session))}{site}</p>' for session in card.sessions)
    yield f'<p class="session">{escape(worded(card.annual))}</p>' if card.annual else ""
    moved = say("board.moved", place=card.was) if card.was else say("board.new") if card.new else ""
    yield moved and f'<p class="moved">{escape(moved)}</p>'
    yield f'<p class="broken">{escape(say("board.nowhere"))}</p>' if card.nowhere else ""
    yield "".join(f'<p class="broken">{escape(worded(problem))}</p>' for problem in card.problems)
    yield "".join(f'<p class="broken also">{escape(say("board.also", rule=rule))}</p>' for rule in card.also)


def _acts(context: Context, card: Card) -> str:
    if card.kept:
        return "" if card.result else f'<p class="hint">{escape(say("board.kept"))}</p>'
    if not context.get("writes"):
        return ""
    places = (
        f"{escape(context['places_url'])}?unit={quote(card.unit, safe='')}&amp;revision={context['dossier'].revision}"
    )
    title = f'<span class="hidden"> {escape(worded(card.title))}</span>'
    form, pin = ("form-unpin", "say_unpin") if card.pinned else ("form-pin", "say_pin")
    return (
        f'\n<div class="acts"><a class="button" href="{places}" hx-get="{places}" hx-target="#sheet"'
        f' hx-swap="innerHTML">{escape(context["say_move"])}{title}</a>\n'
        f'<button type="submit" id="pin-{escape(card.anchor)}" form="{form}" name="unit" value="{escape(card.unit)}"'
        f' class="quiet">{escape(context[pin])}{title}</button></div>'
    )

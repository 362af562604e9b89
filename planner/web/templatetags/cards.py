"""Units on the board, and beginnings of its forms, written at once: a board has a dozen of each, and by templates they
take most of its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from planner.domain.text import Words
from planner.messages import say, spaced, worded

if TYPE_CHECKING:
    from planner.web.dossiers.board.cards import Card

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_card(context: Context, card: Card) -> SafeString:
    """The card, with what one can do with it where the page `writes`."""
    return SafeString(
        "\n".join((_head(context, card), _about(card), *_body(card), _acts(context, card), "</article>\n"))
    )


@register.simple_tag(takes_context=True)
def act_form(context: Context) -> SafeString:
    """The beginning of a form that does an `act` on the board: of the whole page where it is `plain`, and of buttons
    elsewhere where it has an `id`.
    """
    revision, name = context["dossier"].revision, context.get("id")
    address = escape(reverse("board-act", args=[context["dossier"].key, context["act"]]))
    quick = "" if context.get("plain") else f' hx-post="{address}" {SWAP}{"" if name else DISABLES}'
    named = f' id="{escape(name)}"' if name else ""
    return SafeString(
        f'<form{named} method="post" action="{address}"{quick}>'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{context["csrf_token"]}">'
        f'<input type="hidden" name="revision" value="{revision}">'
    )


SWAP = 'hx-target="#board" hx-swap="outerHTML" hx-sync="#board:drop"'
DISABLES = ' hx-disabled-elt="find button"'


def _head(context: Context, card: Card) -> str:
    anchor, modality, writes = escape(card.anchor), escape(card.modality), context.get("writes") and not card.kept
    data = f' data-unit="{escape(card.unit)}" data-modality="{modality}"' if writes else ""
    focus = " data-focus" if context.get("focus") == card.unit else ""
    return (
        f'<article class="unit {modality}{" wrong" if card.wrong else ""}" id="at-{anchor}" tabindex="-1"'
        f' aria-labelledby="title-{anchor}"{data}{focus}>\n<h4 id="title-{anchor}">{_told(card.title)}</h4>'
    )


def _told(words: Words) -> str:
    """Words of data, as text of a page."""
    return escape(spaced(worded(words)))


def _about(card: Card) -> str:
    """Modality, what is special, and the code with its credits."""
    tags = (
        (card.modality, escape(card.modality), f"modality.{card.modality}"),
        (card.pinned, "pin", "board.pinned"),
        (card.extra, "", "board.extra"),
        (card.alone, "", "text.alone"),
        (card.result, card.result, f"result.{card.result}"),
    )
    told = "".join(
        f'<span class="tag{kind and " "}{kind}">{escape(say(key))}</span>' for is_so, kind, key in tags if is_so
    )
    credits = f" · {escape(say('text.credits', credits=card.ects))}" if card.ects else ""
    return f'<p class="about">{told}<span class="code">{escape(card.unit)}{credits}</span></p>'


def _body(card: Card) -> Iterator[str]:
    """When it is, where it was, and what does not hold."""
    site = f" · {escape(card.site)}" if card.site else ""
    yield "".join(f'<p class="session">{_told(session)}{site}</p>' for session in card.sessions)
    yield f'<p class="session">{_told(card.annual)}</p>' if card.annual else ""
    moved = say("board.moved", place=card.was) if card.was else say("board.new") if card.new else ""
    moved = say("board.again") if card.again and not card.result else moved
    yield moved and f'<p class="moved">{escape(moved)}</p>'
    yield f'<p class="broken">{escape(say("board.nowhere"))}</p>' if card.nowhere else ""
    yield "".join(f'<p class="broken">{_of_it(card, problem)}</p>' for problem in card.problems)
    yield "".join(f'<p class="broken also">{escape(say("board.also", rule=rule))}</p>' for rule in card.also)


def _of_it(card: Card, problem: Words) -> str:
    """A problem at the card of the unit that it begins with: without its name once more."""
    told, name = worded(problem), f"{worded(card.title)} ({card.unit}) "
    found = told.removeprefix(name)
    return escape(spaced(told if found == told else found[:1].upper() + found[1:]))


def _acts(context: Context, card: Card) -> str:
    if card.kept:
        return "" if card.result else f'<p class="hint">{escape(say("board.kept"))}</p>'
    if not context.get("writes"):
        return ""
    places = (
        f"{escape(context['places_url'])}?unit={quote(card.unit, safe='')}&amp;revision={context['dossier'].revision}"
    )
    title = f'<span class="hidden"> {_told(card.title)}</span>'
    form, pin = ("form-unpin", "say_unpin") if card.pinned else ("form-pin", "say_pin")
    return (
        f'\n<div class="acts"><a class="button" href="{places}" hx-get="{places}" hx-target="#sheet"'
        f' hx-swap="innerHTML">{escape(context["say_move"])}{title}</a>\n'
        f'<button type="submit" id="pin-{escape(card.anchor)}" form="{form}" name="unit" value="{escape(card.unit)}"'
        f' class="quiet">{escape(context[pin])}{title}</button></div>'
    )

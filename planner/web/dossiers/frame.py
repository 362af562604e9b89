"""What stands around every page of a dossier: whose it is, in which programme, how its plan stands, and the tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import say, spaced, text
from planner.web.dossiers.models import Dossier
from planner.web.programmes.reading import programme_of

TABS = ("dossier", "learner", "why", "share", "agreement", "versions", "documents")
"""Names of addresses, each with the key of a dossier; `frame.<name>` words them."""
OUR_PRICES = "our-prices"
"""The assumption that prices of the school are."""


def tabs(dossier: Dossier, current: str) -> list[dict[str, Any]]:
    """The pages of a dossier, in order; the current one is marked."""
    return [{"name": name, "address": reverse(name, args=[dossier.key]), "current": name == current} for name in TABS]


def titled(programme: Programme) -> str:
    """A programme as people tell it from the others: its title, its vintage, its school."""
    title, year = spaced(text(programme.title)), str(programme.about["vintage"])
    return ", ".join([title if year in title else f"{title} ({year})", *_whose(programme)])


def base_title(programme: Programme) -> str:
    """The title, which many vintages share."""
    title, year = spaced(text(programme.title)), str(programme.about["vintage"])
    return title.replace(f" ({year})", "").replace(f", {year}", "")


def vintage(programme: Programme) -> str:
    """What tells it from others of its title: its vintage, its school."""
    return ", ".join([str(programme.about["vintage"]), *_whose(programme)])


def _whose(programme: Programme) -> list[str]:
    """The school, and whether the prices are its own."""
    return [str(programme.about["school"]), *([say("prices.with_ours")] if with_our_prices(programme) else [])]


def with_our_prices(programme: Programme) -> bool:
    """Whether its prices are those that the school entered."""
    return any(each["id"] == OUR_PRICES for each in programme.about["assumptions"] or ())


def title_of(name: str) -> str:
    """The same by id; the id where there is no such programme any longer."""
    try:
        return titled(programme_of(name))
    except BadInput:
        return name


def vintage_of(name: str) -> str:
    """What tells a programme from others of its title, then the title; the id where there is none any longer."""
    try:
        programme = programme_of(name)
    except BadInput:
        return name
    return f"{vintage(programme)} · {base_title(programme)}"


def framed(dossier: Dossier, tab: str, **values: Any) -> dict[str, Any]:
    """What the template of a tab needs, `values` with it."""
    from planner.web.dossiers.lost import lost  # which titles programmes as it is done here

    return {
        "lost": lost(dossier),
        "dossier": dossier,
        "version": dossier.current,
        "programme_title": title_of(dossier.programme),
        "tabs": tabs(dossier, tab),
    } | values


def tab(
    request: HttpRequest, template: str, dossier: Dossier, name: str, status: int = 200, **values: Any
) -> HttpResponse:
    """A page of a dossier: `template` extends `dossiers/dossier.html`, and fills `{% block dossier %}`."""
    return render(request, template, framed(dossier, name, **values), status=status)

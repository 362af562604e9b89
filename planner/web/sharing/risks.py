"""What a learner reads of risks, where their adviser lets them: the likely end, and the exams that matter.

An exam that is failed is taken again: so the page speaks of dates, and of what to prepare, not of what is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from planner.domain.text import Key, Text, Words
from planner.errors import BadInput
from planner.messages import bound, speaking
from planner.report.documents import Document
from planner.web.dossiers.frame import title_of
from planner.web.dossiers.models import Dossier
from planner.web.meanings import month
from planner.web.programmes.reading import programme_of
from planner.web.sharing.letter import BY_LINK, addresses
from planner.web.sharing.models import PlanLink
from planner.web.sharing.opening import by_link
from planner.web.sharing.released import release_of, released
from planner.web.sharing.shown import shown_of

SURE = 0.9
"""Of all cases, those after which the end counts as late."""
FELT = 0.1
"""Terms that an exam delays the end by, below which it hardly matters."""
LIKELY = 0.5
"""The chance that a unit is taken at all, below which its exam is nothing to prepare for now."""
MOST = 5
"""Exams that are named; of estimates all that matter for sure."""
Told = Mapping[str, Any]


class By(NamedTuple):
    """An end that may be: its month, in how many of a hundred cases it is then or before, and whether in most."""

    month: Words
    cases: int
    sure: bool


class Exam(NamedTuple):
    """An exam: its unit, the terms by which the end would be later on average, and whether that is felt for sure."""

    unit: Words
    terms: float
    felt: bool


@by_link
@require_safe
def page(request: HttpRequest, link: PlanLink, secret: str) -> HttpResponse:
    """What may be read of risks; else the plan."""
    return shown(request, link.dossier, BY_LINK, secret)


def shown(request: HttpRequest, dossier: Dossier, name: str, key: str, **more: Any) -> HttpResponse:
    """The page, for the learner or for who looks at what they see; the plan where nothing is released."""
    release = release_of(dossier)
    document = released(release, shown_of(dossier))
    if release is None or document is None:
        return redirect(name, key)
    values = {
        "dossier": dossier, "at": addresses(name, key), "programme_title": title_of(dossier.programme),
        "day": release.at, "by": release.person or dossier.adviser, **more,
    }  # fmt: skip
    with speaking(document.spoken(bound().code)):
        return render(request, "sharing/risk.html", values | told(document, dossier))


def told(document: Document, dossier: Dossier) -> dict[str, Any]:
    """The ends that may be, the exams that matter, and what was assumed."""
    data, titles = document.data, _titles(document, dossier)
    ends = list(_ends(data["policy"]["award"], 100 if data["exact"] else 99))
    likely = max(data["policy"]["award"], key=lambda one: one["probability"])
    late = next((one for one in ends if one.sure), None)
    exams = sorted(_exams(data, titles), key=lambda one: -one.terms)
    felt = [one for one in exams if one.felt][: MOST if data["exact"] else None]
    chances = data.get("chances", {})
    return {
        "likely": _month(likely), "late": late if late and late.month != _month(likely) else None,
        "ends": ends, "exams": felt, "others": len(exams) > len(felt) > 0,
        "estimated": not data["exact"], "passed": _cases(1 - chances.get("fail", 0)),
        "second": _cases(1 - chances["second_session"]) if "second_session" in chances else None,
        "units": [(titles.get(code, code), _cases(1 - chance)) for code, chance in chances.get("units", {}).items()],
    }  # fmt: skip


def _titles(document: Document, dossier: Dossier) -> dict[str, Words]:
    """Units by their titles; none where the programme is there no longer."""
    try:
        return {code: _named(unit.title, code) for code, unit in programme_of(dossier.programme).units.items()}
    except BadInput:
        return {}


def _named(title: Text, code: str) -> Words:
    return Key("meaning.unit", title=title, code=code)


def _ends(award: list[Told], most: int) -> Iterator[By]:
    """The ends in their order, as far as they are worth a line; of a hundred cases so many at most."""
    before = -1
    for one, sum_ in zip(award, accumulate(each["probability"] for each in award), strict=True):
        cases = min(most, _cases(sum_))
        if cases > before and cases > 0:
            yield By(_month(one), cases, sum_ >= SURE)
            before = cases


def _month(one: Told) -> Key:
    return month(date.fromisoformat(one["ends"]))


def _cases(chance: float) -> int:
    """Of a hundred; never all, or none, where it is not sure."""
    found = round(100 * chance)
    return min(99, max(1, found)) if 1e-9 < chance < 1 - 1e-9 else found


def _exams(data: Told, titles: Mapping[str, Words]) -> Iterator[Exam]:
    for one in data.get("units", ()):
        if one["delay"] is not None and one["attempted"] >= LIKELY:
            terms = round(one["delay"], 1)
            least = one.get("interval", {}).get("delay", [terms])[0]  # of estimates, which a few draws may bring about
            yield Exam(titles.get(one["unit"], one["unit"]), terms, min(least, terms) >= FELT)

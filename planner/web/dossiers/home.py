"""Home: the dossiers, those that need something first, with what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from planner.domain.text import Key
from planner.messages import bound
from planner.messages.language import Language
from planner.storage.registry import KNOWN
from planner.web import searching
from planner.web.agreements.needs import FILTERS, narrowed
from planner.web.agreements.steps import standing_of
from planner.web.dossiers import listed, unplanned
from planner.web.dossiers.frame import title_of, vintage_of
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.needs import needs_of, reached
from planner.web.dossiers.store import dossiers_of
from planner.web.people.access import needs, person_of
from planner.web.people.models import Person
from planner.web.people.roles import Action, may

A_PAGE = 50
KEY = "-key-"
"""Stands for the key of a dossier in an address."""
TOLD = (
    "key", "name", "programme", "broken_by", "dates", "written", "correct_by", "changed", "adviser__name",
    "adviser__username", "current__status", "standing__stage", "standing__since", "standing__changed",
)  # fmt: skip
"""What the list reads of a dossier."""


class Row(NamedTuple):
    """A dossier in the list: what it needs and where that is done; when the title comes, where the plan holds; whose it
    is (`adviser`), on the list of all; and how its plan stands (`stage`), empty for a draft.
    """

    key: str
    name: str
    address: str
    agreement: str
    adviser: str
    changed: datetime
    programme: str
    pressing: bool
    needs: tuple[tuple[Key, str], ...]
    reached: Key | None
    stage: str
    since: datetime | None

    def drawn(self) -> SafeString:
        """The row as the list shows it."""
        return _drawn(self, bound())


@lru_cache(maxsize=2000)
def _drawn(row: Row, language: Language) -> SafeString:
    """In the language that is bound: a list is looked at again and again, and words of most rows are the same."""
    return render_to_string("dossiers/row.html", {"row": row})


@needs(Action.DOSSIERS_READ)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The list, or what of it was searched for."""
    if request.method == "POST":
        return searching.keep(request, ["q"], ["programme", "need"])
    person, asked, words = person_of(request), request.GET, searching.kept(request, "q")
    programme, need = (asked.get(name, "").strip() for name in ("programme", "need"))
    archived = asked.get("archived") == "yes"
    listed.look_again(timezone.localdate())
    found = listed.searched(dossiers_of(person).filter(archived=archived), words)
    found = narrowed(found.filter(programme=programme) if programme else found, need)
    pressed = "pressing_to_approver" if Action.PLANS_APPROVE in may(person) else "pressing"
    told = {"count": Count("unplanned"), "without": Count("unplanned", filter=Q(unplanned=True))}  # an index has that
    counts = {each: how for each, *how in found.order_by().values_list(pressed).annotate(**told)}
    (pressing, *_), (calm, *_) = (counts.get(each, (0, 0)) for each in (True, False))
    if need == "yes":
        found = found.filter(**{pressed: True})
    pages = Paginator(range(pressing + (calm if need != "yes" else 0)), A_PAGE).get_page(asked.get("page"))
    keys = _placed(found.order_by(f"-{pressed}", "closes", "-changed"), pages)
    shown = {
        "rows": _rows(person, keys), "pages": pages, "words": words, "programme": programme, "need": need,
        "pressing": pressing, "calm": calm, "unplanned": sum(without for _, without in counts.values()),
        "filters": FILTERS,
        "searched": bool(words or programme or need or asked.get("archived")),
        "programmes": [(name, title_of(name)) for name in KNOWN.ids()],
        "planning": unplanned.open_job(person), "archived": archived,
    }  # fmt: skip
    return render(request, "dossiers/home.html", shown)


def _placed(ordered: QuerySet[Dossier], page: Page[int]) -> list[int]:
    """The keys of a page of the list; of a late one from its end on, since a database walks there."""
    begins, ends, count = max(0, page.start_index() - 1), page.end_index(), page.paginator.count
    if begins <= count // 2:
        return list(ordered.values_list("pk", flat=True)[begins:ends])
    return list(ordered.reverse().values_list("pk", flat=True)[count - ends : count - begins])[::-1]


def _rows(person: Person, keys: Iterable[int]) -> list[Row]:
    """What the list says of these dossiers, in this order."""
    found = dossiers_of(person).select_related(None).select_related("adviser", "current", "standing")
    dossiers = found.only(*TOLD).in_bulk(keys)
    titles: dict[str, Any] = {name: vintage_of(name) for name in {each.programme for each in dossiers.values()}}
    today, allowed = timezone.localdate(), may(person)
    addresses = {name: reverse(name, args=[KEY]) for name in ("dossier", "agreement", "results", "share")}

    def row(each: Dossier) -> Row:
        needed = needs_of(each, today, Action.PLANS_APPROVE in allowed)
        at = {name: address.replace(KEY, each.key) for name, address in addresses.items()}
        standing = standing_of(each)
        return Row(
            key=each.key, name=each.name, address=at["dossier"], agreement=at["agreement"],
            adviser=str(each.adviser) if Action.DOSSIERS_OF_ALL in allowed else "", changed=each.changed,
            programme=titles[each.programme], pressing=bool(needed), reached=reached(each),
            needs=tuple((need, _done_at(need, at, Action.DOSSIERS_WRITE in allowed)) for need in needed),
            stage=standing.stage if standing else "", since=standing.since if standing else None,
        )  # fmt: skip

    return [row(dossiers[key]) for key in keys if key in dossiers]


def _done_at(need: Key, at: dict[str, str], writes: bool) -> str:
    """Where what a dossier needs is done."""
    if need.key == "need.results" and writes:
        return at["results"]
    if need.key in ("need.correction", "need.message"):
        return f"{at['share']}#threads"
    return at["agreement" if need.key.startswith("need.agreement.") else "dossier"]

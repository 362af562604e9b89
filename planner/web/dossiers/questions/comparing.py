"""Pathways, fundings and starts side by side: what one pays, when the title comes, why some have no plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from planner.domain.case import Case
from planner.domain.text import Joined, Key, Words
from planner.messages import worded
from planner.report.documents.compare import charts
from planner.report.documents.compare.shape import has_plan
from planner.report.documents.plan.milestones import reached
from planner.report.pages.charts import Scatter
from planner.study.payers import STATUSES
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.form.choices import next_start
from planner.web.dossiers.questions.asked import Combined
from planner.web.dossiers.questions.meant import meant, picture
from planner.web.dossiers.questions.offers import offered
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.meanings import term_months
from planner.web.people.access import needs
from planner.web.people.roles import Action

MOST = 48
"""Combinations that are compared at once."""
BEFORE, AFTER = 3, 4
"""Terms around the learner's own start that can be compared."""


class Tick(NamedTuple):
    """A value that can be compared: what forms send, what the learner's data says, and its words."""

    sent: str
    value: Any
    words: Words
    ticked: bool


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def compare(it: Asked) -> HttpResponse:
    """What to compare, and the comparison."""
    ticks = _ticks(it)
    chosen = Combined(*([tick.value for tick in group if tick.ticked] for group in ticks.values()))
    too_many = len(chosen) > MOST
    found = None if too_many else it.found(lambda: _view(it, chosen))
    return it.page("compare", "questions/compare.html", part="questions/compared.html", found=found, ticks=ticks,
                   too_many=too_many, count=len(chosen), most=MOST)  # fmt: skip


def asked_first(it: Asked) -> Combined:
    """What is compared where nobody has ticked anything."""
    return Combined(*([tick.value for tick in group if tick.ticked] for group in _ticks(it, {}).values()))


def _ticks(it: Asked, form: Any = None) -> dict[str, list[Tick]]:
    """The values of each group, ticked as the form says; by default every pathway and funding, and the own start."""
    case, form = it.case, it.request.GET if form is None else form
    groups = {"pathway": list(_pathways(case)), "funding": list(_fundings(case)), "start": list(_starts(it))}
    found = {}
    for name, values in groups.items():
        sent = set(form.getlist(name)) & {tick.sent for tick in values} if form else set()
        found[name] = [tick._replace(ticked=tick.sent in sent) if sent else tick for tick in values]
    return found


def _pathways(case: Case) -> Iterator[Tick]:
    for name in dict.fromkeys((*case.programme.pathways, case.learner.pathway)):
        yield Tick(name, name, Key(f"ask.pathway.{name}"), ticked=True)


def _fundings(case: Case) -> Iterator[Tick]:
    own, known = case.learner.data.get("funding", case.learner.funding), case.programme.fundings
    for name, title in known.items():
        yield Tick(name, name, title, ticked=True)
    if own not in known:
        yield Tick("own", own, Key("ask.compare.own_funding"), ticked=True)


def _starts(it: Asked) -> Iterator[Tick]:
    """Terms to start in; of who has begun, the own start alone."""
    case, calendar = it.case, it.case.programme.calendar
    own, first = case.learner.start, case.learner.start
    last = own
    if it.version.past is None:
        soonest = calendar.index(next_start(calendar, date.today())) or own
        first, last = min(own, max(soonest, own - BEFORE)), own + AFTER
    for index in range(first, last + 1):
        name = calendar.term(index).name
        yield Tick(name, name, term_months(case, name), ticked=index == own)


def _view(it: Asked, chosen: Combined) -> dict[str, Any]:
    """The rows that have a plan, what one pays first; then those that have none, with why."""
    data: Any = it.answer("compare", chosen.sent()).data
    own = it.version.learner.get("funding", it.case.learner.funding)
    data["rows"], also = _merged(it, sorted(data["rows"], key=lambda row: _rank(row, own)))
    told = meant(it.case, [row["reason"] for row in data["rows"]])
    several = {key for key in ("pathway", "funding", "start") if len({str(row[key]) for row in data["rows"]}) > 1}
    rows = [_row(it, place, row, several) | {"also": tuple(_name(it, same, several) for same in also[place])}
            for place, row in enumerate(data["rows"]) if has_plan(row)]  # fmt: skip
    known = [row for row in rows if row["own"] is not None or row["total"] is not None or row["current"]] or rows
    without: dict[str, list[Words]] = {}
    for row, why in zip(data["rows"], told, strict=True):
        if not has_plan(row):
            without.setdefault(worded(why), []).append(_name(it, row, several) or Key("ask.compare.asked"))
    drawn = [picture(chart) for chart in charts.charts(data) if isinstance(chart, Scatter)] if len(rows) > 1 else []
    return {
        "rows": known,
        "unknown": [row for row in rows if row not in known],
        "without": [{"names": names, "why": why} for why, names in without.items()],
        "pictures": drawn,
        "by": data["ranked_by"],
        "front": any(row["front"] for row in rows),
    }


def _merged(it: Asked, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[list[dict[str, Any]]]]:
    """The rows without those that come to the same, and those, row by row; of several that are
    the same the one that the learner has stays.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(_outcome(row) if has_plan(row) else str(number), []).append(row)  # type: ignore[arg-type]
    ordered = [sorted(group, key=lambda row: not _is_own(it, row)) for group in groups.values()]
    return [group[0] for group in ordered], [group[1:] for group in ordered]


def _outcome(row: Mapping[str, Any]) -> str:
    """Who pays what for classes of which kind, when the title comes, and how full the fullest term is, as a text."""
    taken = {unit["modality"] for term in row["plan"]["terms"] for unit in term["units"]}
    figures = (row["cost"]["own"], row["cost"]["total"], row["peak"]["units"], row["peak"]["evenings"])
    return repr((row["funding"], row["start"], *figures, reached(row["plan"])["date"], sorted(taken)))


def _is_own(it: Asked, row: Mapping[str, Any]) -> bool:
    """Whether the learner has chosen this."""
    learner = it.version.learner
    own = {"pathway": it.case.learner.pathway, "funding": learner.get("funding", it.case.learner.funding),
           "start": learner.get("start")}  # fmt: skip
    return all(row[key] == value for key, value in own.items())


def _rank(row: Mapping[str, Any], funding: Any) -> tuple[Any, ...]:
    """Those on the front first, then what the learner pays, then the date; what is unknown comes last. What only
    somebody in another situation than the learner's can choose comes after the others.
    """
    if row["plan"] is None:
        return (2, True, False, 0.0, "")
    own = row["cost"]["own"] if row["cost"]["own"] is not None else row["cost"]["total"]
    other = row["funding"] in STATUSES and row["funding"] != funding if isinstance(row["funding"], str) else False
    return (0 if row["front"] else 1, own is None, other, own or 0.0, reached(row["plan"])["date"])


def _row(it: Asked, place: int, row: Mapping[str, Any], several: set[str]) -> dict[str, Any]:
    name = _name(it, row, several)
    set_keys = {key: row[key] for key in ("pathway", "funding", "start")}
    money = Money(row["plan"]["cost"], row["cost"]["currency"]) if it.case.programme.has_prices else None
    return {
        "number": place + 1,
        "name": name or Key("ask.compare.asked"),
        "pathway": Key(f"ask.pathway.{row['pathway']}"),
        "funding": row["labels"]["funding"],
        "start": term_months(it.case, row["start"]),
        "own": money.own if money else None,
        "total": money and (money.whole or money.own),
        "priced": money is not None,
        "why": row["cost"]["why"],
        "day": date.fromisoformat(reached(row["plan"])["date"]),
        "terms": row["duration"],
        "units": row["peak"]["units"],
        "evenings": row["peak"]["evenings"],
        "front": bool(row["front"]),
        "current": _is_own(it, row),
        "offer": offered(it.dossier, "chosen", {"what": name or Key("ask.compare.asked")}, set=set_keys),
    }


def _name(it: Asked, row: Mapping[str, Any], several: set[str]) -> Words:
    """What a combination is, by what differs between them; nothing where nothing does."""
    words: dict[str, Words] = {
        "pathway": Key(f"ask.pathway.{row['pathway']}"),
        "funding": row["labels"]["funding"],
        "start": Key("ask.compare.from", term=term_months(it.case, row["start"])),
    }
    parts = tuple(words[key] for key in words if key in several)
    return Joined(parts, " · ") if parts else ""

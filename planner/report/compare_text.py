"""A comparison for people: a table of all rows, then what rows have in common told once, and what it rests on."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from planner.messages import catalogue, day, money, say, worded
from planner.report.documents.plan.milestones import reached
from planner.report.frame import assumption_lines, notice_lines, warning_lines
from planner.report.layout import WIDTH, Item, bullet, bulleted, heading
from planner.report.listing import listed
from planner.report.table import table

Data = dict[str, Any]
ALIKE = (
    "programme",
    "start",
    "changes",
    "pathway",
    "certificate",
    "peak",
    "internship",
    "admission",
    "bottleneck",
    "binds",
    "holds",
)
"""What rows share that are told together: all but who pays and what it costs."""
UNRANKED = "?"
"""The mark of a row whose place is unknown."""


def compare_text(data: Data) -> str:
    """The document of a comparison."""
    rows = data["rows"]
    lines = [*_head(data), "", *_table(data), "", *_legend(rows, data["ranked_by"])]
    for places in groups(rows):
        lines += ["", *_group(data, places)]
    lines += _without_plan(rows)
    lines += warning_lines(told_warnings(data))
    return "\n".join([*lines, *assumption_lines(told_assumptions(data), "compare.assumptions")]) + "\n"


def _head(data: Data) -> Iterator[str]:
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    yield say("compare.title", name=data["learner"]) + fictional
    for programme in data["programmes"]:
        yield from textwrap.wrap(say("text.programme", **programme), WIDTH)
    yield from textwrap.wrap(say("compare.count", count=len(data["rows"])), WIDTH)
    yield from notice_lines(told_notices(data))


def _table(data: Data) -> list[str]:
    """The numbers side by side; programme, start and other values only where rows differ in them."""
    varied = [key for key in data["varied"] if key not in ("pathway", "funding")]
    first = [say(f"compare.column_{key}") if key in ("programme", "start") else words(key) for key in varied]
    names = ("pathway", "funding", "duration", "months", "award", "own", "cost", "units", "evenings")
    header = ["", "", *first, *(say(f"compare.column_{name}") for name in names)]
    right = {0, *(len(varied) + place for place in (4, 5, 7, 8, 9, 10))}
    cells = [_cells(row, place, varied) for place, row in enumerate(data["rows"])]
    return table(header, cells, right=right, fixed={*right, 1, len(varied) + 6})


def words(key: str) -> str:
    """A key of the learner file in words; one that has none as it is written there."""
    return catalogue().get(f"choice.{key}", key)


def _cells(row: Data, place: int, varied: Sequence[str]) -> list[str]:
    mark = UNRANKED if unranked(row) else "*" if row["front"] else ""
    named = {"programme": row["labels"]["programme"], "start": str(row["start"])}
    cells = [str(place + 1), mark, *(named.get(key) or value(row["changes"].get(key), key) for key in varied)]
    cells += [row["labels"]["pathway"], row["labels"]["funding"]]
    if row["plan"] is None:
        return [*cells, "", "", say(f"compare.{row['status']}"), "", "", "", ""]
    cost, peak = row["cost"], row["peak"]
    prices = [_money(cost[key], cost["currency"]) for key in ("own", "total")]
    ends = day(date.fromisoformat(reached(row["plan"])["date"]))
    return [*cells, str(row["duration"]), str(row["months"]), ends, *prices, str(peak["units"]), str(peak["evenings"])]


def value(given: Any, key: str = "") -> str:
    """A value of the key of the learner file: in words where it has some, else as its author would write it."""
    if isinstance(given, Mapping):
        return ", ".join(say("colon", name=name, value=value(inner)) for name, inner in given.items())
    if given in (None, [], ""):
        return say("choice.nothing")
    if isinstance(given, list):
        return ", ".join(value(item, key) for item in given)
    if isinstance(given, bool):
        return say("page.yes" if given else "page.no")
    known = {"order": "order", "minimise": "objective"}.get(key)
    return catalogue().get(f"{known}.{given}") or (given if isinstance(given, str) else json.dumps(given))


def _money(amount: float | None, currency: str) -> str:
    return money(None if amount is None else round(amount * 100), currency)


def _legend(rows: Sequence[Data], by: str) -> Iterator[str]:
    yield from bullet(say("compare.legend_columns"), "", 0)
    for text in ranking(rows, by):
        yield from bullet(text, "", 0)
    for mark, text in front_legend(rows, by):
        yield from bullet(text, mark, 0)


def ranking(rows: Sequence[Data], by: str) -> Iterator[str]:
    """Which money rows are ranked by, where some are: none is without a plan or a price."""
    if any(row["front"] is not None for row in rows):
        yield say(f"compare.ranked_{by}")


def front_legend(rows: Sequence[Data], by: str) -> Iterator[tuple[str, str]]:
    """What marks of the front that are there mean, by the money that rows are ranked by."""
    if any(row["front"] for row in rows):
        yield "* ", say(f"compare.legend_front_{by}")
    if any(row["dominated_by"] for row in rows):
        yield "", say("compare.legend_dominated")
    if any(unranked(row) for row in rows):
        yield f"{UNRANKED} ", say(f"compare.legend_unknown_{by}")


def unranked(row: Data) -> bool:
    """Whether nobody can say if a row with a plan is on the front."""
    return row["front"] is None and bool(row["plan"])


def groups(rows: Sequence[Data]) -> list[list[int]]:
    """Places of the rows with plans that share all but who pays and what it costs."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row["plan"]:
            found.setdefault(repr([row[key] for key in ALIKE]), []).append(place)
    return list(found.values())


def numbers(places: Sequence[int]) -> str:
    """Rows as people number them, three or more neighbours as a span: `1 à 4 et 7`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    names: list[str] = []
    for run in runs:
        if len(run) > 2:
            names.append(say("compare.span", first=run[0] + 1, last=run[-1] + 1))
        else:
            names += [str(place + 1) for place in run]
    return worded(listed(names))


def named(places: Sequence[int]) -> str:
    """Rows by their numbers."""
    return say("compare.rows", numbers=numbers(places), count=len(places))


def _of(entry: Data, rows: Sequence[Data]) -> str:
    """A text, with the rows that it is about where it is not about all that could have it."""
    if len(entry["rows"]) == len(rows):
        return str(entry["text"])
    return say("compare.told", rows=named(entry["rows"]), text=entry["text"])


def _group(data: Data, places: Sequence[int]) -> Iterator[str]:
    row = data["rows"][places[0]]
    yield f"{heading(named(places))} · {shared(data, places)}"
    yield from bulleted(group_items(data, places))
    yield "  " + say("compare.holds")
    for entry in row["holds"]:
        after = say("compare.after", term=entry["term"], day=_day(entry["date"]))
        yield from bullet(say("colon", name=after, value=entry["keeps"]), "· ", 4)


def shared(data: Data, places: Sequence[int]) -> str:
    """What the rows of a group were asked for alike, but for who pays."""
    row = data["rows"][places[0]]
    shown = {"programme": row["labels"]["programme"], "start": row["start"]}
    parts = [row["labels"]["pathway"]]
    parts += [shown.get(key) or _chosen(row, key) for key in data["varied"] if key not in ("pathway", "funding")]
    return " · ".join(parts)


def _chosen(row: Data, key: str) -> str:
    return say("colon", name=words(key), value=value(row["changes"].get(key), key))


def group_items(data: Data, places: Sequence[int]) -> Iterator[Item]:
    """Costs of each row of a group, then the load, the milestones and what binds, which they share."""
    row = data["rows"][places[0]]
    for place in places:
        yield from _paid(data["rows"], place)
    yield Item(_load(row["peak"]))
    certificate, internship = row["certificate"], row["internship"]
    if certificate and certificate["date"]:
        values = {"name": certificate["id"], "term": certificate["term"], "day": _day(certificate["date"])}
        yield Item(say("text.certificate", **values))
    if internship:
        days = {key: _day(internship[key]) for key in ("starts", "ends")}
        yield Item(say("event.dates", what=say("event.internship"), **days))
    if row["admission"]:
        yield Item(say("compare.admission", names=tuple(row["admission"])))
    yield from _bound(row)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _paid(rows: Sequence[Data], place: int) -> Iterator[Item]:
    """Cost by year of one row, why it is unknown, and which rows of the front dominate it."""
    row, cost = rows[place], rows[place]["cost"]
    years = " · ".join(
        say("colon", name=year["year"], value=_money(year["amount"], cost["currency"])) for year in cost["by_year"]
    )
    if not cost["known"] and not cost["why"]:
        return
    name = say("compare.paid_by", number=place + 1, funding=row["labels"]["funding"])
    yield Item(say("compare.told", rows=name, text=years))
    if cost["known"] and cost["own"] != cost["total"]:
        yield Item(say("compare.own", amount=_money(cost["own"], cost["currency"])), "· ", 4)
    if cost["why"]:
        yield Item(cost["why"], "· ", 4)
    if row["dominated_by"]:
        better = [place for place in row["dominated_by"] if rows[place]["front"]]
        text = say("compare.dominated", numbers=numbers(better), count=len(better))
        yield Item(text, "· ", 4)


def _load(peak: Data) -> str:
    parts = [say("compare.peak", count=peak["units"], term=peak["term"])] if peak["term"] else []
    parts += [say("text.evenings", count=peak["evenings"])] if peak["evenings"] else []
    if peak["hours_per_week"]:
        low, high = peak["hours_per_week"]
        parts.append(say("text.hours", low=low, high=high))
    return ", ".join(parts) or say("text.nothing")


def _bound(row: Data) -> Iterator[Item]:
    """What prevents an earlier award."""
    if row["binds"] is None:
        yield Item(say("compare.binds_open"))
    elif not row["binds"]:
        yield Item(say("compare.binds_nothing"))
    elif row["bottleneck"] == "wishes":
        yield Item(row["binds"][0])
    else:
        yield Item(say("compare.binds"))
        for text in row["binds"]:
            yield Item(text, "· ", 4)


def reasons(rows: Sequence[Data]) -> list[str]:
    """Why some rows have no plan; rows with the same reason together."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row["reason"]:
            found.setdefault(row["reason"], []).append(place)
    return [say("compare.told", rows=named(places), text=text) for text, places in found.items()]


def _without_plan(rows: Sequence[Data]) -> list[str]:
    texts = reasons(rows)
    lines = [line for text in texts for line in bullet(text)]
    return ["", heading(say("compare.without_plan")), *lines] if texts else []


def told_warnings(data: Data) -> list[str]:
    """What to check, with the rows that it is about."""
    return [_of(entry, data["rows"]) for entry in data["warnings"]]


def told_notices(data: Data) -> list[Any]:
    """What nobody should miss, with the rows that it is about."""
    return [{**entry, "text": _of(entry, data["rows"])} for entry in data["notices"]]


def told_assumptions(data: Data) -> list[Any]:
    """What the plans rest on, with the rows that it is about."""
    return [{**entry, "text": _of(entry, data["rows"])} for entry in data["assumptions"]]

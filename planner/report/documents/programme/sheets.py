"""A programme as tables that one can sort: units first, then what is required, classes, prices and assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.text import Cents
from planner.messages import say
from planner.report.documents.programme.courses import day, requirements
from planner.report.documents.programme.origin import words
from planner.report.documents.programme.shape import Classes
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns
from planner.report.sessions import notes
from planner.storage.numbers import number
from planner.storage.schema_programme import ProgrammeFile

PRICES = ("per_credit", "per_hour", "per_unit", "whole", "yearly")


def sheets(file: ProgrammeFile, classes: list[Classes] | None) -> tuple[Table, ...]:
    """The tables, those without rows left out; the one of units is always there."""
    rest = (_requirements(file), _classes(classes or ()), _prices(file), _assumptions(file))
    return (_units(file), *(table for table in rest if table.rows))


def _units(file: ProgrammeFile) -> Table:
    blocks = {block.id: words(block.title) for block in file.blocks}
    rows = tuple(
        (
            unit.code, words(unit.named), unit.size, unit.hours, blocks.get(unit.block or "", ""), unit.source or "",
            unit.assumption or "",
        ) for unit in file.units
    )  # fmt: skip
    keys = columns("unit", "title", "ects", "hours", "block", "source", "assumption", wide=("title", "source"))
    return Table("units", say("show.units"), keys, rows)


def _requirements(file: ProgrammeFile) -> Table:
    rows = tuple((rule.id, text) for rule, text in zip(file.requirements, requirements(file), strict=True))
    return Table("requirements", say("show.requirements"), columns("id", "text", wide=("text",)), rows)


def _classes(classes: Sequence[Classes]) -> Table:
    rows = tuple(
        (
            unit, one["period"], say(f"modality.{one['modality']}"), day(one["starts"]), day(one["ends"]),
            ", ".join(notes(one["sessions"])), one["site"] or "", one.get("source", ""), one.get("assumption", ""),
        ) for one in classes for unit in one["units"]
    )  # fmt: skip
    names = ("unit", "period", "modality", "starts", "ends", "sessions", "site", "source", "assumption")
    return Table("classes", say("show.offerings"), columns(*names, wide=("sessions", "source")), rows)


def _prices(file: ProgrammeFile) -> Table:
    """A row a price; those by the credits of a unit have a row for each."""
    titles, rows = {funding.id: words(funding.title) for funding in file.fundings}, list[tuple[Cell, ...]]()
    for tariff in file.tariffs:
        named = (say(f"modality.{tariff.modality}"), titles[tariff.funding])
        single = {key: getattr(tariff, key) for key in PRICES}
        found = [(say(f"price.{key}"), price) for key, price in single.items() if price is not None]
        sizes = {number(size): price for size, price in (tariff.by_credits or {}).items()}
        found += [(say("price.by_credits", credits=size), price) for size, price in sizes.items()]
        rows += [(*named, what, Cents(round(price * 100), file.currency)) for what, price in found]
    for fee in file.fees:
        rows.append(("", "", words(fee.title), Cents(round(fee.amount * 100), file.currency)))
    return Table("prices", say("show.tariffs"), columns("modality", "funding", "what", "price"), tuple(rows))


def _assumptions(file: ProgrammeFile) -> Table:
    rows = tuple((entry.id, words(entry.text), words(entry.reason)) for entry in file.assumptions)
    keys = columns("assumption", "text", "reason", wide=("text", "reason"))
    return Table("assumptions", say("show.assumptions"), keys, rows)

"""What is the same for several plans, said once, and with their numbers where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.text import Key, Words
from planner.report.documents.plan.basis_shape import Assumption, Notice
from planner.report.documents.plan.shape import PlanDocument
from planner.report.listing import listed
from planner.report.notices import UNKNOWN_WEEKDAYS
from planner.report.stored import made_of


def shared_assumptions(plans: Sequence[PlanDocument]) -> list[Assumption]:
    """What any of the plans rests on, each once."""
    return list({entry["id"]: entry for plan in plans for entry in plan["assumptions"]}.values())


def shared_warnings(plans: Sequence[PlanDocument]) -> Iterator[Words]:
    """What to check of the plans, with their numbers where it is not the same for all."""
    found: dict[str, tuple[Words, list[str]]] = {}
    for number, plan in enumerate(plans, 1):
        for text in plan["warnings"]:
            found.setdefault(made_of(text), (text, []))[1].append(str(number))
    for text, numbers in found.values():
        name = Key("alternatives.of", numbers=listed(numbers), count=len(numbers))
        yield text if len(numbers) == len(plans) else Key("compare.told", rows=name, text=text)


def warnings_for_people(plans: Sequence[PlanDocument]) -> Iterator[Words]:
    """The same, but that which dates are projected is said once, for the longest of the plans."""
    longest = max(plans, key=lambda plan: len(plan["terms"]))
    yield from shared_warnings([{**plan, "warnings": _of_dates(plan, told=False)} for plan in plans])
    yield from _of_dates(longest, told=True)


def _of_dates(plan: PlanDocument, *, told: bool) -> list[Words]:
    """Its warnings of projected dates, or the others."""
    return [text for text in plan["warnings"] if (isinstance(text, Key) and text.key == "warning.projected") == told]


def shared_notices(plans: Sequence[PlanDocument]) -> list[Notice]:
    """What nobody should miss, once each, with the numbers of the plans where it is not said of all.

    Unknown days are one notice, with the terms of all: which are taken differs from plan to plan.
    """
    found: dict[str, list[tuple[str, Notice]]] = {}
    for number, plan in enumerate(plans, 1):
        for entry in plan["notices"]:
            same = entry["id"] if entry["id"] == UNKNOWN_WEEKDAYS else made_of(entry["text"])
            found.setdefault(same, []).append((str(number), entry))
    shared = []
    for told in found.values():
        entry = _joined([entry for _, entry in told], plans)
        if len(told) < len(plans):
            name = Key("alternatives.of", numbers=listed([number for number, _ in told]), count=len(told))
            entry = {**entry, "text": Key("compare.told", rows=name, text=entry["text"])}
        shared.append(entry)
    return shared


def _joined(entries: Sequence[Notice], plans: Sequence[PlanDocument]) -> Notice:
    """One notice of all; those that differ are of unknown days."""
    if len({made_of(entry["text"]) for entry in entries}) == 1:
        return entries[0]
    every = sorted({term["term"] for plan in plans for term in plan["terms"]})
    subjects = dict.fromkeys(subject for entry in entries for subject in entry["subjects"])
    names = [name for name in every if name in subjects]
    text = Key(f"notice.{entries[0]['id']}", names=", ".join(names))
    return {**entries[0], "subjects": [*(unit for unit in subjects if unit not in every), *names], "text": text}

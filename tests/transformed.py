"""The same problem written in another way: in another order, or under other names."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

from tests.agreement import Raw
from tests.samples import Sample

LISTS = (
    "units", "requirements", "prerequisites", "certificates", "offerings", "fundings", "tariffs", "fees", "blocks",
    "competence_blocks", "assumptions", "notes", "timetable", "travel",
)  # fmt: skip
FIXED = {"modality", "due", "kind", "format", "order", "minimise", "by", "pathway", "modalities", "years", "programme"}
"""Keys whose values are words of the format, not names of the programme."""


def permuted(random: Random, sample: Sample) -> Sample:
    """Every list whose order means nothing, in another order.

    The order of terms, of wishes and of payers means something.
    """
    programme, learner = deepcopy(dict(sample.programme)), deepcopy(dict(sample.learner))
    for key in LISTS:
        _shuffle(random, programme, key)
    for row in programme["requirements"]:
        _shuffle(random, row, "all_of", "of")
    for row in programme.get("prerequisites", ()):
        _shuffle(random, row, "after", "together")
        for item in (*row.get("after", ()), *row.get("together", ())):
            if not isinstance(item, str):
                _shuffle(random, item, "any")
    for row in (*programme.get("certificates", ()), *programme["offerings"]):
        _shuffle(random, row, "units")
    _shuffle(random, programme["calendar"], "periods", "holidays", "resits")
    for row in programme["pathways"].values():
        _shuffle(random, row, "modalities")
    programme["pathways"] = dict(random.sample(sorted(programme["pathways"].items()), len(programme["pathways"])))
    _shuffle(random, programme.get("award", {}), "experience")
    _shuffle(random, learner, "acquired", "internship_windows", "pins", "avoid")
    free = learner.get("availability") or {}
    for row in (free, *(free.get("terms") or {}).values()):
        _shuffle(random, row, "evenings", "days")
    for entry in learner["funding"] if isinstance(learner["funding"], list) else ():
        if not isinstance(entry, str):
            _shuffle(random, entry, *entry)
    return replace(sample, programme=programme, learner=learner)


def _shuffle(random: Random, row: Raw, *keys: str) -> None:
    for key in keys:
        if row.get(key):
            row[key] = random.sample(row[key], len(row[key]))


def new_names(random: Random, programme: Raw) -> dict[str, str]:
    """Another name for each unit, alias, term, period, funding, requirement, certificate, site and offering; they sort
    differently.
    """
    calendar = programme["calendar"]
    old = {name for unit in programme["units"] for name in (unit["code"], *unit.get("aliases", ()))}
    for rows in (calendar["terms"], calendar["periods"], *(programme.get(key, ()) for key in LISTS)):
        old |= {row["id"] for row in rows if isinstance(row, dict) and "id" in row}
    for row in programme.get("timetable", ()):
        old |= {row["offering"], *([row["site"]] if row.get("site") else [])}
    numbers = random.sample(range(len(old)), len(old))
    return {name: f"N{number:03}" for name, number in zip(sorted(old), numbers, strict=True)}


def renamed(names: dict[str, str], sample: Sample) -> Sample:
    """The sample under other names."""
    dated = re.compile(r"(\d{4})-(.+)")

    def word(text: str) -> str:
        found = dated.fullmatch(text)
        if found and found[2] in names:
            return f"{found[1]}-{names[found[2]]}"
        return names.get(text, text)

    return replace(
        sample, programme=_renamed(word, sample.programme, "", FIXED), learner=_renamed(word, sample.learner, "", FIXED)
    )


def _renamed(word: Callable[[str], str], data: Any, key: str, fixed: set[str]) -> Any:
    """The data with each of its words replaced, but those under fixed keys; keys are words where they are names."""
    if isinstance(data, dict):
        named = key in ("terms", "payer_budgets", "funding")
        return {(word(k) if named else k): v if k in fixed else _renamed(word, v, k, fixed) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [_renamed(word, item, key if key == "funding" else "", fixed) for item in data]
    return word(data) if isinstance(data, str) else data

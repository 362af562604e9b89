"""What nobody can recompute from a plan and its learner alone, and what a check therefore lists as not checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planner import __version__
from planner.domain.case import Case
from planner.report.claims.statement import Data, mapping

KNOWN = {"planner", "sha256", "today", "time_limit", "seed", "workers", "batch"}
"""Keys of `meta`."""


class Unchecked(NamedTuple):
    """Its id, which `unchecked.ID` words, and the values of the message."""

    id: str
    values: dict[str, str]


def unchecked(case: Case, data: Data, unknown: list[str], doubts: frozenset[str]) -> Iterator[Unchecked]:
    """What this file says beyond what can be recomputed; `doubts` tells why some warnings are not judged."""
    entries = data.get("objectives") or ()
    if any(entry.get("proven") is True for entry in entries):
        yield Unchecked("proof", {})
    if any(entry.get("proven") is not True and entry.get("bound") is not None for entry in entries):
        yield Unchecked("bounds", {})
    for name in sorted(doubts):
        yield Unchecked(name, {})
    if case.history is not None:
        yield Unchecked("history", {})
    if "replan" in data:
        yield Unchecked("before", {})
        if mapping(data, "replan").get("otherwise"):
            yield Unchecked("otherwise", {})
    yield from _of_meta(data)
    unknown = [*unknown, *(f"meta.{key}" for key in mapping(data, "meta") if key not in KNOWN)]
    if unknown:
        yield Unchecked("unknown", {"names": ", ".join(sorted(set(unknown)))})


def _of_meta(data: Data) -> Iterator[Unchecked]:
    said = mapping(data, "meta")
    settings = [name for name in ("time_limit", "seed", "workers") if name in said]
    if settings:
        yield Unchecked("settings", {"names": ", ".join(settings)})
    if "batch" in said:
        yield Unchecked("batch", {})
    if said.get("planner") not in (None, __version__):
        yield Unchecked("version", {"version": __version__})

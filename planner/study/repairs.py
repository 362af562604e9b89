"""The smallest changes that make an impossible case possible, each verified by solving the case with it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.conflict import Conflict, Subsets
from planner.study.repair_amounts import NO_LIMIT
from planner.study.repair_search import SHOWN_OF_A_KIND, Repair, Search
from planner.study.repair_together import Together

LASTING = ("always", "deadline", "start")
"""Kinds of change that may ask for years; another pathway may ask for less."""
__all__ = ["Repair", "repairs"]


def repairs(
    case: Case, conflict: Conflict, config: Config, clock: Clock, today: date | None = None,
    subsets: Subsets | None = None,
) -> list[Repair]:  # fmt: skip
    """Repairs of an impossible case, least asked first; empty when nothing of the kinds tried helps, or time is up.

    A change that loosens nothing in the conflict cannot help, so that only the others are tried. What the learner
    stated is only touched where nothing else helps. `today` is the day on which somebody asks, where that matters; the
    `subsets` of the conflict save making them again.
    """
    search = Search(case, conflict, config, clock, case.learner.data, today, subsets)
    found = _find(search)
    if not found:
        search.kept = {}
        found = _find(search)
    return _few(sorted(found, key=lambda repair: (*repair.asks, _value(repair))))


def _find(search: Search) -> list[Repair]:
    """Single changes that help, else several together. Another pathway is what helps where the learner's own has no
    classes at all; elsewhere it stands beside changes that leave every term as full, or as far away, as it is.
    """
    if search.without_classes and (found := search.repair_each((change,) for change in search.pathways())):
        return found
    found = search.repair_each((change,) for change in search.singles())
    if all(change.kind in LASTING for repair in found for change in repair.changes):
        found += search.repair_each((change,) for change in search.pathways())
    if not found:
        several = Together(search).several()
        fewest = min((len(changes) for changes in several), default=0)
        pairs = list(search.pairs()) if fewest > 2 else []
        found = search.repair_each(pairs or several)
    return found


def _few(found: list[Repair]) -> list[Repair]:
    """Not more than a few of each kind, the best."""
    shown: Counter[str] = Counter()
    kept: list[Repair] = []
    for repair in found:
        if any(_is_same(repair, other) for other in kept):
            continue
        kinds = " ".join(change.key for change in repair.changes)
        shown[kinds] += 1
        if shown[kinds] <= SHOWN_OF_A_KIND:
            kept.append(repair)
    return kept


def _is_same(repair: Repair, other: Repair) -> bool:
    """Whether a change of pathway comes to as much in the same terms, for the same money, as a change before it."""
    moved = all(change.kind in ("pathway", "daytime") for one in (repair, other) for change in one.changes)
    return moved and _times(repair) == _times(other) and _value(repair) == _value(other)


def _times(repair: Repair) -> list[tuple[int, int, str]]:
    """When something is taken, and how, whatever it is: of equal units of a choice either may be."""
    plan = repair.result.plan
    return sorted((one.first, one.last, one.modality) for one in plan.chosen) if plan is not None else []


def _value(repair: Repair) -> list[int]:
    return [item.value if item.value is not None else NO_LIMIT for item in repair.result.objectives]

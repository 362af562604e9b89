"""How a learner came from another programme: what carried over, as what, and what has no place in the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.messages import say, worded

if TYPE_CHECKING:
    from planner.report.documents.plan import past_shape, shape


def migration_data(case: Case) -> shape.Moved:
    """The key `migration` of a document, or nothing for a learner who stayed."""
    migration = case.learner.migration
    if migration is None:
        return {}
    return {
        "migration": {
            "from": migration.programme,
            "carried": [
                {"unit": entry.unit, "as": entry.counts_as, "by": entry.by, "how": entry.how}
                for entry in migration.carried
            ],
            "left": [{"key": entry.key, "unit": entry.unit, "title": entry.title} for entry in migration.left],
        }
    }


def migration_texts(data: shape.Moved, programme: str) -> list[str]:
    """Where the learner came from, what carried over, and what is left; nothing of a learner who stayed."""
    migration = data.get("migration")
    if migration is None:
        return []
    texts = [say("text.migration_from", old=migration["from"], programme=programme)]
    if migration["carried"]:
        texts.append(say("text.carried", names=", ".join(_carried(migration["carried"]))))
    for key in ("goal", "acquired", "pins", "avoid", "extra", "waive", "funding", "chances"):
        names = tuple(
            f"{entry['unit']} ({worded(entry['title'])})" for entry in migration["left"] if entry["key"] == key
        )
        if names:
            texts.append(say(f"text.left.{key}", programme=programme, names=names))
    return texts


def _carried(entries: list[past_shape.Carried]) -> list[str]:
    """Each old unit once, with all that it counts as where the codes differ."""
    grouped: dict[tuple[str, str | None], list[str]] = {}
    for entry in entries:
        grouped.setdefault((entry["unit"], entry["by"]), []).append(entry["as"])
    found = []
    for (unit, how), codes in grouped.items():
        name = unit if how is None else f"{unit} ({how})"
        same = codes == [unit]
        found.append(name if same else say("text.counts_as", unit=name, other=" + ".join(codes)))
    return found

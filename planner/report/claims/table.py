"""What is known of the fields of a plan's file: how items of lists are told apart, and what its keys are.

Lists are sets, their order says nothing; only those of `ORDERED` are read in their order, and the objectives.
"""

from __future__ import annotations

IDENTITY: dict[str, tuple[str, ...]] = {
    "terms[]": ("term",),
    "terms[].units[]": ("unit",),
    "terms[].units[].sessions[]": ("weekday", "start", "date"),
    "terms[].attempts[]": ("unit", "offering"),
    "terms[].events[]": ("kind", "id"),
    "terms[].exams[]": ("session",),
    "certificates[]": ("id",),
    "cost.lines[]": ("year", "what"),
    "cost.by_year[]": ("year",),
    "cost.by_payer[]": ("funding", "beyond"),
    "cost.by_payer[].by_year[]": ("year",),
    "assumptions[]": ("id",),
    "notices[]": ("id",),
    "migration.carried[]": ("unit", "as"),
    "migration.left[]": ("key", "unit"),
    "history.attempts[]": ("unit", "term"),
    "replan.results[]": ("unit", "term"),
    "replan.unplanned[]": ("unit", "term"),
    "replan.to_come[]": ("unit", "term"),
    "replan.overdue[]": ("what", "term"),
    "replan.moves[]": ("unit",),
    "replan.retakes[]": ("unit",),
    "replan.added[]": ("unit",),
}
"""Keys that tell the items of a list apart, by the pattern of the item's path."""

ORDERED = frozenset({"terms[].hours_per_week", "about.caps"})
"""Lists whose order says something: the least and the most, or term by term."""

SOMETIMES = frozenset(
    {
        "shares",
        "migration",
        "wording",
        "history",
        "replan",
        "credits",
        "attempts",
        "result",
        "lost",
        "beyond",
        "pause",
        "id",
    }
)
"""Keys that a document has only where there is something to say; where there is not, saying something is false."""

AMOUNTS = frozenset({"total", "own", "amount", "spent", "cost"})
"""Keys of amounts of money, in a cost and in what is told of an earlier plan."""


def is_amount(pattern: str) -> bool:
    """Whether a field holds an amount of money."""
    return pattern.startswith(("cost", "replan")) and pattern.rpartition(".")[2] in AMOUNTS

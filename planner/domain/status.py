"""What comes of a search: a best plan, a plan, proof that there is none, or none of these within the limit."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """`OPTIMAL`: nothing is better; `FEASIBLE`: the search ended before that was known; `IMPOSSIBLE`: nothing exists,
    and a second configuration of the solver agrees; `UNKNOWN`: the search ended with nothing. In JSON they are their
    values, in lower case.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"

    @property
    def decided(self) -> bool:
        """Whether more time would change nothing."""
        return self in (Status.OPTIMAL, Status.IMPOSSIBLE)

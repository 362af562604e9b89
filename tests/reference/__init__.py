"""An independent reference: small, slow where it may be, and written from the rules alone.

`solve` is an exact search over sets of units; `solve_by_enumeration` tries every plan of a tiny programme.
Neither shares code with the product: they are what the product is compared with.
Weekly and dated sessions, sites and travel are in the enumeration only; seats are out of scope.
"""

from .brute import enumerate_plans, solve_by_enumeration
from .outcome import Outcome
from .solver import solve

__all__ = ["Outcome", "enumerate_plans", "solve", "solve_by_enumeration"]

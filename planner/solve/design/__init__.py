"""The search for the best design of an offer: `design(offer, config)`."""

from planner.solve.design.answer import design

__all__ = ["design"]

"""A proposal for an offer: a board for each curriculum, what changes, and what could be traded."""

"""A proposal for an offer: the terms of its units, what they cost in changes, and whom they hold up."""

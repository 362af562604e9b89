"""The tables of the second step, over time."""

"""Chances to fail from past results: `planner/chances/1`."""

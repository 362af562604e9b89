"""The best way to go on when units can be failed: `planner/risk/1`."""

"""What a learner could choose, side by side: `planner/compare/1`."""

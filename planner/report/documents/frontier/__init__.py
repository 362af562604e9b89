"""Every trade-off between duration, cost and load of one learner: `planner/frontier/1`."""

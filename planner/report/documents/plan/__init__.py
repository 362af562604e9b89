"""`planner/plan/1`: the best plan of a learner, a plan in place of an earlier one, or why there is none."""

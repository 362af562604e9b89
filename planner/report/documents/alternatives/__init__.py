"""A few good plans of one learner that really differ: `planner/alternatives/1`."""

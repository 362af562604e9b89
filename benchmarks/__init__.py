"""How fast the planner is, as ratios within one run: whole processes, 500 random learners, a 40-unit programme."""

"""`planner/cohort/1`: what comes of many learners, the demand for each class, and how seats are shared."""

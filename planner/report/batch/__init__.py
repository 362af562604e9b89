"""Plans of a whole cohort: documents of each learner, and a table of all."""

"""Plans of a whole cohort: the documents of each learner, and a table of all."""

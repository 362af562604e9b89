"""What is said of a cohort: its learners, the demand for each class, and how seats are shared."""

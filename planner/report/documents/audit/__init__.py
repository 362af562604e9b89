"""What is wrong with a plan, and its figures recomputed."""

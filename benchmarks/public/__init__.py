"""Public instances of the nearest problem families, solved by the planner and by references in the same run."""

"""Many learners: each alone, sharing seats, or made up from a distribution."""

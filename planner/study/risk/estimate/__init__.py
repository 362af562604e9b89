"""Risk where it is not exact: ways to go on that are played through many times, and bounds on what any can reach."""

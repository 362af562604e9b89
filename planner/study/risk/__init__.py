"""When units can be failed: the best way to go on, exactly."""

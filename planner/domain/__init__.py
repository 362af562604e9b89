"""What everything speaks of: calendar, programme, learner, case, plan; no input, output or solver."""

"""People of a desk: who signs in, what their role lets them do, and the log of what was done."""

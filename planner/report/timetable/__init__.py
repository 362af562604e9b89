"""A timetable before it is published: its week, what collides in it, and whom it does not serve."""

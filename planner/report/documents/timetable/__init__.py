"""`planner/timetable/1`: the classes of a programme, what collides in them, and whom they do not serve."""

"""What is built out of many solves: why nothing exists, what would help, other plans, and plans after results."""

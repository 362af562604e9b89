"""The CP-SAT model: variables, hard rules and wishes."""

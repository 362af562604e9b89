"""Long work of the desk: a row each, done one step at a time by a process of its own."""

"""Programmes that the desk knows: those that ship, and the school's own in its folder."""

"""People's rights on what the desk keeps of them: a copy of everything, and erasing it."""

"""Calendars that programs follow: the plan of a dossier, at an address of its own."""

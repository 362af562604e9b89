"""Results for people and programs: text and JSON."""

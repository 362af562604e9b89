"""Curricula as others publish them: imported, planned, checked, and held against what is published."""

"""Documents as people read them, before any file format: what stands in them, and in which order."""

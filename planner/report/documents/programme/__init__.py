"""One programme in full, with its sources, assumptions and notes."""

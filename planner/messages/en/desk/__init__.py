"""What the study desk says: read by processes that serve it alone."""

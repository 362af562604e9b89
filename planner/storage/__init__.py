"""Files in and out: YAML, CSV and JSON, with errors that name file, line and key."""

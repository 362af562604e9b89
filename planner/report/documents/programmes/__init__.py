"""All programmes, with what is assumed in each."""

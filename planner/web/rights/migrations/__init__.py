"""Tables of people's rights."""

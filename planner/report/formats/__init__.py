"""File formats of a page: each turns the same page into bytes, and adds nothing of its own."""

"""Curricula as others publish them: read from their files, written as the files of a programme of this product."""

"""Learners who share the seats of offerings: one exact optimum over all of them."""

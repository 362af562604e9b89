"""Dossiers: a learner each, with every version of what is known and planned."""

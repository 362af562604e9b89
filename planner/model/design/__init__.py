"""The model of an offer: a place for every unit, so that every term of every curriculum bears its even share."""

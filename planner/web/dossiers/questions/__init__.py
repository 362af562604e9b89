"""Why, what else, what if; versions and documents of a dossier."""

"""The board of a dossier."""

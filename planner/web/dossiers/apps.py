"""The application's name."""

from django.apps import AppConfig


class Dossiers(AppConfig):
    """Dossiers and their versions."""

    name = "planner.web.dossiers"
    label = "dossiers"

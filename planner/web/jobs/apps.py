"""The application's name."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """Long work."""

    name = "planner.web.jobs"
    label = "jobs"

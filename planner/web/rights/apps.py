"""The application's name."""

from django.apps import AppConfig


class Rights(AppConfig):
    """People's rights."""

    name = "planner.web.rights"
    label = "rights"

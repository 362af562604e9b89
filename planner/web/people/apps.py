"""The application's name."""

from django.apps import AppConfig


class People(AppConfig):
    """Accounts, links, tokens, the log."""

    name = "planner.web.people"
    label = "people"
